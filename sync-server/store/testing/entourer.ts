import type { Magasin } from '../magasin';

/** One thing asked of the store. `docs`: what is written; `ids`: what is read or written by id; `plage`: from where a range begins. */
export type Operation = {
  /** Both ways of reading a feed are one operation: what is counted, or made to fail, is the request. */
  nom: Exclude<keyof Magasin, 'bruts' | 'changementsReperes' | 'uneCopie'>;
  base: string;
  ids: readonly string[];
  docs: readonly object[];
  plage?: string;
};

const idsDe = (docs: readonly object[]): string[] =>
  docs.flatMap((d) => ('_id' in d && typeof d._id === 'string' ? [d._id] : []));

type Reste = Partial<Omit<Operation, 'nom' | 'base'>>;

/**
 * The same store (but for `uneCopie`: what is around it may answer as several copies do), seen by `autour` each time that something is asked of it: it may look on, wait, refuse, answer by a fault once it
 * is done, or answer in its place.
 */
export const entourer = (
  m: Magasin,
  autour: (o: Operation, faire: () => Promise<unknown>) => Promise<unknown>,
): Magasin => {
  const passer = <T>(nom: Operation['nom'], base: string, faire: () => Promise<T>, reste: Reste = {}): Promise<T> =>
    autour({ nom, base, ids: [], docs: [], ...reste }, faire) as Promise<T>;
  return {
    bases: () => passer('bases', '', () => m.bases()),
    creerBase: (b) => passer('creerBase', b, () => m.creerBase(b)),
    detruireBase: (b) => passer('detruireBase', b, () => m.detruireBase(b)),
    infos: (b) => passer('infos', b, () => m.infos(b)),
    noeuds: () => passer('noeuds', '', () => m.noeuds()),
    compacter: (b) => passer('compacter', b, () => m.compacter(b)),
    lire: (b, id) => passer('lire', b, () => m.lire(b, id), { ids: [id] }),
    feuilles: (b, id) => passer('feuilles', b, () => m.feuilles(b, id), { ids: [id] }),
    revisions: (b, id) => passer('revisions', b, () => m.revisions(b, id), { ids: [id] }),
    parCles: (b, ids, corps) => passer('parCles', b, () => m.parCles(b, ids, corps), { ids }),
    plage: (b, p, corps) => passer('plage', b, () => m.plage(b, p, corps), { plage: p.debut }),
    ecrire: (b, docs) => passer('ecrire', b, () => m.ecrire(b, docs), { docs, ids: idsDe(docs) }),
    affermir: (b, ids) => passer('affermir', b, () => m.affermir(b, ids), { ids }),
    ecrireLocal: (b, id, doc) => passer('ecrireLocal', b, () => m.ecrireLocal(b, id, doc), { docs: [doc], ids: [id] }),
    locaux: (b) => passer('locaux', b, () => m.locaux(b)),
    changements: (b, o) => passer('changements', b, () => m.changements(b, o)),
    changementsReperes: (b, o) => passer('changements', b, () => m.changementsReperes(b, o)),
    attendre: (b, o) => passer('attendre', b, () => m.attendre(b, o)),
    bruts: m.bruts,
  };
};

/** The operation number `dans` fails, before it is done or after. */
export type Panne = { dans: number; apres: boolean };

/** The store under a fault, where `panne` gives one: what is waited for (`attendre`) is never the one. */
export const fragile = (m: Magasin, panne: () => Panne | undefined): Magasin =>
  entourer(m, async (o, faire) => {
    const p = o.nom === 'attendre' ? undefined : panne();
    const tombe = p !== undefined && p.dans-- === 0;
    const erreur = Object.assign(new Error('panne'), { scope: 'socket', statusCode: 503 });
    if (tombe && !p.apres) throw erreur;
    const r = await faire();
    if (tombe) throw erreur;
    return r;
  });
