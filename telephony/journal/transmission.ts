import { setTimeout as delai } from 'node:timers/promises';
import type nano from 'nano';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Instant } from '#shared/temps/types';
import { demanderCouchdb, type Magasin, posterCouchdb, statutCouchdb } from '../couchdb';
import { attendre, avecDelai, type Horloge, instantA, ouArret, recul } from '../horloge';
import type { EnvoiSvi } from './entree';
import type { EnAttente, Journal } from './journal';
import { lireNotes, noterPointages, notesDe } from './notes';
import { CONFIRME, sontFermes } from './quorum';
import { remplacerEchec } from './remplacer';

const LOT_MAX = 500;
const DELAI_MS = 30_000;
const reponses = z.array(
  z.object({ id: z.string().optional(), error: z.string().optional(), reason: z.string().optional() }),
);

/** The oldest entries that go to one same database, in order. */
const prochainLot = (
  attente: readonly EnAttente[],
): { base: string; documents: EnvoiSvi[]; entrees: number } | undefined => {
  const base = attente[0]?.documents[0]?.base;
  if (base === undefined) return undefined;
  const documents: EnvoiSvi[] = [];
  let entrees = 0;
  for (const e of attente) {
    if (documents.length >= LOT_MAX || e.documents.some((d) => d.base !== base)) break;
    documents.push(...e.documents.map((d) => d.document));
    entrees += 1;
  }
  return { base, documents, entrees };
};

const creerBase = async (serveur: nano.ServerScope, base: string, signal: AbortSignal): Promise<void> => {
  try {
    await demanderCouchdb(serveur, { base, methode: 'PUT', signal }, z.unknown());
  } catch (e) {
    // 412: another worker has just created it.
    if (statutCouchdb(e) !== 412) throw e;
  }
};

const envoyer = async (
  serveur: nano.ServerScope,
  base: string,
  docs: EnvoiSvi[],
  signal: AbortSignal,
): Promise<void> => {
  const pointages = docs.flatMap((d) => (d.type === 'pointage' ? [d._id] : []));
  const requete = { base, chemin: '_bulk_docs', corps: { docs }, signal };
  const [{ statut, corps: lignes }, lues] = await Promise.all([
    posterCouchdb(serveur, requete, reponses),
    lireNotes(serveur, base, pointages, signal),
  ]);
  // [PT-6] conflict = it is there already: ids are deterministic and punches never change.
  const refusee = lignes.find((l) => l.error !== undefined && l.error !== 'conflict');
  if (refusee) throw new Error(`CouchDB refuse ${refusee.id ?? '?'} : ${refusee.error ?? ''} ${refusee.reason ?? ''}`);
  if (lignes.length !== docs.length) throw new Error('réponse incomplète de CouchDB');
  // Noted once they are there, and again when they are sent again: what is confirmed below is in the inventory.
  const notes = await noterPointages(serveur, base, pointages, lues, signal);
  const presents = new Set(lignes.flatMap((l) => (l.error === 'conflict' && l.id !== undefined ? [l.id] : [])));
  for (const d of docs) if (d.type === 'appel' && presents.has(d._id)) await remplacerEchec(serveur, base, d, signal);
  // What is there already may be there since an answer without the quorum, and so may its note: both are confirmed by the quorum too,
  // or stay in the journal.
  const ferme = presents.size === 0 || (await sontFermes(serveur, base, [...presents, ...notesDe(pointages)], signal));
  if (statut !== CONFIRME || !notes || !ferme) throw new SansQuorum();
};

/** Fewer copies than the quorum have it: it is stored, and stays in the journal until they have. */
class SansQuorum extends Error {
  constructor() {
    super('CouchDB a pris ces pointages sans la majorité de ses nœuds (202) : ils restent au journal');
  }
}

export type Transmission = {
  /** Sendings that CouchDB took without the quorum, since the worker began. */
  sansQuorum: () => number;
  arreter: () => Promise<void>;
};

/**
 * [CO-8] A punch, with when it leaves where that is later than when we had it. What is sent again may say later: CouchDB keeps what it
 * has, and the first stands.
 */
const dater = (d: EnvoiSvi, maintenant: Instant): EnvoiSvi =>
  d.type === 'pointage' && maintenant > d.recuLe ? { ...d, transmisLe: maintenant } : d;

/** Sends the journal to CouchDB in batches, in order, with back-off; confirms only what CouchDB has said it holds. */
export const transmettre = (options: {
  journal: Journal;
  magasin: Magasin;
  horloge: Horloge;
  log: Logger;
}): Transmission => {
  const { journal, magasin, horloge, log } = options;
  const fin = new AbortController();
  const { signal } = fin;

  const passer = async (): Promise<void> => {
    const lot = prochainLot(journal.enAttente());
    if (!lot) return;
    const serveur = await magasin();
    const documents = lot.documents.map((d) => dater(d, instantA(horloge)));
    await avecDelai(signal, DELAI_MS, async (limite) => {
      try {
        await envoyer(serveur, lot.base, documents, limite);
      } catch (e) {
        if (statutCouchdb(e) !== 404) throw e;
        await creerBase(serveur, lot.base, limite);
        await envoyer(serveur, lot.base, documents, limite);
      }
    });
    await journal.confirmer(lot.entrees);
  };

  let echecs = 0;
  let sansQuorum = 0;
  const boucle = async (): Promise<void> => {
    while (!signal.aborted) {
      await ouArret(journal.quandEnAttente(), signal);
      if (signal.aborted) return;
      try {
        await passer();
        if (echecs > 0) log.info('transmission à CouchDB reprise');
        echecs = 0;
      } catch (e) {
        if (signal.aborted) return;
        if (e instanceof SansQuorum) sansQuorum += 1;
        const texte = e instanceof Error ? e.message : String(e);
        if (echecs === 0) log.warn({ alerte: 'TRANSMISSION', erreur: texte }, 'transmission à CouchDB suspendue');
        echecs += 1;
        await attendre(recul(echecs, 100, 5_000), signal);
      }
    }
  };

  const travail = boucle();
  return {
    sansQuorum: () => sansQuorum,
    arreter: async () => {
      // A short grace to send what has just been confirmed by voice (none where CouchDB is known to be down);
      // the journal keeps whatever is left.
      const limite = delai(1500);
      while (
        echecs === 0 &&
        journal.enAttente().length > 0 &&
        (await Promise.race([limite.then(() => false), delai(20, true)]))
      );
      fin.abort();
      await travail;
    },
  };
};
