'use client';

import { Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { parLettres } from './par-lettres';
import './liste-longue.css';

/** So many are looked over at a glance. */
const A_L_OEIL = 24;
export const estLongue = (choix: readonly unknown[]): boolean => choix.length > A_L_OEIL;

type Props<O> = {
  /** What they are, for who hears the field. */
  titre: string;
  choix: readonly O[];
  /** Whether what is in one is refused: it is shown whatever is looked for, and stays while it is mended. */
  estRefuse?: (o: O) => boolean;
  children: (montres: readonly O[]) => ReactNode;
};

/** What is chosen or filled among many, as the antennas of a large service: beyond a glance, letters narrow them and they scroll. */
export const ListeLongue = <O extends { label: string }>({ titre, choix, estRefuse, children }: Props<O>) => {
  const [lettres, setLettres] = useState('');
  const [tenus, setTenus] = useState<readonly string[]>([]);
  if (!estLongue(choix)) return children(choix);
  const refuses = choix.flatMap((o) => (estRefuse?.(o) && !tenus.includes(o.label) ? o.label : []));
  if (refuses.length > 0) setTenus([...tenus, ...refuses]);
  const trouves = new Set(parLettres(choix, lettres));
  const montres = choix.filter((o) => trouves.has(o) || tenus.includes(o.label));
  return (
    <div className="longue">
      <TextInput
        size="xs"
        aria-label={`Chercher dans : ${titre}`}
        placeholder={`Chercher parmi ${choix.length}`}
        autoComplete="off"
        value={lettres}
        onChange={(ev) => {
          setLettres(ev.currentTarget.value);
          setTenus([]);
        }}
        // Entrée looks for nothing more: it would send the form that this list is in.
        onKeyDown={(ev) => {
          if (ev.key === 'Enter') ev.preventDefault();
        }}
      />
      <div className="longue__liste">
        {montres.length === 0 ? (
          <Text size="sm" c="dimmed" role="status">
            Rien ne répond à « {lettres} ».
          </Text>
        ) : (
          children(montres)
        )}
      </div>
    </div>
  );
};
