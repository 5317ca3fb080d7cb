import { Title } from '@mantine/core';
import type { CorrectionJugee } from '#shared/domain/types';
import { dateParis } from '#shared/temps/paris';
import { nomAuteur } from '../../_data/auteurs';
import { useDepot } from '../../_data/hooks';
import { dateHeure, insecable } from '../../_ui/formats';
import { resumeCorrection } from '../correction/resume';

const ETATS: Record<CorrectionJugee['etat'], string> = {
  APPLIQUEE: '',
  TARDIVE: 'Tardive : partira dans le prochain fichier complémentaire',
  REFUSEE: 'Refusée',
  SANS_OBJET: 'Ne s’applique plus',
  RETIREE: 'Reprise depuis : ne compte plus',
};

/** Each correction with its author, latest first, numbered from the oldest; nothing is ever overwritten [CO-1]. */
export const Historique = ({ corrections }: { corrections: readonly CorrectionJugee[] }) => {
  const depot = useDepot();
  if (corrections.length === 0) return null;
  return (
    <section>
      <Title order={3}>Corrections</Title>
      <ol className="historique" reversed>
        {corrections.toReversed().map(({ correction: c, etat, enAttente, refus }) => (
          <li key={c.id} data-etat={etat}>
            <div>{resumeCorrection(c)}</div>
            {c.commentaire ? <div>« {c.commentaire} »</div> : null}
            <div className="discret">
              {nomAuteur(depot, c.auteur)}, {dateHeure(c.instant, dateParis(c.instant))}
              {enAttente ? ' · en attente d’envoi' : ''}
            </div>
            {ETATS[etat] ? (
              <div className="historique__etat">
                {ETATS[etat]}
                {refus ? ` : ${insecable(refus.message)}` : ''}
              </div>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
};
