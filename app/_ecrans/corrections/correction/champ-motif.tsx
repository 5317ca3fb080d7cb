'use client';

import { Button, Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { motifEnMots } from '#shared/libelles/motif';
import { pluriel } from '#shared/mots/nombres';
import { chercherMotifs } from '../../../_ui/actes/motifs';
import { montrer } from '../../../_ui/montrer';

type Props = {
  enVigueur: readonly string[];
  convenables: readonly string[];
  valeur: string;
  changer: (code: string) => void;
  erreur?: string | undefined;
  autoFocus?: boolean;
};

/** Those that are shown while nothing is typed: the likely ones. */
const PROBABLES = 5;

/** In place of « Le motif manque »: letters were typed. */
const direAucun = (texte: string): string =>
  `Aucun motif ne commence par «\u00a0${texte.trim()}\u00a0»\u00a0: effacez pour revoir la liste.`;

/**
 * Motif by its first letters: the list under the field narrows as one types, its first line is the choice, Entrée keeps it and
 * sends the form. Nothing to open, nothing to point at.
 */
export const ChampMotif = ({ enVigueur, convenables, valeur, changer, erreur, autoFocus = false }: Props) => {
  const id = useId();
  // One that is there as the form opens was typed before: the field says it.
  const [texte, setTexte] = useState(() => motifEnMots(valeur));
  const [tous, setTous] = useState(false);
  const champ = useRef<HTMLInputElement>(null);
  const tout = useRef<HTMLDivElement>(null);
  const choix = chercherMotifs(enVigueur, texte, convenables);
  const rang = choix.findIndex((m) => m.code === valeur);
  const montres = tous || texte !== '' || rang >= PROBABLES ? choix : choix.slice(0, PROBABLES);
  const autres = choix.length - montres.length;

  useEffect(() => {
    if (autoFocus) champ.current?.focus();
  }, [autoFocus]);
  // The arrows go through the list, whatever of it is in view.
  useEffect(() => {
    if (rang >= 0 && document.activeElement === champ.current) montrer(document.getElementById(`${id}-${rang}`));
  }, [id, rang]);

  const taper = (t: string): void => {
    setTexte(t);
    changer(t === '' ? '' : (chercherMotifs(enVigueur, t, convenables)[0]?.code ?? ''));
  };
  const bouger = (ev: KeyboardEvent): void => {
    if (ev.key !== 'ArrowDown' && ev.key !== 'ArrowUp') return;
    ev.preventDefault();
    const pas = ev.key === 'ArrowDown' ? 1 : -1;
    const suivant = choix[(rang + pas + choix.length) % choix.length];
    if (suivant) changer(suivant.code);
  };

  return (
    <div ref={tout}>
      <TextInput
        ref={champ}
        label="Motif"
        description="Tapez ses premières lettres"
        value={texte}
        onChange={(ev) => taper(ev.currentTarget.value)}
        onKeyDown={bouger}
        onFocus={(ev) => {
          ev.currentTarget.select();
          montrer(tout.current);
        }}
        error={texte !== '' && choix.length === 0 ? direAucun(texte) : erreur}
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${id}-liste`}
        aria-activedescendant={rang >= 0 ? `${id}-${rang}` : undefined}
        autoComplete="off"
        spellCheck={false}
        data-testid="motif"
      />
      <div id={`${id}-liste`} role="listbox" aria-label="Motifs" className="motifs">
        {montres.map((m, n) => (
          <div
            key={m.code}
            id={`${id}-${n}`}
            role="option"
            tabIndex={-1}
            aria-selected={m.code === valeur}
            className="motifs__un"
            onMouseDown={(ev) => ev.preventDefault()}
            onClick={() => {
              changer(m.code);
              champ.current?.focus();
            }}
            onKeyDown={(ev) => {
              if (ev.key === 'Enter') changer(m.code);
            }}
          >
            {m.libelle}
          </div>
        ))}
      </div>
      {autres > 0 ? (
        // The arrows go through them all: nothing of it is in the way of Tab.
        <Button
          size="compact-xs"
          variant="subtle"
          tabIndex={-1}
          onMouseDown={(ev) => ev.preventDefault()}
          onClick={() => {
            setTous(true);
            champ.current?.focus();
          }}
        >
          Autres motifs ({autres})
        </Button>
      ) : null}
      <Text size="xs" className="invisible" role="status">
        {pluriel(choix.length, 'motif')}
      </Text>
    </div>
  );
};
