import type { Pointage } from '../../contrats/pointage';
import type { Rattachement } from '../../contrats/rattachement';
import { dateParis } from '../../temps/paris';
import { usagersDuNumero } from './numeros';

export type NumerosConnus = {
  /** Usagers of a number, from the daily file. */
  usagersDe: (numero: string) => readonly string[];
  rattachements: readonly Rattachement[];
};

/**
 * [PT-5] The usager of a punch: its own, or the one that a manager attached its number to (every waiting punch, back in
 * time, from the date that the gesture bears), or the only one known of that number on its date. Undefined: it waits.
 */
export const usagerDe = (
  p: Pick<Pointage, 'usagerId' | 'numeroAppelant' | 'instant'>,
  connus: NumerosConnus,
): string | undefined => {
  if (p.usagerId !== undefined || p.numeroAppelant === undefined) return p.usagerId;
  const { usagers, attaches } = usagersDuNumero(p.numeroAppelant, dateParis(p.instant), connus);
  const [seul, ...autres] = attaches.length === 1 ? attaches : usagers;
  return autres.length === 0 ? seul : undefined;
};

/** Punches of one usager from one number before that number is proposed (telephony.md). */
export const POINTAGES_AVANT_PROPOSITION = 3;

/**
 * [PT-8] Numbers to propose for attachment: every punch seen from it names the same usager (at least three), and it is
 * neither an aide's nor a known number of anyone.
 */
export const proposerRattachements = (
  pointages: readonly Pointage[],
  connu: { usagersDe: (numero: string) => readonly string[]; estAide: (numero: string) => boolean },
): { numero: string; usagerId: string; pointages: number }[] => {
  const parNumero = new Map<string, Pointage[]>();
  for (const p of pointages) {
    if (p.numeroAppelant === undefined) continue;
    parNumero.set(p.numeroAppelant, [...(parNumero.get(p.numeroAppelant) ?? []), p]);
  }
  return [...parNumero.entries()]
    .flatMap(([numero, vus]) => {
      const usagerId = vus[0]?.usagerId;
      const unanimes = usagerId !== undefined && vus.every((p) => p.usagerId === usagerId);
      if (!unanimes || vus.length < POINTAGES_AVANT_PROPOSITION) return [];
      if (connu.estAide(numero) || connu.usagersDe(numero).length > 0) return [];
      return [{ numero, usagerId, pointages: vus.length }];
    })
    .sort((a, b) => (a.numero < b.numero ? -1 : 1));
};
