import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import type { Issue } from '#shared/domain/veille/texte';
import type { Instant } from '#shared/temps/types';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';
import { lireAppelsAilleurs } from './appels';
import { type Attentes, ouvrirAttentes } from './attentes';
import { sujetDe } from './departs';

// [AL-7] How what was told has ended.

type Fait = Pick<MessageAstreinte, 'antenne' | 'alerteId' | 'genre' | 'depuis' | 'heure'> & {
  intervenantId?: string | undefined;
};

const estDe = (i: Intervention, id: string): boolean =>
  i.id === id || i.visite?.id === id || i.couvertes?.some((v) => v.id === id) === true;

/** How a fact that is over has ended, as the punches say. */
export const lireIssue = async (
  m: Magasin,
  fait: Fait,
  maintenant: Instant,
  attentes: Attentes = ouvrirAttentes(m),
): Promise<Issue> => {
  const { antenne, alerteId, genre, depuis } = fait;
  if (genre === 'TELEPHONE_MUET') return { quoi: 'AUTRE' };
  const id = sujetDe(alerteId);
  const [i] = (await plageType(m, 'intervention', { antenne }, { de: depuis, a: depuis })).filter((x) => estDe(x, id));
  const arrivee = genre === 'DEPART_EN_RETARD' ? undefined : (i?.arrivee ?? i?.couverture?.arrivee);
  if (arrivee) return { quoi: 'ARRIVEE', instant: arrivee.instant };
  // She may have forgotten to call as she came, and have called as she left.
  if (i?.depart) return { quoi: 'DEPART', instant: i.depart.instant };
  if (genre === 'DEPART_EN_RETARD') return (await lireAppelsAilleurs(m, [fait], maintenant))(fait) ?? { quoi: 'AUTRE' };
  const intervenantId = fait.intervenantId ?? i?.intervenantId;
  const attente =
    intervenantId === undefined ? undefined : await attentes.arriveeDe({ intervenantId, heure: fait.heure });
  return attente === undefined ? { quoi: 'AUTRE' } : { quoi: 'ATTENTE', instant: attente };
};

/**
 * Whether it is over, or only said no more: a silence is over once calls come again. An arrival that waits may be of another visit; an aide
 * whose departure waits is on her way.
 */
export const estCertaine = ({ genre }: Pick<Fait, 'genre'>, issue: Issue): boolean =>
  genre === 'TELEPHONE_MUET' || (issue.quoi === 'ATTENTE' ? genre === 'DEPART_EN_RETARD' : issue.quoi !== 'AUTRE');
