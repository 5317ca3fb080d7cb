import type { Regle } from './ligne';
import { estTypeDocument, ligneDuType } from './registre';

// What becomes of a document that both sides of a partition wrote.

type Corps = { [cle: string]: unknown };

/** `sauf`: fields that do not count where the two are compared. `fondre`: the one that is shown, with what the other adds. */
export type Conflit = { regle: Regle; sauf?: readonly string[]; fondre?: (gagnant: Corps, perdant: Corps) => Corps };

const liste = (v: unknown): unknown[] => (Array.isArray(v) ? v : []);
const recuLe = (v: unknown): string => String((v as { recuLe?: unknown } | null)?.recuLe ?? '');

/** The ids that either side noted. */
const fondreNotes = (gagnant: Corps, perdant: Corps): Corps => {
  const ids = [...new Set([...liste(gagnant.ids), ...liste(perdant.ids)])].sort();
  return ids.length === liste(gagnant.ids).length ? gagnant : { ...gagnant, ids };
};

/** All the versions of the two, in the order in which they were received. */
const fondreVersions = (gagnant: Corps, perdant: Corps): Corps => {
  const connues = new Set(liste(gagnant.versions).map((v) => JSON.stringify(v)));
  const neuves = liste(perdant.versions).filter((v) => !connues.has(JSON.stringify(v)));
  if (neuves.length === 0) return gagnant;
  const versions = [...liste(gagnant.versions), ...neuves];
  return {
    ...gagnant,
    versions: versions.sort((a, b) => (recuLe(a) < recuLe(b) ? -1 : recuLe(a) > recuLe(b) ? 1 : 0)),
  };
};

/** What the row of its type says, or else its nature: what is derived is made again, all else is kept for a person. */
export const conflitDe = (type: string | undefined): Conflit => {
  if (type === undefined || !estTypeDocument(type)) return { regle: 'GARDER' };
  const { conflit, nature } = ligneDuType(type);
  const regle = conflit?.regle ?? (nature === 'DERIVE' ? 'REFAIRE' : 'GARDER');
  return {
    regle,
    ...(conflit?.sauf ? { sauf: conflit.sauf } : {}),
    ...(regle === 'FONDRE' ? { fondre: type === 'inventaire' ? fondreNotes : fondreVersions } : {}),
  };
};
