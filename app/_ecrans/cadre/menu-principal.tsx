'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { Role } from '#shared/contrats/acces/compte';
import { tientToutesAntennes } from '#shared/droits/droits';
import { useSession } from '../../_donnees/lecture/hooks';
import { useRepli } from '../../_ui/affichage';
import { type Compte, type LigneEcran, SECTIONS, type Section } from '../../_ui/ecrans';
import { Icone } from '../../_ui/mots/icones';
import { oublierLaCloture } from '../cloture';
import { EntreeTelephone } from './bandeaux/mode';
import { CompteMenu } from './compte-menu';
import { useComptes } from './comptes';
import { menuDe } from './menu';

const direConfiees = (n: number): string => `${n > 1 ? 'confiées' : 'confiée'} à vous par un collègue`;
/** Of an antenna, or of all for the central service: those that wait for the assistance are the assistance's to count. */
const direIncidents = (role: Role): string =>
  `à répondre ou à confirmer par ${tientToutesAntennes({ role }) ? 'les antennes' : 'l’antenne'}`;

/** What each count counts, and over what: the day's is a part of the month's, which has what is left of the months before. */
const direCompte = (c: Compte, n: number, role: Role): string => {
  if (c === 'incidents') return direIncidents(role);
  if (c === 'alertes') return `${n > 1 ? 'lignes' : 'ligne'} d’alertes à régler aujourd’hui`;
  if (c === 'numeros') return 'à traiter : numéros inconnus, propositions, appels sans suite';
  return `${n > 1 ? 'visites' : 'visite'} à traiter ${c === 'aujourdhui' ? 'aujourd’hui' : 'ce mois-ci et dans les mois d’avant qui ne sont pas clos'}`;
};

type Comptes = ReturnType<typeof useComptes>;
type EntreeProps = { m: LigneEcran; chemin: string; comptes: Comptes; role: Role; prechargement: boolean };

const estIci = (m: LigneEcran, chemin: string): boolean => `${chemin}/`.startsWith(m.href);

const Entree = ({ m, chemin, comptes, role, prechargement }: EntreeProps) => (
  <li>
    <Link
      href={m.href}
      // At 1024 px only the icon is left: hovering names it.
      title={m.libelle}
      onClick={oublierLaCloture}
      // The help is long: it comes when it is opened, from what the service worker keeps.
      {...(m.href === '/aide/' || !prechargement ? { prefetch: false } : {})}
      aria-current={estIci(m, chemin) ? 'page' : undefined}
    >
      <Icone nom={m.icone} />
      <span>{m.libelle}</span>
      {m.compte === 'interventions' ? (
        <CompteMenu n={comptes.confiees} dit={direConfiees(comptes.confiees)} pour />
      ) : null}
      <CompteMenu
        n={m.compte ? comptes[m.compte] : 0}
        dit={m.compte ? direCompte(m.compte, comptes[m.compte], role) : ''}
      />
    </Link>
  </li>
);

/** What is looked at once a week is folded until it is asked for. */
const REPLIEES: ReadonlySet<Section> = new Set(['SERVICE']);

/** One part of the menu, folded or not as the account left it; the one of the screen that is shown is open. */
const Partie = ({
  section,
  entrees,
  ...p
}: { section: Section; entrees: readonly LigneEcran[] } & Omit<EntreeProps, 'm'>) => {
  const [replie, replier] = useRepli(`menu.${section}`, REPLIEES.has(section));
  const ferme = replie && !entrees.some((m) => estIci(m, p.chemin));
  const caches = ferme ? entrees.reduce((n, m) => n + (m.compte ? p.comptes[m.compte] : 0), 0) : 0;
  return (
    <div className="cadre__section">
      <button type="button" aria-expanded={!ferme} onClick={() => replier(!ferme)}>
        <Icone nom={ferme ? 'droite' : 'bas'} taille={12} />
        <span>{SECTIONS[section]}</span>
        <CompteMenu n={caches} dit="à régler dans cette partie" />
      </button>
      <ul hidden={ferme}>
        {entrees.map((m) => (
          <Entree key={m.href} m={m} {...p} />
        ))}
      </ul>
    </div>
  );
};

/** A day, the people, a month, the service: what the reader has a right to. */
export const MenuPrincipal = ({ prechargement }: { prechargement: boolean }) => {
  const session = useSession();
  const commun = { chemin: usePathname(), comptes: useComptes(), role: session.role, prechargement };
  const entrees = menuDe(session);
  return (
    <div className="cadre__ecrans">
      {(Object.keys(SECTIONS) as Section[]).map((section) => {
        const siennes = entrees.filter((m) => m.section === section);
        return siennes.length > 0 ? <Partie key={section} section={section} entrees={siennes} {...commun} /> : null;
      })}
      <ul>
        {entrees
          .filter((m) => m.section === undefined)
          .map((m) => (
            <Entree key={m.href} m={m} {...commun} />
          ))}
        <EntreeTelephone chemin={commun.chemin} />
      </ul>
    </div>
  );
};
