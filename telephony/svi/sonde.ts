import type { Contexte, EtatAppel, UsagerAnnuaire } from './etat';

/**
 * The synthetic call: a monitor calls the SVI every minute of the opening hours, by the same webhooks as the operator,
 * and the share of those calls that hear their confirmation is the availability figure. The protocol:
 *
 * 1. Signed POST (V3) to `<PUBLIC_ORIGIN>/plivo/appel`: `CallUUID=sonde-<unique>` (at most 64 of `A-Za-z0-9_.-`),
 *    `From=33199009999`, `To=…`, `Direction=inbound`, `CallStatus=ringing`, `Event=StartApp`, `SessionStart=<UTC>`.
 *    The answer asks the code.
 * 2. The same fields, `CallStatus=in-progress`, `Digits=00000`, signed and posted to the `action` of that answer's
 *    GetInput. The answer asks the direction (the number has one usager).
 * 3. The same with `Digits=1` (or 2), to the new `action`. The call has succeeded if, and only if, the answer says
 *    « Arrivée enregistrée à … » (« Départ enregistré à … »): then the journal was written and flushed.
 * 4. `CallStatus=completed`, `Event=Hangup`, to `<PUBLIC_ORIGIN>/plivo/fin`; the answer is empty.
 *
 * By the simulator: `simulerAppel({ callUuid: 'sonde-…', de: '33199009999', touches: '00000,1', … })`.
 * It is the very same machine, journal and voice as for anybody; only the directory is another one, of one aide and one
 * usager that exist nowhere else, and no document comes of it: nothing to pair, count or show. Wrong codes of a
 * synthetic call count in no burst. A call without that prefix never gets in with that code.
 */
export const PREFIXE_SONDE = 'sonde-';
export const CODE_SONDE = '00000';
export const NUMERO_SONDE = '+33199009999';

export const estSonde = (appelId: string): boolean => appelId.startsWith(PREFIXE_SONDE);

const AIDE = { id: 'sonde-aide', antenne: 'CENTRE' } as const;
const USAGER: UsagerAnnuaire = { id: 'sonde-usager', prenom: 'Sonde', initiale: '', antenne: 'CENTRE' };

type Connu = Pick<EtatAppel, 'appelId' | 'numero'> & Partial<Pick<EtatAppel, 'etape' | 'intervenantId'>>;

/**
 * [DI-1] Whether a call is an outside check: it comes from the number that checks are placed from **and** its code is that of the aide who
 * does not exist, keyed now or before. `touches`: what has just been keyed.
 */
export const estEssai = (appel: Connu, touches: string, numeroSonde: string | undefined): boolean => {
  if (numeroSonde === undefined || appel.numero !== numeroSonde || estSonde(appel.appelId)) return false;
  if (appel.intervenantId !== undefined) return appel.intervenantId === AIDE.id;
  return appel.etape === 'CODE' && touches.replace(/#+$/, '') === CODE_SONDE;
};

/**
 * [DI-1] Whether a call is a check's leg whose code was not heard, or not yet: nobody else calls from that number. With an aide's own code
 * it is that aide's call.
 */
export const estJambeEssai = (appel: Connu, numeroSonde: string | undefined): boolean =>
  numeroSonde !== undefined &&
  appel.numero === numeroSonde &&
  !estSonde(appel.appelId) &&
  (appel.intervenantId === undefined || appel.intervenantId === AIDE.id);

/** Whose call it is, for what counts calls. */
export const origineDe = (appel: Connu, numeroSonde: string | undefined): 'sonde' | 'essai' | 'aide' =>
  estSonde(appel.appelId) ? 'sonde' : estJambeEssai(appel, numeroSonde) ? 'essai' : 'aide';

/** All that a synthetic call can look up, and one that comes from `numero`; the telephones said on failure are the real ones. */
export const contexteSonde = (
  telephoneAntenne: Contexte['telephoneAntenne'],
  numeroSonde: string = NUMERO_SONDE,
): Contexte => ({
  intervenantDuCode: (code) => (code === CODE_SONDE ? AIDE : undefined),
  intervenant: (id) => (id === AIDE.id ? AIDE : undefined),
  usagerDuCode: () => undefined,
  usagersDuNumero: (numero) => (numero === numeroSonde ? [USAGER] : []),
  telephoneAntenne,
  rafale: false,
});
