import { Icone } from '../../_ui/icones';

/** Where a gesture is: on this PC only, or known to the server, which pairs again. */
export const EtatGeste = ({ envoye }: { envoye: boolean }) =>
  envoye ? (
    <span className="statut statut--bleu">
      <Icone nom="rotation" taille={14} />
      Rapprochement…
    </span>
  ) : (
    <span className="statut statut--attente">
      <Icone nom="envoi" taille={14} />
      En attente d’envoi
    </span>
  );
