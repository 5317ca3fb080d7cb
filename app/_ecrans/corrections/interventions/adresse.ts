'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { ajouterJours, ajouterMois, dateExiste, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import { type DateCivile, type Mois, moisSchema } from '#shared/temps/types';
import { usePoste } from '../../../_donnees/lecture/hooks';
import { avecAntenne } from '../../../_ui/adresses/antenne-du-lien';
import { type Affinages, FILTRES, type Filtre, NOMS_AFFINAGES } from './filtres';
import { GROUPES, type Groupe } from './rangees';
import { ecrireTri, lireTri, type Tri } from './tri';

export type Vue = 'mois' | 'semaine' | 'jour';
export type Adresse = {
  vue: Vue;
  /** The day; of a week, its Monday. */
  jour: DateCivile;
  mois: Mois;
  filtre: Filtre;
  affinages: Affinages;
  groupe: Groupe;
  tri: Tri | undefined;
  id: string | undefined;
};

const estFiltre = (f: string | null): f is Filtre => f !== null && Object.hasOwn(FILTRES, f);
const estGroupe = (g: string | null): g is Groupe => g !== null && Object.hasOwn(GROUPES, g);

/** Monday of the week of a date. */
const lundi = (d: DateCivile): DateCivile => ajouterJours(d, -((new Date(`${d}T00:00:00Z`).getUTCDay() + 6) % 7));

const lireAffinages = (q: URLSearchParams): Affinages =>
  Object.fromEntries(
    NOMS_AFFINAGES.flatMap((nom) => {
      const valeur = q.get(nom);
      return valeur ? [[nom, valeur]] : [];
    }),
  );

/** The screen as its address says; whatever is missing or wrong falls back on this month, « À traiter ». */
export const lireAdresse = (q: URLSearchParams, aujourdhui: DateCivile): Adresse => {
  const dates = { jour: q.get('jour') ?? '', semaine: q.get('semaine') ?? '' };
  const mois = moisSchema.safeParse(q.get('mois'));
  const filtre = q.get('filtre');
  const groupe = q.get('groupe');
  const parJour = dateExiste(dates.jour) ? dates.jour : undefined;
  const parSemaine = !parJour && dateExiste(dates.semaine) ? lundi(dates.semaine) : undefined;
  const jour = parJour ?? parSemaine;
  return {
    vue: parJour ? 'jour' : parSemaine ? 'semaine' : 'mois',
    jour: jour ?? aujourdhui,
    mois: mois.success ? mois.data : moisDe(jour ?? aujourdhui),
    filtre: estFiltre(filtre) ? filtre : 'a-traiter',
    affinages: lireAffinages(q),
    groupe: estGroupe(groupe) ? groupe : 'aucun',
    tri: lireTri(q.get('tri')),
    id: q.get('id') ?? undefined,
  };
};

export const ecrireAdresse = (a: Adresse): string => {
  const q = new URLSearchParams();
  if (a.vue === 'mois') q.set('mois', a.mois);
  else q.set(a.vue, a.jour);
  if (a.filtre !== 'a-traiter') q.set('filtre', a.filtre);
  for (const nom of NOMS_AFFINAGES) {
    const valeur = a.affinages[nom];
    if (valeur) q.set(nom, valeur);
  }
  if (a.groupe !== 'aucun') q.set('groupe', a.groupe);
  if (a.tri) q.set('tri', ecrireTri(a.tri));
  if (a.id) q.set('id', a.id);
  return q.toString();
};

/** Civil dates of what is shown, both included. */
export const periode = (a: Adresse): { de: DateCivile; a: DateCivile } => {
  if (a.vue === 'mois') return { de: premierJour(a.mois), a: dernierJour(a.mois) };
  return { de: a.jour, a: a.vue === 'jour' ? a.jour : ajouterJours(a.jour, 6) };
};

const PAS_J: Record<Exclude<Vue, 'mois'>, number> = { jour: 1, semaine: 7 };

/** The same view, one day, week or month further. */
export const decaler = (a: Adresse, pas: number): Partial<Adresse> =>
  a.vue === 'mois'
    ? { mois: ajouterMois(a.mois, pas), id: undefined }
    : { jour: ajouterJours(a.jour, pas * PAS_J[a.vue]), id: undefined };

/** Another view of about the same time: today where the period has it, else the day that was looked at. */
export const versVue = (a: Adresse, vue: Vue, aujourdhui: DateCivile): Partial<Adresse> => {
  const { de, a: fin } = periode(a);
  const repere = aujourdhui >= de && aujourdhui <= fin ? aujourdhui : de;
  if (vue === 'mois') return { vue, mois: moisDe(repere), id: undefined };
  return { vue, jour: vue === 'jour' ? repere : lundi(repere), id: undefined };
};

/** Said anew at each gesture: the line in sight, and how lines are sorted. */
const SANS_HISTOIRE: ReadonlySet<string> = new Set(['id', 'tri'] satisfies (keyof Adresse)[]);

/** Reads and writes the address. A selected line or a sort replaces it, a period or a filter adds to the history. */
export const useAdresse = (aujourdhui: DateCivile): [Adresse, (partie: Partial<Adresse>) => void] => {
  const q = useSearchParams();
  const chemin = usePathname();
  const { antenne } = usePoste();
  const adresse = lireAdresse(new URLSearchParams(q.toString()), aujourdhui);
  const changer = useCallback(
    (partie: Partial<Adresse>) => {
      // The browser's address rather than the last drawing's: two changes may come before one drawing.
      const avant = lireAdresse(new URLSearchParams(location.search), aujourdhui);
      const q = new URLSearchParams(ecrireAdresse({ ...avant, ...partie }));
      const url = `${chemin}?${avecAntenne(q, antenne)}`;
      if (Object.keys(partie).every((nom) => SANS_HISTOIRE.has(nom))) history.replaceState(null, '', url);
      else history.pushState(null, '', url);
    },
    [chemin, aujourdhui, antenne],
  );
  return [adresse, changer];
};
