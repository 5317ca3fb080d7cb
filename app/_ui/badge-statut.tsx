import { EnAttente } from './en-attente';
import { Icone } from './icones';
import { STATUTS, type StatutAffiche } from './statuts';

/** Word, icon and colour; what waits to be sent is dotted, and says so. */
type Props = {
  statut: StatutAffiche;
  enAttente?: boolean;
  court?: boolean;
  /** Why no punch is expected: an absence says its nature rather than its name, a visit to take away its nature beside it. */
  dispense?: string | undefined;
};

export const BadgeStatut = ({ statut, enAttente = false, court = false, dispense }: Props) => {
  const { mot, icone, ton } = STATUTS[statut];
  return (
    <span className="statuts">
      <span className={`statut statut--${ton}`}>
        <Icone nom={icone} taille={14} />
        {statut === 'ABSENCE' && dispense ? dispense.replace(/^./, (c) => c.toLocaleUpperCase('fr')) : mot}
        {statut === 'A_RETIRER' && dispense ? ` (${dispense})` : ''}
      </span>
      {enAttente ? <EnAttente court={court} /> : null}
    </span>
  );
};
