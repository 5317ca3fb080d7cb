import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { ecrireHorloge, type HorlogeConnue, lireHorloge, oublierHorloge } from './stockage';

// A PC whose clock is wrong would refuse an hour that is past, or date a correction before what it answers: the server's
// clock, read at each connection, sets it right. It is kept from one opening to the next, which may be without a network, if that is soon.

/** `ancreMs`: by the PC's clock, when what the page counts by itself began; another, and the clock was set, or the PC has slept. */
type Mesure = { ecartMs: number; ancreMs: number };
let mesure: Mesure | undefined;

/** Below that, the answer's own delay is as large as the difference. */
const NEGLIGEABLE_MS = 5_000;
/** How near to the right time a person sets a clock. */
const A_PEU_PRES_MS = 60_000;

/** Set back since it was last seen: what was measured says nothing any more. */
const RECUL_MS = 60_000;
/** Not seen for longer, nobody knows whether it was set meanwhile: an hour typed by a clock made wrong would be refused. */
const ABSENCE_MS = 3_600_000;
/** Between two notes of what this PC's clock says: its being set back is known by them. */
const PAS_MS = 60_000;

/** A browser may keep nothing: the measure is then this page's alone. */
const siGarde = <T>(faire: () => T): T | undefined => {
  try {
    return faire();
  } catch {
    return undefined;
  }
};
let noteeMs = 0;
const garder = (ecartMs: number): void => {
  noteeMs = Date.now();
  siGarde(() => (ecartMs === 0 ? oublierHorloge() : ecrireHorloge({ ecartMs, vueMs: noteeMs })));
};
/** That it goes on as it was; what is gone, wiped with the account, is not written again. */
const noterPassage = (ecartMs: number): void => {
  if (Math.abs(Date.now() - noteeMs) >= PAS_MS && siGarde(lireHorloge)) garder(ecartMs);
};

let cherchee = false;
/** Late, then set right, it shows an absence at least as long as it was late. */
const tientEncore = ({ ecartMs, vueMs }: HorlogeConnue): boolean => {
  const absence = Date.now() - vueMs;
  return absence >= -RECUL_MS && absence < (ecartMs > 0 ? Math.min(ABSENCE_MS, ecartMs - A_PEU_PRES_MS) : ABSENCE_MS);
};
/** What the page before was told; undefined where the clock was set since, or may have been. */
const reprendreGardee = (): HorlogeConnue | undefined => {
  if (cherchee) return undefined;
  cherchee = true;
  const connue = siGarde(lireHorloge);
  if (connue === undefined || tientEncore(connue)) return connue;
  siGarde(oublierHorloge);
  return undefined;
};

const ancre = (): number => Date.now() - performance.now();

const abonnesEcart = new Set<(ecartMs: number) => void>();
const abonnesSaut = new Set<() => void>();
const suivre =
  <T>(abonnes: Set<T>) =>
  (reagir: T): (() => void) => {
    abonnes.add(reagir);
    return () => abonnes.delete(reagir);
  };
/** Told what is added to this PC's clock, each time that it changes. */
export const suivreEcart = suivre(abonnesEcart);
/** Told when this PC's clock was set, or may have been: the server's is to be read again. */
export const suivreSaut = suivre(abonnesSaut);

const poser = (ecart: number): Mesure => {
  const ecartMs = Math.abs(ecart) < NEGLIGEABLE_MS ? 0 : ecart;
  // Told behind: the time is also asked for while a screen is being drawn.
  if (ecartMs !== mesure?.ecartMs) queueMicrotask(() => abonnesEcart.forEach((dire) => void dire(ecartMs)));
  mesure = { ecartMs, ancreMs: ancre() };
  garder(ecartMs);
  return mesure;
};

export const reglerHorloge = (heureServeur: Instant): void => void poser(epochMs(heureServeur) - Date.now());

/**
 * What is added to the PC's clock. Set since it was read, it is added to another clock: back, nothing else can have happened; forward
 * by about as much as it was late, it was set right. By anything else it has slept, most often, and the difference holds.
 */
const ecartActuel = (): number => {
  if (!mesure) {
    const gardee = reprendreGardee();
    return gardee ? poser(gardee.ecartMs).ecartMs : 0;
  }
  const { ecartMs, ancreMs } = mesure;
  const saut = ancre() - ancreMs;
  if (Math.abs(saut) < NEGLIGEABLE_MS) {
    noterPassage(ecartMs);
    return ecartMs;
  }
  const reglee = saut < 0 || Math.abs(saut - ecartMs) < Math.min(A_PEU_PRES_MS, Math.abs(ecartMs) / 2);
  queueMicrotask(() => abonnesSaut.forEach((dire) => void dire()));
  return poser(reglee ? ecartMs - saut : ecartMs).ecartMs;
};

/** As another tab of this PC has read it. As near as our own, it is not taken: two tabs that each lead would tell it each other without end. */
export const reprendreEcart = (ecartMs: number): void => {
  if (!mesure || Math.abs(ecartMs - ecartActuel()) >= NEGLIGEABLE_MS) poser(ecartMs);
};

export const maintenantMs = (): number => Date.now() + ecartActuel();
export const maintenant = (): Instant => instantDe(maintenantMs());
