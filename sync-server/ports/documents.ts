export * from '../store/ecrire';
export { erreurMagasin, estErreurMagasin, statutErreur } from '../store/erreurs';
export * from '../store/lire';
export type { Magasin as AccesMagasin } from '../store/magasin';
