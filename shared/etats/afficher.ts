import { centimes } from '../contrats/financement/prefacturation';
import type { Unite } from '../contrats/unite';
import { eurosAffiches } from '../domain/prefacturation/euros';
import { dateCourte, heure, INSECABLE, moisEnMots, telephone } from '../domain/releve/mots';
import { dateParis } from '../temps/paris';
import { type DateCivile, dateCivileSchema, instantSchema, moisSchema } from '../temps/types';
import type { ColonneEtat, TableauEtat, ValeurEtat } from './contrat';

// A value of a state as people read it, on the screen and on paper alike.

const SANS_VALEUR = '–';

const milliers = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, INSECABLE);
const signe = (n: number, texte: (absolu: number) => string): string => (n < 0 ? '−' : '') + texte(Math.abs(n));

/** `12,3 %` of ten-thousandths, half up. */
const pourcent = (n: number): string => {
  const dixiemes = Math.floor((n + 5) / 10);
  return `${milliers(Math.floor(dixiemes / 10))},${dixiemes % 10}${INSECABLE}%`;
};

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
  dateCourte(d).replace(`${INSECABLE}1${INSECABLE}`, `${INSECABLE}1er${INSECABLE}`);

/** A day with its year: states compare years. */
const jour = (texte: string): string => {
  const d = dateCivileSchema.parse(texte);
  return `${jourCourt(d)}${INSECABLE}${d.slice(0, 4)}`;
};

const momentDe = (texte: string, heureSeule: boolean): string => {
  const i = instantSchema.parse(texte);
  return heureSeule ? heure(i) : `${jourCourt(dateParis(i))}${INSECABLE}${heure(i)}`;
};

/** Whether a unit is written at the right of its column. */
export const aDroite = (u: Unite): boolean => NOMBRES[u] !== undefined;

export type Afficheur = (v: ValeurEtat | undefined, unite: Unite) => string;

/** Beside a date of its own, an instant says its hour alone. */
export const afficheurDe = (colonnes: readonly ColonneEtat[]): Afficheur => {
  const heureSeule = colonnes.some((c) => c.unite === 'date' && c.cle === 'date');
  return (v, unite) => {
    if (v === null || v === undefined) return SANS_VALEUR;
    const nombre = NOMBRES[unite];
    if (typeof v === 'number') return nombre ? signe(v, nombre) : String(v);
    if (v === '') return '';
    if (unite === 'date') return jour(v);
    if (unite === 'mois') return moisEnMots(moisSchema.parse(v));
    if (unite === 'telephone') return telephone(v);
    if (unite === 'instant') return momentDe(v, heureSeule);
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
