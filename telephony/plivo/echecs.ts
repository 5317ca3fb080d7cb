import type { Logger } from 'pino';
import { basePointages, idAppel } from '#shared/contrats/ids';
import type { Appel } from '#shared/contrats/pointages/pointage';
import { instantDe } from '#shared/temps/paris';
import { avecDelai, type Horloge } from '../horloge';
import type { MemoireAppel } from '../journal/entree';
import type { Journal } from '../journal/journal';
import { aSonTour, type Memoire, type Retenu } from './memoire';
import type { ChercherTraces, Trace } from './traces';

const LOT = 200;
/** Beyond that many, CouchDB has been away for very long: they are sent unasked, the server drops those of a punch. */
const RETENUS_MAX = 10_000;
const DELAI_COUCHDB_MS = 10_000;

/** Under the id of the failed call that another worker wrote already, where there is one: one call, one document. */
const sousSonId = (echec: Appel, trace: Trace | undefined): Appel => {
  const instant = trace?.echec?.instant ?? echec.instant;
  return { ...echec, instant, _id: idAppel(instant, echec.id) };
};

/**
 * [PT-4] Settles the failed calls held back for `delaiMs`: another worker may have had a punch of the same call, or a
 * later request may bring one. A call with a punch has not failed; with CouchDB down they all wait, durable in the journal.
 */
export const reglerEchecs = async (o: {
  memoire: Memoire;
  journal: Journal;
  chercher: ChercherTraces;
  delaiMs: number;
  horloge: Horloge;
  log: Logger;
  /** Falls when the worker stops: it does not wait for a CouchDB that does not answer. */
  signal: AbortSignal;
}): Promise<void> => {
  const { memoire, journal, chercher, delaiMs, horloge, log, signal } = o;
  const tous = memoire.retenus();
  const limite = instantDe(horloge() - delaiMs);
  const echus = tous.filter((r) => r.echec.recuLe <= limite).slice(0, LOT);
  if (echus.length === 0) return;

  let traces: ReadonlyMap<string, Trace>;
  try {
    traces = await avecDelai(signal, DELAI_COUCHDB_MS, (s) =>
      chercher(
        echus.map((r) => r.echec),
        s,
      ),
    );
  } catch {
    // The transmission says that CouchDB is away.
    if (signal.aborted || tous.length <= RETENUS_MAX) return;
    log.warn({ retenus: tous.length }, 'appels échoués envoyés sans avoir pu chercher leur pointage');
    traces = new Map();
  }

  const regler = async ({ appel }: Retenu): Promise<void> => {
    const connu = appel.memoire;
    // A punch may have come while CouchDB was being asked.
    if (!connu?.retenu) return;
    const { retenu, ...reste } = connu;
    const trace = traces.get(retenu.id);
    const document = sousSonId(retenu, trace);
    const suivante: MemoireAppel = { ...reste, echec: true };
    const documents = trace?.pointe ? [] : [{ base: basePointages(document.instant), document }];
    await journal.ajouter({ documents, appel: suivante });
    appel.memoire = suivante;
  };
  await Promise.all(echus.map((r) => aSonTour(r.appel, () => regler(r))));
};
