import { annoncerEffacement, direEffacement, surEffacement } from '../base/effacement';
import { effacerOuDire } from '../base/restes';
import { fermerBrouillons } from '../depot/brouillons';
import { abandonnerAvance } from '../poste/avance';
import { sortie } from '../serveur/api';
import { envoyerConsultations } from './consultations';
import { AILLEURS_DECONNECTE, differee, fermerPoste, identifiantOuvert } from './entree';
import { acces, aller, type EtatAcces } from './etat';

// Leaving: an account that has nothing here, one that is wiped, one that another tab has left.

/** Who came through the identity provider leaves it too: else the next person on this PC would get in under her name. */
const quitter = (suite: string | undefined): void => {
  if (suite !== undefined) location.assign(suite);
};

/** Leaves an account that has nothing on this PC, or nothing open: what it keeps here stays, sealed. */
export const abandonnerSession = async (): Promise<void> => {
  const suite = await sortie.sortir();
  await fermerBrouillons();
  await fermerPoste();
  aller({ etape: 'CONNEXION', parti: true });
  quitter(suite);
};

/** Leaves and wipes: databases, copies and keys, not the readings that the audit log still lacks. The caller has said what would be lost. */
export const seDeconnecter = async (): Promise<void> => {
  differee.noterDepart();
  differee.oublier();
  const identifiant = identifiantOuvert();
  if (identifiant) {
    await envoyerConsultations(identifiant).catch(() => undefined);
    // Before the session ends: a tab unlocked offline holds the password, and would sign in again.
    annoncerEffacement(identifiant);
  }
  const suite = await sortie.sortir();
  await fermerPoste();
  const partis = identifiant === undefined || (await effacerOuDire(identifiant));
  const message = direEffacement('Vous êtes déconnecté.', 'Vos données', partis);
  aller({ etape: 'CONNEXION', message, parti: true });
  quitter(suite);
};

/** Whose gate this is, where nothing of her account is open in this page. */
const aLaPorteDe = (e: EtatAcces): string | undefined => {
  if (e.etape === 'DEVERROUILLAGE') return e.compte.identifiant;
  return e.etape === 'PAS_OUVERTE' ? e.session.identifiant : undefined;
};

/** Another tab has signed out of this account. */
export const suivreEffacement = (): (() => void) =>
  surEffacement((identifiant) => {
    differee.noterDepart();
    void abandonnerAvance();
    const etat = acces.lire();
    const ici = aLaPorteDe(etat) ?? identifiantOuvert();
    if (ici !== identifiant) return;
    void fermerPoste();
    aller({ etape: 'CONNEXION', message: AILLEURS_DECONNECTE, parti: true });
  });
