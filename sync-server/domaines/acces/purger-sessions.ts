import type { SessionStockee } from '#shared/contrats/acces/compte';
import { JOURS_SANS_CONTACT_MAX } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { supprimerLot } from '../../store/ecrire';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';

const RAPPEL_MS = JOURS_SANS_CONTACT_MAX * 86_400_000;

/**
 * An ended session opens nothing, and is kept as long as its PC may still open what it holds: should the account be disabled
 * meanwhile, the PC is told at its next contact, and wipes.
 */
export const rappelJusqua = (s: Pick<SessionStockee, 'expireLe'>): Instant =>
  instantDe(epochMs(s.expireLe) + RAPPEL_MS);

/** Deletes the sessions that ended so long ago that no PC opens anything by them; how many. */
export const purgerSessions = async (m: Magasin, maintenant: Instant): Promise<number> => {
  const sessions = await plageType(m, 'session', {});
  const finies = sessions.filter((s) => rappelJusqua(s) <= maintenant);
  return supprimerLot(m, BASE_CENTRALE, finies);
};
