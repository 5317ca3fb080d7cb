'use client';

import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { nombreEntier, pluriel } from '#shared/mots/nombres';
import type { DateCivile } from '#shared/temps/types';
import { useAujourdhui, useDepot } from '../../../_donnees/lecture/hooks';
import { passerA } from '../../../_ui/adresses/passer-a';
import { noterPas } from '../../../_ui/affichage';
import { Fenetre } from '../../../_ui/fenetre';
import { useDeparts } from '../../../_ui/personnes/departs';
import { useAilleurs } from './ailleurs';
import {
  chercherPartout,
  chiffresDe,
  type Gens,
  type Groupe,
  type Index,
  indexerAides,
  indexerNumeros,
  indexerUsagers,
} from './chercher';
import { ecransDe, NOUVELLE_VISITE } from './ecrans';

const annonce = (groupes: readonly Groupe[]): string =>
  groupes.length === 0 ? 'Rien de ce nom' : groupes.map((g) => pluriel(g.total, ...g.noms)).join(', ');

const SANS_NUMERO: Index['numeros'] = [];

/**
 * Names are made again where a file or a departure changes, not at each saisie that comes while the search is open; numbers are
 * made once figures are typed.
 */
const useIndex = ({ usagers, intervenants, suspens, saisies, refus }: Gens, jour: DateCivile, texte: string): Index => {
  const departs = useDeparts();
  const noms = useMemo(() => indexerUsagers(usagers, departs), [usagers, departs]);
  const aides = useMemo(() => indexerAides(intervenants), [intervenants]);
  const chiffree = chiffresDe(texte) !== '';
  const numeros = useMemo(
    () => (chiffree ? indexerNumeros({ usagers, suspens, saisies, refus }, departs, jour) : SANS_NUMERO),
    [chiffree, usagers, suspens, saisies, refus, departs, jour],
  );
  return useMemo(() => ({ usagers: noms, aides, numeros }), [noms, aides, numeros]);
};

type Props = {
  /** What was typed before the field was there; asked once it is. */
  dejaTape: () => string;
  fermer: () => void;
  /** « Nouvelle visite » is chosen. */
  creer: () => void;
};

/** One field over everything that this PC knows; the first found is chosen, Entrée goes there. */
export const Recherche = ({ dejaTape, fermer, creer }: Props) => {
  const jour = useAujourdhui();
  const [texte, setTexte] = useState('');
  const index = useIndex(useDepot(), jour, texte);
  const router = useRouter();
  const champ = useCallback(
    (el: HTMLInputElement | null) => {
      if (!el) return;
      el.focus();
      // It is given once: a drawing that React begins again would find nothing left.
      const tape = dejaTape();
      setTexte((t) => t + tape);
    },
    [dejaTape],
  );
  useEffect(() => noterPas('chercher'), []);
  const liste = useCombobox({ opened: true });
  const ecrans = useMemo(() => ecransDe(jour), [jour]);
  const ailleurs = useAilleurs(texte);
  const ici = useMemo(() => chercherPartout(index, ecrans, texte, jour), [index, ecrans, texte, jour]);
  const groupes = useMemo(() => (texte.trim() === '' ? ici : [...ici, ...ailleurs]), [ici, ailleurs, texte]);
  const tous = groupes.flatMap((g) => g.trouves);
  /** Nobody here: the first one elsewhere is chosen as it comes. */
  const seuls = ici.length === 0 && groupes.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each text has its own first one; the store changes at each drawing.
  useEffect(() => {
    liste.selectFirstOption();
  }, [ici, seuls]);

  const aller = (cle: string): void => {
    const { href, antenne } = tous.find((t) => t.cle === cle) ?? {};
    if (href === undefined) return;
    if (href === NOUVELLE_VISITE) {
      creer();
      return;
    }
    // To the screen that comes, not back to the button from which it was opened: ↓ and Tab go on from there.
    document.getElementById('contenu')?.focus({ preventScroll: true });
    fermer();
    if (antenne === undefined) router.push(href);
    else void passerA(antenne, () => router.push(href));
  };

  return (
    <Fenetre
      onClose={fermer}
      // Looked for, not typed to be kept.
      entamee={false}
      withCloseButton={false}
      title="Rechercher"
      size={640}
      yOffset="10vh"
      padding={0}
      classNames={{ header: 'invisible' }}
      transitionProps={{ duration: 0 }}
    >
      <Combobox store={liste} onOptionSubmit={aller} withinPortal={false}>
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            ref={champ}
            data-autofocus
            role="combobox"
            aria-label="Rechercher un usager, une aide, un numéro, une date ou un écran"
            placeholder="Nom, numéro de téléphone, date, écran…"
            size="md"
            variant="unstyled"
            className="recherche__champ"
            value={texte}
            onChange={(ev) => setTexte(ev.currentTarget.value)}
            onKeyDown={(ev) => {
              // The list keeps Échap for itself: it is never closed alone here.
              if (ev.key !== 'Escape') return;
              ev.stopPropagation();
              fermer();
            }}
            autoComplete="off"
            spellCheck={false}
          />
        </Combobox.EventsTarget>
        <Combobox.Options className="recherche__liste" aria-label="Résultats">
          {groupes.map((g) => (
            <Combobox.Group
              key={g.titre}
              label={
                g.total > g.trouves.length ? `${g.titre} (${g.trouves.length} sur ${nombreEntier(g.total)})` : g.titre
              }
            >
              {g.trouves.map((t) => (
                <Combobox.Option key={t.cle} value={t.cle}>
                  <span>{t.libelle}</span>
                  {t.detail ? <span className="discret">{t.detail}</span> : null}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
          {groupes.length === 0 ? (
            <Combobox.Empty>
              Rien de ce nom. Essayez moins de lettres, les chiffres d’un numéro, ou une date : 12/11.
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox>
      <p className="recherche__pied">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> choisir · <kbd>Entrée</kbd> ouvrir · <kbd>Échap</kbd> fermer
        </span>
        <span role="status">{texte.trim() === '' ? '' : annonce(groupes)}</span>
      </p>
    </Fenetre>
  );
};
