import { ETATS_INCIDENT, type EtatIncident, GRAVITES_INCIDENT, type GraviteIncident } from '#shared/contrats/incident';
import { Icone } from '../../_ui/icones';
import { TONS_ETAT, TONS_GRAVITE } from './mots';

/** The word, an icon and a colour. Who runs the service waits for the others' answer, not for its own. */
export const MarqueEtat = ({ etat, cote }: { etat: EtatIncident; cote: 'SERVICE' | 'ASSISTANCE' }) => {
  const { ton, icone } = TONS_ETAT[etat];
  const mot = etat === 'ATTENTE' && cote === 'ASSISTANCE' ? 'Attend le service' : ETATS_INCIDENT[etat];
  return (
    <span className={`incident__marque incident__marque--${ton}`}>
      <Icone nom={icone} taille={14} />
      {mot}
    </span>
  );
};

export const MarqueGravite = ({ gravite }: { gravite: GraviteIncident }) => (
  <span className={`incident__marque incident__marque--${TONS_GRAVITE[gravite]}`}>
    {GRAVITES_INCIDENT[gravite].libelle}
  </span>
);
