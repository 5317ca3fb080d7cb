import type nano from 'nano';
import { z } from 'zod';
import { type Inventaire, idDeSaNote, inventaireSchema, noter } from '#shared/contrats/inventaire';
import { demanderCouchdb } from '../couchdb';

// The inventory of punches, by hour: what the journal has handed on is noted in the same request, so that whoever counts a month
// knows what must be there.

type Note = Inventaire & { _rev?: string };
const lignesSchema = z.object({ rows: z.array(z.object({ doc: z.unknown().optional() })) });
const lueSchema = inventaireSchema.extend({ _rev: z.string() });
const ESSAIS = 20;

const notesDe = (ids: readonly string[]): string[] => [...new Set(ids.map(idDeSaNote))];

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

/** Another worker has noted in the same hour meanwhile: what it noted is kept, and ours is added. */
export const reprendreNotes = async (
  serveur: nano.ServerScope,
  base: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<void> => {
  for (let essai = 1; essai <= ESSAIS; essai += 1) {
    const docs = await lireNotes(serveur, base, ids, signal);
    if (docs.length === 0) return;
    const requete = { base, chemin: '_bulk_docs', methode: 'POST' as const, corps: { docs }, signal };
    const lignes = await demanderCouchdb(serveur, requete, lignesEcritesSchema);
    if (lignes.every((l) => l.error === undefined)) return;
  }
  throw new Error('inventaire des pointages non écrit : écritures concurrentes');
};
