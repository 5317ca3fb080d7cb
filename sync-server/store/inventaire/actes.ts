import { type Inventaire, idDeSaNote, noter } from '#shared/contrats/inventaire';
import { type Depot, deposerLot, enConflit, poser, sansReponse } from '../ecrire';
import type { Magasin, Stocke } from '../lire';
import { clesType } from '../types';

const parNote = (ids: readonly string[]): Map<string, string[]> => {
  const notes = new Map<string, string[]>();
  for (const id of ids) notes.set(idDeSaNote(id), [...(notes.get(idDeSaNote(id)) ?? []), id]);
  return notes;
};

export type NotesLues = Map<string, Stocke<Inventaire> | undefined>;

/** The notes of these acts as they stand. */
export const lireNotes = async (m: Magasin, base: string, ids: readonly string[]): Promise<NotesLues> => {
  const notes = [...parNote(ids).keys()];
  const docs = await clesType(m, 'inventaire', notes, { base });
  return new Map(notes.map((n, i) => [n, docs[i]]));
};

/** The notes to be written with the acts themselves, in one request. */
const notesAEcrire = (lues: NotesLues, ids: readonly string[]): Inventaire[] =>
  [...parNote(ids)].flatMap(([note, siens]) => {
    const connu = lues.get(note);
    const suite = noter(connu, note, siens);
    if (!suite) return [];
    return connu ? [{ ...suite, _rev: connu._rev }] : [suite];
  });

/** Notes acts that are there: done again, it changes nothing. */
const noterActes = async (m: Magasin, base: string, ids: readonly string[]): Promise<void> => {
  for (const [note, siens] of parNote(ids))
    sansReponse(await poser<Inventaire>(m, base, note, (connu) => noter(connu, note, siens)));
};

/**
 * Writes new acts, and notes them in the same request: those that are there already too, which may have been written without. What
 * became of each, in order; a note that another changed meanwhile is made again.
 */
export const deposerEtNoter = async (
  m: Magasin,
  base: string,
  docs: readonly { _id: string }[],
  lues?: NotesLues,
): Promise<Depot[]> => {
  if (docs.length === 0) return [];
  const ids = docs.map((d) => d._id);
  const notes = notesAEcrire(lues ?? (await lireNotes(m, base, ids)), ids);
  const depots = await deposerLot(m, base, [...docs, ...notes]);
  const refusees = new Set(
    depots
      .slice(docs.length)
      .filter(enConflit)
      .map((d) => d.id),
  );
  await noterActes(
    m,
    base,
    ids.filter((id) => refusees.has(idDeSaNote(id))),
  );
  return depots.slice(0, docs.length);
};
