import type { CompteMinutes, Coupure, Disponibilite, Marque, Taux } from '../../contrats/exploitation/disponibilite';
import { epochMs } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import { instantDuRang } from './fenetre';

export type Mesure = { instant: Instant; marque: Marque };

/** What a stretch of minutes amounts to. `joindre` makes months of days: the same as counting all their minutes at once. */
export type Bilan = CompteMinutes & { coupures: readonly Coupure[]; premiereReussite?: Instant };

export const SANS_MINUTES: CompteMinutes = { reussies: 0, echecs: 0, maintenance: 0, nonMesurees: 0 };
export const BILAN_VIDE: Bilan = { ...SANS_MINUTES, coupures: [] };

const COMPTEUR = { R: 'reussies', E: 'echecs', M: 'maintenance', '.': 'nonMesurees' } as const;

/** Counts minutes in order of time. An outage lasts from its first failure to the next success, the nights between included. */
export const bilanDe = (mesures: readonly Mesure[]): Bilan => {
  const b = { ...BILAN_VIDE, coupures: [] as Coupure[] };
  let premiereReussite: Instant | undefined;
  let ouverte: Coupure | undefined;
  for (const { instant, marque } of mesures) {
    b[COMPTEUR[marque]] += 1;
    if (marque === 'R') {
      premiereReussite ??= instant;
      if (ouverte) ouverte.fin = instant;
      ouverte = undefined;
    }
    if (marque === 'E') {
      if (!ouverte) {
        ouverte = { debut: instant, minutes: 0 };
        b.coupures.push(ouverte);
      }
      ouverte.minutes += 1;
    }
  }
  return premiereReussite === undefined ? b : { ...b, premiereReussite };
};

/** The outages of two stretches: one that was open at the end of the first goes on into the second. */
const joindreCoupures = (a: Bilan, b: Bilan): Coupure[] => {
  const derniere = a.coupures.at(-1);
  if (!derniere || derniere.fin !== undefined) return [...a.coupures, ...b.coupures];
  const avant = a.coupures.slice(0, -1);
  const [premiere, ...suite] = b.coupures;
  const { premiereReussite } = b;
  if (premiere && (premiereReussite === undefined || premiere.debut < premiereReussite))
    return [...avant, { ...premiere, debut: derniere.debut, minutes: derniere.minutes + premiere.minutes }, ...suite];
  if (premiereReussite === undefined) return [...avant, derniere];
  return [...avant, { ...derniere, fin: premiereReussite }, ...b.coupures];
};

/** The minutes of both together. */
export const additionner = (a: CompteMinutes, b: CompteMinutes): CompteMinutes => ({
  reussies: a.reussies + b.reussies,
  echecs: a.echecs + b.echecs,
  maintenance: a.maintenance + b.maintenance,
  nonMesurees: a.nonMesurees + b.nonMesurees,
});

/** The minutes of `a`, then those of `b`. */
export const joindre = (a: Bilan, b: Bilan): Bilan => {
  const premiereReussite = a.premiereReussite ?? b.premiereReussite;
  return {
    ...additionner(a, b),
    coupures: joindreCoupures(a, b),
    ...(premiereReussite === undefined ? {} : { premiereReussite }),
  };
};

/** The minutes of a day that have begun by `jusqua`, that one included. */
export const mesuresDuJour = (j: Pick<Disponibilite, 'date' | 'debut' | 'minutes'>, jusqua: Instant): Mesure[] => {
  const premiere = epochMs(instantDuRang(j.date, j.debut, 0));
  const n = Math.min(j.minutes.length, Math.floor((epochMs(jusqua) - premiere) / 60_000) + 1);
  return Array.from({ length: Math.max(0, n) }, (_, i) => ({
    instant: instantDuRang(j.date, j.debut, i),
    marque: (j.minutes[i] ?? '.') as Marque,
  }));
};

/** Hundredths of a percent, rounded down: one failure is never « 100 % ». Undefined where there is nothing to divide by. */
const centiemes = (reussies: number, sur: number): number | undefined =>
  sur === 0 ? undefined : Math.floor((reussies * 10_000) / sur);

/**
 * Availability in two figures. `mesurees`: of the minutes that were measured. `plancher`: at the least, as if every minute that
 * nobody measured had failed: a machine that is down measures nothing, and its outage must not leave the count.
 */
export const tauxDe = (c: Pick<CompteMinutes, 'reussies' | 'echecs' | 'nonMesurees'>): Taux => {
  const fraction = (sur: number): Taux['plancher'] => {
    const n = centiemes(c.reussies, sur);
    return { reussies: c.reussies, sur, ...(n === undefined ? {} : { centiemes: n }) };
  };
  const mesurees = c.reussies + c.echecs;
  return { mesurees: fraction(mesurees), plancher: fraction(mesurees + c.nonMesurees) };
};

/** Whether what is asked for was held: surely, or on the measured minutes alone. */
export const viseeAtteinte = (c: CompteMinutes, visee: number): 'OUI' | 'SUR_MESUREES' | 'NON' => {
  const { mesurees, plancher } = tauxDe(c);
  const tient = (f: Taux['plancher']): boolean => f.reussies * 100 >= visee * f.sur;
  return tient(plancher) ? 'OUI' : tient(mesurees) ? 'SUR_MESUREES' : 'NON';
};
