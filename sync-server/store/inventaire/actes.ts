import { type Inventaire, idDeSaNote, idDeSonImport, noter } from '#shared/contrats/store/inventaire';
import { ajouterA } from '#shared/listes';
import { type Depot, deposerLot, enConflit, poser, sansReponse } from '../ecrire';
import type { Magasin, Stocke } from '../lire';
import { clesType } from '../types';

const parNote = (ids: readonly string[]): Map<string, string[]> => {
  const notes = new Map<string, string[]>();
  for (const id of ids) {
    ajouterA(notes, idDeSaNote(id), id);
  }
  return notes;
};

export type NotesLues = Map<string, Stocke<Inventaire> | undefined>;

/** The notes of these acts as they stand. */
export const lireNotes = async (m: Magasin, base: string, ids: readonly string[]): Promise<NotesLues> => {
  const notes = [...parNote(ids).keys()];
  const docs = await clesType(m, 'inventaire', notes, { base });
  return new Map(notes.map((n, i) => [n, docs[i]]));
};

/** Notes acts that are there: done again, it changes nothing. `lues`: as their notes stood a moment ago. */
export const noterActes = async (m: Magasin, base: string, ids: readonly string[], lues?: NotesLues): Promise<void> => {
  if (ids.length === 0) return;
  const siens = parNote(ids);
  const connues = lues ?? (await lireNotes(m, base, ids));
  const aEcrire = [...siens].flatMap(([note, actes]) => {
    const connu = connues.get(note);
    const suite = noter(connu, note, actes);
    return suite ? [connu ? { ...suite, _rev: connu._rev } : suite] : [];
  });
  const depots = await deposerLot(m, base, aEcrire);
  // Another has noted in it meanwhile, or at the same moment: what it noted is kept, and ours is added.
  for (const d of depots)
    if (enConflit(d) || ('dispute' in d && d.dispute))
      sansReponse(await poser<Inventaire>(m, base, d.id, (connu) => noter(connu, d.id, siens.get(d.id) ?? [])));
};

/**
 * Writes new acts, then notes them, those that are there already too, which may have been written without. In that order: an act that
 * was refused, or that a crash kept from being written, is in no note, and nothing is acknowledged before its note is there. What
 * became of each, in order.
 */
export const deposerEtNoter = async (
  m: Magasin,
  base: string,
  docs: readonly { _id: string }[],
  lues?: NotesLues,
): Promise<Depot[]> => {
  if (docs.length === 0) return [];
  const ids = docs.map((d) => d._id);
  const [depots, connues] = await Promise.all([deposerLot(m, base, docs), lues ?? lireNotes(m, base, ids)]);
  await noterActes(m, base, ids, connues);
  return depots;
};

/**
 * What is erased for good is asked for by nobody any more. Before it goes: cut in between, it is there, and noted no more. Each may be
 * noted twice: a file had brought what a PC sent.
 */
export const oublierActes = async (m: Magasin, base: string, ids: readonly string[]): Promise<void> => {
  const siens = new Map<string, string[]>();
  for (const id of ids) for (const note of [idDeSaNote(id), idDeSonImport(id)]) ajouterA(siens, note, id);
  const connues = await clesType(m, 'inventaire', [...siens.keys()], { base });
  for (const _id of connues.flatMap((n) => n?._id ?? []))
    sansReponse(await poser<Inventaire>(m, base, _id, (connu) => connu && noter(connu, _id, [], siens.get(_id) ?? [])));
};
