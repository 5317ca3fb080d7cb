import type { StatutAffiche } from '../../_donnees/depot/statut-affiche';
import { EnAttente } from './en-attente';
import { Icone } from './icones';
import { motStatut, STATUTS } from './statuts';

/** Word, icon and colour; what waits to be sent is dotted, and says so. */
type Props = {
  statut: StatutAffiche;
  enAttente?: boolean;
  court?: boolean;
  /** Why no punch is expected. */
  dispense?: string | undefined;
};

export const BadgeStatut = ({ statut, enAttente = false, court = false, dispense }: Props) => {
  const { icone, ton } = STATUTS[statut];
  return (
    <span className="statuts">
      <span className={`statut statut--${ton}`}>
        <Icone nom={icone} taille={14} />
        {motStatut(statut, dispense)}
      </span>
      {enAttente ? <EnAttente court={court} /> : null}
    </span>
  );
};
