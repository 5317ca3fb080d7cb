import type { Antenne } from '#shared/contrats/commun';
import type { Inventaire } from '#shared/contrats/inventaire';
import type { TypeDocument } from '#shared/documents/registre';
import type { Mois } from '#shared/temps/types';
import { estImporte, memeSomme, PAR_FICHIERS, sommeDe } from '../../../store/inventaire/sommes';
import { lireCles, type Magasin } from '../../../store/lire';
import type { Compte, InventaireLu } from './lire';

/** `recus`: by files and from people; `lus`: those of them that are there; `manquants`: ids that were acknowledged, and are not. */
export type LigneInventaire = {
  antenne?: Antenne;
  type: TypeDocument;
  recus: number;
  lus: number;
  manquants: string[];
  egal: boolean;
};
export type Equilibre = { mois: Mois; ouverture: Inventaire | undefined; complet: boolean; lignes: LigneInventaire[] };

/** Among those that nobody acknowledged to anyone, what a file brought: the rest came, and is not noted yet. */
const desFichiers = async (m: Magasin, c: Compte, reste: readonly string[]): Promise<readonly string[]> => {
  if (PAR_FICHIERS.has(c.type)) return reste;
  // As they are written: one that cannot be read is there all the same.
  const docs = await lireCles<object>(m, c.base, reste);
  return reste.filter((_, i) => {
    const doc = docs[i];
    return doc !== undefined && estImporte(c.type, doc);
  });
};

const peser = async (m: Magasin, c: Compte, complet: boolean): Promise<LigneInventaire> => {
  const notes = new Set(c.notes);
  const ligne = { ...(c.antenne ? { antenne: c.antenne } : {}), type: c.type };
  const comparer = (ids: readonly string[]): { reste: readonly string[]; manquants: string[] } => {
    if (notes.size === 0) return { reste: ids, manquants: [] };
    const la = new Set(ids);
    return { reste: ids.filter((id) => !notes.has(id)), manquants: [...notes].filter((id) => !la.has(id)) };
  };
  let { reste, manquants } = comparer(await c.ids());
  if (!complet) {
    const lus = notes.size - manquants.length;
    return { ...ligne, recus: notes.size, lus, manquants, egal: manquants.length === 0 };
  }
  let importes = await c.importes();
  if (manquants.length > 0 || !memeSomme(sommeDe(reste), importes)) {
    // An import may have ended meanwhile, and a punch have come that is not noted yet.
    ({ reste, manquants } = comparer(await c.ids(true)));
    importes = await c.importes();
    reste = await desFichiers(m, c, reste);
  }
  const recus = (importes?.nombre ?? 0) + notes.size;
  const lus = reste.length + notes.size - manquants.length;
  return { ...ligne, recus, lus, manquants, egal: manquants.length === 0 && memeSomme(sommeDe(reste), importes) };
};

/** What was received against what is there, type by type. */
export const equilibrer = async (m: Magasin, { comptes, ...i }: InventaireLu): Promise<Equilibre> => ({
  ...i,
  lignes: await Promise.all(comptes.map((c) => peser(m, c, i.complet))),
});
