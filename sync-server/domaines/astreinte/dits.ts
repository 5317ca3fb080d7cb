import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import type { Dit } from '#shared/domain/veille/etapes';
import type { Instant } from '#shared/temps/types';
import { cleFait, faitsDe, type IncidentLu } from './incidents';

// [AL-7] What was told of an incident, as the messages that were written say.

const issueDe = ({ etat, courrielLe }: MessageAstreinte): Dit['issue'] => {
  if (etat === 'REMIS') return 'REMIS';
  if (etat === 'PREPARE' || etat === 'TENTE') return 'A_PARTIR';
  if (etat === 'RETARD') return 'ECHOUE';
  if (etat === 'REFUSE') return courrielLe === undefined ? 'SANS_EFFET' : 'ECHOUE';
  return etat === 'PERDU' || etat === 'SANS_OBJET' ? 'SANS_EFFET' : 'EN_ROUTE';
};
/** One that is held over the night has not been waited for yet. */
export const ditDe = (m: MessageAstreinte, maintenant: Instant): Dit => ({
  ...m,
  prepareLe: m.tenu === true && m.etat === 'PREPARE' ? maintenant : m.prepareLe,
  issue: issueDe(m),
});
export const estDe = (m: MessageAstreinte, x: Pick<IncidentLu, 'antenne' | 'alerteId' | 'heure'>): boolean =>
  faitsDe(m).some((f) => cleFait(f) === cleFait(x));
