export type { Magasin as MagasinSuivi } from '../store/magasin';
export * from '../store/suivre';
