import type { Depart } from '#shared/contrats/dossiers/consultation';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { absenceEnMots } from '../../../_ui/heures/tapee';
import { Icone } from '../../../_ui/mots/icones';

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
