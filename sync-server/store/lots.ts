import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Ecriture, TrancheDeLot } from '#shared/contrats/store/marques';
import { ajouterA } from '#shared/listes';
import { assurerBases } from './bases';
import { devancer } from './devancer';
import { estEcarte } from './ecartes';
import { type Depot, deposerLot, ecrireTout, sansReponse, supprimerLot } from './ecrire';
import { ecrituresInventaire } from './inventaire/imports';
import { lireCles, lireIds, lirePresents, lireRevisions, lireUn, type Magasin } from './lire';

// No transaction spans documents: what an import writes is staged here first (a redo log), then one document makes it
// current, then it is applied. Each write carries the revision that it replaces, so applying twice, or late, does nothing.

export const BASE_LOTS = 'tg-lots';

export type { Ecriture };

/** The one document that makes a batch current. It names its batch. */
export type Validation = { _id: string; lot: string };

/** Called between steps: a test makes it fail, to stand for a crash. */
export type Jalon = (etape: 'prepare' | 'valide' | 'applique' | 'nettoye', n: number) => void | Promise<void>;
const sansJalon: Jalon = () => undefined;

/** Throws where this process may no longer write: asked before a batch becomes current, and before each part of it is applied. */
export type Garde = () => Promise<void>;
const sansGarde: Garde = async () => undefined;

const PAR_TRANCHE = 500;
/** CouchDB takes documents of 8 MB: a staged one holds at most half of that, unless one write alone is more. */
const OCTETS_PAR_TRANCHE = 4_000_000;
/** Staged in one request. */
const PAR_DEPOT = 4;
const PAR_ENVOI = 2000;

/** What is listed, or made as it is asked for, by so many at once. */
function* tranches<T>(liste: Iterable<T>, taille: number): Generator<T[]> {
  let tranche: T[] = [];
  for (const x of liste) {
    tranche.push(x);
    if (tranche.length < taille) continue;
    yield tranche;
    tranche = [];
  }
  if (tranche.length > 0) yield tranche;
}

/** Their JSON, in their order, by number and by what they weigh: the notes of an inventory grow with the service. */
function* parPoids(ecritures: readonly Ecriture[]): Generator<string> {
  let textes: string[] = [];
  let octets = 0;
  for (const e of ecritures) {
    const texte = JSON.stringify(e);
    const siens = Buffer.byteLength(texte);
    if (textes.length > 0 && (textes.length === PAR_TRANCHE || octets + siens > OCTETS_PAR_TRANCHE)) {
      yield `[${textes.join(',')}]`;
      textes = [];
      octets = 0;
    }
    textes.push(texte);
    octets += siens;
  }
  if (textes.length > 0) yield `[${textes.join(',')}]`;
}

const comprimer = promisify<string, { level: number }, Buffer>(gzip);
const detendre = promisify<Buffer, Buffer>(gunzip);

/** Staged for the time of an import, and read only after a crash: a tenth of its length spares the store to parse all of it twice. */
const enTranche = async (texte: string): Promise<Pick<TrancheDeLot, 'contenu' | 'ecritures'>> => {
  const contenu = (await comprimer(texte, { level: constants.Z_BEST_SPEED })).toString('base64');
  return contenu.length < texte.length ? { contenu } : { ecritures: JSON.parse(texte) as Ecriture[] };
};

const ecrituresDe = async ({ _id, contenu, ecritures }: TrancheDeLot): Promise<Ecriture[]> => {
  if (ecritures) return ecritures;
  // Taken for one that holds nothing, it would be taken away, and what it holds never written.
  if (contenu === undefined) throw new Error(`${_id} ne dit pas ce qui est à écrire`);
  return JSON.parse((await detendre(Buffer.from(contenu, 'base64'))).toString('utf8')) as Ecriture[];
};

/**
 * What was set aside because it could not be read is not known to the one who writes: its revision is given here, so that what it
 * should say takes its place, and is not taken for a write that was done already.
 */
const surEcartes = (m: Magasin, ecritures: readonly Ecriture[]): Promise<Ecriture[]> =>
  Promise.all(
    ecritures.map(async (e) => {
      if ('_rev' in e.doc || !estEcarte(m, e.base, e.doc._id)) return e;
      const [rev] = (await lireRevisions(m, e.base, { debut: e.doc._id, fin: `${e.doc._id}\u0000` })).values();
      return rev === undefined ? e : { ...e, doc: { ...e.doc, _rev: rev } };
    }),
  );

const appliquer = async (m: Magasin, ecritures: readonly Ecriture[], garde = sansGarde): Promise<void> => {
  const parBase = new Map<string, Ecriture[]>();
  for (const e of ecritures) {
    ajouterA(parBase, e.base, e);
  }
  await assurerBases(m, parBase.keys());
  for (const [base, liste] of parBase) {
    // The next one is sent while the store writes the one before it. A conflict says that this very write was done already, or that a
    // later one replaced it.
    const deposer = async (envoi: readonly Ecriture[]): Promise<Depot[]> => {
      await garde();
      return deposerLot(
        m,
        base,
        envoi.map((e) => e.doc),
      );
    };
    for await (const [, depots] of devancer(tranches(liste, PAR_ENVOI), deposer)) sansReponse(depots);
  }
};

/**
 * Stages the writes, makes them current by `validation` (a document of tg-central), applies them.
 * A crash before the validation is written leaves nothing visible; after it, `rejouerLots` finishes the work. `garde`: one that has
 * slept meanwhile stops there, since another may have finished it, and changed what it wrote.
 */
export const ecrireEnUneFois = async (
  m: Magasin,
  validation: Validation,
  voulues: readonly Ecriture[],
  jalon: Jalon = sansJalon,
  garde: Garde = sansGarde,
): Promise<void> => {
  await assurerBases(m, [BASE_LOTS, BASE_CENTRALE]);
  const prevues = await surEcartes(m, voulues);
  const ecritures = [...prevues, ...(await ecrituresInventaire(m, prevues))];
  const poses: { _id: string; _rev: string }[] = [];
  let depots = 0;
  for (const textes of tranches(parPoids(ecritures), PAR_DEPOT)) {
    const envoi = await Promise.all(
      textes.map(
        async (texte, n): Promise<TrancheDeLot> => ({
          _id: `lot:${validation.lot}:${String(depots * PAR_DEPOT + n + 1).padStart(5, '0')}`,
          type: 'lot',
          lot: validation.lot,
          validation: validation._id,
          ...(await enTranche(texte)),
        }),
      ),
    );
    for (const { id, rev } of await ecrireTout(m, BASE_LOTS, envoi)) poses.push({ _id: id, _rev: rev });
    await jalon('prepare', depots++);
  }
  await garde();
  await ecrireTout(m, BASE_CENTRALE, [validation]);
  await jalon('valide', 0);
  await appliquer(m, ecritures, garde);
  await jalon('applique', 0);
  await supprimerLot(m, BASE_LOTS, poses);
  await jalon('nettoye', 0);
};

const PAR_PAGE = 20;

/** True where something staged is still there: a copy that lags shows what was taken away. */
export const lotsEnSouffrance = async (m: Magasin): Promise<boolean> => {
  const ids = await lireIds(m, BASE_LOTS, { debut: 'lot:', fin: 'lot;', limite: PAR_PAGE });
  return ids.length > 0 && (await lirePresents(m, BASE_LOTS, ids)).size > 0;
};

/**
 * Finishes the batches that were made current and not wholly applied; drops those that never were. To be called at
 * each opening, before anything is read, by who holds the right to write: another's import would lose what it stages.
 */
export const rejouerLots = async (m: Magasin): Promise<{ rejoues: string[]; abandonnes: string[] }> => {
  const rejoues = new Set<string>();
  const abandonnes = new Set<string>();
  for (let apres = 'lot:'; ; ) {
    const ids: string[] = await lireIds(m, BASE_LOTS, { debut: apres, fin: 'lot;', limite: PAR_PAGE });
    const derniere = ids.at(-1);
    if (derniere === undefined) break;
    // By id: one that a lagging copy still shows was applied and taken away, and would bring back what was deleted since.
    for (const tranche of await lireCles<TrancheDeLot>(m, BASE_LOTS, ids)) {
      if (!tranche) continue;
      const validation = await lireUn<Validation>(m, BASE_CENTRALE, tranche.validation);
      if (validation?.lot === tranche.lot) {
        await appliquer(m, await ecrituresDe(tranche));
        rejoues.add(tranche.lot);
      } else abandonnes.add(tranche.lot);
      await supprimerLot(m, BASE_LOTS, [tranche]);
    }
    apres = `${derniere}\u0000`;
  }
  return { rejoues: [...rejoues], abandonnes: [...abandonnes] };
};
