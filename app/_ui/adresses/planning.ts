'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { ajouterJours, ajouterMois, dateExiste, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';

export const VUES = { semaine: 'Semaine', mois: 'Mois' } as const;
export type Vue = keyof typeof VUES;

/** Whose planning. The antenna's week is by aide, her visits in their order; its month, days with their totals. */
export const PAR = { usager: 'Usager', intervenant: 'Aide', antenne: 'Antenne' } as const;
export type Par = keyof typeof PAR;

export type Adresse = { vue: Vue; par: Par; id: string; date: DateCivile };

/** The screen as its address says; whatever is missing or wrong falls back on this week, of the antenna where nobody is named. */
export const lireAdresse = (q: URLSearchParams, aujourdhui: DateCivile): Adresse => {
  const [vue, par, date] = [q.get('vue') ?? '', q.get('par') ?? '', q.get('date') ?? ''];
  const id = q.get('id') ?? '';
  const qui = Object.hasOwn(PAR, par) ? (par as Par) : id === '' ? 'antenne' : 'usager';
  return {
    vue: Object.hasOwn(VUES, vue) ? (vue as Vue) : par === 'antenne' ? 'mois' : 'semaine',
    par: qui,
    id: qui === 'antenne' ? '' : id,
    date: dateExiste(date) ? date : aujourdhui,
  };
};

export const adressePlanning = (a: Adresse): string => {
  const q = new URLSearchParams({ vue: a.vue, par: a.par });
  if (a.id) q.set('id', a.id);
  q.set('date', a.date);
  return `/planning/?${q}`;
};

/** The Monday of its week. */
export const lundi = (d: DateCivile): DateCivile =>
  ajouterJours(d, -((new Date(`${d}T00:00:00Z`).getUTCDay() + 6) % 7));

/** Civil dates of what is shown, both included. */
export const periode = ({ vue, date }: Pick<Adresse, 'vue' | 'date'>): { de: DateCivile; a: DateCivile } =>
  vue === 'semaine'
    ? { de: lundi(date), a: ajouterJours(lundi(date), 6) }
    : { de: premierJour(moisDe(date)), a: dernierJour(moisDe(date)) };

/** A day of the week, or of the month, before or after. */
export const decaler = ({ vue, date }: Pick<Adresse, 'vue' | 'date'>, pas: 1 | -1): DateCivile =>
  vue === 'semaine' ? ajouterJours(date, 7 * pas) : premierJour(ajouterMois(moisDe(date), pas));

/** Where to, or how from where one is: two keys may come before one drawing. */
export type Aller = (partie: Partial<Adresse> | ((avant: Adresse) => Partial<Adresse>)) => void;

/** Reads and writes the address: each change can be gone back from. */
export const useAdresse = (aujourdhui: DateCivile): [Adresse, Aller] => {
  const q = useSearchParams();
  const chemin = usePathname();
  const aller = useCallback<Aller>(
    (partie) => {
      // The browser's address rather than the last drawing's.
      const avant = lireAdresse(new URLSearchParams(location.search), aujourdhui);
      const suite = adressePlanning({ ...avant, ...(typeof partie === 'function' ? partie(avant) : partie) });
      history.pushState(null, '', `${chemin}${suite.slice(suite.indexOf('?'))}`);
    },
    [chemin, aujourdhui],
  );
  return [lireAdresse(new URLSearchParams(q.toString()), aujourdhui), aller];
};
