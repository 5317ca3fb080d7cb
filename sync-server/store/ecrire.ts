import { isDeepStrictEqual } from 'node:util';
import { erreurDeLigne, erreurMagasin } from './erreurs';
import { noterSansQuorum } from './grappe/quorum';
import { racineDe } from './identite';
import type { LigneEcrite, Magasin, Stocke } from './magasin';
import { type AuTour, ouvrirTours } from './tours';

// No result of a write may be dropped: what a write answers is what the caller must know, and what is never expected throws.

/**
 * The revision that a document has been given, or that another one was there. `incertain`: fewer copies than the quorum have it.
 * `dispute`: they did not take it at once, perhaps since another wrote at the same moment, whose revision may be the one that stays.
 */
export type Depot = { id: string; rev: string; incertain?: true; dispute?: true } | { id: string; conflit: true };

/** Thrown where nobody else was to write; its status is 409, as the store's own. */
const conflitDe = (base: string, ids: readonly string[]): Error =>
  erreurMagasin(409, 'conflict', `écriture en conflit dans ${base} : ${ids.slice(0, 3).join(', ')}`);

/**
 * Writes documents, each over the revision that it names, or new without one. A conflict is told, row by row: it is there already,
 * or another has written meanwhile.
 */
export const deposerLot = async (m: Magasin, base: string, docs: readonly object[]): Promise<Depot[]> => {
  if (docs.length === 0) return [];
  const lignes = await m.ecrire(base, docs);
  const ferme = await noterSansQuorum(
    m,
    base,
    lignes.flatMap(({ id, rev, sansQuorum }) => (sansQuorum && rev !== undefined ? { id, rev } : [])),
  );
  return lignes.map((l) => depotDe(base, l, ferme));
};

const depotDe = (base: string, l: LigneEcrite, ferme: boolean): Depot => {
  if (l.rev !== undefined)
    return {
      id: l.id,
      rev: l.rev,
      ...(l.sansQuorum ? { dispute: true as const } : {}),
      ...(l.sansQuorum && !ferme ? { incertain: true as const } : {}),
    };
  if (l.erreur === 'conflict') return { id: l.id, conflit: true };
  throw erreurDeLigne(base, l);
};

/** Writes documents that nobody else writes: all of them, or it throws. */
export const ecrireTout = async (
  m: Magasin,
  base: string,
  docs: readonly object[],
): Promise<{ id: string; rev: string }[]> => {
  const depots = await deposerLot(m, base, docs);
  const faits = depots.flatMap((d) => ('rev' in d ? [d] : []));
  if (faits.length === depots.length) return faits;
  throw conflitDe(
    base,
    depots.flatMap((d) => ('conflit' in d ? [d.id] : [])),
  );
};

/** A body reduced to nothing: the mark of a deletion keeps no field. */
const supprime = ({ _id, _rev }: { _id: string; _rev: string }) => ({ _id, _rev, _deleted: true });

export const enConflit = (d: Depot | undefined): boolean => d !== undefined && 'conflit' in d;

/** Writes those that are not there yet: one of that id that is there stays as it is, and stands for it. */
export const assurerDocuments = async (m: Magasin, base: string, docs: readonly object[]): Promise<void> => {
  const depots = await deposerLot(m, base, docs);
  if (depots.length !== docs.length) throw new Error(`_bulk_docs dans ${base} : réponse incomplète`);
};

/** Deletes documents at the revision at which they were read: one that has changed meanwhile stays. How many are gone. */
export const supprimerLot = async (
  m: Magasin,
  base: string,
  docs: readonly { _id: string; _rev: string }[],
): Promise<number> => (await deposerLot(m, base, docs.map(supprime))).filter((d) => !enConflit(d)).length;

/** For a write whose answer changes nothing for who made it: said, and not forgotten. */
export const sansReponse = (_: Ajout<unknown> | Changement<unknown> | readonly Depot[]): void => undefined;

export type Ajout<T> = { ecrit: Stocke<T> } | { dejaLa: true };

/** Writes a new document; says so where one of that id is there already, which stays as it is. */
export const ajouter = async <T extends { _id: string }>(m: Magasin, base: string, doc: T): Promise<Ajout<T>> => {
  const rev = await ecrireUn(m, base, doc);
  return rev === undefined ? { dejaLa: true } : { ecrit: { ...doc, _rev: rev } };
};

export type Changement<T> =
  | { ecrit: Stocke<T>; avant: Stocke<T> | undefined }
  | { supprime: Stocke<T> }
  | { inchange: Stocke<T> }
  | { absent: true };

/** Beyond that, another writes each time that we try: something else is wrong. */
const ESSAIS = 200;

/** What is being changed by this process: those that change the same document take their turn. */
const tours = new WeakMap<object, AuTour>();

/**
 * One at a time for one document: on a cluster two writers of the same moment may both be told that they have written, each by other
 * copies, and one of the two would be undone in silence.
 */
export const aSonTour = <T>(m: Magasin, cle: string, faire: () => Promise<T>): Promise<T> => {
  const auTour = tours.get(racineDe(m)) ?? ouvrirTours();
  tours.set(racineDe(m), auTour);
  return auTour(cle, faire);
};

/** Its revision, where it is the one that stays; else another wrote, before or at the same moment, and it is to be made again. */
export const ecrireUn = async (m: Magasin, base: string, doc: { _id: string }): Promise<string | undefined> => {
  const [d] = await deposerLot(m, base, [doc]);
  if (!d || 'conflit' in d) return undefined;
  return d.dispute && (await estPerdue(m, base, doc._id, d.rev)) ? undefined : d.rev;
};

/** Another process wrote at the same moment, and its revision is the one that stays: ours is taken away, and made again upon it. */
const estPerdue = async (m: Magasin, base: string, id: string, rev: string): Promise<boolean> => {
  const reste = await m.feuilles(base, id);
  if (reste.length === 0 || reste[0]?._rev === rev) return false;
  if (reste.some((f) => f._rev === rev)) await m.ecrire(base, [{ _id: id, _rev: rev, _deleted: true }]);
  return true;
};

/**
 * Makes a document what `f` says, which is called again on what another has just written. `f` is pure: it takes what is there
 * (nothing where nothing is), and gives what should be, `'supprimer'`, or nothing to leave it as it is.
 */
export const poser = <T extends { _id: string }>(
  m: Magasin,
  base: string,
  id: string,
  f: (connu: Stocke<T> | undefined) => T | 'supprimer' | undefined,
): Promise<Changement<T>> => aSonTour(m, `${base} ${id}`, () => poserSeul(m, base, id, f));

const poserSeul = async <T extends { _id: string }>(
  m: Magasin,
  base: string,
  id: string,
  f: (connu: Stocke<T> | undefined) => T | 'supprimer' | undefined,
): Promise<Changement<T>> => {
  for (let essai = 1; essai <= ESSAIS; essai += 1) {
    const avant = (await m.lire(base, id)) as Stocke<T> | undefined;
    const voulu = f(avant);
    if (!avant) {
      if (voulu === undefined || voulu === 'supprimer') return { absent: true };
      const rev = await ecrireUn(m, base, voulu);
      if (rev !== undefined) return { ecrit: { ...voulu, _rev: rev }, avant };
      continue;
    }
    if (voulu === undefined) return { inchange: avant };
    const doc = voulu === 'supprimer' ? supprime(avant) : { ...voulu, _rev: avant._rev };
    if (isDeepStrictEqual(doc, avant)) return { inchange: avant };
    const rev = await ecrireUn(m, base, doc);
    if (rev !== undefined)
      return voulu === 'supprimer' ? { supprime: avant } : { ecrit: { ...voulu, _rev: rev }, avant };
  }
  throw conflitDe(base, [id]);
};

/** The same for a document that must be there already: `{ absent: true }` where it is not. */
export const changer = <T extends { _id: string }>(
  m: Magasin,
  base: string,
  id: string,
  f: (connu: Stocke<T>) => T | 'supprimer' | undefined,
): Promise<Changement<T>> => poser<T>(m, base, id, (connu) => connu && f(connu));

/** Writes a document over whatever is there: the last word is right. */
export const remplacer = async (m: Magasin, base: string, doc: { _id: string }): Promise<void> => {
  const r = await poser(m, base, doc._id, () => doc);
  if ('absent' in r) throw conflitDe(base, [doc._id]);
};

/** The document as it is after a change; nothing where there is none. */
export const apresChangement = <T>(r: Changement<T>): Stocke<T> | undefined =>
  'ecrit' in r ? r.ecrit : 'inchange' in r ? r.inchange : undefined;
