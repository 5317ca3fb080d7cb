import type { Session } from '#shared/contrats/acces/compte';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { unSeul } from '../../_commun/enchainer';
import { reprendreAntennes } from '../base/antennes';
import { lireMoitie } from '../base/moitie';
import { nomBase } from '../base/noms';
import { type CompteConnu, expire, lireCompte, lireTrousseau } from '../base/stockage';
import { ouvrir } from '../chiffrement/chiffrement';
import { ouvrirParMotDePasse, ouvrirParServeur } from '../chiffrement/cles';
import { abandonnerAvance, prendreDeLAvance } from '../poste/avance';
import { EchecHttp, lireSession } from '../serveur/api';
import { refusDe } from '../serveur/refus';
import {
  compteFini,
  differee,
  entreOuEstEntre,
  entrer,
  importerPoste,
  pendantEntree,
  reprendreSuspens,
  sansPoste,
} from './entree';
import { acces, aller } from './etat';
import { verrouiller } from './expiration';

// How a page starts: with the server, by its session; without it, by the password that opens what this PC holds.

const ouvrirDAvance = (connu: CompteConnu, formulaire = true): void => {
  const antenne = codesAntennes().find((a) => a === connu.antenne);
  // Wiped by another tab: opening its base would make it again.
  if (antenne && lireTrousseau(connu.identifiant))
    prendreDeLAvance(nomBase(connu.identifiant, antenne), { formulaire });
};

/** A password is typed: what it will open is there already. Not once it is being checked, for its base is then taken. */
export const preparerDeverrouillage = (connu: CompteConnu): void => {
  if (!entreOuEstEntre()) ouvrirDAvance(connu);
};

/** Reloading with a live session: the server's share opens the data, no password is asked. */
export const demarrer = async (): Promise<void> => {
  reprendreAntennes();
  const connu = lireCompte();
  // Most often the session is this account's, and goes on: what it will open is read while the server is asked.
  if (connu && !entreOuEstEntre()) ouvrirDAvance(connu, false);
  const session = await lireSession().catch((e: unknown) => sansSession(e, connu));
  if (!session) return;
  if (acces.lire().etape === 'OUVERTURE') aller({ etape: 'OUVERTURE', session });
  if (await sansPoste(session)) return;
  const trousseau = lireTrousseau(session.identifiant);
  const cle = trousseau && (await ouvrirParServeur(trousseau, session.partCle));
  if (cle) return entrer(session, cle, new Date().toISOString());
  void abandonnerAvance();
  aller({ etape: 'CONNEXION' });
};

/** The server opened nothing: why, and what this PC opens without it. */
const sansSession = async (e: unknown, connu: CompteConnu | undefined): Promise<undefined> => {
  const [statut, compte] = e instanceof EchecHttp ? [e.statut, e.compte] : [undefined, undefined];
  // Thrown on, what is no refusal (an answer that is not as its contract says) would leave the page at its opening for ever.
  const { code, message } = refusDe(e);
  if (code === 'COMPTE_DESACTIVE' && (await compteFini(connu?.identifiant ?? compte, compte))) return undefined;
  if (statut === 401 || !connu) {
    void abandonnerAvance();
    aller({ etape: 'CONNEXION', ...(statut === 401 ? {} : { message }) });
    return undefined;
  }
  if (expire(connu, Date.now())) {
    await verrouiller(connu);
    return undefined;
  }
  // The password is being checked, or has opened: a server still silent says nothing new.
  if (entreOuEstEntre()) return undefined;
  aller({ etape: 'DEVERROUILLAGE', compte: connu, ...(statut === undefined ? { message } : {}) });
  preparerDeverrouillage(connu);
  importerPoste().catch(() => undefined);
  return undefined;
};

/**
 * Asks whether the server is back, for a page that waits for it: the gate opens as soon as it answers. Until then nothing is drawn
 * again, nor opened ahead, under who types her password.
 */
export const guetterServeur = unSeul(async (): Promise<void> => {
  const attend = (): boolean => acces.lire().etape === 'DEVERROUILLAGE' && !entreOuEstEntre();
  if (!attend()) return;
  const repond = await lireSession().then(
    () => true,
    (e: unknown) => e instanceof EchecHttp && e.statut === 401,
  );
  if (repond && attend()) await demarrer();
});

/** The second factor is set: goes on to where the sign-in led. */
export const reprendreConnexion = async (): Promise<void> => {
  if (!(await reprendreSuspens())) await demarrer();
};

export const SANS_MOITIE =
  'Ce poste a perdu ce qui ouvre ses données sans le serveur : attendez qu’il réponde. Rien de ce qui attend n’est effacé.';
/** The file that is not read now may be read in a moment, where something else held it. */
const MOITIE_MUETTE =
  'Ce poste a perdu ce qui ouvre ses données sans le serveur, ou ne le lit plus : réessayez dans une minute, puis attendez que le serveur réponde. Rien de ce qui attend n’est effacé.';
const RIEN_DE_GARDE = 'Ce poste ne garde rien pour ce compte : reconnectez-vous dès que le réseau revient.';

const essayer = async (motDePasse: string): Promise<string | undefined> => {
  const connu = lireCompte();
  const trousseau = connu && lireTrousseau(connu.identifiant);
  if (connu && expire(connu, Date.now())) {
    await verrouiller(connu);
    return undefined;
  }
  if (!connu || !trousseau) return RIEN_DE_GARDE;
  ouvrirDAvance(connu);
  const moitie = await lireMoitie(connu.identifiant);
  if (trousseau.attendMoitie) return SANS_MOITIE;
  if (trousseau.parMotDePasse?.aDeux && !moitie) return MOITIE_MUETTE;
  const cle = await ouvrirParMotDePasse(trousseau, motDePasse, moitie);
  if (!cle) {
    return trousseau.deCePoste
      ? 'Ce n’est pas le code de ce poste. Vérifiez les majuscules.'
      : 'Ce mot de passe n’est pas celui de la dernière connexion sur ce poste.';
  }
  // Wiped by another tab while the password was checked: what would be opened would be written again.
  if (!lireTrousseau(connu.identifiant)) {
    void abandonnerAvance();
    return RIEN_DE_GARDE;
  }
  // The server knows nothing of a code of this PC: it opens no session.
  differee.retenir(trousseau.deCePoste ? undefined : { identifiant: connu.identifiant, motDePasse });
  await entrer(await ouvrir<Session>(cle, connu.profil), cle, connu.vuLe);
  return undefined;
};

/** Offline: the password opens what this PC holds. */
export const deverrouiller = (motDePasse: string): Promise<string | undefined> =>
  pendantEntree(() => essayer(motDePasse));
