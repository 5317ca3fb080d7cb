'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { type Mois, moisSchema } from '#shared/temps/types';
import type { OngletNumeros } from '../../../_ui/adresses/numeros';

export const ONGLETS = {
  inconnus: 'Numéros inconnus',
  propositions: 'Propositions',
  appels: 'Appels sans suite',
  ailleurs: 'Appels d’ailleurs',
  'sans-antenne': 'Sans antenne',
} as const satisfies Record<OngletNumeros, string>;
export type Onglet = keyof typeof ONGLETS;

/** How far back failed calls are listed. */
export const PERIODES = { jour: 'Aujourd’hui', semaine: '7 jours', tout: 'Tout' } as const;
export type Periode = keyof typeof PERIODES;

export type Adresse = {
  onglet: Onglet;
  /** The chosen line. */
  cle: string | undefined;
  periode: Periode;
  mois: Mois | undefined;
};

/** The screen as its address says; whatever is missing or wrong falls back on the unknown numbers. */
export const lireAdresse = (q: URLSearchParams): Adresse => {
  const onglet = q.get('onglet') ?? '';
  const periode = q.get('periode') ?? '';
  const mois = moisSchema.safeParse(q.get('mois'));
  return {
    onglet: Object.hasOwn(ONGLETS, onglet) ? (onglet as Onglet) : 'inconnus',
    cle: q.get('cle') ?? undefined,
    periode: Object.hasOwn(PERIODES, periode) ? (periode as Periode) : 'semaine',
    mois: mois.success ? mois.data : undefined,
  };
};

export const ecrireAdresse = (a: Adresse): string => {
  const q = new URLSearchParams({ onglet: a.onglet });
  if (a.periode !== 'semaine') q.set('periode', a.periode);
  if (a.mois) q.set('mois', a.mois);
  if (a.cle) q.set('cle', a.cle);
  return q.toString();
};

/** Reads and writes the address. A chosen line replaces it, the rest adds to the history. */
export const useAdresse = (): [Adresse, (partie: Partial<Adresse>) => void] => {
  const q = useSearchParams();
  const chemin = usePathname();
  const aller = useCallback(
    (partie: Partial<Adresse>) => {
      // The browser's address rather than the last drawing's: two changes may come before one drawing.
      const avant = lireAdresse(new URLSearchParams(location.search));
      const url = `${chemin}?${ecrireAdresse({ ...avant, ...partie })}`;
      if (Object.keys(partie).join() === 'cle') history.replaceState(null, '', url);
      else history.pushState(null, '', url);
    },
    [chemin],
  );
  return [lireAdresse(new URLSearchParams(q.toString())), aller];
};
