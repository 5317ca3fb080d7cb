import { epochMs, instantDe } from '#shared/temps/paris';
import type { CodeErrone } from '../journal/entree';

const HEURE_MS = 3_600_000;
const NUMEROS_MAX = 10_000;

/** Codes kept beyond a limit: as many as it takes for the wait to be the longest. */
const AU_DELA = 5;

/** Wrong codes that anybody may key before an answer is held back: a third of what makes a burst. */
const LIBRES = 3;
const ATTENTE_MIN_MS = 250;
/** The operator asks again after 4 s (retentatives.ts): the answer leaves before. */
export const ATTENTE_MAX_MS = 3_000;

/** Where a wrong code came from; without number, a withheld call. `connu`: somebody's number in the annuaire. */
export type Origine = { numero: string | undefined; connu: boolean };

/** Wrong codes of the last hour: what an alert says was tried. */
export type Constat = { codes: number; numeros: number; masques: number };

export type Rafales = {
  noter: (origine: Origine, maintenant: number) => void;
  /** Milliseconds for which the answer to a wrong code is held back. */
  attenteMs: (origine: Origine, maintenant: number) => number;
  /** Over its limit: one wrong code ends the call. */
  serree: (origine: Origine, maintenant: number) => boolean;
  /** Whether any number is over its limit. */
  enCours: (maintenant: number) => boolean;
  /** Whether the calls that no number says whose, all together, try too many codes: to be looked at by someone. */
  sansNomEnRafale: (maintenant: number) => boolean;
  constat: (maintenant: number) => Constat;
  /** What still counts, to be known again after a restart. */
  recents: (maintenant: number) => CodeErrone[];
};

/** Nothing up to a third of the limit, then doubled at each wrong code. */
const attente = (codes: number, limite: number): number => {
  const deTrop = codes - Math.floor(limite / LIBRES);
  return deTrop <= 0 ? 0 : Math.min(ATTENTE_MAX_MS, ATTENTE_MIN_MS * 2 ** Math.min(deTrop - 1, 10));
};

/**
 * Wrong codes of the last hour, aides' and usagers', by number, and for all the calls together that no number says whose
 * (withheld, or a number that nobody has: one caller may show a thousand). The answer to a wrong code is held back, longer
 * each time; over the limit one wrong code ends the call. A right code is never refused nor held: a withheld number is a
 * main road, and a home's telephone is the only one there. Each worker counts what it hears itself.
 */
export const compterRafales = (
  limites: { numero: number; sansNom: number },
  repris: readonly CodeErrone[],
): Rafales => {
  const erreurs = new Map<string, { connu: boolean; instants: number[] }>();
  let masques: number[] = [];
  /** Of calls that no number says whose, withheld or not. */
  let sansNom: number[] = [];
  const delHeure = (liste: readonly number[], maintenant: number): number[] =>
    liste.filter((t) => t > maintenant - HEURE_MS);
  const recentes = (numero: string, maintenant: number): number[] =>
    delHeure(erreurs.get(numero)?.instants ?? [], maintenant);

  const noter: Rafales['noter'] = ({ numero, connu }, le) => {
    const garder = limites.sansNom + AU_DELA;
    if (numero === undefined || !connu) sansNom = [...delHeure(sansNom, le), le].slice(-garder);
    if (numero === undefined) {
      masques = [...delHeure(masques, le), le].slice(-garder);
      return;
    }
    // Of a number that nobody has, as many as count for all of them: so they are counted again after a restart.
    const sien = limites.numero + AU_DELA;
    const instants = [...recentes(numero, le), le].slice(-(connu ? sien : Math.max(sien, garder)));
    // Last noted, last in the map: what is dropped first is what was heard of longest ago.
    erreurs.delete(numero);
    erreurs.set(numero, { connu, instants });
    for (const [ancien, e] of erreurs) {
      if (erreurs.size <= NUMEROS_MAX && (e.instants.at(-1) ?? 0) > le - HEURE_MS) break;
      erreurs.delete(ancien);
    }
  };
  for (const { numero, inconnu, le } of [...repris].sort((a, b) => epochMs(a.le) - epochMs(b.le)))
    noter({ numero, connu: inconnu !== true }, epochMs(le));

  const deSonNumero = (numero: string | undefined, maintenant: number): number =>
    numero === undefined ? 0 : recentes(numero, maintenant).length;
  const deTous = ({ numero, connu }: Origine, maintenant: number): number =>
    numero !== undefined && connu ? 0 : delHeure(sansNom, maintenant).length;

  return {
    noter,
    attenteMs: (o, maintenant) =>
      Math.max(
        attente(deSonNumero(o.numero, maintenant), limites.numero),
        attente(deTous(o, maintenant), limites.sansNom),
      ),
    serree: (o, maintenant) =>
      deSonNumero(o.numero, maintenant) > limites.numero || deTous(o, maintenant) > limites.sansNom,
    enCours: (maintenant) => [...erreurs.keys()].some((numero) => deSonNumero(numero, maintenant) > limites.numero),
    sansNomEnRafale: (maintenant) => delHeure(sansNom, maintenant).length > limites.sansNom,
    constat: (maintenant) => {
      const parNumero = [...erreurs.keys()].map((n) => recentes(n, maintenant).length).filter((n) => n > 0);
      const caches = delHeure(masques, maintenant).length;
      return { codes: parNumero.reduce((a, b) => a + b, caches), numeros: parNumero.length, masques: caches };
    },
    recents: (maintenant) => [
      ...delHeure(masques, maintenant).map((t) => ({ le: instantDe(t) })),
      ...[...erreurs].flatMap(([numero, { connu }]) =>
        recentes(numero, maintenant).map((t) => ({
          numero,
          le: instantDe(t),
          ...(connu ? {} : { inconnu: true as const }),
        })),
      ),
    ],
  };
};
