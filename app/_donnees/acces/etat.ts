import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { type ValeurSuivie, valeurSuivie } from '../../_commun/valeur-suivie';
import type { CompteConnu } from '../base/stockage';
import type { Poste } from '../poste/poste';
import { demanderPour, EchecHttp } from '../serveur/api';

/** Where the person stands before the screens: the one state of the gate. */
export type EtatAcces =
  /** `session`: who it is, once the server has said it. */
  | { etape: 'OUVERTURE'; session?: Session }
  /** `message`: why one must sign in (again). `parti`: who was here has left, and the screen left open is not the next one's. */
  | { etape: 'CONNEXION'; message?: string; parti?: true }
  /** No server: the password opens what this PC holds. */
  | { etape: 'DEVERROUILLAGE'; compte: CompteConnu; message?: string }
  | { etape: 'REFUS_ROLE'; session: Session }
  /** Nothing is open to this account before it has its second factor. */
  | { etape: 'SECOND_FACTEUR'; session: Session }
  /** A role without visits: screens that live with the network, nothing kept on this PC. */
  | { etape: 'LEGER'; session: Session }
  /** This PC did not open that antenna: `message` says why. */
  | { etape: 'PAS_OUVERTE'; session: Session; antenne: Antenne; message: string }
  | { etape: 'OUVERT'; poste: Poste };

export const acces: ValeurSuivie<EtatAcces> = valeurSuivie<EtatAcces>({ etape: 'OUVERTURE' });

/** Whose page it is, once somebody has entered. */
const compteDe = (e: EtatAcces): string | undefined => {
  switch (e.etape) {
    case 'OUVERT':
      return e.poste.session.identifiant;
    case 'LEGER':
    case 'REFUS_ROLE':
    case 'SECOND_FACTEUR':
    case 'PAS_OUVERTE':
      return e.session.identifiant;
    default:
      return undefined;
  }
};

export const aller = (e: EtatAcces): void => {
  demanderPour(compteDe(e));
  acces.changer(() => e);
};

/**
 * A screen without local data learns from the server that its session is over. One with local data has its link asked again: a stream
 * that was open before a colleague signed in stays so, and nothing else would say it.
 */
const surRefusDeSession = (e: unknown): void => {
  if (!(e instanceof EchecHttp) || e.statut !== 401) return;
  const ici = acces.lire();
  if (ici.etape === 'OUVERT' && e.code === 'SESSION' && ici.poste.sync.lire().liaison === 'EN_LIGNE')
    ici.poste.reprendre();
  if (ici.etape === 'LEGER' && ['SESSION', 'COMPTE_DESACTIVE'].includes(e.code))
    aller({ etape: 'CONNEXION', message: e.message });
};

/** What such a screen asks the server, its answer or its failure as they are; one that ends the session is acted on first. */
export const suivi = async <T>(travail: Promise<T>): Promise<T> => {
  try {
    return await travail;
  } catch (e) {
    surRefusDeSession(e);
    throw e;
  }
};
