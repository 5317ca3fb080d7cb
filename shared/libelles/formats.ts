import { INSECABLE } from '#shared/espaces';

export { deNom, duree, moisEnMots, nomComplet, telephone } from '#shared/domain/releve/mots';

import { debutDuJour, heureAffichee } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';

// Formats of the screens (design, "Words and colours"). U+00A0 keeps a figure with its unit.

const formater = (options: Intl.DateTimeFormatOptions) => {
  const f = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', ...options });
  return (d: DateCivile): string => f.format(new Date(debutDuJour(d)));
};

/** The first of a month is « 1er ». */
const avecPremier =
  (format: (d: DateCivile) => string) =>
  (d: DateCivile): string =>
    format(d).replace(/ 1 /, ' 1er ');

const jourMois = formater({ day: 'numeric', month: 'short' });
const jourMoisAnEntier = formater({ day: 'numeric', month: 'long', year: 'numeric' });
const jourMoisAn = formater({ day: 'numeric', month: 'short', year: 'numeric' });
/** `mer. 25 nov.` */
export const dateCourte = avecPremier(formater({ weekday: 'short', day: 'numeric', month: 'short' }));
/** `mercredi 25 novembre` */
export const dateLongue = avecPremier(formater({ weekday: 'long', day: 'numeric', month: 'long' }));
/** `mercredi 25 novembre 2026` */
export const dateLongueEtAnnee = avecPremier(
  formater({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
);
/** `25 novembre 2026`, `1er octobre 2026`. */
export const dateSimple = (d: DateCivile): string => jourMoisAnEntier(d).replace(/^1 /, '1er ');
/** `10 oct.` within the year of `aujourdhui`, else `10 oct. 2025`; the first of a month is « 1er ». Kept on one line. */
export const dateBreve = (d: DateCivile, aujourdhui: DateCivile): string =>
  (d.slice(0, 4) === aujourdhui.slice(0, 4) ? jourMois : jourMoisAn)(d)
    .replace(/^1 /, '1er ')
    .replaceAll(' ', INSECABLE);

/** `8 h 31`, that does not break over two lines; nothing for no hour. */
export const heure = (i: Instant | undefined): string => (i ? heureAffichee(i).replaceAll(' ', INSECABLE) : '');

/** Hours inside a sentence of the domain, kept on one line. */
export const insecable = (phrase: string): string => phrase.replace(/(\d) h (\d)/g, `$1${INSECABLE}h${INSECABLE}$2`);

/** `mer. 25 nov. 9 h 12`. */
export const dateHeure = (i: Instant, jour: DateCivile): string => `${dateCourte(jour)} ${heure(i)}`;

/** Ends a sentence that may end with an abbreviated month: « le 26 nov. » has its point already. */
export const pointFinal = (phrase: string): string => (phrase.endsWith('.') ? phrase : `${phrase}.`);

// Kept: made again for each number, as `toLocaleString` does, it cost each key of the grid a millisecond on a slow PC.
const ENTIERS = new Intl.NumberFormat('fr-FR');
/** `1 234`, by thousands. Intl sets them apart by U+202F, which neither the screens' typeface nor that of the documents draws. */
export const nombreEntier = (n: number): string => ENTIERS.format(n).replaceAll('\u202f', INSECABLE);

/** Plural of a counted noun: `pluriel(2, 'visite')` → `2 visites`. */
export const pluriel = (n: number, nom: string, noms = `${nom}s`): string =>
  `${nombreEntier(n)}${INSECABLE}${n > 1 ? noms : nom}`;

/** Hours agree from two on: « 0 h 45 prévue », « 1 h 30 prévue », « 2 h 00 prévues ». */
export const accorder = (minutes: number, mot: string): string => (minutes < 120 ? mot : `${mot}s`);

/** Comparison of French names and words. */
export const collateur = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });
