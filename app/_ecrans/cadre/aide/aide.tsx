'use client';

import { Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { RevoirPremiereVisite } from '../../../_ui/premiere-visite/premiere-visite';
import './aide.css';
import { ChercherAide } from './chercher-aide';
import type { Bloc, Section } from './manuel';
import { MarquesStatuts, MarquesSync } from './marques';
import { Numero } from './numero';
import { ToutesLesTouches } from './touches';

const BLOCS: Record<Bloc, () => ReactNode> = {
  numero: () => <Numero />,
  statuts: () => <MarquesStatuts />,
  synchronisation: () => <MarquesSync />,
  touches: () => <ToutesLesTouches />,
  visite: () => <RevoirPremiereVisite />,
};

const Titre = ({ section: { id, titre, niveau } }: { section: Section }) => {
  const Balise = niveau <= 2 ? 'h2' : niveau === 3 ? 'h3' : 'h4';
  return (
    <Balise id={id} tabIndex={-1} {...(niveau === 1 ? { className: 'aide__manuel' } : {})}>
      {titre}
    </Balise>
  );
};

/** A page made of thousands of words is drawn once; only the list of what is found changes. */
const Texte = ({ sections }: { sections: readonly Section[] }) =>
  sections.map((s) => (
    <section key={s.id} aria-labelledby={s.id}>
      <Titre section={s} />
      {s.morceaux.map((m, n) =>
        'bloc' in m ? (
          <div key={m.bloc}>{BLOCS[m.bloc]()}</div>
        ) : (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text that never changes.
            key={n}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: our own manual, turned into HTML when the application was built.
            dangerouslySetInnerHTML={{ __html: m.html }}
          />
        ),
      )}
    </section>
  ));

const MARGE = 12;

/** To the section that the address names: at the opening from another screen, and at each link of the help. */
const allerA = (hash: string, contenu: HTMLElement | null): void => {
  const titre = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!titre || !contenu?.contains(titre)) return;
  contenu.scrollTo({ top: titre.offsetTop - MARGE });
  titre.focus({ preventScroll: true });
};

/** The manuals, by what one wants to do, with their search; readable without the network. */
export const Aide = ({ sections }: { sections: readonly Section[] }) => {
  const contenu = useRef<HTMLElement>(null);
  useEffect(() => {
    const suivre = (): void => allerA(location.hash, contenu.current);
    suivre();
    addEventListener('hashchange', suivre);
    return () => removeEventListener('hashchange', suivre);
  }, []);
  return (
    <div className="ecran">
      <section className="ecran__liste" aria-labelledby="titre">
        <div className="ecran__tete">
          <Title order={1} id="titre">
            Mode d’emploi
          </Title>
          <ChercherAide sections={sections} />
        </div>
        <div className="aide">
          <nav className="aide__sommaire" aria-label="Sommaire">
            <ul>
              {sections
                .filter((s) => s.niveau <= 3)
                .map((s) => (
                  <li key={s.id} className={`aide__niveau${s.niveau}`}>
                    <a href={`#${s.id}`}>{s.titre}</a>
                  </li>
                ))}
            </ul>
          </nav>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
          <section className="aide__texte" ref={contenu} tabIndex={0} aria-label="Manuel">
            <Texte sections={sections} />
          </section>
        </div>
      </section>
    </div>
  );
};
