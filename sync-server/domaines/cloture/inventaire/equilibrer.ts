import type { Antenne } from '#shared/contrats/commun';
import type { Inventaire } from '#shared/contrats/store/inventaire';
import type { TypeDocument } from '#shared/documents/registre';
import type { Mois } from '#shared/temps/types';
import { estImporte, PAR_FICHIERS } from '../../../store/inventaire/sommes';
import { lireCles, type Magasin } from '../../../store/lire';
import type { Compte, InventaireLu } from './lire';

/**
 * `recus`: by files and from people; `lus`: what is there of it. `manquants`: ids that were noted, and are not there; `enTrop`: those
 * that are there and that no file brought.
 */
export type LigneInventaire = {
  antenne?: Antenne;
  type: TypeDocument;
  recus: number;
  lus: number;
  manquants: string[];
  enTrop: string[];
  egal: boolean;
};
export type Equilibre = { mois: Mois; ouverture: Inventaire | undefined; complet: boolean; lignes: LigneInventaire[] };

/** Among those that nobody noted, what only a file brings: the rest came, and is not noted yet. */
const desFichiers = async (m: Magasin, c: Compte, reste: readonly string[]): Promise<string[]> => {
  if (PAR_FICHIERS.has(c.type)) return [...reste];
  // As they are written: one that cannot be read is there all the same.
  const docs = await lireCles<object>(m, c.base, reste);
  return reste.filter((_, i) => {
    const doc = docs[i];
    return doc !== undefined && estImporte(c.type, doc);
  });
};

/** Both are in the order of the store, nearly always: the same, one by one. */
const memes = (notes: readonly string[], ids: readonly string[]): boolean =>
  notes.length === ids.length && notes.every((n, i) => n === ids[i]);

type Ecart = Pick<LigneInventaire, 'manquants' | 'enTrop'>;
const comparer = (notes: ReadonlySet<string>, ids: readonly string[], complet: boolean): Ecart => {
  const enTrop = complet ? ids.filter((id) => !notes.has(id)) : [];
  // As many as were noted, and none of another: they are the same.
  if (complet && enTrop.length === 0 && ids.length === notes.size) return { manquants: [], enTrop };
  const la = new Set(ids);
  return { manquants: [...notes].filter((id) => !la.has(id)), enTrop };
};

const ligneDe = (c: Compte, recus: number, { manquants, enTrop }: Ecart): LigneInventaire => ({
  ...(c.antenne ? { antenne: c.antenne } : {}),
  type: c.type,
  recus,
  lus: recus - manquants.length + enTrop.length,
  manquants,
  enTrop,
  egal: manquants.length === 0 && enTrop.length === 0,
});

const peser = async (m: Magasin, c: Compte, complet: boolean): Promise<LigneInventaire> => {
  const lus = await c.ids();
  if (memes(c.notes, lus)) return ligneDe(c, lus.length, { manquants: [], enTrop: [] });
  const notes = new Set(c.notes);
  let { manquants, enTrop } = comparer(notes, lus, complet);
  if (manquants.length > 0 || enTrop.length > 0) {
    // An import may have ended meanwhile, and a punch have come that is not noted yet: what came or left is no difference.
    const encore = comparer(notes, await c.ids('encore'), complet);
    const depuis = new Set(await c.noter());
    manquants = encore.manquants.filter((id) => depuis.has(id));
    enTrop = await desFichiers(
      m,
      c,
      encore.enTrop.filter((id) => !depuis.has(id)),
    );
  }
  return ligneDe(c, notes.size, { manquants, enTrop });
};

/** What was received against what is there, type by type. */
export const equilibrer = async (m: Magasin, { comptes, ...i }: InventaireLu): Promise<Equilibre> => ({
  ...i,
  lignes: await Promise.all(comptes.map((c) => peser(m, c, i.complet))),
});
