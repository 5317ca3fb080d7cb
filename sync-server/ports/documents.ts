export * from '../store/ecrire';
export { erreurMagasin, estErreurMagasin, statutErreur } from '../store/erreurs';
export * from '../store/lire';
export type { LigneEcrite, Magasin as AccesMagasin } from '../store/magasin';

import type { LigneEcrite, Magasin } from '../store/magasin';

export const ecrireLot = (m: Magasin, base: string, docs: readonly object[]): Promise<LigneEcrite[]> =>
  m.ecrire(base, docs);
