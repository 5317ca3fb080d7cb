import type { Antenne } from '#shared/contrats/commun';
import { auteurEnMots, parAuteur } from '#shared/libelles/auteur';
import { collateur } from '#shared/mots/textes';
import type { EtatDepot } from './etat-depot';

export { auteurEnMots, parAuteur };

/** The name of who wrote, as the antenna's accounts say it; a login that they do not know stays as it is (history taken over). */
export const nomAuteur = ({ auteurs }: Pick<EtatDepot, 'auteurs'>, identifiant: string): string =>
  Object.hasOwn(auteurs, identifiant) ? (auteurs[identifiant] ?? identifiant) : auteurEnMots(identifiant);

/** « Anne D. »: who, where there is room for little more than an icon; a login as it is. */
export const nomCourt = (nom: string): string => {
  const [prenom = '', ...suite] = nom.trim().split(/\s+/);
  const [initiale] = suite.at(-1) ?? '';
  return initiale === undefined ? prenom : `${prenom} ${initiale.toLocaleUpperCase('fr')}.`;
};

/** « AD ». */
export const initiales = (nom: string): string =>
  [nom.trim().split(/\s+/)[0], nom.trim().split(/\s+/).slice(1).at(-1)]
    .map((mot) => (mot?.[0] ?? '').toLocaleUpperCase('fr'))
    .join('');

/** Colleagues of an antenna, oneself left out, by name. */
export const colleguesDe = (
  e: Pick<EtatDepot, 'auteurs' | 'collegues'>,
  antenne: Antenne,
  moi: string,
): { identifiant: string; nom: string }[] =>
  (e.collegues[antenne] ?? [])
    .filter((identifiant) => identifiant !== moi)
    .map((identifiant) => ({ identifiant, nom: nomAuteur(e, identifiant) }))
    .sort((a, b) => collateur.compare(a.nom, b.nom));
