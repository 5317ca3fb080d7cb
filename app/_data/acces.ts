import { type Antenne, CODES_ANTENNES, type Refus } from '#shared/contrats/commun';
import type { Session } from '#shared/contrats/compte';
import { lecteurParametres, PARAMETRES } from '#shared/contrats/parametre';
import { antennesDe } from '#shared/droits/droits';
import { dateParis } from '#shared/temps/paris';
import { changerMotDePasse, EchecHttp, fermerSession, lireSession, ouvrirSession } from './api';
import { abandonnerAvance, prendreDeLAvance, reprendreAvance } from './avance';
import { ouvrir, sceller } from './chiffrement';
import { creerTrousseau, ouvrirParMotDePasse, ouvrirParServeur, renouveler, type Trousseau } from './cles';
import { envoyerConsultations } from './consultations';
import { effacerPoste, surEffacement } from './effacement';
import { maintenant } from './horloge';
import { nomBase } from './noms';
import type { Poste } from './poste';
import { type Signal, signal } from './signal';
import { type CompteConnu, ecrireCompte, ecrireTrousseau, expire, lireCompte, lireTrousseau } from './stockage';
import './zod';

/** Where the person stands before the screens: the one state of the gate. */
export type EtatAcces =
  | { etape: 'OUVERTURE' }
  /** `message`: why one must sign in (again). */
  | { etape: 'CONNEXION'; message?: string }
  /** No server: the password opens what this PC holds. */
  | { etape: 'DEVERROUILLAGE'; compte: CompteConnu; message?: string }
  | { etape: 'REFUS_ROLE'; session: Session }
  /** Nothing is open to this account before it has its second factor. */
  | { etape: 'SECOND_FACTEUR'; session: Session }
  /** A role without visits: screens that live with the network, nothing kept on this PC. */
  | { etape: 'LEGER'; session: Session }
  | { etape: 'OUVERT'; poste: Poste };

export const acces: Signal<EtatAcces> = signal<EtatAcces>({ etape: 'OUVERTURE' });

const aller = (e: EtatAcces): void => acces.changer(() => e);

/**
 * Unlocking offline is a sign-in put off: the password typed stays in this page's memory until the server has answered, so
 * that what was typed leaves by itself on return, even where the session has ended meanwhile.
 */
let differee: { identifiant: string; motDePasse: string } | undefined;
/** The password of a sign-in that a second factor to set holds up; in this page's memory only. */
let enSuspens: string | undefined;
let poste: Poste | undefined;
let cleOuverte: CryptoKey | undefined;
/** Sends what waits for the other antennas of the account. */
let ailleurs: { arreter: () => Promise<void> } | undefined;

const noterCompte = async (session: Session, antenne: Antenne, cle: CryptoKey, vuLe: string): Promise<void> => {
  const joursSansContact = lireCompte()?.joursSansContact ?? PARAMETRES.joursSansContact.defaut;
  // The server's share is not part of what is kept: it would unwrap the key that seals it.
  const profil = await sceller(cle, { ...session, partCle: '' });
  ecrireCompte({ identifiant: session.identifiant, antenne, vuLe, joursSansContact, profil });
};

const fermerPoste = async (): Promise<void> => {
  await abandonnerAvance();
  await ailleurs?.arreter();
  ailleurs = undefined;
  await poste?.fermer().catch(() => undefined);
  poste = undefined;
  cleOuverte = undefined;
  differee = undefined;
};

/** The account is over: nothing of it stays on this PC. */
export const desactive = async (
  identifiant = poste?.session.identifiant ?? lireCompte()?.identifiant,
): Promise<void> => {
  await fermerPoste();
  if (identifiant) await effacerPoste(identifiant);
  aller({ etape: 'CONNEXION', message: 'Ce compte n’est plus actif : ses données ont été effacées de ce poste.' });
};

const surContact = (): void => {
  differee = undefined;
  if (poste) void envoyerConsultations(poste.session.identifiant);
  const c = lireCompte();
  // Once a minute is enough for a delay counted in days.
  if (!c || Date.now() - Date.parse(c.vuLe) < 60_000) return;
  const { joursSansContact } = poste ? lecteurParametres(poste.depot.lire().parametres)(dateParis(maintenant())) : c;
  ecrireCompte({ ...c, joursSansContact, vuLe: new Date().toISOString() });
};

function surSessionFinie(): void {
  const d = differee;
  differee = undefined;
  // A wrong password is said by the banner that asks for it; a silent server keeps the attempt for its return.
  if (d) {
    connecter(d.identifiant, d.motDePasse).catch((e) => {
      if (!(e instanceof EchecHttp) || e.statut !== 401) differee = d;
    });
  }
}

const importerPoste = () => Promise.all([import('./poste'), import('./ailleurs')]);

const ouvrirSeule = async (session: Session, cle: CryptoKey, antenne: Antenne): Promise<void> => {
  cleOuverte = cle;
  await ailleurs?.arreter();
  await poste?.fermer();
  const [{ ouvrirPoste }, { envoyerAilleurs }] = await importerPoste();
  const reactions = { surContact, surSessionFinie, surDesactive: () => void desactive() };
  poste = await ouvrirPoste(session, cle, antenne, reactions, reprendreAvance(nomBase(session.identifiant, antenne)));
  ailleurs = envoyerAilleurs(poste, cle, ouvrirPoste);
  aller({ etape: 'OUVERT', poste });
};

let ouvertures: Promise<void> = Promise.resolve();
/** One after the other: the network may come back while a password is checked, and each closes what the one before opened. */
const ouvrirAntenne = (session: Session, cle: CryptoKey, antenne: Antenne): Promise<void> => {
  const ouverte = ouvertures.then(() => ouvrirSeule(session, cle, antenne));
  ouvertures = ouverte.catch(() => undefined);
  return ouverte;
};

const entrer = async (session: Session, cle: CryptoKey, vuLe: string): Promise<void> => {
  const possibles = antennesDe(session);
  const connu = lireCompte();
  const derniere = connu?.identifiant === session.identifiant ? possibles.find((a) => a === connu.antenne) : undefined;
  const antenne = derniere ?? possibles[0];
  if (!antenne) return;
  await noterCompte(session, antenne, cle, vuLe);
  void navigator.storage.persist?.();
  await ouvrirAntenne(session, cle, antenne);
};

/** Accounts that have nothing to keep on this PC, or nothing yet; whether this session is one of them. */
const sansPoste = async (session: Session): Promise<boolean> => {
  const etape =
    session.restreinte !== undefined
      ? 'SECOND_FACTEUR'
      : antennesDe(session).length > 0
        ? undefined
        : session.role === 'GESTIONNAIRE'
          ? 'REFUS_ROLE'
          : 'LEGER';
  if (!etape) return false;
  await fermerPoste();
  aller({ etape, session });
  return true;
};

const verrouiller = async (c: CompteConnu): Promise<void> => {
  await fermerPoste();
  const message = `Ce poste n’a pas joint le serveur depuis plus de ${c.joursSansContact} jours : reconnectez-vous dès que le réseau revient. Ce qui n’est pas envoyé est gardé.`;
  aller({ etape: 'CONNEXION', message });
};

/** A page left open, or a PC that slept, locks as one that starts: what is not sent stays. */
const verifierExpiration = async (): Promise<void> => {
  const c = lireCompte();
  const ouverte = (): boolean => ['OUVERT', 'DEVERROUILLAGE'].includes(acces.lire().etape);
  if (!c || !expire(c, Date.now()) || !ouverte()) return;
  try {
    // A link on which nothing moved for so long is a contact all the same: one question settles it.
    await lireSession();
    surContact();
  } catch (e) {
    if (e instanceof EchecHttp && e.code === 'COMPTE_DESACTIVE') await desactive(c.identifiant);
    else if (ouverte()) await verrouiller(c);
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

/** Reloading with a live session: the server's share opens the data, no password is asked. */
export const demarrer = async (): Promise<void> => {
  const connu = lireCompte();
  try {
    const session = await lireSession();
    if (await sansPoste(session)) return;
    const trousseau = lireTrousseau(session.identifiant);
    const cle = trousseau && (await ouvrirParServeur(trousseau, session.partCle));
    if (cle) await entrer(session, cle, new Date().toISOString());
    else aller({ etape: 'CONNEXION' });
  } catch (e) {
    if (!(e instanceof EchecHttp)) throw e;
    if (e.code === 'COMPTE_DESACTIVE') return desactive();
    if (e.statut === 401 || !connu) {
      aller({ etape: 'CONNEXION', ...(e.statut === 401 ? {} : { message: e.message }) });
      return;
    }
    if (expire(connu, Date.now())) return verrouiller(connu);
    aller({ etape: 'DEVERROUILLAGE', compte: connu });
    // While the password is typed: what will open the data is there already. One that fails to load is asked for again then.
    importerPoste().catch(() => undefined);
  }
};

/** `motDePasse`: absent where one signs in without any, and keeps nothing to unlock by offline. */
export const cleALaConnexion = async (session: Session, motDePasse: string | undefined): Promise<CryptoKey> => {
  const ancien = lireTrousseau(session.identifiant);
  const repris = ancien && (await reprendre(ancien, session.partCle, motDePasse));
  // No key opens what this PC would hold of this account: the ring is gone (a logout that was cut removes it first), or
  // neither the share nor the password opens it any more. Nobody can read these data again.
  if (!repris) {
    if (poste?.session.identifiant === session.identifiant) {
      // [CO-6] The browser may have cleared the ring under an open page: what waits in its memory leaves first.
      await poste.vider();
      await fermerPoste();
    }
    await effacerPoste(session.identifiant);
  }
  const { trousseau, cle }: { trousseau: Trousseau; cle: CryptoKey } =
    repris ?? (await creerTrousseau(session.partCle, motDePasse));
  ecrireTrousseau(session.identifiant, trousseau);
  return cle;
};

const reprendre = async (
  ancien: Trousseau,
  partCle: string,
  motDePasse: string | undefined,
): Promise<{ trousseau: Trousseau; cle: CryptoKey } | undefined> => {
  if (motDePasse !== undefined) return renouveler(ancien, partCle, motDePasse);
  const cle = await ouvrirParServeur(ancien, partCle);
  return cle && { trousseau: ancien, cle };
};

const ouvrirAvec = async (session: Session, motDePasse: string): Promise<void> => {
  enSuspens = session.restreinte === undefined ? undefined : motDePasse;
  if (await sansPoste(session)) return;
  const cle = await cleALaConnexion(session, motDePasse);
  if (poste?.session.identifiant === session.identifiant) {
    await noterCompte(session, poste.antenne, cle, new Date().toISOString());
    poste.reprendre();
  } else {
    await entrer(session, cle, new Date().toISOString());
  }
};

const connecter = async (saisi: string, motDePasse: string, code?: string): Promise<void> => {
  const identifiant = saisi.trim().toLowerCase();
  const session = await ouvrirSession(identifiant, motDePasse, code).catch(async (e: unknown) => {
    // The first contact of a PC whose session had ended before the account was disabled.
    if (e instanceof EchecHttp && e.code === 'COMPTE_DESACTIVE') await desactive(identifiant);
    throw e;
  });
  await ouvrirAvec(session, motDePasse);
};

/** Signs in; gives the refusal where that failed: `CODE_REQUIS` where the password is right and a code is missing. */
export const seConnecter = async (
  identifiant: string,
  motDePasse: string,
  code?: string,
): Promise<Refus | undefined> => {
  try {
    await connecter(identifiant, motDePasse, code);
    return undefined;
  } catch (e) {
    if (e instanceof EchecHttp) return { code: e.code, message: e.message };
    throw e;
  }
};

/** The second factor is set: goes on to where the sign-in led. */
export const reprendreConnexion = async (): Promise<void> => {
  if (enSuspens === undefined) return demarrer();
  const motDePasse = enSuspens;
  await ouvrirAvec(await lireSession(), motDePasse);
};

/**
 * A new password: the server first, then what this PC keeps is wrapped with it. Cut between the two, the next sign-in does
 * it by the server's share: nothing that waits is lost.
 */
export const changerMonMotDePasse = async (actuel: string, nouveau: string): Promise<void> => {
  const session = await changerMotDePasse(actuel, nouveau);
  differee = undefined;
  await ouvrirAvec(session, nouveau);
};

/** A screen without local data learns from the server that its session is over. */
const surRefusDeSession = (e: unknown): void => {
  if (!(e instanceof EchecHttp) || e.statut !== 401 || acces.lire().etape !== 'LEGER') return;
  if (['SESSION', 'COMPTE_DESACTIVE'].includes(e.code)) aller({ etape: 'CONNEXION', message: e.message });
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

const RIEN_DE_GARDE = 'Ce poste ne garde rien pour ce compte : reconnectez-vous dès que le réseau revient.';

/** Offline: the password opens what this PC holds. */
export const deverrouiller = async (motDePasse: string): Promise<string | undefined> => {
  const connu = lireCompte();
  const trousseau = connu && lireTrousseau(connu.identifiant);
  if (connu && expire(connu, Date.now())) {
    await verrouiller(connu);
    return undefined;
  }
  if (!connu || !trousseau) return RIEN_DE_GARDE;
  const derniere = CODES_ANTENNES.find((a) => a === connu.antenne);
  if (derniere) prendreDeLAvance(nomBase(connu.identifiant, derniere));
  const cle = await ouvrirParMotDePasse(trousseau, motDePasse);
  if (!cle) {
    void abandonnerAvance();
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
  differee = trousseau.deCePoste ? undefined : { identifiant: connu.identifiant, motDePasse };
  await entrer(await ouvrir<Session>(cle, connu.profil), cle, connu.vuLe);
  return undefined;
};

const passerA = async (antenne: Antenne): Promise<void> => {
  if (!poste || !cleOuverte || poste.antenne === antenne) return;
  const connu = lireCompte();
  if (connu) ecrireCompte({ ...connu, antenne });
  await ouvrirAntenne(poste.session, cleOuverte, antenne);
};

let changement: Promise<void> = Promise.resolve();
/** One after the other: the last antenna chosen is the one shown, however quickly it is chosen. */
export const changerAntenne = (antenne: Antenne): Promise<void> => {
  changement = changement.catch(() => undefined).then(() => passerA(antenne));
  return changement;
};

/** Who came through the identity provider leaves it too: else the next person on this PC would get in under her name. */
const quitter = (suite: string | undefined): void => {
  if (suite !== undefined) location.assign(suite);
};

/** Leaves an account that has nothing on this PC. */
export const abandonnerSession = async (): Promise<void> => {
  const suite = await fermerSession().catch(() => undefined);
  aller({ etape: 'CONNEXION' });
  quitter(suite);
};

/** Leaves and wipes: databases, copies and keys. The caller has said what would be lost. */
export const seDeconnecter = async (): Promise<void> => {
  const identifiant = poste?.session.identifiant;
  if (identifiant) await envoyerConsultations(identifiant).catch(() => undefined);
  const suite = await fermerSession().catch(() => undefined);
  await fermerPoste();
  if (identifiant) await effacerPoste(identifiant);
  aller({ etape: 'CONNEXION', message: 'Vous êtes déconnecté. Vos données ont été effacées de ce poste.' });
  quitter(suite);
};

/** Another tab has signed out of this account. */
export const suivreEffacement = (): (() => void) =>
  surEffacement((identifiant) => {
    void abandonnerAvance();
    if (poste?.session.identifiant !== identifiant) return;
    void fermerPoste();
    aller({ etape: 'CONNEXION', message: 'Vous vous êtes déconnecté dans un autre onglet.' });
  });
