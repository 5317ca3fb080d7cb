import { BASE_CENTRALE } from '#shared/contrats/ids';
import { type AccesMagasin, ecrireLot, ecrireTout, lirePlage, lireUn, type Stocke } from '../ports/documents';
import { assurerBases } from './bases';

// No transaction spans documents: what an import writes is staged here first (a redo log), then one document makes it
// current, then it is applied. Each write carries the revision that it replaces, so applying twice, or late, does nothing.

export const BASE_LOTS = 'tg-lots';

/** One document to write; `_rev` is that of the version it replaces, absent for a new one. */
export type Ecriture = {
  base: string;
  doc: { _id: string; _rev?: string; _deleted?: boolean; [cle: string]: unknown };
};

type Tranche = { _id: string; type: 'lot'; lot: string; validation: string; ecritures: Ecriture[] };

/** The one document that makes a batch current. It names its batch. */
export type Validation = { _id: string; lot: string };

/** Called between steps: a test makes it fail, to stand for a crash. */
export type Jalon = (etape: 'prepare' | 'valide' | 'applique' | 'nettoye', n: number) => void;
const sansJalon: Jalon = () => undefined;

const PAR_TRANCHE = 500;
const PAR_ENVOI = 2000;

const tranches = <T>(liste: readonly T[], taille: number): T[][] =>
  Array.from({ length: Math.ceil(liste.length / taille) }, (_, i) => liste.slice(i * taille, (i + 1) * taille));

const echecs = (lignes: readonly { id: string; erreur?: string | undefined }[]): void => {
  // A conflict says that this very write was done already, or that a later one replaced it.
  const autre = lignes.find((l) => l.erreur !== undefined && l.erreur !== 'conflict');
  if (autre) throw new Error(`écriture refusée par le magasin (${autre.erreur}) : ${autre.id}`);
};

const appliquer = async (m: AccesMagasin, ecritures: readonly Ecriture[]): Promise<void> => {
  const parBase = new Map<string, Ecriture[]>();
  for (const e of ecritures) {
    const liste = parBase.get(e.base);
    if (liste) liste.push(e);
    else parBase.set(e.base, [e]);
  }
  await assurerBases(m, parBase.keys());
  for (const [base, liste] of parBase)
    for (const envoi of tranches(liste, PAR_ENVOI)) {
      const docs = envoi.map((e) => e.doc);
      echecs(await ecrireLot(m, base, docs));
    }
};

const supprimer = async (m: AccesMagasin, docs: readonly { _id: string; _rev: string }[]): Promise<void> => {
  echecs(
    await ecrireLot(
      m,
      BASE_LOTS,
      docs.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true })),
    ),
  );
};

/**
 * Stages the writes, makes them current by `validation` (a document of tg-central), applies them.
 * A crash before the validation is written leaves nothing visible; after it, `rejouerLots` finishes the work.
 */
export const ecrireEnUneFois = async (
  m: AccesMagasin,
  validation: Validation,
  ecritures: readonly Ecriture[],
  jalon: Jalon = sansJalon,
): Promise<void> => {
  await assurerBases(m, [BASE_LOTS, BASE_CENTRALE]);
  const morceaux: Tranche[] = tranches(ecritures, PAR_TRANCHE).map((liste, i) => ({
    _id: `lot:${validation.lot}:${String(i + 1).padStart(5, '0')}`,
    type: 'lot',
    lot: validation.lot,
    validation: validation._id,
    ecritures: liste,
  }));
  const poses: { _id: string; _rev: string }[] = [];
  for (const [i, envoi] of tranches(morceaux, 4).entries()) {
    const lignes = await ecrireLot(m, BASE_LOTS, envoi);
    for (const l of lignes) {
      if (l.rev === undefined) throw new Error(`lot non posé (${l.erreur ?? 'sans révision'}) : ${l.id}`);
      poses.push({ _id: l.id, _rev: l.rev });
    }
    jalon('prepare', i);
  }
  await ecrireTout(m, BASE_CENTRALE, [validation]);
  jalon('valide', 0);
  await appliquer(m, ecritures);
  jalon('applique', 0);
  await supprimer(m, poses);
  jalon('nettoye', 0);
};

/** True where something staged is still there. */
export const lotsEnSouffrance = async (m: AccesMagasin): Promise<boolean> =>
  (await lirePlage(m, BASE_LOTS, { debut: 'lot:', fin: 'lot;', limite: 1 })).length > 0;

/**
 * Finishes the batches that were made current and not wholly applied; drops those that never were. To be called at
 * each opening, before anything is read, by who holds the right to write: another's import would lose what it stages.
 */
export const rejouerLots = async (m: AccesMagasin): Promise<{ rejoues: string[]; abandonnes: string[] }> => {
  const rejoues = new Set<string>();
  const abandonnes = new Set<string>();
  for (let apres = 'lot:'; ; ) {
    const page: Stocke<Tranche>[] = await lirePlage<Tranche>(m, BASE_LOTS, { debut: apres, fin: 'lot;', limite: 20 });
    const derniere = page.at(-1);
    if (!derniere) break;
    for (const tranche of page) {
      const validation = await lireUn<Validation>(m, BASE_CENTRALE, tranche.validation);
      if (validation?.lot === tranche.lot) {
        await appliquer(m, tranche.ecritures);
        rejoues.add(tranche.lot);
      } else abandonnes.add(tranche.lot);
      await supprimer(m, [tranche]);
    }
    apres = `${derniere._id}\u0000`;
  }
  return { rejoues: [...rejoues], abandonnes: [...abandonnes] };
};
