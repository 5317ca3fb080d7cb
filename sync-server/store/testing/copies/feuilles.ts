import { type Feuille, greffer, type Rev, recevoir, revDe } from '../../memoire/document';

// What copies of one document tell each other: its leaves, each with its whole line.

/** A leaf as internal replication sends it. */
export const enGreffe = (id: string, f: Feuille): string =>
  JSON.stringify({
    ...(JSON.parse(f.corps) as object),
    _id: id,
    _rev: revDe(f),
    _revisions: { start: f.n, ids: f.lignee },
    ...(f.supprime ? { _deleted: true } : {}),
  });

/** Known as a leaf, or as something that one of them follows. */
export const connait = (feuilles: readonly Feuille[], { n, hash }: Rev): boolean =>
  feuilles.some((f) => f.n >= n && f.lignee[f.n - n] === hash);

export const manquent = (ici: readonly Feuille[], la: readonly Feuille[]): boolean => la.some((f) => !connait(ici, f));

/** What several copies know together, the winner first. */
export const fondre = (id: string, copies: readonly (readonly Feuille[])[]): readonly Feuille[] =>
  copies.reduce((connues, siennes) => {
    let fondues = connues;
    for (const f of siennes) fondues = greffer(fondues, recevoir(enGreffe(id, f))) ?? fondues;
    return fondues;
  });
