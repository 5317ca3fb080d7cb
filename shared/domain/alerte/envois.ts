import type { Antenne } from '../../contrats/commun';
import type { Alerte } from '../../contrats/exploitation/alerte';
import type { Envoi } from '../../contrats/financement/envoi';
import { idAlerte } from '../../contrats/ids';
import { dateParis } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import { codesAntennes } from '../antenne/registre';

/** Whose month the file is: Millésime's are each of one antenna, the DASES's of all. The longest name wins: Nord-Est is not Est. */
export const antennesDeLEnvoi = ({ nom }: Pick<Envoi, 'nom'>): readonly Antenne[] => {
  const [sienne] = codesAntennes()
    .filter((a) => new RegExp(`_${a}_\\d{6}`).test(nom))
    .sort((a, b) => b.length - a.length);
  return sienne === undefined ? codesAntennes() : [sienne];
};

type Refus = Pick<NonNullable<Alerte['envoi']>, 'cause' | 'renvoye'> & { instant: Instant };

/** Its last refusal that nothing has settled: sent again, it waits for its answer and may be refused once more. */
const refusDe = ({ etat, demande, historique, reponseEcartee }: Envoi): Refus | undefined => {
  if (etat === 'ACQUITTE' || etat === 'SANS_OBJET') return undefined;
  if (demande?.abandon) return { cause: 'DEPOT', instant: demande.prochainLe };
  if (reponseEcartee) return { cause: 'REPONSE', instant: reponseEcartee.instant };
  const dernier = historique.findLast((h) => h.etat === 'REFUSE');
  if (!dernier) return undefined;
  return { cause: 'RETOUR', instant: dernier.instant, ...(etat === 'RENVOYE' ? { renvoye: true as const } : {}) };
};

/** [AL-5] A file refused, by its return file or by a depot that is no longer tried, or whose answer could not be taken, until it is acknowledged or no longer made; another refusal is another alert. */
export const alerteEnvoi = (e: Envoi): Alerte | undefined => {
  const refus = refusDe(e);
  if (!refus) return undefined;
  const { instant, ...quoi } = refus;
  const depuis = dateParis(instant);
  return {
    _id: idAlerte(depuis, 'EXPORT_REFUSE', `${e.nom}:${instant}`),
    type: 'alerte',
    genre: 'EXPORT_REFUSE',
    depuis,
    instant,
    envoi: { nom: e.nom, mois: e.mois, destination: e.destination, ...quoi },
  };
};
