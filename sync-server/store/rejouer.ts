import type { Horloge } from '../ports/horloge';
import { refusRetard } from './grappe/grappe';
import type { Magasin } from './lire';
import { lotsEnSouffrance, rejouerLots } from './lots';
import { avecVerrou } from './verrou';

/**
 * Finishes the imports that a crash cut after they became current, and drops what was staged and never did. To be
 * called at each opening of the store (start of the server, any command), before anything is read. While an import
 * runs in another process there is nothing to finish: it is left alone; so is all while a node of a cluster catches up, until the next
 * time.
 */
export const rejouerImports = async (
  m: Magasin,
  horloge: Horloge,
): Promise<{ rejoues: string[]; abandonnes: string[] }> => {
  const rien = { rejoues: [], abandonnes: [] };
  if (!(await lotsEnSouffrance(m)) || (await refusRetard(m, ''))) return rien;
  return (await avecVerrou(m, horloge, () => rejouerLots(m))) ?? rien;
};
