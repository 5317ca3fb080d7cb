import { pluriel } from '#shared/mots/nombres';
import { type CompteConnu, expire, lireCompte } from '../base/stockage';
import { EchecHttp, lireSession } from '../serveur/api';
import { compteFini, fermerPoste, identifiantOuvert, suivreSession, surContact } from './entree';
import { acces, aller } from './etat';

// A PC too long without the server locks.

export const verrouiller = async (c: CompteConnu): Promise<void> => {
  const refuses = await fermerPoste(true);
  // [CO-6] What the disk refused is told before it can be lost.
  const disque =
    refuses > 0
      ? ` Sauf ${pluriel(refuses, 'brouillon')} : le disque est plein, seule cette page ${refuses > 1 ? 'les' : 'le'} tient encore. Libérez de la place et reconnectez-vous ici, sans la fermer.`
      : '';
  const message = `Ce poste n’a pas joint le serveur depuis plus de ${pluriel(c.joursSansContact, 'jour')} : reconnectez-vous dès que le réseau revient. Ce qui n’est pas envoyé est gardé.${disque}`;
  aller({ etape: 'CONNEXION', message });
};

/** A page left open, or a PC that slept, locks as one that starts: what is not sent stays. */
const verifierExpiration = async (): Promise<void> => {
  const c = lireCompte();
  const ouverte = (): boolean => ['OUVERT', 'DEVERROUILLAGE', 'PAS_OUVERTE'].includes(acces.lire().etape);
  if (!c || !expire(c, Date.now()) || !ouverte()) return;
  // At the gate of another account, which has just signed in: what was too long is not hers.
  const e = acces.lire();
  if (e.etape === 'PAS_OUVERTE' && e.session.identifiant !== c.identifiant) return;
  try {
    // A link on which nothing moved for so long is a contact all the same: one question settles it.
    const session = await lireSession(identifiantOuvert() ?? c.identifiant);
    surContact(session.identifiant);
    await suivreSession(session);
  } catch (e) {
    const fini = e instanceof EchecHttp && e.code === 'COMPTE_DESACTIVE' && (await compteFini(c.identifiant, e.compte));
    if (!fini && ouverte()) await verrouiller(c);
  }
};

/** Checked every minute, and when the page is seen again: timers sleep with the PC. */
export const suivreExpiration = (): (() => void) => {
  const verifier = (): void => void verifierExpiration();
  const t = setInterval(verifier, 60_000);
  document.addEventListener('visibilitychange', verifier);
  return () => {
    clearInterval(t);
    document.removeEventListener('visibilitychange', verifier);
  };
};
