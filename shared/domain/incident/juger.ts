import type { Refusee } from '../../contrats/commun';
import { refuser } from '../../contrats/commun';
import {
  type DemandeGeste,
  ETATS_INCIDENT,
  type EtatIncident,
  GESTES_INCIDENT,
} from '../../contrats/exploitation/incident';
import { etatApres } from './plier';

/** Why a gesture is not to be made on an incident as it is now; undefined where it is. */
export const jugerGeste = (
  etat: EtatIncident,
  g: Pick<DemandeGeste, 'geste' | 'categorie' | 'gravite' | 'panne'> & { message: string },
  cote: 'SERVICE' | 'ASSISTANCE',
): Refusee | undefined => {
  const regle = GESTES_INCIDENT[g.geste];
  if (regle.qui === 'ASSISTANCE' && cote !== 'ASSISTANCE')
    return refuser('ASSISTANCE', `« ${regle.libelle} » revient à l’assistance. Écrivez-lui par « Répondre ».`);
  if (etatApres(etat, { geste: g.geste, cote }) === undefined)
    return refuser(
      'ETAT',
      `Cet incident est « ${ETATS_INCIDENT[etat].toLocaleLowerCase('fr')} » : « ${regle.libelle} » ne s’y fait plus. Relisez-le, quelqu’un l’a peut-être changé.`,
    );
  if (regle.message === 'OUI' && g.message === '')
    return refuser('MESSAGE', 'Écrivez quelques mots : ils seront lus par l’autre côté.');
  if (g.geste === 'REQUALIFIER' && g.categorie === undefined && g.gravite === undefined)
    return refuser('REQUALIFIER', 'Choisissez une autre catégorie ou une autre gravité.');
  if (g.geste === 'LIER' && g.panne === undefined) return refuser('PANNE', 'Choisissez la panne à lier.');
  return undefined;
};
