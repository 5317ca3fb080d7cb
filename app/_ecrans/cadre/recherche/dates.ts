import { ajouterJours, dateExiste } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { aplatir } from '../../../_ui/mots/aplatir';

const MOIS = ['jan', 'fev', 'mar', 'avr', 'mai', 'juin', 'juil', 'aou', 'sep', 'oct', 'nov', 'dec'];
const MOTS: Record<string, number> = { 'avant hier': -2, hier: -1, 'aujourd hui': 0, aujourdhui: 0, demain: 1 };

const moisDuMot = (mot: string): number => MOIS.findIndex((m) => mot.startsWith(m)) + 1;

/** Without a year: the date nearest to today, last month rather than in eleven. */
const laPlusProche = (jourMois: string, aujourdhui: DateCivile): DateCivile | undefined => {
  const an = Number(aujourdhui.slice(0, 4));
  const ecart = (d: string): number => Math.abs(Date.parse(d) - Date.parse(aujourdhui));
  const possibles = [an - 1, an, an + 1].map((a) => `${a}-${jourMois}`).filter(dateExiste);
  return possibles.sort((a, b) => ecart(a) - ecart(b))[0];
};

const deux = (n: number): string => String(n).padStart(2, '0');

/** A date as people type it: `hier`, `12/11`, `12-11-2026`, `12 nov`, `12 novembre 2026`; undefined where it is none. */
export const lireDate = (texte: string, aujourdhui: DateCivile): DateCivile | undefined => {
  const t = aplatir(texte);
  const pas = MOTS[t];
  if (pas !== undefined) return ajouterJours(aujourdhui, pas);
  const lu =
    /^(?:lundi |mardi |mercredi |jeudi |vendredi |samedi |dimanche )?(\d{1,2})(?:er)? (\d{1,2}|[a-z]{3,9})(?: (\d{4}|\d{2}))?$/.exec(
      t,
    );
  if (!lu) return undefined;
  const [, jour = '', mois = '', an] = lu;
  const numero = /^\d/.test(mois) ? Number(mois) : moisDuMot(mois);
  const jourMois = `${deux(numero)}-${deux(Number(jour))}`;
  if (an === undefined) return laPlusProche(jourMois, aujourdhui);
  const date = `${an.length === 2 ? `20${an}` : an}-${jourMois}`;
  return dateExiste(date) ? date : undefined;
};
