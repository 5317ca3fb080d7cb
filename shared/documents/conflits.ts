import { FONTES, type Fondre } from './fondre';
import type { Regle } from './ligne';
import { estTypeDocument, ligneDuType } from './registre';

// What becomes of a document that both sides of a partition wrote.

/** `sauf`: fields that do not count where the two are compared. `fondre`: makes one of the two. */
export type Conflit = { regle: Regle; sauf?: readonly string[]; fondre?: Fondre };

/** What the row of its type says, or else its nature: what is derived is made again, all else is kept for a person. */
export const conflitDe = (type: string | undefined): Conflit => {
  if (type === undefined || !estTypeDocument(type)) return { regle: 'GARDER' };
  const { conflit, nature } = ligneDuType(type);
  const regle = conflit?.regle ?? (nature === 'DERIVE' ? 'REFAIRE' : 'GARDER');
  const fondre = regle === 'FONDRE' ? FONTES[type] : undefined;
  return { regle, ...(conflit?.sauf ? { sauf: conflit.sauf } : {}), ...(fondre ? { fondre } : {}) };
};
