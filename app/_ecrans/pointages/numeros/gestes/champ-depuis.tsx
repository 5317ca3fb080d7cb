'use client';

import { Group, SegmentedControl, TextInput } from '@mantine/core';
import { dateExiste } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';

/** As typed: nothing is since ever. */
export type Depuis = { toujours: boolean; date: string };

export const lireDepuis = (
  d: Depuis,
): { ok: true; valeur: DateCivile | undefined } | { ok: false; message: string } => {
  if (d.toujours) return { ok: true, valeur: undefined };
  if (!dateExiste(d.date)) return { ok: false, message: 'Choisissez le jour à partir duquel cela vaut.' };
  return { ok: true, valeur: d.date };
};

type Props = { valeur: Depuis; changer: (d: Depuis) => void; erreur?: string | undefined };

/** From when: since ever (the usual case of a number that nobody had noted), or from a day on (it has just changed hands). */
export const ChampDepuis = ({ valeur, changer, erreur }: Props) => (
  <Group gap="xs" align="flex-start" className="champ-depuis">
    <SegmentedControl
      size="xs"
      aria-label="Depuis quand"
      value={valeur.toujours ? 'toujours' : 'date'}
      data={[
        { value: 'toujours', label: 'Depuis toujours' },
        { value: 'date', label: 'À partir du…' },
      ]}
      onChange={(v) => changer({ ...valeur, toujours: v === 'toujours' })}
    />
    {valeur.toujours ? null : (
      <TextInput
        type="date"
        size="xs"
        aria-label="À partir du"
        value={valeur.date}
        error={erreur}
        onChange={(ev) => changer({ ...valeur, date: ev.currentTarget.value })}
      />
    )}
  </Group>
);
