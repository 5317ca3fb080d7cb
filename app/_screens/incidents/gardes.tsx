import { CATEGORIES_INCIDENT } from '#shared/contrats/incident';
import { enAttente } from '../../_data/etat-depot';
import { useDepot, useMaintenant } from '../../_data/hooks';
import { poste as nomDuPoste } from '../../_data/stockage';
import { Icone } from '../../_ui/icones';
import { quand } from './mots';

/** What this PC keeps and the server has not yet: there is nothing to do, and nothing is lost. */
export const Gardes = () => {
  const etat = useDepot();
  const maintenant = useMaintenant();
  const attendent = enAttente(etat, nomDuPoste()).flatMap((s) => (s.type === 'signalement' ? s : []));
  if (attendent.length === 0) return null;
  return (
    <ul className="incidents__gardes" data-testid="incidents-gardes" aria-label="En attente d’envoi">
      {attendent.map((s) => (
        <li key={s._id}>
          <Icone nom="nuage" />
          <span>
            <b>{CATEGORIES_INCIDENT[s.categorie]}</b>, {quand(s.instant, maintenant)} : {s.texte}
          </span>
          <span className="discret">en attente d’envoi</span>
        </li>
      ))}
    </ul>
  );
};
