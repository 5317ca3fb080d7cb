import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { type ValeurSuivie, valeurSuivie } from '../../_commun/valeur-suivie';
import { supprimer } from '../base/effacement';
import { effacerFichiers } from '../base/fichiers';
import { baseDe, nomCopie } from '../base/noms';
import { effacerOuDire } from '../base/restes';
import { copiePresente, ecrireSecours, lireSecours } from '../base/secours';
import {
  lireAttente,
  lireCompte,
  lireRetirees,
  noterRetirees,
  oublierBase,
  oublierBrouillons,
  oublierRetirees,
  rendreRetirees,
} from '../base/stockage';
import { retirerBrouillons } from '../depot/brouillons';
import { abandonnerAvance } from './avance';
import { creerRetraits, type EnMemoire, type Retrait } from './retraits';

type Retirees = { identifiant: string; liste: readonly Retrait[] };
const AUCUNE: Retirees = { identifiant: '', liste: [] };

/** What an account typed for antennas that are no longer its own, as its screens say it. */
export const retirees: ValeurSuivie<Retirees> = valeurSuivie(AUCUNE);

const basesDe = async (nom: string): Promise<string[]> =>
  (await indexedDB.databases()).flatMap((b) => (b.name !== undefined && baseDe(b.name) === nom ? [b.name] : []));

const retraits = creerRetraits({
  presente: async (nom) => (await basesDe(nom)).length > 0 || (await copiePresente(nom)),
  compter: (nom) => Math.max(lireAttente(nom), lireRetirees(nom)),
  lire: async (nom, cle) =>
    (await basesDe(nom)).length > 0
      ? // By the way that opens a PC: another would put the local base in a second file of scripts.
        import('./poste').then(({ lireAttendues }) => lireAttendues(nom, cle))
      : ((await lireSecours(nom, cle)) as Retrait['saisies'][number][]),
  copier: async (nom, cle, saisies) => {
    await ecrireSecours(nom, cle, [...saisies]);
    // Private windows of some browsers have no place for it: nothing is erased that is not there again.
    if ((await lireSecours(nom, cle)).length < saisies.length) throw new Error('copie absente');
  },
  fermerBrouillons: retirerBrouillons,
  noter: noterRetirees,
  rendre: rendreRetirees,
  effacerBase: async (nom) => {
    oublierBase(nom);
    await Promise.all((await basesDe(nom)).map(supprimer));
  },
  oublier: async (nom) => {
    oublierRetirees(nom);
    oublierBrouillons(nom);
    return effacerFichiers((f) => f === nomCopie(nom));
  },
});

const seul = <T>(travail: () => Promise<T>): Promise<T> =>
  // Two tabs learn it together: the second finds what the first has left.
  navigator.locks.request('tg.retraits', travail) as Promise<T>;

/** Takes from this PC the antennas that the account has lost, none of them being open in this page any more. */
export const retirerAntennes = async (
  session: Session,
  cle: CryptoKey | undefined,
  enMemoire?: EnMemoire,
): Promise<void> => {
  await abandonnerAvance();
  const liste = await seul(() => retraits.retirer(session, cle, enMemoire));
  retirees.changer(() => ({ identifiant: session.identifiant, liste }));
};

/** An account that keeps nothing on a PC any more: all goes, save what was typed and never sent, until its author lets it go. */
export const retirerPoste = async (
  session: Session,
  cle: CryptoKey | undefined,
  enMemoire?: EnMemoire,
): Promise<void> => {
  await retirerAntennes(session, cle, enMemoire);
  if (retirees.lire().liste.length === 0) await effacerOuDire(session.identifiant);
  // Its password would open, offline, a PC that is no longer its own.
  else if (lireCompte()?.identifiant === session.identifiant) localStorage.removeItem('tg.compte');
};

/**
 * She has been told, and lets go of what she had typed for that antenna. `poste`: whether her account keeps a PC. False: the browser
 * kept the copy, which is told still, here and at the next start.
 */
export const laisserPerdre = async (identifiant: string, antenne: Antenne, poste: boolean): Promise<boolean> => {
  if (!(await seul(() => retraits.oublier(identifiant, antenne)))) return false;
  const liste = retirees.lire().liste.filter((r) => r.antenne !== antenne);
  if (!poste && liste.length === 0) await effacerOuDire(identifiant);
  retirees.changer(() => ({ identifiant, liste }));
  return true;
};

/** Whoever leaves takes with her what she had in this page. */
export const fermerRetirees = (): void => retirees.changer(() => AUCUNE);
