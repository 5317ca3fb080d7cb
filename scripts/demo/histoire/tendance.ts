import type { DateCivile, Mois } from '#shared/temps/types';

// How an invented service came to what it is: by which share an older month keeps the visits of the one it is made from. The same
// at each start, whatever is drawn elsewhere.

/** A fraction in [0, 1[ that depends on the text alone (FNV-1a, then mixed). */
export const fractionDe = (texte: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < texte.length; i += 1) h = Math.imul(h ^ texte.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 4_294_967_296;
};

/** What a month of the year keeps of an ordinary one: aides and families are away in summer, and at the end of the year. */
const SAISONS: Readonly<Record<string, number>> = { '02': 0.97, '07': 0.95, '08': 0.86, '12': 0.94 };

/** Of the usagers of today, those who were not there yet: as many come each month. */
const ARRIVES = 0.3;

/** `recul`: how many months before. */
export const etaitLa = (usagerId: string, recul: number): boolean => {
  const tirage = fractionDe(`arrivée ${usagerId}`);
  return tirage >= ARRIVES || recul <= 1 + (tirage / ARRIVES) * 24;
};

/** The farther back, the more calls were forgotten: fewer of the complete visits are kept than of the others. */
const COMPLETES_DE_MOINS = 0.012;

export const partGardee = (antenne: string, mois: Mois, recul: number, complete: boolean): number => {
  const saison = SAISONS[mois.slice(5)] ?? 1;
  const ecart = (fractionDe(`${antenne} ${mois}`) - 0.5) * 0.05;
  return (saison + ecart) * (complete ? 1 - COMPLETES_DE_MOINS * recul : 1);
};

export const estGardee = (
  o: { antenne: string; mois: Mois; recul: number },
  v: { id: string; usagerId: string; date: DateCivile; complete: boolean },
): boolean =>
  etaitLa(v.usagerId, o.recul) && fractionDe(`${v.id} ${v.date}`) < partGardee(o.antenne, o.mois, o.recul, v.complete);
