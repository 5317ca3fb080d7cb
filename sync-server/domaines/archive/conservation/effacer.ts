import { createHash } from 'node:crypto';
import type { LignePurge } from '#shared/contrats/exploitation/conservation';
import { moisSchema } from '#shared/temps/types';
import { type AccesMagasin, ecrireLot, lirePlage, type Plage } from '../../../ports/documents';
import type { Retenue } from './gels';

const PAGE = 1_000;

type Doc = { _id: string; _rev: string };

/** The day, or the month, that an id bears after its type. */
const dateDe = (id: string): string | undefined => /^[a-z-]+:(?:[^:]*:)?(\d{4}-\d\d(?:-\d\d)?)/.exec(id)?.[1];

export type Bilan = { ids: string[]; retenus: number };

/** `aBlanc`: told, not done; `dits`: what was told, so that two clocks do not tell it twice. */
export type Gomme = {
  m: AccesMagasin;
  retenue: Retenue;
  aBlanc: boolean;
  dits: Set<string>;
  /** Days on which a held usager has something: what names no usager and may be about it stays too. */
  jours: Set<string>;
};

/** A correction names a punch, a verdict names a correction: of a held day, they are kept whoever they are about. */
const SANS_NOM = /^(correction|verdict|accuse|refus):/;

const retenu = ({ retenue: r, jours }: Gomme, doc: Doc): boolean => {
  const date = dateDe(doc._id);
  const mois = moisSchema.safeParse(date?.slice(0, 7));
  if (mois.success && r.mois.has(mois.data)) return true;
  if (r.usagers.length === 0) return false;
  if (SANS_NOM.test(doc._id) && jours.has(date ?? '')) return true;
  const sien = r.retient(doc);
  if (sien && date) jours.add(date);
  return sien;
};

const supprimer = async (g: Gomme, base: string, docs: readonly Doc[]): Promise<void> => {
  if (g.aBlanc) return;
  // A body reduced to nothing: the mark of a deletion keeps no field.
  const lignes = await ecrireLot(
    g.m,
    base,
    docs.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true })),
  );
  // One that changed meanwhile is for the next purge.
  const autre = lignes.find((l) => l.erreur !== undefined && l.erreur !== 'conflict');
  if (autre) throw new Error(`effacement refusé par le magasin (${autre.erreur})`);
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
