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
};
const suivis = new WeakMap<object, Suivi>();

const suiviDe = (m: Magasin): Suivi => {
  const connu = suivis.get(racineDe(m));
  if (connu) return connu;
  const neuf: Suivi = { attendent: new Map(), total: 0 };
  suivis.set(racineDe(m), neuf);
  return neuf;
};

export type EtatQuorum = {
  /** Documents that wait for their copies. */
  enAttente: number;
  /** All that were ever written without the quorum by this process; 0 is the normal figure. */
  total: number;
};

export const lireQuorum = (m: Magasin): EtatQuorum => {
  const { attendent, total } = suiviDe(m);
  return { enAttente: [...attendent.values()].reduce((n, ids) => n + ids.size, 0), total };
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

/** Sends again what waits; true where nothing does any more. */
export const affermirAttente = async (m: Magasin): Promise<boolean> => {
  const { attendent } = suiviDe(m);
  for (const [base, ids] of attendent) {
    const lot = [...ids].slice(0, PAR_ENVOI);
    const avant = ecrits(m);
    // A database that is gone has nothing left to confirm.
    if (!(await m.affermir(base, lot).catch(absentVaut(true)))) return false;
    // Written again without the quorum meanwhile: those stay, and are sent again.
    if (ecrits(m) === avant) for (const id of lot) ids.delete(id);
    else return false;
    if (ids.size === 0) attendent.delete(base);
  }
  return attendent.size === 0;
};

/** What was written without the quorum: tried once more at once, as a node may just have changed; else it waits. */
export const noterSansQuorum = async (m: Magasin, base: string, ids: readonly string[]): Promise<boolean> => {
  if (ids.length === 0) return true;
  noter(m, base, ids);
  return affermirAttente(m).catch(() => false);
};

/** These are held by the quorum: for what is confirmed to somebody who will forget it, and was there before. */
export const sontFermes = async (m: Magasin, base: string, ids: readonly string[]): Promise<boolean> => {
  if (ids.length === 0) return true;
  const siens = suiviDe(m).attendent.get(base);
  if (siens && ids.some((id) => siens.has(id))) return affermirAttente(m);
  return m.affermir(base, ids);
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

/** Sends again what waits until the quorum has it; `dire` is told when something begins to wait, and when nothing does any more. */
export const veillerQuorum = (m: Magasin, dire: (enAttente: number) => void): (() => void) => {
  let dit = 0;
  const passer = async (): Promise<void> => {
    if (lireQuorum(m).enAttente > 0) await affermirAttente(m).catch(() => false);
    const { enAttente } = lireQuorum(m);
    if (enAttente > 0 !== dit > 0) dire(enAttente);
    dit = enAttente;
  };
  const minuteur = setInterval(() => void passer(), TOUS_LES_MS);
  return () => clearInterval(minuteur);
};
