'use client';

import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { differer } from './differe';
import { estLongue } from './liste-longue';

const ParLettres = differer(() => import('./champ-choix').then((m) => m.ChampChoix));

type Choix = { value: string; label: string };
type Props = Pick<NativeSelectProps, 'label' | 'aria-label' | 'variant' | 'className' | 'error'> & {
  data: readonly Choix[];
  value: string;
  onChange: (valeur: string) => void;
  /** The choice is a gesture at once: leaving the field makes none. */
  geste?: boolean;
};

/**
 * One of a list, by the browser's own while it is short. Of a long one, each letter typed there would choose, and open, what merely
 * begins so: it is looked for by letters, and taken by Entrée.
 */
export const ChoixListe = ({ data, value, onChange, geste = false, ...props }: Props) =>
  estLongue(data) ? (
    <ParLettres
      {...props}
      data={data}
      value={value}
      geste={geste}
      allowDeselect={false}
      nothingFoundMessage="Rien ne répond à ces lettres"
      onChange={(v) => {
        if (v !== null && v !== value) onChange(v);
      }}
    />
  ) : (
    <NativeSelect {...props} data={[...data]} value={value} onChange={(ev) => onChange(ev.currentTarget.value)} />
  );
