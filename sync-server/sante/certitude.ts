import type { EtatTransitions } from '../transitions/demarrer';
import type { FaitsSante } from './juger-sante';

/** What was punched while the store was away is transmitted within so long of its return. */
const RETOUR_S = 120;

/**
 * [AL-7] Whether all that was punched has come as far as the alerts: rounds go well and have for a while, no copy lags, what was
 * derived while one did has had its second look, and the journal
 * of the telephone (undefined: it does not answer) keeps nothing back.
 */
export const estCertain = (
  t: EtatTransitions | undefined,
  svi: { adresse: string | undefined; journal: FaitsSante['journal'] },
): boolean => {
  if (!t || t.enEchec || (t.dernierEchec ?? RETOUR_S) < RETOUR_S || t.manquants) return false;
  if (!t.relecture || t.relecture.agitee || t.relecture.douteux) return false;
  return svi.adresse === undefined || svi.journal?.enAttente === 0;
};
