import type { Centimes } from '../../contrats/financement/prefacturation';
import { DECIMALES_HEURE, eurosEnTexte, heuresDecimales } from '../../domain/prefacturation/euros';
import type { Minutes } from '../../temps/types';
import type { Champ } from '../champ';

/** Minutes read back from decimal hours; undefined where no whole number of minutes is written that way. */
const minutesDe = (t: string): Minutes | undefined => {
  const m = /^(\d{1,7})(?:,(\d{1,6}))?$/.exec(t);
  if (!m) return undefined;
  const millioniemes = Number(m[1]) * 1_000_000 + Number((m[2] ?? '').padEnd(DECIMALES_HEURE, '0'));
  const n = Math.round((millioniemes * 60) / 1_000_000) as Minutes;
  return heuresDecimales(n) === t ? n : undefined;
};

/** Minutes as decimal hours, six decimals at most: the minutes come back exactly. */
export const heuresLues = (sens: string): Champ<Minutes> => ({
  type: 'heures, 6 décimales au plus',
  sens,
  requis: true,
  colonneRequise: true,
  lire: (t) => {
    const n = minutesDe(t);
    return n === undefined
      ? { ok: false, raison: 'heures décimales d’un nombre entier de minutes attendues (1,75 ou 1,083333)' }
      : { ok: true, valeur: n };
  },
  ecrire: heuresDecimales,
});

/** Euros, two decimals, perhaps negative, held as cents. */
export const eurosSignes = (sens: string): Champ<Centimes> => ({
  type: 'euros, 2 décimales, négatifs admis',
  sens,
  requis: true,
  colonneRequise: true,
  lire: (t) => {
    const m = /^(-?)(\d{1,9}),(\d{2})$/.exec(t);
    if (!m) return { ok: false, raison: 'montant en euros attendu, à deux décimales (-24,58)' };
    const valeur = ((m[1] ? -1 : 1) * (Number(m[2]) * 100 + Number(m[3]))) as Centimes;
    return { ok: true, valeur };
  },
  ecrire: eurosEnTexte,
});
