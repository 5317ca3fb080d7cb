import type { Appel } from '../../contrats/pointages/pointage';
import { ANCIEN_MS } from '../../contrats/pointages/secret-pointer';
import { epochMs, instantDe } from '../../temps/paris';
import type { Instant } from '../../temps/types';

/** [PT-9] Two measures of one clock that differ by more: it was set, or has drifted, between them. Seconds of a slow network go by. */
export const MEME_HORLOGE_MS = 60_000;
/** So little ahead of us is the network's doing: it is now. */
export const AVANCE_MS = 120_000;

/** What the page says of its own clock, in milliseconds: when the key was pressed, and what it then knew it lagged by. */
export type HeureDite = { appui: number; ecart?: number | undefined };
/** When it was sent by that same clock, and when we had it by ours. */
export type Envoi = { envoi: number; recu: number };

export type HeureJugee =
  | { instant: Instant; horlogeDouteuse?: true }
  | { instant: Instant; issue: Extract<Appel['issue'], 'TROP_ANCIEN' | 'FUTUR'>; heureDite?: Instant };

/** Beyond these years a clock says nothing that may be shown. */
const DEBUT = epochMs('2000-01-01T00:00:00Z' as Instant);
const FIN = epochMs('2100-01-01T00:00:00Z' as Instant);
const lisible = (ms: number): boolean => ms >= DEBUT && ms < FIN;

/**
 * [PT-9, PT-10] The instant of a punch made on the page: the telephone's, corrected by the lag that it had measured. Where that lag
 * was never measured, or is no more what the sending shows, the clock is not to be believed: the measured lag is kept as long as it
 * gives an hour that may be, then that of the sending, and the punch says so. An hour that may not be, by either, is no punch: it
 * bears the moment at which we had it.
 */
export const jugerHeure = ({ appui, ecart }: HeureDite, { envoi, recu }: Envoi): HeureJugee => {
  const maintenant = recu - envoi;
  const sure = ecart !== undefined && Math.abs(ecart - maintenant) <= MEME_HORLOGE_MS;
  const possibles = sure || ecart === undefined ? [ecart ?? maintenant] : [ecart, maintenant];
  const dites = possibles.map((e) => appui + e);
  const bonne = dites.find((t) => t <= recu + AVANCE_MS && t >= recu - ANCIEN_MS);
  if (bonne !== undefined)
    return {
      instant: instantDe(Math.min(bonne, recu)),
      ...(sure ? {} : { horlogeDouteuse: true as const }),
    };
  const derniere = dites.at(-1) ?? recu;
  return {
    instant: instantDe(recu),
    issue: derniere > recu ? 'FUTUR' : 'TROP_ANCIEN',
    ...(lisible(derniere) ? { heureDite: instantDe(derniere) } : {}),
  };
};
