import type { EntreeAudit, Maillon } from '#shared/contrats/exploitation/audit';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { assurerBases } from '../../store/bases';
import { ajouter } from '../../store/ecrire';
import { lireBornes, lireUn, type Magasin } from '../../store/lire';
import { forgerMaillon, idMaillon, numeroDe, TETE_VIDE, type Tete } from './maillon';

/** Beyond that, another writer takes every number that we try: something else is wrong. */
const ESSAIS_MAX = 50;
/** Entries of one link: a burst of requests is one writing. */
const ENTREES_MAX = 1_000;

// The chain goes on from its last link whatever that says: taken for absent, it would begin again.
export const lireTete = async (m: Magasin): Promise<Tete> => {
  const id = (await lireBornes(m, BASE_CENTRALE, 'audit'))?.[1];
  let doc = id === undefined ? undefined : await lireUn<Maillon>(m, BASE_CENTRALE, id);
  // The last that a range shows may be of a copy that lags: those after it are read by id, which takes the quorum.
  for (let suite = doc; suite; ) {
    doc = suite;
    suite = await lireUn<Maillon>(m, BASE_CENTRALE, idMaillon(numeroDe(doc._id) + 1));
  }
  return doc ? { numero: numeroDe(doc._id), empreinte: doc.empreinte } : TETE_VIDE;
};

const ecrireMaillon = async (m: Magasin, connue: Tete | undefined, entrees: readonly EntreeAudit[]): Promise<Tete> => {
  await assurerBases(m, [BASE_CENTRALE]);
  let tete = connue ?? (await lireTete(m));
  for (let essai = 0; essai < ESSAIS_MAX; essai++) {
    const maillon = forgerMaillon(tete, entrees);
    if ('ecrit' in (await ajouter(m, BASE_CENTRALE, maillon)))
      return { numero: maillon.numero, empreinte: maillon.empreinte };
    tete = await lireTete(m);
  }
  throw new Error('journal d’audit non écrit (trop d’écritures en même temps)');
};

type Attente = { entrees: readonly EntreeAudit[]; fini: () => void; rate: (e: unknown) => void };
type File = { attente: Attente[]; tete: Tete | undefined; enCours: boolean };
/** One writer at a time in this process: what is traced meanwhile is the next link. */
const files = new WeakMap<object, File>();

const vider = async (m: Magasin, f: File): Promise<void> => {
  f.enCours = true;
  while (f.attente.length > 0) {
    const lot: Attente[] = [];
    let n = 0;
    while (f.attente[0] && (n === 0 || n + f.attente[0].entrees.length <= ENTREES_MAX)) {
      const a = f.attente.shift();
      if (!a) break;
      lot.push(a);
      n += a.entrees.length;
    }
    try {
      f.tete = await ecrireMaillon(
        m,
        f.tete,
        lot.flatMap((a) => a.entrees),
      );
      for (const a of lot) a.fini();
    } catch (e) {
      f.tete = undefined;
      for (const a of lot) a.rate(e);
    }
  }
  f.enCours = false;
};

/** Adds these entries to the audit log; resolves once they are in it. */
export const tracerTout = (m: Magasin, entrees: readonly EntreeAudit[]): Promise<void> => {
  if (entrees.length === 0) return Promise.resolve();
  let f = files.get(m);
  if (!f) {
    f = { attente: [], tete: undefined, enCours: false };
    files.set(m, f);
  }
  const file = f;
  return new Promise((fini, rate) => {
    file.attente.push({ entrees, fini, rate });
    if (!file.enCours) void vider(m, file);
  });
};

export const tracer = (m: Magasin, a: EntreeAudit): Promise<void> => tracerTout(m, [a]);
