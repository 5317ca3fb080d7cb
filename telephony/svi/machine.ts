import type { Antenne } from '#shared/contrats/commun';
import type { Appel, Sens } from '#shared/contrats/pointages/pointage';
import { nomParle } from '#shared/domain/pointage/noms-parles';
import { voieDe } from '#shared/domain/pointage/offerts';
import type { Contexte, Effet, EtapeDemandee, EtatAppel, Evenement, PointageNouveau, Transition } from './etat';
import { type IdMessage, type Parole, texte } from './messages';
import { heureParlee, telephoneParle } from './parler';

/** Tries at each step, then ECHEC_* (telephony.md, States). */
export const ESSAIS = 3;
/** Key 9 is offered this many times: a call ends. */
export const CORRECTIONS_MAX = 3;

const dire = (message: IdMessage, valeurs?: Parole['valeurs']): Effet => ({
  type: 'DIRE',
  parole: valeurs ? { message, valeurs } : { message },
});

const demander = (etat: EtatAppel, etape: EtapeDemandee, ...paroles: Effet[]): Transition => ({
  etat: { ...etat, etape },
  effets: [...paroles, { type: 'DEMANDER', etape }],
});

const versEtape = (etat: EtatAppel, etape: EtapeDemandee, ...paroles: Effet[]): Transition =>
  demander({ ...etat, erreurs: 0, silences: 0 }, etape, ...paroles);

/** Antenna to call: the aide's, else that of a usager of this number. */
const antenneDe = (etat: EtatAppel, c: Contexte): Antenne | undefined => {
  const aide = etat.intervenantId === undefined ? undefined : c.intervenant(etat.intervenantId);
  return aide?.antenne ?? (etat.numero === undefined ? undefined : c.usagersDuNumero(etat.numero)[0]?.antenne);
};

const recours = (etat: EtatAppel, c: Contexte): string => {
  const telephone = c.telephoneAntenne(antenneDe(etat, c));
  if (!telephone) return texte({ message: 'RECOURS' });
  return texte({ message: 'RECOURS_TELEPHONE', valeurs: { telephone: telephoneParle(telephone) } });
};

/** ECHEC_*: says what to do instead, and the call is kept as failed [PT-4]. */
const echouer = (
  etat: EtatAppel,
  c: Contexte,
  message: IdMessage,
  etape: Appel['etape'],
  issue: Appel['issue'],
): Transition => ({
  etat: { ...etat, etape: 'FIN' },
  effets: [
    { type: 'ECHOUER', etape, issue },
    dire(message, { recours: recours(etat, c) }),
    dire('AU_REVOIR'),
    { type: 'RACCROCHER' },
  ],
});

/** One more wrong answer or silence at this step; undefined once the tries are used up. */
const encore = (etat: EtatAppel, quoi: 'erreurs' | 'silences'): EtatAppel | undefined =>
  etat[quoi] + 1 < ESSAIS ? { ...etat, [quoi]: etat[quoi] + 1 } : undefined;

const direChoix = (etat: EtatAppel, c: Contexte): Effet[] => {
  const connus = etat.numero === undefined ? [] : c.usagersDuNumero(etat.numero);
  const offerts = etat.offerts ?? [];
  const phrases = offerts.map((id, i) => {
    const usager = connus.find((u) => u.id === id);
    const nom = usager ? nomParle(usager.prenom, usager.initiale) : `le bénéficiaire ${i + 1}`;
    return dire('CHOIX_UN', { nom, touche: String(i + 1) });
  });
  return offerts.length === 2 ? [...phrases, dire('CHOIX_TOUS')] : phrases;
};

const versSens = (etat: EtatAppel, usagers: string[]): Transition =>
  versEtape({ ...etat, usagers }, 'SENS', dire('SENS'));

/** The code is good: what the calling number says decides the way. A withheld number is a main road, not an exception. */
const apresCode = (etat: EtatAppel, c: Contexte): Transition => {
  const usagers = etat.numero === undefined ? [] : c.usagersDuNumero(etat.numero);
  const [seul] = usagers;
  if (!seul) return versEtape(etat, 'BENEFICIAIRE', dire('BENEFICIAIRE'));
  const voie = voieDe(usagers);
  if (voie === 'SEUL') return versSens(etat, [seul.id]);
  if (voie === 'CODE') return versEtape(etat, 'BENEFICIAIRE', dire('BENEFICIAIRE_PLUSIEURS'));
  const suivant = { ...etat, offerts: usagers.map((u) => u.id) };
  return versEtape(suivant, 'CHOIX', ...direChoix(suivant, c));
};

/** How a call that got no code is told: where one was keyed, it was wrong, however the call then ended. */
const sansCode = (etat: EtatAppel, issue: 'SILENCE' | 'RACCROCHE' | 'ERREUR'): typeof issue | 'CODE_ERRONE' =>
  issue !== 'ERREUR' && etat.etape === 'CODE' && etat.erreurs > 0 ? 'CODE_ERRONE' : issue;

const auCode = (etat: EtatAppel, touches: string, c: Contexte): Transition => {
  if (touches === '') {
    const suivant = encore(etat, 'silences');
    return suivant
      ? demander(suivant, 'CODE', dire('CODE_SILENCE'))
      : echouer(etat, c, 'ECHEC_SILENCE', 'CODE', sansCode(etat, 'SILENCE'));
  }
  const aide = c.intervenantDuCode(touches);
  if (aide) return apresCode({ ...etat, intervenantId: aide.id }, c);
  const suivant = encore(etat, 'erreurs');
  const t =
    suivant && !etat.rafale
      ? demander(suivant, 'CODE', dire('CODE_INCONNU'))
      : echouer(etat, c, etat.rafale ? 'ECHEC_RAFALE' : 'ECHEC_CODE', 'CODE', 'CODE_ERRONE');
  return { ...t, effets: [{ type: 'CODE_ERRONE' }, ...t.effets] };
};

const auChoix = (etat: EtatAppel, touches: string, c: Contexte): Transition => {
  const offerts = etat.offerts ?? [];
  if (touches === '0' && offerts.length === 2) return versSens(etat, offerts);
  const choisi = /^[1-9]$/.test(touches) ? offerts[Number(touches) - 1] : undefined;
  if (choisi !== undefined) return versSens(etat, [choisi]);
  const silence = touches === '';
  const suivant = encore(etat, silence ? 'silences' : 'erreurs');
  if (suivant) return demander(suivant, 'CHOIX', dire(silence ? 'RIEN_RECU' : 'CHOIX_REFUSE'), ...direChoix(etat, c));
  return silence
    ? echouer(etat, c, 'ECHEC_SILENCE', 'CHOIX', 'SILENCE')
    : echouer(etat, c, 'ECHEC_CHOIX', 'CHOIX', 'TROP_D_ESSAIS');
};

/**
 * # or three tries: the punch goes on with an unknown usager and waits [PT-5]. A silence counts as a try, because
 * a telephone network may swallow the # key: it must not cost the aide her punch.
 */
const auBeneficiaire = (etat: EtatAppel, touches: string, c: Contexte): Transition => {
  if (touches === '#') return versSens(etat, []);
  const usager = c.usagerDuCode(touches);
  if (usager) return versSens(etat, [usager.id]);
  const silence = touches === '';
  const errone: Effet[] = silence ? [] : [{ type: 'CODE_ERRONE' }];
  const dernier = etat.erreurs + etat.silences + 1 >= ESSAIS || (etat.rafale === true && !silence);
  const suivant = { ...etat, [silence ? 'silences' : 'erreurs']: etat[silence ? 'silences' : 'erreurs'] + 1 };
  const t = dernier
    ? versSens(etat, [])
    : demander(suivant, 'BENEFICIAIRE', dire(silence ? 'BENEFICIAIRE_SILENCE' : 'BENEFICIAIRE_INCONNU'));
  return { ...t, effets: [...errone, ...t.effets] };
};

const SENS_DE_TOUCHE: Readonly<Record<string, Sens>> = { '1': 'ARRIVEE', '2': 'DEPART' };

/** [PT-6] The id of a punch depends only on the call, the step (which correction it is) and the usager. */
export const idDePointage = (etat: EtatAppel, usagerId: string | undefined): string =>
  `${etat.appelId}-${etat.corrections}-${usagerId ?? 'inconnu'}`;

/** [PT-3] The direction is what was keyed, never guessed. */
const auSens = (etat: EtatAppel, touches: string, c: Contexte): Transition => {
  const sens = SENS_DE_TOUCHE[touches];
  if (sens) return pointer(etat, sens);
  const silence = touches === '';
  const suivant = encore(etat, silence ? 'silences' : 'erreurs');
  if (suivant) return demander(suivant, 'SENS', dire(silence ? 'SENS_SILENCE' : 'SENS_REFUSE'));
  // After a 9 the earlier punch stands: the call has not failed.
  if (etat.pointages.length > 0) return redire(etat);
  return silence
    ? echouer(etat, c, 'ECHEC_SILENCE', 'SENS', 'SILENCE')
    : echouer(etat, c, 'ECHEC_CHOIX', 'SENS', 'TROP_D_ESSAIS');
};

const confirmation = (etat: EtatAppel, sens: Sens): Effet[] => [
  dire(sens === 'ARRIVEE' ? 'ARRIVEE_ENREGISTREE' : 'DEPART_ENREGISTRE', { heure: heureParlee(etat.instant) }),
  ...(etat.usagers.length === 0 ? [dire('USAGER_A_PRECISER')] : []),
];

const pointer = (etat: EtatAppel, sens: Sens): Transition => {
  const qui: (string | undefined)[] = etat.usagers.length > 0 ? etat.usagers : [undefined];
  const nouveaux = qui.map((usagerId): PointageNouveau => {
    const ancien = etat.pointages.find((p) => p.usagerId === usagerId);
    return {
      id: idDePointage(etat, usagerId),
      sens,
      ...(usagerId === undefined ? {} : { usagerId }),
      ...(ancien ? { remplace: ancien.id } : {}),
    };
  });
  const suivant: EtatAppel = { ...etat, pointages: nouveaux.map(({ remplace: _, ...p }) => p) };
  const effets: Effet[] = [{ type: 'POINTER', pointages: nouveaux }, ...confirmation(etat, sens)];
  if (etat.corrections >= CORRECTIONS_MAX) {
    return { etat: { ...suivant, etape: 'FIN' }, effets: [...effets, dire('AU_REVOIR'), { type: 'RACCROCHER' }] };
  }
  return versEtape(suivant, 'CONFIRME', ...effets, dire('CORRIGER'));
};

const finir = (etat: EtatAppel, avant: readonly Effet[] = []): Transition => ({
  etat: { ...etat, etape: 'FIN' },
  effets: [...avant, dire('AU_REVOIR'), { type: 'RACCROCHER' }],
});

/** What is recorded, once more: a key cuts what is being said, and an aide who has not heard it calls again. */
const redire = (etat: EtatAppel): Transition => {
  const [pointage] = etat.pointages;
  return finir(etat, pointage ? confirmation(etat, pointage.sens) : []);
};

/** 9: the direction is asked again; the earlier punch is replaced only once the new one is keyed. */
const aConfirme = (etat: EtatAppel, touches: string): Transition => {
  if (touches === '9') return versEtape({ ...etat, corrections: etat.corrections + 1 }, 'SENS', dire('SENS'));
  return touches === '' ? finir(etat) : redire(etat);
};

/** The call ends without the SVI's doing: a failed call with the step reached, unless a punch was made [PT-4]. */
export const interrompre = (etat: EtatAppel, issue: 'RACCROCHE' | 'ERREUR'): Transition => {
  const fini: EtatAppel = { ...etat, etape: 'FIN' };
  if (etat.etape === 'FIN' || etat.pointages.length > 0) return { etat: fini, effets: [] };
  return { etat: fini, effets: [{ type: 'ECHOUER', etape: etat.etape, issue: sansCode(etat, issue) }] };
};

type Arrivee = Pick<EtatAppel, 'appelId' | 'instant' | 'numero'>;

const initial = (appel: Arrivee): EtatAppel => ({
  ...appel,
  etape: 'CODE',
  erreurs: 0,
  silences: 0,
  usagers: [],
  corrections: 0,
  pointages: [],
});

/** A call that ends with no step known here: its hang-up is all that was heard of it, or the first answer failed [PT-4]. */
export const interrompreAuDepart = (appel: Arrivee, issue: 'RACCROCHE' | 'ERREUR'): Transition => ({
  etat: { ...initial(appel), etape: 'FIN' },
  effets: [{ type: 'ECHOUER', etape: 'DEPART', issue }],
});

/** DEPART: the call arrives. What is said depends on the call alone; what a burst changes of it, on its state. */
export const commencer = (appel: Arrivee, c: Pick<Contexte, 'rafale'>): Transition =>
  demander({ ...initial(appel), ...(c.rafale ? { rafale: true } : {}) }, 'CODE', dire('BONJOUR_CODE'));

// One key ends every entry but the # of BENEFICIAIRE; networks differ on whether they pass it on.
const nettoyer = (touches: string): string => (touches.length > 1 ? touches.replace(/#+$/, '') : touches);

/** One event of a call. Pure: same state, event and annuaire give the same answer, so a repeated request is harmless. */
export const avancer = (etat: EtatAppel, evenement: Evenement, c: Contexte): Transition => {
  if (evenement.type !== 'TOUCHES') return interrompre(etat, evenement.type);
  const touches = nettoyer(evenement.touches);
  switch (etat.etape) {
    case 'CODE':
      return auCode(etat, touches === '#' ? '' : touches, c);
    case 'CHOIX':
      return auChoix(etat, touches, c);
    case 'BENEFICIAIRE':
      return auBeneficiaire(etat, touches, c);
    case 'SENS':
      return auSens(etat, touches, c);
    case 'CONFIRME':
      return aConfirme(etat, touches);
    case 'FIN':
      return finir(etat);
  }
};

/** Asks again what the call's present step asks: for a request that names no step, or one that cannot be read. */
export const redemander = (etat: EtatAppel, c: Contexte): Transition => {
  switch (etat.etape) {
    case 'CODE':
      return demander(etat, 'CODE', dire('BONJOUR_CODE'));
    case 'CHOIX':
      return demander(etat, 'CHOIX', ...direChoix(etat, c));
    case 'BENEFICIAIRE':
      return demander(etat, 'BENEFICIAIRE', dire('BENEFICIAIRE'));
    case 'SENS':
      return demander(etat, 'SENS', dire('SENS'));
    case 'CONFIRME':
      return demander(etat, 'CONFIRME', dire('CORRIGER'));
    case 'FIN':
      return finir(etat);
  }
};
