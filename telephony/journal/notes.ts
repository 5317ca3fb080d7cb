import type nano from 'nano';
import { z } from 'zod';
import { type Inventaire, idDeSaNote, inventaireSchema, noter } from '#shared/contrats/store/inventaire';
import { demanderCouchdb, posterCouchdb } from '../couchdb';
import { CONFIRME } from './quorum';

// The inventory of punches, by hour: what the journal has handed on is noted before it is confirmed, so that whoever counts a month
// knows what must be there; and after it was written, so that one that was refused is in no note.

type Note = Inventaire & { _rev?: string };
const lignesSchema = z.object({ rows: z.array(z.object({ doc: z.unknown().optional() })) });
const lueSchema = inventaireSchema.extend({ _rev: z.string() });
const ESSAIS = 20;

/** Where these punches are noted. */
export const notesDe = (ids: readonly string[]): string[] => [...new Set(ids.map(idDeSaNote))];

/** The notes of these punches with them in it, those that lack some; one that cannot be read is begun again. */
export const lireNotes = async (
  serveur: nano.ServerScope,
  base: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Note[]> => {
  const keys = notesDe(ids);
  if (keys.length === 0) return [];
  const requete = {
    base,
    chemin: '_all_docs',
    methode: 'POST' as const,
    qs: { include_docs: true },
    corps: { keys },
    signal,
  };
  const { rows } = await demanderCouchdb(serveur, requete, lignesSchema);
  return keys.flatMap((note, i): Note[] => {
    const connu = lueSchema.safeParse(rows[i]?.doc).data;
    const rev = connu?._rev ?? z.object({ _rev: z.string() }).safeParse(rows[i]?.doc).data?._rev;
    const suite = noter(
      connu,
      note,
      ids.filter((id) => idDeSaNote(id) === note),
    );
    if (!suite) return [];
    return [rev === undefined ? suite : { ...suite, _rev: rev }];
  });
};

const lignesEcritesSchema = z.array(z.object({ id: z.string().optional(), error: z.string().optional() }));

/**
 * Notes punches that CouchDB has. True where the quorum took what was written; `lues`: the notes as they were to be written a moment
 * ago. What another worker has noted in the same hour meanwhile is kept, and ours is added.
 */
export const noterPointages = async (
  serveur: nano.ServerScope,
  base: string,
  ids: readonly string[],
  lues: readonly Note[],
  signal: AbortSignal,
): Promise<boolean> => {
  let ferme = true;
  let docs = lues;
  for (let essai = 1; essai <= ESSAIS; essai += 1) {
    if (docs.length === 0) return ferme;
    const requete = { base, chemin: '_bulk_docs', corps: { docs }, signal };
    const { statut, corps: lignes } = await posterCouchdb(serveur, requete, lignesEcritesSchema);
    const refusee = lignes.find((l) => l.error !== undefined && l.error !== 'conflict');
    if (refusee) throw new Error(`CouchDB refuse ${refusee.id ?? '?'} : ${refusee.error ?? ''}`);
    if (lignes.length !== docs.length) throw new Error('réponse incomplète de CouchDB');
    ferme &&= statut === CONFIRME;
    if (lignes.every((l) => l.error === undefined)) return ferme;
    docs = await lireNotes(serveur, base, ids, signal);
  }
  throw new Error('inventaire des pointages non écrit : écritures concurrentes');
};
