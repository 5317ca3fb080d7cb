import { absentVaut, erreurMagasin } from '../erreurs';
import { racineDe } from '../identite';
import type { Magasin, Noeud } from '../magasin';

// What fewer copies than the quorum took is stored, and confirmed to nobody until they have it: the other side of a partition
// could still win over it, or the one node that has it be lost.

type Suivi = {
  /** By database, the ids that wait for their copies. */
  attendent: Map<string, Set<string>>;
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

/** More than half of the nodes are seen; a store that is one process always has its own. */
export const aMajorite = (noeuds: readonly Noeud[]): boolean =>
  noeuds.length === 0 || noeuds.filter((n) => n.present).length * 2 > noeuds.length;

const noter = (m: Magasin, base: string, ids: readonly string[]): void => {
  const s = suiviDe(m);
  const siens = s.attendent.get(base) ?? new Set<string>();
  s.attendent.set(base, siens);
  for (const id of ids) siens.add(id);
  s.total += ids.length;
};

/** At most so many are sent again at once: what a node missed for hours is for the store's own replication. */
const PAR_ENVOI = 500;

const ecrits = (m: Magasin): number => suiviDe(m).total;

/** Sends again what waits; of it, by database, what the majority answers that none of its copies has. */
const renvoyer = async (m: Magasin): Promise<Map<string, readonly string[]>> => {
  const { attendent } = suiviDe(m);
  const absents = new Map<string, readonly string[]>();
  for (const [base, ids] of attendent) {
    const lot = [...ids].slice(0, PAR_ENVOI);
    const avant = ecrits(m);
    // A database that is gone has nothing left to confirm.
    const { fermes, introuvables } = await m.affermir(base, lot).catch(absentVaut({ fermes: lot, introuvables: [] }));
    // Written again without the quorum meanwhile: those stay, and are sent again. Nothing is known: the majority does not answer.
    if (ecrits(m) !== avant || fermes.length + introuvables.length === 0) return absents;
    for (const id of fermes) ids.delete(id);
    absents.set(base, introuvables);
    if (ids.size === 0) attendent.delete(base);
  }
  return absents;
};

/** Sends again what waits; true where nothing does any more. What is found nowhere still waits: it is not confirmed to who asks. */
export const affermirAttente = async (m: Magasin): Promise<boolean> => {
  await renvoyer(m);
  return suiviDe(m).attendent.size === 0;
};

/** What was written without the quorum: tried once more at once, as a node may just have changed; else it waits. */
export const noterSansQuorum = async (m: Magasin, base: string, ids: readonly string[]): Promise<boolean> => {
  if (ids.length === 0) return true;
  noter(m, base, ids);
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
    const manquent = lireQuorum(m).enAttente > 0 ? await renvoyer(m).catch(() => new Map()) : new Map();
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
