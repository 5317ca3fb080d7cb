import { z } from 'zod';
import { basePointages } from '#shared/contrats/ids';
import { type Appel, appelSchema, pointageSchema } from '#shared/contrats/pointages/pointage';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { demanderCouchdb, type Magasin, statutCouchdb } from '../couchdb';

/**
 * Around a hang-up's instant: where SessionStart was not believed, each worker took its own clock, and a call may have
 * begun that long before its end.
 */
const AVANT_MS = 30 * 60_000;
const APRES_MS = 10 * 60_000;

const ids = z.object({ rows: z.array(z.object({ id: z.string() })) });
const documents = z.object({ rows: z.array(z.object({ doc: z.unknown() })) });
const connu = z.discriminatedUnion('type', [pointageSchema, appelSchema]);

/** What the other workers, or this one, left in CouchDB of a call. */
export type Trace = { pointe: boolean; echec?: Pick<Appel, '_id' | 'instant'> };
export type ChercherTraces = (echecs: readonly Appel[], signal: AbortSignal) => Promise<ReadonlyMap<string, Trace>>;

type Fenetre = { de: number; a: number };

/** One range for the calls that are close to one another: an outage leaves hundreds of them together. */
const fenetres = (instants: readonly Instant[]): Fenetre[] => {
  const reunies: Fenetre[] = [];
  for (const t of instants.map(epochMs).sort((a, b) => a - b)) {
    const derniere = reunies.at(-1);
    if (derniere && t - AVANT_MS <= derniere.a) derniere.a = t + APRES_MS;
    else reunies.push({ de: t - AVANT_MS, a: t + APRES_MS });
  }
  return reunies;
};

export const chercherTraces =
  (magasin: Magasin): ChercherTraces =>
  async (echecs, signal) => {
    const serveur = await magasin();
    const traces = new Map<string, Trace>();
    const prefixes = echecs.map((e) => ({ pointage: `${e.id}-`, appel: e.id }));

    /** Ids first: they tell nearly all, and a range of them is small. */
    const candidats = async (base: string, type: 'pointage' | 'appel', { de, a }: Fenetre): Promise<string[]> => {
      const qs = { startkey: `${type}:${instantDe(de)}`, endkey: `${type}:${instantDe(a)}\uffff` };
      const { rows } = await demanderCouchdb(serveur, { base, chemin: '_all_docs', qs, signal }, ids);
      const debut = `${type}:${instantDe(de)}:`.length;
      return rows.flatMap(({ id }) => {
        const suite = id.slice(debut);
        const voulu = prefixes.some((p) => (type === 'appel' ? suite === p.appel : suite.startsWith(p.pointage)));
        return voulu ? [id] : [];
      });
    };

    const lireBase = async (base: string, fenetre: Fenetre): Promise<void> => {
      const keys = [...(await candidats(base, 'pointage', fenetre)), ...(await candidats(base, 'appel', fenetre))];
      if (keys.length === 0) return;
      const requete = { base, chemin: '_all_docs', methode: 'POST' as const, qs: { include_docs: true }, signal };
      const { rows } = await demanderCouchdb(serveur, { ...requete, corps: { keys } }, documents);
      for (const { doc } of rows) {
        const lu = connu.safeParse(doc);
        if (!lu.success) continue;
        const d = lu.data;
        const appelId = d.type === 'appel' ? d.id : d.appelId;
        if (appelId === undefined) continue;
        const deja = traces.get(appelId) ?? { pointe: false };
        traces.set(appelId, d.type === 'pointage' ? { ...deja, pointe: true } : { ...deja, echec: d });
      }
    };

    for (const fenetre of fenetres(echecs.map((e) => e.instant))) {
      // New year's night has two databases.
      for (const base of new Set([fenetre.de, fenetre.a].map((t) => basePointages(instantDe(t))))) {
        try {
          await lireBase(base, fenetre);
        } catch (e) {
          if (statutCouchdb(e) !== 404) throw e;
        }
      }
    }
    return traces;
  };
