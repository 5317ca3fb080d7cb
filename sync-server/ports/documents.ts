export * from '../store/ecrire';
export { estErreurMagasin, statutErreur } from '../store/erreurs';
export * from '../store/lire';
export type { Magasin as AccesMagasin } from '../store/magasin';
