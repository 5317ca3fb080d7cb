import { z } from 'zod';
import { BASE_CENTRALE, basePointages } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { demanderCouchdb, type Magasin, statutCouchdb } from '../couchdb';
import { avecDelai } from '../horloge';

const PAGE = 2_000;
const DELAI_MS = 60_000;
const lignes = z.object({ rows: z.array(z.object({ id: z.string() })) });

/** Which of these calls left something in CouchDB between two instants. Throws where CouchDB does not answer. */
export type ChercherAppels = (
  appelIds: ReadonlySet<string>,
  debut: Instant,
  fin: Instant,
) => Promise<ReadonlySet<string>>;

const TYPES = ['pointage', 'appel'] as const;
const tete = (type: string): number => `${type}:2026-01-01T00:00:00Z:`.length;

/**
 * The call that a document's id names: `appel:<instant>:<call>`, or `pointage:<instant>:<call>-<step>-<usager>`. A
 * CallUUID holds hyphens itself, so every beginning that ends at one is tried.
 */
const appelDe = (id: string, type: (typeof TYPES)[number], appelIds: ReadonlySet<string>): string | undefined => {
  const suite = id.slice(tete(type));
  if (type === 'appel') return appelIds.has(suite) ? suite : undefined;
  for (let fin = suite.indexOf('-'); fin !== -1; fin = suite.indexOf('-', fin + 1)) {
    const debut = suite.slice(0, fin);
    if (appelIds.has(debut)) return debut;
  }
  return undefined;
};

/** Ids are enough, and a range of them is small: whole days around a call cost little, and clocks may differ by hours. */
export const chercherAppels =
  (magasin: Magasin, signal: AbortSignal): ChercherAppels =>
  async (appelIds, debut, fin) => {
    const serveur = await magasin();
    const trouves = new Set<string>();

    const lireType = async (base: string, type: (typeof TYPES)[number]): Promise<void> => {
      let qs: Record<string, unknown> = { startkey: `${type}:${debut}`, limit: PAGE };
      for (;;) {
        const requete = { base, chemin: '_all_docs', qs: { ...qs, endkey: `${type}:${fin}\uffff` } };
        const { rows } = await avecDelai(signal, DELAI_MS, (s) =>
          demanderCouchdb(serveur, { ...requete, signal: s }, lignes),
        );
        for (const { id } of rows) {
          const appelId = appelDe(id, type, appelIds);
          if (appelId !== undefined) trouves.add(appelId);
        }
        const dernier = rows.at(-1);
        if (!dernier || rows.length < PAGE) return;
        qs = { startkey: dernier.id, skip: 1, limit: PAGE };
      }
    };

    // A CouchDB that is not ours also has no punches: then nothing could be called lost.
    await demanderCouchdb(serveur, { base: BASE_CENTRALE, signal }, z.unknown());
    const annees = [Number(basePointages(debut).slice(-4)), Number(basePointages(fin).slice(-4))];
    for (let annee = annees[0] ?? 0; annee <= (annees[1] ?? 0); annee += 1) {
      try {
        for (const type of TYPES) await lireType(`tg-pointages-${annee}`, type);
      } catch (e) {
        // A year in which nobody has called yet.
        if (statutCouchdb(e) !== 404) throw e;
      }
    }
    return trouves;
  };

/** An instant moved by hours. */
export const decaler = (i: Instant, heures: number): Instant => instantDe(epochMs(i) + heures * 3_600_000);
