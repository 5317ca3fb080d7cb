import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import type { Refus } from '#shared/contrats/commun';
import type { LignePurge } from '#shared/contrats/exploitation/conservation';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { ID_PURGE, periodeDe, SANS_DATE } from '#shared/contrats/store/inventaire';
import { typeDeId, typesOu } from '#shared/documents/registre';
import { moisSchema } from '#shared/temps/types';
import { supprimerLot } from '../../../store/ecrire';
import { refusGrappe } from '../../../store/grappe/grappe';
import { oublierActes } from '../../../store/inventaire/actes';
import { COMPTES, PAR_FICHIERS } from '../../../store/inventaire/sommes';
import { lirePlage, type Magasin, type Plage } from '../../../store/lire';
import { ecrireEnUneFois, type Garde } from '../../../store/lots';
import { lireType } from '../../../store/types';
import type { Retenue } from './gels';

const PAGE = 1_000;

type Doc = { _id: string; _rev: string };

/** The day, or the month, that an id bears after its type. */
export const dateDe = (id: string): string | undefined => /^[a-z-]+:(?:[^:]*:)?(\d{4}-\d\d(?:-\d\d)?)/.exec(id)?.[1];

export type Bilan = { ids: string[]; retenus: number };

/** `aBlanc`: told, not done; `dits`: what was told, so that two clocks do not tell it twice. */
export type Gomme = {
  m: Magasin;
  retenue: Retenue;
  aBlanc: boolean;
  dits: Set<string>;
  /** Days on which a held usager has something: what names no usager and may be about it stays too. */
  jours: Set<string>;
  garde: Garde;
};

/** A correction names a punch, a verdict names a correction: of a held day, they are kept whoever they are about. */
const SANS_NOM: ReadonlySet<string> = new Set(typesOu((l) => l.conservation.parJour === true));

/** Of a month that is held, or naming a usager who is. */
export const estTenu = ({ retenue }: Pick<Gomme, 'retenue'>, doc: { _id: string }): boolean => {
  const mois = moisSchema.safeParse(dateDe(doc._id)?.slice(0, 7));
  return (mois.success && retenue.mois.has(mois.data)) || retenue.retient(doc);
};

const retenu = (g: Gomme, doc: Doc): boolean => {
  const { usagers, mois } = g.retenue;
  if (usagers.length + mois.size === 0) return false;
  const date = dateDe(doc._id);
  if (SANS_NOM.has(typeDeId(doc._id) ?? '') && g.jours.has(date ?? '')) return true;
  if (!estTenu(g, doc)) return false;
  if (date) g.jours.add(date);
  return true;
};

/** Thrown from within a purge, made a refusal by it. */
export class ErreurPurge extends Error {
  constructor(readonly refus: Refus) {
    super(refus.code);
  }
}

const supprimer = async (g: Gomme, base: string, docs: readonly Doc[]): Promise<void> => {
  if (g.aBlanc || docs.length === 0) return;
  // What keeps a document may be what a copy that lags did not show.
  const enRetard = await refusGrappe(g.m, 'La purge s’arrête là.');
  if (enRetard) throw new ErreurPurge(enRetard.refus);
  // One that changed meanwhile is for the next purge.
  const comptes = docs.filter((d) => PAR_FICHIERS.has(typeDeId(d._id) ?? '') && periodeDe(d._id) === SANS_DATE);
  const autres = docs.filter((d) => !comptes.includes(d));
  const notes = autres.flatMap(({ _id }) => (COMPTES.has(typeDeId(_id) ?? '') ? _id : []));
  await oublierActes(g.m, base, notes);
  await supprimerLot(g.m, base, autres);
  if (comptes.length > 0) await retirerComptes(g, base, comptes);
};

/** Who is known is counted by the inventory, which must know that they go: with them, or not at all. */
const retirerComptes = async ({ m, garde }: Gomme, base: string, docs: readonly Doc[]): Promise<void> => {
  const connu = await lireType(m, 'inventaire', ID_PURGE, { base: BASE_CENTRALE });
  const validation = { _id: ID_PURGE, type: 'inventaire', lot: ulid(), ...(connu ? { _rev: connu._rev } : {}) };
  await ecrireEnUneFois(
    m,
    validation,
    docs.map(({ _id, _rev }) => ({ base, doc: { _id, _rev, _deleted: true } })),
    undefined,
    garde,
  );
};

/** Deletes, by pages, the documents of a range that `voulu` wants and that no hold keeps. */
export const effacerPlage = async (
  g: Gomme,
  base: string,
  plage: Plage,
  voulu: (doc: Doc) => boolean = () => true,
): Promise<Bilan> => {
  const bilan: Bilan = { ids: [], retenus: 0 };
  for (let debut = plage.debut; ; ) {
    // As it is written: what cannot be read goes too.
    const page = await lirePlage<Doc>(g.m, base, { debut, fin: plage.fin, limite: PAGE });
    const vises = page.filter((d) => voulu(d) && !g.dits.has(`${base} ${d._id}`));
    const effaces = vises.filter((d) => !retenu(g, d));
    bilan.retenus += vises.length - effaces.length;
    bilan.ids.push(...effaces.map((d) => d._id));
    if (g.aBlanc) for (const d of effaces) g.dits.add(`${base} ${d._id}`);
    await supprimer(g, base, effaces);
    const derniere = page.at(-1);
    if (!derniere || page.length < PAGE) return bilan;
    debut = `${derniere._id}\u0000`;
  }
};

/** Figures of what was deleted; nothing in them names anyone. */
export const ligneDe = (
  horloge: LignePurge['horloge'],
  base: string,
  genre: string,
  ids: readonly string[],
): LignePurge[] => {
  if (ids.length === 0) return [];
  const tries = [...ids].sort();
  const dates = tries.flatMap((id) => dateDe(id) ?? []).sort();
  const h = createHash('sha256');
  for (const id of tries) h.update(id).update('\n');
  const [debut, fin] = [dates[0], dates.at(-1)];
  return [
    {
      horloge,
      base,
      genre,
      nombre: ids.length,
      ...(debut && fin ? { debut, fin } : {}),
      empreinte: h.digest('hex'),
    },
  ];
};
