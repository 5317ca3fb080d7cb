import { EnAttente } from '../../../../_ui/mots/en-attente';
import { Icone } from '../../../../_ui/mots/icones';

/** Where a gesture is: on this PC only, or known to the server, which pairs again. */
export const EtatGeste = ({ envoye, court = false }: { envoye: boolean; court?: boolean }) =>
  envoye ? (
    <span className="statut statut--bleu" title="Rapprochement en cours">
      <Icone nom="rotation" taille={14} />
      <span className={court ? 'invisible' : undefined}>Rapprochement…</span>
    </span>
  ) : (
    <EnAttente court={court} />
  );
