import { Icone } from './icones';
import { STATUTS, type StatutAffiche } from './statuts';

/** Word, icon and colour; what waits to be sent is dotted, and says so. */
export const BadgeStatut = ({ statut, enAttente = false }: { statut: StatutAffiche; enAttente?: boolean }) => {
  const { mot, icone, ton } = STATUTS[statut];
  return (
    <span className="statuts">
      <span className={`statut statut--${ton}`}>
        <Icone nom={icone} taille={14} />
        {mot}
      </span>
      {enAttente ? (
        <span className="statut statut--attente" title="En attente d’envoi">
          <Icone nom="envoi" taille={14} />
          <span className="statut__long">En attente</span>
        </span>
      ) : null}
    </span>
  );
};
