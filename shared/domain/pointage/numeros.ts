import type { Rattachement } from '../../contrats/pointages/rattachement';
import type { DateCivile, Instant } from '../../temps/types';
import { comparer, parInstant } from '../appariement/ordre';

export type GesteDate = Pick<Rattachement, 'geste' | 'numero' | 'usagerId' | 'depuis' | 'instant' | 'id'>;

/** What gestures say on a date of a number and a usager, in their order. */
const gestesAu = <G extends GesteDate>(gestes: readonly G[], numero: string, usagerId: string, date: DateCivile): G[] =>
  gestes
    .filter((g) => g.numero === numero && g.usagerId === usagerId && g.geste !== 'ECARTER')
    .filter((g) => g.depuis === undefined || g.depuis <= date)
    .sort(parInstant);

/**
 * [PT-5] Whether a number is a usager's on a civil date: what the last gesture that holds on that date says (by instant, then
 * id), else what the daily file says, which knows no dates. ECARTER says nothing of whose it is.
 */
export const dernierGeste = <G extends GesteDate>(
  gestes: readonly G[],
  numero: string,
  usagerId: string,
  date: DateCivile,
): G | undefined => gestesAu(gestes, numero, usagerId, date).at(-1);

/** [CO-8] Since when gestures say without a break that a number is a usager's on a date; undefined: the last that holds says not, or none does. */
export const rattacheLe = (
  gestes: readonly GesteDate[],
  numero: string,
  usagerId: string,
  date: DateCivile,
): Instant | undefined => {
  const siens = gestesAu(gestes, numero, usagerId, date);
  return siens[siens.findLastIndex((g) => g.geste !== 'RATTACHER') + 1]?.instant;
};

/** Usagers whose number it is on a date, sorted; `attaches`: those of them by a manager's gesture. */
export const usagersDuNumero = (
  numero: string,
  date: DateCivile,
  connu: { usagersDe: (numero: string) => readonly string[]; rattachements: readonly GesteDate[] },
): { usagers: string[]; attaches: string[] } => {
  const gestes = connu.rattachements.filter((g) => g.numero === numero);
  const duFichier = new Set(connu.usagersDe(numero));
  const usagers: string[] = [];
  const attaches: string[] = [];
  for (const id of [...new Set([...duFichier, ...gestes.map((g) => g.usagerId)])].sort(comparer)) {
    const geste = dernierGeste(gestes, numero, id, date);
    if (geste ? geste.geste === 'RATTACHER' : duFichier.has(id)) usagers.push(id);
    if (geste?.geste === 'RATTACHER') attaches.push(id);
  }
  return { usagers, attaches };
};

/** [PT-5] Numbers of a usager on a date: those of the file not taken back, in its order, then those that were given. */
export const numerosDeLUsager = (
  usager: { id: string; telephones: readonly string[] },
  date: DateCivile,
  gestes: readonly GesteDate[],
): string[] => {
  const siens = gestes.filter((g) => g.usagerId === usager.id);
  const tous = new Set([...usager.telephones, ...siens.map((g) => g.numero).sort(comparer)]);
  return [...tous].filter((numero) => {
    const geste = dernierGeste(siens, numero, usager.id, date);
    return geste ? geste.geste === 'RATTACHER' : usager.telephones.includes(numero);
  });
};

/** [PT-8] Whether a manager said that this number is not this usager's, after anything else said of both. */
export const estEcarte = (numero: string, usagerId: string, gestes: readonly GesteDate[]): boolean =>
  gestes
    .filter((g) => g.numero === numero && g.usagerId === usagerId)
    .sort(parInstant)
    .at(-1)?.geste === 'ECARTER';
