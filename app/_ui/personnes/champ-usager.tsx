'use client';

import { Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { pluriel } from '#shared/mots/nombres';
import { nomComplet } from '#shared/mots/textes';
import { useAujourdhui, useDepot, usePoste } from '../../_donnees/lecture/hooks';
import { annuaireDe, chercherUsagers } from './chercher';
import { avecDepart, useDeparts } from './departs';
import '../styles/numeros.css';

const COMBIEN = 7;
const AUCUN = 'Aucun usager de ce nom dans l’antenne. Effacez des lettres, ou tapez son numéro de dossier.';

export type UsagerPropose = { usagerId: string; pourquoi: string };

type Props = {
  valeur: string | undefined;
  changer: (usagerId: string | undefined) => void;
  /** Offered before anything is typed, the best first. */
  proposes?: readonly UsagerPropose[];
  /** Not to be chosen. */
  sauf?: string | undefined;
  erreur?: string | undefined;
  autoFocus?: boolean;
  /** Entrée, with the usager chosen, goes there: absent, it sends the form, of which the usager is all. */
  suite?: (() => void) | undefined;
};

/**
 * A usager by some letters of the name, or by the id: the list narrows as one types. Alone in it, she is the choice; among several
 * the first is marked, as in every list: Entrée or Tab takes her, and her name is in the field before anything is sent.
 */
export const ChampUsager = ({ valeur, changer, proposes = [], sauf, erreur, autoFocus = false, suite }: Props) => {
  const id = useId();
  const { antenne } = usePoste();
  const { usagers } = useDepot();
  const aujourdhui = useAujourdhui();
  const departs = useDeparts();
  // One who is chosen already is in sight: among those proposed, or by name.
  const [texte, setTexte] = useState(() => {
    const choisi = proposes.some((p) => p.usagerId === valeur) ? undefined : usagers.get(valeur ?? '');
    return choisi ? nomComplet(choisi) : '';
  });
  const champ = useRef<HTMLInputElement>(null);
  const annuaire = useMemo(
    () => annuaireDe(usagers.values(), antenne, aujourdhui).filter(({ usager }) => usager.id !== sauf),
    [usagers, antenne, aujourdhui, sauf],
  );
  const raisons = new Map(proposes.map((p) => [p.usagerId, p.pourquoi]));
  const trouver = (t: string): Usager[] =>
    t.trim() === '' ? proposes.flatMap((p) => usagers.get(p.usagerId) ?? []) : chercherUsagers(annuaire, t);
  const trouves = trouver(texte);
  const choix = texte.trim() === '' ? trouves : trouves.slice(0, COMBIEN);
  const caches = trouves.length - choix.length;
  const choisi = choix.findIndex((u) => u.id === valeur);
  // Letters typed, and nobody taken yet: the first is who Entrée would take.
  const marquee = texte.trim() !== '' && valeur === undefined && choix.length > 1;
  const rang = choisi < 0 && marquee ? 0 : choisi;

  useEffect(() => {
    if (autoFocus) champ.current?.focus();
  }, [autoFocus]);

  const prendre = (u: Usager): void => {
    changer(u.id);
    setTexte(nomComplet(u));
  };
  const surTouche = (ev: KeyboardEvent): void => {
    const [premier] = choix;
    if (marquee && premier && (ev.key === 'Enter' || (ev.key === 'Tab' && !ev.shiftKey))) {
      if (ev.key === 'Enter') ev.preventDefault();
      prendre(premier);
      return;
    }
    if (ev.key === 'Enter' && !ev.ctrlKey && !ev.metaKey && suite && valeur !== undefined) {
      ev.preventDefault();
      suite();
    }
    if (ev.key !== 'ArrowDown' && ev.key !== 'ArrowUp') return;
    ev.preventDefault();
    ev.stopPropagation();
    const pas = ev.key === 'ArrowDown' ? 1 : -1;
    // From the field, ↓ goes to the first line and ↑ to the last.
    const vers = rang < 0 && pas < 0 ? choix.length - 1 : rang + pas;
    const suivant = choix[(vers + choix.length) % choix.length];
    if (suivant) changer(suivant.id);
  };
  const aucun = texte.trim() !== '' && choix.length === 0;

  return (
    <div>
      <TextInput
        ref={champ}
        label="Usager"
        description="Quelques lettres du nom, ou son numéro de dossier"
        value={texte}
        onChange={(ev) => {
          const t = ev.currentTarget.value;
          setTexte(t);
          const [seul, autre] = trouver(t);
          changer(autre ? undefined : seul?.id);
        }}
        onKeyDown={surTouche}
        // What Entrée would say of it says less than why there is none.
        error={aucun ? AUCUN : erreur}
        role="combobox"
        aria-expanded={choix.length > 0}
        aria-autocomplete="list"
        aria-controls={`${id}-liste`}
        aria-activedescendant={rang >= 0 ? `${id}-${rang}` : undefined}
        autoComplete="off"
        spellCheck={false}
        data-testid="usager"
      />
      <div id={`${id}-liste`} role="listbox" aria-label="Usagers" className="choix-usager">
        {choix.map((u, n) => (
          <div
            key={u.id}
            id={`${id}-${n}`}
            role="option"
            tabIndex={-1}
            aria-selected={n === rang}
            className="choix-usager__un"
            onMouseDown={(ev) => ev.preventDefault()}
            onClick={() => {
              changer(u.id);
              champ.current?.focus();
            }}
            onKeyDown={(ev) => {
              if (ev.key === 'Enter') changer(u.id);
            }}
          >
            <span>{nomComplet(u)}</span>
            <span className="choix-usager__detail">
              {avecDepart(raisons.get(u.id) ?? `${u.adresse} · ${u.id}`, departs.get(u.id))}
            </span>
          </div>
        ))}
      </div>
      <Text size="xs" c="dimmed" role="status" className={marquee ? undefined : 'invisible'}>
        {marquee
          ? `${pluriel(trouves.length, 'usager')}${caches > 0 ? `, les ${COMBIEN} premiers ici` : ''} : Entrée prend le premier, ↓ un autre, ou d’autres lettres`
          : texte.trim() === ''
            ? ''
            : pluriel(trouves.length, 'usager')}
      </Text>
    </div>
  );
};
