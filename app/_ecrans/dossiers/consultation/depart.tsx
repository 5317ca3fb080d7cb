import type { Depart } from '#shared/contrats/dossiers/consultation';
import { useAujourdhui } from '../../../_donnees/depot/hooks';
import { Icone } from '../../../_ui/icones';
import { absenceEnMots } from '../absences/tapee';

/** « Décès le 3 nov. », beside the name. */
export const DepartDit = ({ depart }: { depart: Depart | undefined }) => {
  const jour = useAujourdhui();
  return depart ? (
    <>
      {' '}
      <span className="statut statut--gris">
        <Icone nom="valise" taille={14} />
        {absenceEnMots(depart, jour)}
      </span>
    </>
  ) : null;
};
