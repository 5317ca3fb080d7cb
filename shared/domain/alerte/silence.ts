import { epochMs, instantDe } from '../../temps/paris';
import type { Instant } from '../../temps/types';

/** [AL-8] Below, a half hour without a call says nothing. */
export const ATTENDUS_MIN = 8;
/** Below so many hours planned, what is usual is not known, and nothing is silent. */
const PREVUS_MIN = 200;
/** Farther than that from its hour, a call is that of no planned start or end. */
const AMPLITUDE = 120;

/** A visit that is expected to be punched: its planned hours, and when the telephone heard each of them. */
export type Ecoute = { debut: Instant; fin: Instant; arrivee?: Instant | undefined; depart?: Instant | undefined };

/** Of 1 planned hour: the part whose call has come by so many minutes after it, from −AMPLITUDE on. Its last value is the share punched. */
type Habitude = readonly number[];
export type Habitudes = { debut: Habitude; fin: Habitude };

const minute = (i: Instant): number => Math.floor(epochMs(i) / 60_000);

const habitudeDe = (passees: readonly Ecoute[], cote: 'debut' | 'fin', dit: 'arrivee' | 'depart'): Habitude => {
  const nombres = new Array<number>(2 * AMPLITUDE + 1).fill(0);
  for (const e of passees) {
    const appel = e[dit];
    const rang = appel === undefined ? -1 : minute(appel) - minute(e[cote]) + AMPLITUDE;
    if (rang >= 0 && rang < nombres.length) nombres[rang] = (nombres[rang] ?? 0) + 1;
  }
  let venus = 0;
  return nombres.map((n) => {
    venus += n;
    return venus / passees.length;
  });
};

/** [AL-8] What past visits say of how many of the planned hours are punched by telephone, and how long before or after them. */
export const apprendreHabitudes = (passees: readonly Ecoute[]): Habitudes | undefined =>
  passees.length * 2 < PREVUS_MIN
    ? undefined
    : {
        debut: habitudeDe(passees, 'debut', 'arrivee'),
        fin: habitudeDe(passees, 'fin', 'depart'),
      };

const venuA = (h: Habitude, apres: number): number =>
  apres < -AMPLITUDE ? 0 : (h[Math.min(apres, AMPLITUDE) + AMPLITUDE] ?? 0);

/** For each planned hour, the chance that its call falls in the minutes from `de` (not included) to `a`. */
const chancesEntre = (prevues: readonly Ecoute[], h: Habitudes, de: number, a: number): number[] => {
  const chances: number[] = [];
  // As texts: most of a month's hours are far from there, and are not read.
  const premier = instantDe((de - AMPLITUDE) * 60_000);
  const dernier = instantDe((a + AMPLITUDE + 1) * 60_000);
  for (const e of prevues)
    for (const cote of ['debut', 'fin'] as const) {
      if (e[cote] < premier || e[cote] > dernier) continue;
      const prevu = minute(e[cote]);
      const p = venuA(h[cote], a - prevu) - venuA(h[cote], de - prevu);
      if (p > 0) chances.push(p);
    }
  return chances;
};

/** Of a Poisson law of that mean, the chance of at most n: through logarithms, for the chance of none is lost in a large mean. */
const auPlus = (n: number, moyenne: number): number => {
  let terme = -moyenne;
  let somme = terme;
  for (let k = 1; k <= n; k++) {
    terme += Math.log(moyenne / k);
    const grand = Math.max(somme, terme);
    somme = grand + Math.log(Math.exp(somme - grand) + Math.exp(terme - grand));
  }
  return Math.exp(somme);
};

/**
 * The chance of so few calls. Of none, exactly; of some, by Poisson's law, which is never below it: a day on which aides punch a
 * little less than they use to is no silence.
 */
const chanceDe = (recus: number, chances: readonly number[], attendus: number): number =>
  recus === 0 ? chances.reduce((r, p) => r * (1 - p), 1) : auPlus(recus, attendus);

/** What is expected of the last minutes: enough for their silence to say something. */
export type Attente = { depuis: Instant; attendus: number; chances: readonly number[] };

/**
 * [AL-8] The calls expected in the last `fenetre` whole minutes. `prevues`: planned visits of the whole service around that time.
 * Undefined: too few for their silence to say anything.
 */
export const attendre = (
  prevues: readonly Ecoute[],
  habitudes: Habitudes,
  { maintenant, fenetre }: { maintenant: Instant; fenetre: number },
): Attente | undefined => {
  const a = minute(maintenant) - 1;
  const chances = chancesEntre(prevues, habitudes, a - fenetre, a);
  const attendus = chances.reduce((s, p) => s + p, 0);
  if (attendus < ATTENDUS_MIN) return undefined;
  return { depuis: instantDe((a - fenetre + 1) * 60_000), attendus, chances };
};

/** [AL-8] Whether the telephone is silent: so few calls since `depuis` as chance gives less than once in `hasard` such times. */
export const estSilencieux = ({ attendus, chances }: Attente, recus: number, hasard: number): boolean =>
  recus < attendus && chanceDe(recus, chances, attendus) < 1 / hasard;
