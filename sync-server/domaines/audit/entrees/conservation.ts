import type { Gel } from '#shared/contrats/exploitation/conservation';
import { pluriel } from '#shared/mots/nombres';
import { direSuite, phrase } from '../mots';
import { apres, type Dire, entreeDe } from './famille';
import { sujetEcrit } from './personnes';

// [RE] What is kept no longer, and what is held.

const A_EFFACER = 'à effacer';
type Purge = { nombre: number; retenus: number };
const purge = entreeDe('PURGE');
const gardes = (retenus: number): string => pluriel(retenus, 'gelé');

/** `12 à effacer, 3 gelés`, then `12 effacés, 3 gelés`: before, then once it is done. */
export const PURGE = {
  ecrire: {
    annoncee: ({ nombre, retenus }: Purge) => purge(`${pluriel(nombre, A_EFFACER, A_EFFACER)},`, gardes(retenus)),
    achevee: ({ nombre, retenus }: Purge) => purge(`${pluriel(nombre, 'effacé')},`, gardes(retenus)),
  },
  dire: (({ objet }) =>
    phrase(
      `${objet.includes(A_EFFACER) ? 'A commencé à purger' : 'A purgé'} ce qui ne se garde plus`,
      objet,
    )) satisfies Dire,
};

const gel = entreeDe('GEL');
const surQuoi = (o: Gel['objet']): string => ('mois' in o ? o.mois : sujetEcrit({ genre: 'USAGER', id: o.usagerId }));

/** `posé usager M200001`, `levé 2026-10`. */
export const GEL = {
  ecrire: {
    pose: (o: Gel['objet']) => gel('posé', surQuoi(o)),
    leve: (o: Gel['objet']) => gel('levé', surQuoi(o)),
  },
  dire: (({ objet, mots, noms }) => phrase(`A ${mots[0]} un gel`, ...direSuite(apres(objet, 1), noms))) satisfies Dire,
};
