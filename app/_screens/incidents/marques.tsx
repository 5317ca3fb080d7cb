import { GRAVITES_INCIDENT, type GraviteIncident, type IncidentsLus, type IncidentVu } from '#shared/contrats/incident';
import { useSession } from '../../_data/hooks';
import { Icone } from '../../_ui/icones';
import { direEtat, TONS_ETAT, TONS_GRAVITE } from './mots';

/** The word, an icon and a colour. */
export const MarqueEtat = ({ i, lus }: { i: IncidentVu; lus: IncidentsLus }) => {
  const session = useSession();
  const { ton, icone } = TONS_ETAT[i.etat];
  return (
    <span className={`incident__marque incident__marque--${ton}`}>
      <Icone nom={icone} taille={14} />
      {direEtat(i, lus.noms, session)}
    </span>
  );
};

export const MarqueGravite = ({ gravite }: { gravite: GraviteIncident }) => (
  <span className={`incident__marque incident__marque--${TONS_GRAVITE[gravite]}`}>
    {GRAVITES_INCIDENT[gravite].libelle}
  </span>
);
