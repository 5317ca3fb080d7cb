import type { ReactNode } from 'react';
import type { ContexteIncident } from '#shared/contrats/incident';
import { pluriel } from '../../_ui/formats';

const LIAISONS: Record<ContexteIncident['liaison'], string> = {
  CONNEXION: 'connexion en cours',
  EN_LIGNE: 'en ligne',
  HORS_LIGNE: 'hors ligne',
  SESSION_FINIE: 'session terminée',
};

type Props = { titre: string; contexte: ContexteIncident; children?: ReactNode };

/** What goes with a report: the same for who writes it and who answers it. */
export const Joint = ({ titre, contexte: c, children }: Props) => (
  <details className="incident__joint">
    <summary>{titre}</summary>
    <p>
      Écran {c.ecran}, version {c.version}, {c.navigateur}, {LIAISONS[c.liaison]}, {pluriel(c.attente, 'saisie')} en
      attente, {pluriel(c.refusees, 'refusée')}.
    </p>
    {c.requetes.length > 0 ? (
      <ul className="incident__requetes">
        {c.requetes.map((r) => (
          <li key={`${r.instant} ${r.route} ${r.reference ?? ''}`}>
            {r.methode} {r.route} → {r.statut === 0 ? 'sans réponse' : r.statut}
            {r.reference ? ` (${r.reference})` : ''}
          </li>
        ))}
      </ul>
    ) : null}
    {children}
  </details>
);
