import type { DateCivile, Instant, Minutes, Mois } from './types';

// Intl knows the rules of the zone in every runtime; date-fns-tz's getTimezoneOffset reads its date as a local clock and
// errs in the hour after each change.
const FORMAT = new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });
const HEURE = 3_600_000;
const decalages = new Map<number, number>();

const decalageLu = (ms: number): number => {
  const nom = FORMAT.formatToParts(ms).find((p) => p.type === 'timeZoneName')?.value ?? '';
  const [, signe, h, m] = /^GMT([+-])(\d{2}):(\d{2})/.exec(nom) ?? [];
  return (signe === '-' ? -1 : 1) * (Number(h ?? 0) * HEURE + Number(m ?? 0) * 60_000);
};

// The offset changes only on a whole UTC hour: one look-up an hour is exact, and imports ask 100,000 times.
const decalageMs = (epochMs: number): number => {
  const heure = Math.floor(epochMs / HEURE);
  let d = decalages.get(heure);
  if (d === undefined) {
    d = decalageLu(heure * HEURE);
    decalages.set(heure, d);
  }
  return d;
};

const minuits = new Map<string, number>();
const minuitUtc = (jour: string): number => {
  let ms = minuits.get(jour);
  if (ms === undefined) {
    ms = Date.parse(`${jour}T00:00:00Z`);
    if (!Number.isNaN(ms)) minuits.set(jour, ms);
  }
  return ms;
};

const ZERO = 48;
/** The number that two digits write; NaN where they are none. */
const nombreA = (texte: string, rang: number): number => {
  const dizaines = texte.charCodeAt(rang) - ZERO;
  const unites = texte.charCodeAt(rang + 1) - ZERO;
  return dizaines >= 0 && dizaines <= 9 && unites >= 0 && unites <= 9 ? dizaines * 10 + unites : Number.NaN;
};

/** Epoch milliseconds of an instant. */
export const epochMs = (i: Instant): number => {
  // Asked millions of times: in the form that instants have, the day is looked up, and the rest counted.
  if (i.length === 20 && i[10] === 'T' && i[13] === ':' && i[16] === ':' && i[19] === 'Z') {
    const h = nombreA(i, 11);
    const m = nombreA(i, 14);
    const s = nombreA(i, 17);
    if (h < 24 && m < 60 && s < 60) return minuitUtc(i.slice(0, 10)) + ((h * 60 + m) * 60 + s) * 1000;
  }
  return Date.parse(i);
};

/** Instant of an epoch in milliseconds, seconds kept, milliseconds dropped. */
export const instantDe = (ms: number): Instant => `${new Date(ms).toISOString().slice(0, 19)}Z` as Instant;

const JOUR_H = 24;
const DEUX_CHIFFRES = Array.from({ length: JOUR_H }, (_, n) => String(n).padStart(2, '0'));
const joursReguliers = new Map<string, number | undefined>();
/** Whole hours that Paris is ahead all along a UTC date; undefined on a date of change, and where it is no whole number. */
const avanceDuJour = (jour: string): number | undefined => {
  if (!joursReguliers.has(jour)) {
    const minuit = Date.parse(`${jour}T00:00:00Z`);
    const avance = decalageMs(minuit) / HEURE;
    const regulier = Number.isInteger(avance) && decalageMs(minuit + (JOUR_H - 1) * HEURE) === avance * HEURE;
    joursReguliers.set(jour, regulier ? avance : undefined);
  }
  return joursReguliers.get(jour);
};

/** The clock's reading in Paris, `2026-10-01T08:02:49` (no offset). */
export const localParis = (i: Instant): string => {
  // Asked millions of times a closing: within a day, only the hour changes.
  if (i.length === 20) {
    const avance = avanceDuJour(i.slice(0, 10));
    const heure = avance === undefined ? undefined : DEUX_CHIFFRES[Number(i.slice(11, 13)) + avance];
    if (heure !== undefined) return `${i.slice(0, 11)}${heure}${i.slice(13, 19)}`;
  }
  const ms = epochMs(i);
  return new Date(ms + decalageMs(ms)).toISOString().slice(0, 19);
};

export const dateParis = (i: Instant): DateCivile => localParis(i).slice(0, 10) as DateCivile;
export const moisParis = (i: Instant): Mois => localParis(i).slice(0, 7) as Mois;
export const moisDe = (d: DateCivile): Mois => d.slice(0, 7) as Mois;

/** `+02:00` or `+01:00`: the offset in force at that instant. */
export const decalageParis = (i: Instant): string => {
  const h = avanceDuJour(i.slice(0, 10)) ?? decalageMs(epochMs(i)) / HEURE;
  return `+${String(h).padStart(2, '0')}:00`;
};

/**
 * The instants that a Paris clock reading may mean: one; two in the repeated hour of autumn (earlier first);
 * none in the hour that spring skips.
 */
export const instantsDeLocal = (local: string): Instant[] => {
  const naif = Date.parse(`${local}Z`);
  if (Number.isNaN(naif)) return [];
  const trouves: Instant[] = [];
  for (const heures of [2, 1]) {
    const ms = naif - heures * HEURE;
    if (decalageMs(ms) === heures * HEURE) trouves.push(instantDe(ms));
  }
  return trouves;
};

/** Midnight that begins a civil date in Paris. */
export const debutDuJour = (d: DateCivile): Instant => {
  const [i] = instantsDeLocal(`${d}T00:00:00`);
  if (!i) throw new Error(`pas de minuit le ${d}`);
  return i;
};

const JOUR_MS = JOUR_H * HEURE;
/** Civil dates that are known, both ways: the calendar of some thirty years, and no more. */
const DATES_CONNUES_MAX = 12_000;
const rangs = new Map<string, number>();
const dates = new Map<number, DateCivile>();

const retenir = <C, V>(connues: Map<C, V>, cle: C, valeur: V): V => {
  if (connues.size >= DATES_CONNUES_MAX) connues.clear();
  connues.set(cle, valeur);
  return valeur;
};

/** Days since 1970-01-01; NaN for what is no date. */
const rangDe = (d: string): number => rangs.get(d) ?? retenir(rangs, d, Date.parse(`${d}T00:00:00Z`) / JOUR_MS);
const dateDeRang = (rang: number): DateCivile =>
  dates.get(rang) ?? retenir(dates, rang, new Date(rang * JOUR_MS).toISOString().slice(0, 10) as DateCivile);

/** Throws a RangeError where `d` is no date. */
export const ajouterJours = (d: DateCivile, n: number): DateCivile => dateDeRang(rangDe(d) + n);

export const ajouterMois = (m: Mois, n: number): Mois => {
  const total = Number(m.slice(0, 4)) * 12 + Number(m.slice(5, 7)) - 1 + n;
  return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}` as Mois;
};

export const premierJour = (m: Mois): DateCivile => `${m}-01` as DateCivile;
/** Days from one civil date to another: 1 of the day after. */
export const ecartJours = (de: DateCivile, a: DateCivile): number => Math.round(rangDe(a) - rangDe(de));

export const dernierJour = (m: Mois): DateCivile => ajouterJours(premierJour(ajouterMois(m, 1)), -1);

/** True for a day that the calendar has (the 31st of April is none). */
export const dateExiste = (d: string): d is DateCivile =>
  /^\d{4}-\d{2}-\d{2}$/.test(d) && !Number.isNaN(rangDe(d)) && dateDeRang(rangDe(d)) === d;

/** The raw hour of an instant: its seconds dropped (design: AP, order). */
export const aLaMinute = (i: Instant): Instant => `${i.slice(0, 17)}00Z` as Instant;

/** [DU-1] Elapsed whole minutes from one minute-aligned instant to another. */
export const ecartMinutes = (debut: Instant, fin: Instant): Minutes =>
  Math.floor((epochMs(fin) - epochMs(debut)) / 60_000) as Minutes;

/** Elapsed seconds, signed. */
export const ecartSecondes = (debut: Instant, fin: Instant): number => (epochMs(fin) - epochMs(debut)) / 1000;

/** `1 h 05`: whole minutes, as screens say them. */
export const dureeAffichee = (minutes: number): string =>
  `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;

/** `8 h 31`, as screens show it. */
export const heureAffichee = (i: Instant): string => {
  const l = localParis(i);
  return `${Number(l.slice(11, 13))} h ${l.slice(14, 16)}`;
};
