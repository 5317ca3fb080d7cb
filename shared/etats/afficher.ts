import { INSECABLE } from '#shared/espaces';
import { centimes } from '../contrats/financement/prefacturation';
import type { Unite } from '../contrats/unite';
import { eurosAffiches } from '../domain/prefacturation/euros';
import { dateDeReleve, heure, moisEnMots } from '../mots/dates';
import { telephone } from '../mots/textes';
import { dateParis, ecartJours } from '../temps/paris';
import { type DateCivile, dateCivileSchema, type Instant, instantSchema, moisSchema } from '../temps/types';
import type { ColonneEtat, TableauEtat, ValeurEtat } from './contrat';

// A value of a state as people read it, on the screen and on paper alike.

const SANS_VALEUR = '–';

const milliers = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, INSECABLE);
const signe = (n: number, texte: (absolu: number) => string): string => (n < 0 ? '−' : '') + texte(Math.abs(n));

/** `12,3 %` of thousandths: they were rounded where the rate was made, and are not again. */
const pourcent = (n: number): string => `${milliers(Math.floor(n / 10))},${n % 10}${INSECABLE}%`;

/** `12 345 h 05` */
const duree = (n: number): string =>
  [milliers(Math.floor(n / 60)), 'h', String(n % 60).padStart(2, '0')].join(INSECABLE);

const NOMBRES: Partial<Record<Unite, (n: number) => string>> = {
  minutes: duree,
  nombre: milliers,
  pourcent,
  centimes: (n) => eurosAffiches(centimes(n)),
};

/** « jeu. 1er oct. »: the statements keep the bytes that they were first made with, « jeu. 1 oct. ». */
const jourCourt = (d: DateCivile): string =>
  dateDeReleve(d).replace(`${INSECABLE}1${INSECABLE}`, `${INSECABLE}1er${INSECABLE}`);

/** A day with its year: states compare years. */
const jour = (texte: string): string => {
  const d = dateCivileSchema.parse(texte);
  return `${jourCourt(d)}${INSECABLE}${d.slice(0, 4)}`;
};

/** « 0 h 30 (+1 j) »: past midnight of the day of its row, an hour alone would be read as that of the morning before. */
const heureDuJour = (i: Instant, date: DateCivile): string => {
  const jours = ecartJours(date, dateParis(i));
  if (jours === 0) return heure(i);
  return `${heure(i)}${INSECABLE}(${jours > 0 ? '+' : '−'}${Math.abs(jours)}${INSECABLE}j)`;
};

/** `duJour`: the date that stands beside it in its row. */
const momentDe = (texte: string, duJour: string | undefined): string => {
  const i = instantSchema.parse(texte);
  return duJour === undefined
    ? `${jourCourt(dateParis(i))}${INSECABLE}${heure(i)}`
    : heureDuJour(i, dateCivileSchema.parse(duJour));
};

/** Whether a unit is written at the right of its column. */
export const aDroite = (u: Unite): boolean => NOMBRES[u] !== undefined;

/** `ligne`: the values of its row, which say of which day its hours are. */
export type Afficheur = (
  v: ValeurEtat | undefined,
  unite: Unite,
  ligne?: Readonly<Record<string, ValeurEtat>>,
) => string;

/** Beside a date of its own, an instant says its hour alone, and whether it is of another day. */
export const afficheurDe = (colonnes: readonly ColonneEtat[]): Afficheur => {
  const datee = colonnes.some((c) => c.unite === 'date' && c.cle === 'date');
  return (v, unite, ligne) => {
    if (v === null || v === undefined) return SANS_VALEUR;
    const nombre = NOMBRES[unite];
    if (typeof v === 'number') return nombre ? signe(v, nombre) : String(v);
    if (v === '') return '';
    if (unite === 'date') return jour(v);
    if (unite === 'mois') return moisEnMots(moisSchema.parse(v));
    if (unite === 'telephone') return telephone(v);
    if (unite === 'instant') return momentDe(v, datee && typeof ligne?.date === 'string' ? ligne.date : undefined);
    return v;
  };
};

/** Columns that say, or lead to, one person. */
const NOMINATIVES: ReadonlySet<string> = new Set([
  'usager',
  'usagerId',
  'intervenant',
  'intervenantId',
  'prise',
  'numero',
  'commentaire',
]);

/** Whether a table is about nobody in particular: it was asked of no one, and no column names anyone. */
export const estAnonyme = (t: Pick<TableauEtat, 'colonnes'>, demande: { usager?: unknown; intervenant?: unknown }) =>
  demande.usager === undefined && demande.intervenant === undefined && !t.colonnes.some((c) => NOMINATIVES.has(c.cle));
