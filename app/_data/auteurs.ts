import type { EtatDepot } from './etat-depot';

/** The name of who wrote, as the antenna's accounts say it; a login that they do not know stays as it is (history taken over). */
export const nomAuteur = ({ auteurs }: Pick<EtatDepot, 'auteurs'>, identifiant: string): string =>
  Object.hasOwn(auteurs, identifiant) ? (auteurs[identifiant] ?? identifiant) : identifiant;
