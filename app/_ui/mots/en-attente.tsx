import { Icone } from './icones';

/** Kept on this PC, and not yet known to the server. `court`: the mark alone is seen. */
export const EnAttente = ({ court = false }: { court?: boolean }) => (
  <span className="statut statut--attente" title="En attente d’envoi">
    <Icone nom="envoi" taille={14} />
    <span className={court ? 'invisible' : undefined}>En attente d’envoi</span>
  </span>
);
