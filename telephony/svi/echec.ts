import { type Appel, ETAPES_APPEL } from '#shared/contrats/pointages/pointage';

/** What says more of a call, at a same step: a hang-up may be all that a worker knew of it. */
const RANG_ISSUE: Readonly<Record<Appel['issue'], number>> = {
  SANS_TRACE: 0,
  RACCROCHE: 1,
  ERREUR: 2,
  SILENCE: 3,
  CODE_ERRONE: 4,
  TROP_D_ESSAIS: 5,
  // Of the page alone: no call ends so.
  TROP_ANCIEN: 6,
  FUTUR: 7,
  LIEN_FERME: 8,
};

type Connu = Pick<Appel, 'etape' | 'issue'>;

/**
 * [PT-4] Whether the first knows more of the call's end than the second: two workers may each have seen a part of it.
 * The furthest step, then the issue: what they keep does not depend on which of them wrote first.
 */
export const enSaitPlus = (a: Connu, b: Connu): boolean => {
  const etapes = ETAPES_APPEL.indexOf(a.etape) - ETAPES_APPEL.indexOf(b.etape);
  return etapes !== 0 ? etapes > 0 : RANG_ISSUE[a.issue] > RANG_ISSUE[b.issue];
};
