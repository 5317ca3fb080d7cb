'use client';

import { Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { pluriel } from '#shared/libelles/formats';
import { chercherMotifs } from '../../../_ui/actes/motifs';

type Props = {
  enVigueur: readonly string[];
  convenables: readonly string[];
  valeur: string;
  changer: (code: string) => void;
  erreur?: string | undefined;
  autoFocus?: boolean;
};

/**
 * Motif by its first letters: the list under the field narrows as one types, its first line is the choice, Entrée keeps it and
 * sends the form. Nothing to open, nothing to point at.
 */
export const ChampMotif = ({ enVigueur, convenables, valeur, changer, erreur, autoFocus = false }: Props) => {
  const id = useId();
  const [texte, setTexte] = useState('');
  const champ = useRef<HTMLInputElement>(null);
  const choix = chercherMotifs(enVigueur, texte, convenables);
  const rang = choix.findIndex((m) => m.code === valeur);

  useEffect(() => {
    if (autoFocus) champ.current?.focus();
  }, [autoFocus]);

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
    <div>
      <TextInput
        ref={champ}
        label="Motif"
        description="Tapez ses premières lettres"
        value={texte}
        onChange={(ev) => taper(ev.currentTarget.value)}
        onKeyDown={bouger}
        error={erreur ?? (texte !== '' && choix.length === 0 ? 'Aucun motif ne commence ainsi.' : undefined)}
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
        {choix.map((m, n) => (
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
      <Text size="xs" className="invisible" role="status">
        {pluriel(choix.length, 'motif')}
      </Text>
    </div>
  );
};
