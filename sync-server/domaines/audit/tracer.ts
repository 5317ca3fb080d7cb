import { BASE_CENTRALE } from '#shared/contrats/ids';
import { type AccesMagasin, ecrireLot, lireBornes, lireUn } from '../../ports/documents';
import { assurerBases } from '../../store/bases';
import { type EntreeAudit, forgerMaillon, type Maillon, numeroDe, TETE_VIDE, type Tete } from './chaine';

/** Beyond that, another writer takes every number that we try: something else is wrong. */
const ESSAIS_MAX = 50;
/** Entries of one link: a burst of requests is one writing. */
const ENTREES_MAX = 1_000;

export const lireTete = async (m: AccesMagasin): Promise<Tete> => {
  const id = (await lireBornes(m, BASE_CENTRALE, 'audit'))?.[1];
  const doc = id === undefined ? undefined : await lireUn<Maillon>(m, BASE_CENTRALE, id);
  return doc ? { numero: numeroDe(doc._id), empreinte: doc.empreinte } : TETE_VIDE;
};

const ecrireMaillon = async (
  m: AccesMagasin,
  connue: Tete | undefined,
  entrees: readonly EntreeAudit[],
): Promise<Tete> => {
  await assurerBases(m, [BASE_CENTRALE]);
  let tete = connue ?? (await lireTete(m));
  for (let essai = 0; essai < ESSAIS_MAX; essai++) {
    const maillon = forgerMaillon(tete, entrees);
    const [ligne] = await ecrireLot(m, BASE_CENTRALE, [maillon]);
    if (ligne?.erreur === undefined) return { numero: maillon.numero, empreinte: maillon.empreinte };
    if (ligne.erreur !== 'conflict') throw new Error(`journal d’audit non écrit (${ligne.erreur})`);
    tete = await lireTete(m);
  }
  throw new Error('journal d’audit non écrit (trop d’écritures en même temps)');
};

type Attente = { entrees: readonly EntreeAudit[]; fini: () => void; rate: (e: unknown) => void };
type File = { attente: Attente[]; tete: Tete | undefined; enCours: boolean };
/** One writer at a time in this process: what is traced meanwhile is the next link. */
const files = new WeakMap<object, File>();

const vider = async (m: AccesMagasin, f: File): Promise<void> => {
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
export const tracerTout = (m: AccesMagasin, entrees: readonly EntreeAudit[]): Promise<void> => {
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

export const tracer = (m: AccesMagasin, a: EntreeAudit): Promise<void> => tracerTout(m, [a]);
