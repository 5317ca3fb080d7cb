import { absentVaut, erreurMagasin } from '../erreurs';
import { racineDe } from '../identite';
import type { Magasin, Noeud } from '../magasin';
import { plusAncienne } from './revisions';

// What fewer copies than the quorum took is stored, and confirmed to nobody until they have it: the other side of a partition
// could still win over it, or the one node that has it be lost.

type Suivi = {
  /** By database, the ids that wait for their copies, each with the revision that was written. */
  attendent: Map<string, Map<string, string>>;
  /** Written without the quorum since the process began. */
  total: number;
  /** Of those, the ones that no copy of a majority has any more. */
  introuvables: number;
};
const suivis = new WeakMap<object, Suivi>();

const suiviDe = (m: Magasin): Suivi => {
  const connu = suivis.get(racineDe(m));
  if (connu) return connu;
  const neuf: Suivi = { attendent: new Map(), total: 0, introuvables: 0 };
  suivis.set(racineDe(m), neuf);
  return neuf;
};

export type EtatQuorum = {
  /** Documents that wait for their copies. */
  enAttente: number;
  /** All that were ever written without the quorum by this process; 0 is the normal figure. */
  total: number;
  /** Of those, the ones that no copy of a majority has any more: written on a node that was lost since. */
  introuvables: number;
};

export const lireQuorum = (m: Magasin): EtatQuorum => {
  const { attendent, total, introuvables } = suiviDe(m);
  return { enAttente: [...attendent.values()].reduce((n, ids) => n + ids.size, 0), total, introuvables };
};

/** More than half of the nodes are seen, and open; a store that is one process always has its own. */
export const aMajorite = (noeuds: readonly Noeud[]): boolean =>
  noeuds.length === 0 || noeuds.filter((n) => n.present && !n.ferme).length * 2 > noeuds.length;

export type Ecrit = { id: string; rev: string };

const noter = (m: Magasin, base: string, ecrits: readonly Ecrit[]): void => {
  const s = suiviDe(m);
  const siens = s.attendent.get(base) ?? new Map<string, string>();
  s.attendent.set(base, siens);
  for (const { id, rev } of ecrits) siens.set(id, rev);
  s.total += ecrits.length;
};

/** At most so many are sent again at once. */
const PAR_ENVOI = 500;

const ecrits = (m: Magasin): number => suiviDe(m).total;

/** Of those that the majority has, the ones of which it has but what was there before: what we wrote went with its node. */
const anterieurs = async (
  m: Magasin,
  base: string,
  ids: readonly string[],
  ecrites: ReadonlyMap<string, string>,
): Promise<Set<string>> =>
  new Set(
    ids.length === 0
      ? []
      : (await m.parCles(base, ids, 'sans')).flatMap(({ id, rev }) => {
          const ecrite = ecrites.get(id);
          return rev !== undefined && ecrite !== undefined && plusAncienne(rev, ecrite) ? id : [];
        }),
  );

/** Sends some of them again; what none of the majority's copies has, or nothing where the majority does not answer. */
const renvoyerLot = async (
  m: Magasin,
  base: string,
  attendus: Map<string, string>,
  lot: readonly string[],
): Promise<string[] | undefined> => {
  const avant = ecrits(m);
  // A database that is gone has nothing left to confirm.
  const { fermes, introuvables } = await m.affermir(base, lot).catch(absentVaut({ fermes: lot, introuvables: [] }));
  const perdus = await anterieurs(m, base, fermes, attendus);
  // Written again without the quorum meanwhile: those stay, and are sent again. Nothing is known: the majority does not answer.
  if (ecrits(m) !== avant || fermes.length + introuvables.length === 0) return undefined;
  for (const id of fermes) if (!perdus.has(id)) attendus.delete(id);
  return [...introuvables, ...perdus];
};

/**
 * Sends again what waits; of it, by database, what the majority answers that none of its copies has. `tout`: all that waits, as long
 * as it is taken; else no more than somebody who asks may wait for.
 */
const renvoyer = async (m: Magasin, tout = false): Promise<Map<string, readonly string[]>> => {
  const { attendent } = suiviDe(m);
  const absents = new Map<string, readonly string[]>();
  for (const [base, attendus] of attendent) {
    const ids = [...attendus.keys()];
    const siens: string[] = [];
    for (let i = 0; i < ids.length && (tout || i === 0); i += PAR_ENVOI) {
      const lot = await renvoyerLot(m, base, attendus, ids.slice(i, i + PAR_ENVOI));
      if (!lot) return absents;
      siens.push(...lot);
      absents.set(base, siens);
    }
    if (attendus.size === 0) attendent.delete(base);
  }
  return absents;
};

/** Sends again what waits; true where nothing does any more. What is found nowhere still waits: it is not confirmed to who asks. */
export const affermirAttente = async (m: Magasin): Promise<boolean> => {
  await renvoyer(m);
  return suiviDe(m).attendent.size === 0;
};

/** What was written without the quorum: tried once more at once, as a node may just have changed; else it waits. */
export const noterSansQuorum = async (m: Magasin, base: string, ecrits: readonly Ecrit[]): Promise<boolean> => {
  if (ecrits.length === 0) return true;
  noter(m, base, ecrits);
  return affermirAttente(m).catch(() => false);
};

/** These are held by the quorum, each of them: for what is confirmed to somebody who will forget it, and was there before. */
export const sontFermes = async (m: Magasin, base: string, ids: readonly string[]): Promise<boolean> => {
  if (ids.length === 0) return true;
  const fermes = new Set((await m.affermir(base, ids)).fermes);
  return ids.every((id) => fermes.has(id));
};

/**
 * Before something is confirmed: nothing that was written waits for its copies, or it throws. Its status is that of a store that
 * cannot be reached: who asked keeps what they have, and asks again.
 */
export const exigerQuorum = async (m: Magasin): Promise<void> => {
  if (lireQuorum(m).enAttente === 0 || (await affermirAttente(m))) return;
  throw erreurMagasin(503, 'sans_quorum', 'écrit sans la majorité des nœuds');
};

const TOUS_LES_MS = 5_000;

/** How many of each kind: an id may hold the name of somebody. */
const parGenre = (ids: readonly string[]): Record<string, number> => {
  const genres: Record<string, number> = {};
  for (const id of ids) {
    const genre = /^([a-z-]+):/.exec(id)?.[1] ?? 'autre';
    genres[genre] = (genres[genre] ?? 0) + 1;
  }
  return genres;
};

const oublier = (m: Magasin, base: string, ids: readonly string[]): void => {
  const s = suiviDe(m);
  const siens = s.attendent.get(base);
  for (const id of ids) if (siens?.delete(id)) s.introuvables += 1;
  if (siens?.size === 0) s.attendent.delete(base);
};

export type Annonces = {
  /** Something begins to wait, or nothing does any more. */
  attente: (enAttente: number) => void;
  /** These were written, and are found nowhere: they are no longer waited for. */
  introuvables: (genres: Record<string, number>) => void;
};

/**
 * One look at what waits, and only one at a time. What two of them in a row do not find on any copy of a majority was written on a
 * node that is lost, and was confirmed to nobody: it is said, and everything else may be written again. Not at the first look: who
 * wrote it is still being answered.
 */
export const creerPasse = (m: Magasin, annonces: Annonces): (() => Promise<void>) => {
  let dit = 0;
  let manquaient = new Map<string, readonly string[]>();
  let enCours: Promise<void> | undefined;
  const passer = async (): Promise<void> => {
    const manquent = lireQuorum(m).enAttente > 0 ? await renvoyer(m, true).catch(() => new Map()) : new Map();
    const perdus = [...manquent].map(([base, ids]: [string, readonly string[]]) => ({
      base,
      ids: ids.filter((id) => manquaient.get(base)?.includes(id)),
    }));
    manquaient = manquent;
    for (const { base, ids } of perdus) oublier(m, base, ids);
    const ids = perdus.flatMap((p) => p.ids);
    if (ids.length > 0) annonces.introuvables(parGenre(ids));
    const { enAttente } = lireQuorum(m);
    if (enAttente > 0 !== dit > 0) annonces.attente(enAttente);
    dit = enAttente;
  };
  return () => {
    enCours ??= passer().finally(() => {
      enCours = undefined;
    });
    return enCours;
  };
};

/** Sends again what waits until the quorum has it. */
export const veillerQuorum = (m: Magasin, annonces: Annonces): (() => void) => {
  const passer = creerPasse(m, annonces);
  const minuteur = setInterval(() => void passer(), TOUS_LES_MS);
  return () => clearInterval(minuteur);
};
