import type { AccesMagasin } from '../ports/documents';
import type { Horloge } from '../ports/horloge';
import { lotsEnSouffrance, rejouerLots } from './lots';
import { avecVerrou } from './verrou';

/**
 * Finishes the imports that a crash cut after they became current, and drops what was staged and never did. To be
 * called at each opening of the store (start of the server, any command), before anything is read. While an import
 * runs in another process there is nothing to finish: it is left alone.
 */
export const rejouerImports = async (
  m: AccesMagasin,
  horloge: Horloge,
): Promise<{ rejoues: string[]; abandonnes: string[] }> => {
  if (!(await lotsEnSouffrance(m))) return { rejoues: [], abandonnes: [] };
  return (await avecVerrou(m, horloge, () => rejouerLots(m))) ?? { rejoues: [], abandonnes: [] };
};
