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
  /** Those of the visits that were read are all of them. */
  parVisites?: true;
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

/**
 * What the visits that were read are made of: punches that a file brought, the others, and planned visits, by antenna. Nearly always it
 * comes to what was received, and no range of ids has to be read.
 */
export type Derives = {
  importes: ReadonlySet<string>;
  autres: ReadonlySet<string>;
  visites: ReadonlyMap<Antenne, ReadonlySet<string>>;
};

const vusDans = (
  c: Compte,
  d: Derives | undefined,
): { importes: ReadonlySet<string>; autres: ReadonlySet<string> } | undefined => {
  if (d && c.type === 'pointage') return d;
  const visites = c.type === 'visite' && c.antenne ? d?.visites.get(c.antenne) : undefined;
  return visites && { importes: visites, autres: new Set() };
};

const peser = async (
  m: Magasin,
  c: Compte,
  complet: boolean,
  derives: Derives | undefined,
): Promise<LigneInventaire> => {
  const notes = new Set(c.notes);
  const ligne = { ...(c.antenne ? { antenne: c.antenne } : {}), type: c.type };
  const attendue = complet ? await c.importes() : undefined;
  const vus = vusDans(c, derives);
  if (vus && [...notes].every((id) => vus.autres.has(id)) && (!complet || memeSomme(sommeDe(vus.importes), attendue))) {
    const recus = (attendue?.nombre ?? 0) + notes.size;
    const parVisites = recus > 0 ? { parVisites: true as const } : {};
    return { ...ligne, recus, lus: recus, manquants: [], egal: true, ...parVisites };
  }
  const ids = await c.ids();
  const la = new Set(ids);
  const manquants = [...notes].filter((id) => !la.has(id));
  if (!complet) {
    const lus = notes.size - manquants.length;
    return { ...ligne, recus: notes.size, lus, manquants, egal: manquants.length === 0 };
  }
  let reste: readonly string[] = notes.size === 0 ? ids : ids.filter((id) => !notes.has(id));
  let importes = attendue;
  if (!memeSomme(sommeDe(reste), importes)) {
    reste = await desFichiers(m, c, reste);
    importes = await c.importes();
  }
  const recus = (importes?.nombre ?? 0) + notes.size;
  const lus = reste.length + notes.size - manquants.length;
  return { ...ligne, recus, lus, manquants, egal: manquants.length === 0 && memeSomme(sommeDe(reste), importes) };
};

/** What was received against what is there, type by type; `derives`: what was read of it, where all visits were. */
export const equilibrer = async (
  m: Magasin,
  { comptes, ...i }: InventaireLu,
  derives?: Derives,
): Promise<Equilibre> => ({
  ...i,
  lignes: await Promise.all(comptes.map((c) => peser(m, c, i.complet, derives))),
});
