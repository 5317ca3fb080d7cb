'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { ajouterJours, ajouterMois, dateExiste, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import { type DateCivile, type Mois, moisSchema } from '#shared/temps/types';
import { FILTRES, type Filtre } from './filtres';

export type Vue = 'mois' | 'jour';
export type Adresse = { vue: Vue; jour: DateCivile; mois: Mois; filtre: Filtre; id: string | undefined };

const estFiltre = (f: string | null): f is Filtre => f !== null && f in FILTRES;

/** The screen as its address says; whatever is missing or wrong falls back on this month, « À traiter ». */
export const lireAdresse = (q: URLSearchParams, aujourdhui: DateCivile): Adresse => {
  const jour = q.get('jour') ?? '';
  const mois = moisSchema.safeParse(q.get('mois'));
  const filtre = q.get('filtre');
  const parJour = dateExiste(jour);
  return {
    vue: parJour ? 'jour' : 'mois',
    jour: parJour ? jour : aujourdhui,
    mois: mois.success ? mois.data : moisDe(parJour ? jour : aujourdhui),
    filtre: estFiltre(filtre) ? filtre : 'a-traiter',
    id: q.get('id') ?? undefined,
  };
};

export const ecrireAdresse = (a: Adresse): string => {
  const q = new URLSearchParams();
  if (a.vue === 'jour') q.set('jour', a.jour);
  else q.set('mois', a.mois);
  if (a.filtre !== 'a-traiter') q.set('filtre', a.filtre);
  if (a.id) q.set('id', a.id);
  return q.toString();
};

/** Civil dates of what is shown, both included. */
export const periode = (a: Adresse): { de: DateCivile; a: DateCivile } =>
  a.vue === 'jour' ? { de: a.jour, a: a.jour } : { de: premierJour(a.mois), a: dernierJour(a.mois) };

/** The same view, one day or one month further. */
export const decaler = (a: Adresse, pas: number): Partial<Adresse> =>
  a.vue === 'jour'
    ? { jour: ajouterJours(a.jour, pas), id: undefined }
    : { mois: ajouterMois(a.mois, pas), id: undefined };

/** Reads and writes the address. A selected line replaces it, a period or a filter adds to the history. */
export const useAdresse = (aujourdhui: DateCivile): [Adresse, (partie: Partial<Adresse>) => void] => {
  const q = useSearchParams();
  const chemin = usePathname();
  const adresse = lireAdresse(new URLSearchParams(q.toString()), aujourdhui);
  const changer = useCallback(
    (partie: Partial<Adresse>) => {
      // The browser's address rather than the last drawing's: two changes may come before one drawing.
      const avant = lireAdresse(new URLSearchParams(location.search), aujourdhui);
      const url = `${chemin}?${ecrireAdresse({ ...avant, ...partie })}`;
      const selection = Object.keys(partie).join() === 'id';
      if (selection) history.replaceState(null, '', url);
      else history.pushState(null, '', url);
    },
    [chemin, aujourdhui],
  );
  return [adresse, changer];
};
