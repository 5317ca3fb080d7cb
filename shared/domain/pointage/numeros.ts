import type { Refus } from '../../contrats/commun';
import type { Rattachement } from '../../contrats/pointages/rattachement';
import { grouperPar } from '../../listes';
import type { DateCivile, Instant } from '../../temps/types';
import { comparer, parInstant, plusTard } from '../appariement/ordre';
import { DEPUIS_TOUJOURS } from '../cloture/antenne';

export type GesteDate = Pick<Rattachement, 'geste' | 'numero' | 'usagerId' | 'depuis' | 'instant' | 'id' | 'retire'>;

const cle = (g: GesteDate, id: string): string => `${g.numero} ${g.usagerId} ${id}`;

/** [PT-5] Gestures that still say something: neither withdrawn nor a withdrawal. In whatever order they come, and however often. */
export const gestesDebout = <G extends GesteDate>(gestes: readonly G[]): G[] => {
  const retires = new Set(gestes.flatMap((g) => (g.retire === undefined ? [] : cle(g, g.retire))));
  return gestes.filter((g) => g.retire === undefined && !retires.has(cle(g, g.id)));
};

/** Those on a number and a usager, in their order. */
const gestesDe = <G extends GesteDate>(gestes: readonly G[], numero: string, usagerId: string): G[] =>
  gestes.filter((g) => g.numero === numero && g.usagerId === usagerId).sort(parInstant);

/** Those that say whose a number is on a civil date; ECARTER says nothing of it. */
export const gestesAu = <G extends GesteDate>(gestes: readonly G[], date: DateCivile): G[] =>
  gestesDebout(gestes).filter((g) => g.geste !== 'ECARTER' && (g.depuis === undefined || g.depuis <= date));

/**
 * [PT-5] Whether a number is a usager's on a civil date: what the last gesture that holds on that date says (by instant, then
 * id), else what the daily file says, which knows no dates.
 */
export const dernierGeste = <G extends GesteDate>(
  gestes: readonly G[],
  numero: string,
  usagerId: string,
  date: DateCivile,
): G | undefined => gestesAu(gestesDe(gestes, numero, usagerId), date).at(-1);

/**
 * [CO-8] Since when gestures say without a break that a number is a usager's on a date, or no longer say that it is not; undefined: the
 * last that holds says not, or none has ever said so. A withdrawal gives back what stood, and only from its own instant on.
 */
export const rattacheLe = (
  gestes: readonly GesteDate[],
  numero: string,
  usagerId: string,
  date: DateCivile,
): Instant | undefined => {
  const siens = gestesDe(gestes, numero, usagerId);
  let dit: GesteDate['geste'] | undefined;
  let depuis: Instant | undefined;
  let rendu: Instant | undefined;
  for (const [n, { instant }] of siens.entries()) {
    const avant = dit;
    dit = dernierGeste(siens.slice(0, n + 1), numero, usagerId, date)?.geste;
    if (dit === avant) continue;
    if (avant === 'DETACHER') rendu = instant;
    depuis = dit === 'RATTACHER' ? instant : dit === undefined ? rendu : undefined;
  }
  return depuis;
};

/** By usager, the gesture that holds: what they are told in any order. */
const noterDernier = <G extends GesteDate>(derniers: Map<string, G>, g: G): void => {
  const connu = derniers.get(g.usagerId);
  if (!connu || parInstant(connu, g) <= 0) derniers.set(g.usagerId, g);
};

/** Usagers whose number it is on a date, sorted; `attaches`: those of them by a manager's gesture. */
export const usagersDuNumero = (
  numero: string,
  date: DateCivile,
  connu: { usagersDe: (numero: string) => readonly string[]; rattachements: readonly GesteDate[] },
): { usagers: string[]; attaches: string[] } => {
  const gestes = connu.rattachements.filter((g) => g.numero === numero);
  const duFichier = new Set(connu.usagersDe(numero));
  const derniers = new Map<string, GesteDate>();
  for (const g of gestesAu(gestes, date)) noterDernier(derniers, g);
  const usagers: string[] = [];
  const attaches: string[] = [];
  for (const id of [...new Set([...duFichier, ...derniers.keys()])].sort(comparer)) {
    const geste = derniers.get(id);
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
  gestesDebout(gestesDe(gestes, numero, usagerId)).at(-1)?.geste === 'ECARTER';

const DEJA_SIEN: Refus = {
  code: 'NUMERO_DEJA_SIEN',
  message: 'Ce numéro est déjà celui de cet usager, et de lui seul : il n’y a rien à rattacher.',
};

/** [PT-5] Why a number is not given to a usager: on each day that the gesture would bear, it is theirs already, and nobody else's. */
export const refusDejaSien = (
  { numero, usagerId, depuis = DEPUIS_TOUJOURS }: Pick<GesteDate, 'numero' | 'usagerId' | 'depuis'>,
  connu: Parameters<typeof usagersDuNumero>[2],
): Refus | undefined => {
  const debout = gestesDebout(connu.rattachements.filter((g) => g.numero === numero));
  const parJour = grouperPar(debout, (g) => (g.geste === 'ECARTER' ? undefined : plusTard(g.depuis ?? depuis, depuis)));
  const siens = new Set(connu.usagersDe(numero));
  const derniers = new Map<string, GesteDate>();
  // Whose it is changes on the days that gestures bear, and on no other: from one to the next, by what those of the day say.
  const dejaSien = [...new Set([depuis, ...parJour.keys()])].sort(comparer).every((jour) => {
    for (const g of parJour.get(jour) ?? []) {
      noterDernier(derniers, g);
      if (derniers.get(g.usagerId)?.geste === 'RATTACHER') siens.add(g.usagerId);
      else siens.delete(g.usagerId);
    }
    return siens.size === 1 && siens.has(usagerId);
  });
  return dejaSien ? DEJA_SIEN : undefined;
};
