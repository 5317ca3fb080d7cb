import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne, Refus } from '#shared/contrats/commun';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { antennesDe, memesDroits, nommeSesAntennes } from '#shared/droits/droits';
import { dateParis } from '#shared/temps/paris';
import { enFile } from '../../_commun/enchainer';
import { pleine } from '../base/disque';
import { direEffacement, effacerPoste } from '../base/effacement';
import { maintenant } from '../base/horloge';
import { lireMoitie } from '../base/moitie';
import { nomBase, nomsDe } from '../base/noms';
import { effacerOuDire } from '../base/restes';
import { attendPeutEtre } from '../base/secours';
import { ecrireCompte, lireCompte, lireTrousseau, poste as nomDuPoste, noterIllisibles } from '../base/stockage';
import { ouvrirParServeur, renouveler, type Trousseau } from '../chiffrement/cles';
import { fermerBrouillons } from '../depot/brouillons';
import { enAttente } from '../depot/etat-depot';
import { fermerRetirees, retirerAntennes, retirerPoste } from '../poste/antennes-retirees';
import { abandonnerAvance, reprendreAvance } from '../poste/avance';
import type { Poste, Reactions } from '../poste/poste';
import type { EnMemoire } from '../poste/retraits';
import { changerMotDePasse, EchecHttp, lireSession, ouvrirSession, sortie } from '../serveur/api';
import { creerCle, reprendreCle } from './cle-du-compte';
import { antenneAOuvrir, noterCompte } from './compte-connu';
import { creerConnexionDifferee } from './connexion-differee';
import { envoyerConsultations, oublierConsultations } from './consultations';
import { aller } from './etat';
import { enPlaceDe, pourquoiFermee } from './ouverture';
import '../base/zod';

// Signing in, opening what this PC holds of the account, following its rights.

/** What was typed to unlock offline, until the server has answered. */
export const differee = creerConnexionDifferee(({ identifiant, motDePasse }, encoreVoulu) =>
  connecter(identifiant, motDePasse, undefined, encoreVoulu),
);

/** The password of a sign-in that a second factor to set holds up; in this page's memory only. */
let enSuspens: { motDePasse: string; change: boolean } | undefined;

let poste: Poste | undefined;
let cleOuverte: CryptoKey | undefined;
/** What an antenna is opened with, until one is. */
type Entree = { session: Session; cle: CryptoKey; vuLe: string; enMemoire: EnMemoire | undefined };
let aLaPorte: Entree | undefined;
/** Sends what waits for the other antennas of the account. */
let ailleurs: { arreter: () => Promise<void> } | undefined;

/** Whose data this page has open. */
export const identifiantOuvert = (): string | undefined => poste?.session.identifiant;

/** How much of what was begun the disk could not keep; `retenir`: this page keeps it, sealed, for who signs in again. */
export const fermerPoste = async (retenir = false): Promise<number> => {
  fermerRetirees();
  // At once: a link that learns meanwhile that the session is over would sign in again.
  differee.oublier();
  // An account that keeps nothing on this PC has its drafts in the page's memory alone: they stay open, and she finds what she was typing
  // once she has signed in again.
  const brouillons = poste && fermerBrouillons(retenir);
  await abandonnerAvance();
  await ailleurs?.arreter();
  ailleurs = undefined;
  // Nothing keeps the key here.
  const refuses = (await brouillons?.catch(() => 0)) ?? 0;
  await poste?.fermer().catch(() => undefined);
  // A base that was being opened meanwhile has opened its drafts too.
  const plus = poste ? await fermerBrouillons(retenir).catch(() => 0) : 0;
  poste = undefined;
  cleOuverte = undefined;
  aLaPorte = undefined;
  return refuses + plus;
};

/** Of an account that is over: nobody will ever send its readings. Whether all of it went. */
const effacerCompte = async (identifiant: string | undefined): Promise<boolean> => {
  if (!identifiant) return true;
  const partis = await effacerOuDire(identifiant);
  oublierConsultations(identifiant);
  return partis;
};

/** The account is over: nothing of it stays on this PC. */
export const desactive = async (identifiant: string | undefined): Promise<void> => {
  await fermerPoste();
  const partis = await effacerCompte(identifiant);
  const message = direEffacement('Ce compte n’est plus actif.', 'Ses données', partis);
  aller({ etape: 'CONNEXION', message, parti: true });
};

/** The cookie is of who signed in last here, who may not be who opened her data by her password: only the one's go. */
export const compteFini = async (ouvert: string | undefined, compte = ouvert): Promise<boolean> => {
  if (compte === ouvert) {
    await desactive(compte);
    return true;
  }
  await effacerCompte(compte);
  return false;
};

export const surContact = (identifiant: string): void => {
  differee.oublier();
  if (poste) void envoyerConsultations(poste.session.identifiant);
  const c = lireCompte();
  // Of who was here before, until what opens now is noted. Once a minute is enough for a delay counted in days.
  if (c?.identifiant !== identifiant || Date.now() - Date.parse(c.vuLe) < 60_000) return;
  const { joursSansContact } = poste ? lecteurParametres(poste.depot.lire().parametres)(dateParis(maintenant())) : c;
  ecrireCompte({ ...c, joursSansContact, vuLe: new Date().toISOString() });
};

export const AILLEURS_DECONNECTE = 'Vous vous êtes déconnecté dans un autre onglet.';

export const importerPoste = () => Promise.all([import('../poste/poste'), import('../poste/ailleurs')]);

const reactionsDe = (identifiant: string): Reactions => ({
  surContact: () => surContact(identifiant),
  surSessionFinie: () => void differee.tenter(),
  surDesactive: (compte) => void compteFini(identifiant, compte),
  surDroits: (session) => void suivreSession(session),
});

type AOuvrir = {
  session: Session;
  cle: CryptoKey;
  antenne: Antenne;
  /** Once it is open: this PC then opens it first the next time. */
  noter: () => Promise<void> | void;
  /** What is open stays so where this one does not open. */
  garder: boolean;
};

const ouvrirSeule = async ({ session, cle, antenne, noter, garder }: AOuvrir): Promise<void> => {
  const [{ ouvrirPoste }, { envoyerAilleurs }] = await importerPoste();
  const reactions = reactionsDe(session.identifiant);
  const suivre = (p: Poste): void => {
    ailleurs = envoyerAilleurs(p, cle, ouvrirPoste, reactions);
  };
  const nom = nomBase(session.identifiant, antenne);
  const avant = poste;
  const neuf = await enPlaceDe(avant, {
    nom,
    garder,
    // It may have that very base open, to send what waits there.
    suspendre: async () => {
      await ailleurs?.arreter();
      ailleurs = undefined;
    },
    fermer: async (p) => {
      await p.fermer();
      if (poste === p) poste = undefined;
    },
    ouvrir: () => ouvrirPoste(session, cle, antenne, reactions, reprendreAvance(nom)),
    // Closed meanwhile, by who leaves, nothing is to be gone on with.
    reprendre: (p) => {
      if (poste === p) suivre(p);
    },
    remplacer: async (p) => {
      await noter();
      poste = p;
      cleOuverte = cle;
      aLaPorte = undefined;
      if (!lireTrousseau(session.identifiant)) return;
      suivre(p);
      aller({ etape: 'OUVERT', poste: p });
    },
  });
  if (poste !== neuf || lireTrousseau(session.identifiant)) return;
  // Another tab has signed out while this one opened: what was opened goes too.
  await fermerPoste();
  await effacerOuDire(session.identifiant);
  aller({ etape: 'CONNEXION', message: AILLEURS_DECONNECTE });
};

/** Passwords being checked, and bases being opened: what was opened ahead is theirs, and another of the same name would close it. */
let entrees = 0;
export const pendantEntree = async <T>(travail: () => Promise<T>): Promise<T> => {
  entrees += 1;
  try {
    return await travail();
  } finally {
    entrees -= 1;
  }
};
export const entreOuEstEntre = (): boolean => poste !== undefined || entrees > 0;

const ouvertures = enFile();
/** One after the other: the network may come back while a password is checked, and each closes what the one before opened. */
const ouvrirAntenne = (o: AOuvrir): Promise<void> => pendantEntree(() => ouvertures(() => ouvrirSeule(o)));

/** Where it does not open, the gate says why, and opens another: without it the whole account would be out. */
const entrerDans = async (e: Entree, antenne: Antenne): Promise<void> => {
  const { session, cle, vuLe } = e;
  const noter = () => noterCompte(session, antenne, cle, vuLe);
  try {
    await ouvrirAntenne({ session, cle, antenne, noter, garder: false });
  } catch (erreur) {
    aLaPorte = e;
    aller({ etape: 'PAS_OUVERTE', session, antenne, message: pourquoiFermee(antenne, erreur) });
    return;
  }
  void retirerAntennes(session, cle, e.enMemoire);
};

export const entrer = async (session: Session, cle: CryptoKey, vuLe: string, enMemoire?: EnMemoire): Promise<void> => {
  const antenne = antenneAOuvrir(session);
  if (!antenne) return;
  void navigator.storage.persist?.();
  await entrerDans({ session, cle, vuLe, enMemoire }, antenne);
};

/** At the gate: that antenna again, or another of the account. */
export const rouvrir = async (antenne: Antenne): Promise<void> => {
  if (aLaPorte) await entrerDans(aLaPorte, antenne);
};

/**
 * Accounts that have nothing to keep on this PC, or nothing yet; whether this session is one of them. One that had something, before
 * its role changed, leaves it: `trouverCle` opens it, to tell what was not sent.
 */
export const sansPoste = async (
  session: Session,
  trouverCle: (t: Trousseau) => Promise<CryptoKey | undefined> = (t) => ouvrirParServeur(t, session.partCle),
  enMemoire?: EnMemoire,
): Promise<boolean> => {
  const etape =
    session.restreinte !== undefined
      ? 'SECOND_FACTEUR'
      : antennesDe(session).length > 0
        ? undefined
        : nommeSesAntennes(session.role)
          ? 'REFUS_ROLE'
          : 'LEGER';
  if (!etape) return false;
  await fermerPoste();
  aller({ etape, session });
  const trousseau = lireTrousseau(session.identifiant);
  if (etape !== 'SECOND_FACTEUR' && trousseau) await retirerPoste(session, await trouverCle(trousseau), enMemoire);
  return true;
};

/** [CO-6] The rights have changed under the page: the PC follows, and what was not sent for an antenna that is lost is told. */
const suivreDroits = async (session: Session): Promise<void> => {
  const [ici, cle] = [poste, cleOuverte];
  if (!ici || !cle || ici.session.identifiant !== session.identifiant) return;
  const enMemoire = { [ici.antenne]: enAttente(ici.depot.lire(), nomDuPoste()) };
  if (await sansPoste(session, async () => cle, enMemoire)) return;
  // Only what was being sent for another antenna is closed: what is on the screen is still hers, and so is what she types there.
  const gardee = antennesDe(session).includes(ici.antenne);
  if (!gardee) return entrer(session, cle, new Date().toISOString(), enMemoire);
  await noterCompte(session, ici.antenne, cle, new Date().toISOString());
  await ailleurs?.arreter();
  await retirerAntennes(session, cle);
  const [{ ouvrirPoste }, { envoyerAilleurs }] = await importerPoste();
  if (poste !== ici) return;
  poste = { ...ici, session };
  ailleurs = envoyerAilleurs(poste, cle, ouvrirPoste, reactionsDe(session.identifiant));
  aller({ etape: 'OUVERT', poste });
};

/** A session that was read, by whoever asked for it: the page that has this account open may do what it says, and no more. */
export const suivreSession = async (session: Session): Promise<void> => {
  if (poste?.session.identifiant === session.identifiant && !memesDroits(poste.session, session))
    await suivreDroits(session);
};

const passerA = async (antenne: Antenne): Promise<Refus | undefined> => {
  if (!poste || !cleOuverte || poste.antenne === antenne) return undefined;
  const noter = (): void => {
    const connu = lireCompte();
    if (connu) ecrireCompte({ ...connu, antenne });
  };
  try {
    await ouvrirAntenne({ session: poste.session, cle: cleOuverte, antenne, noter, garder: true });
    return undefined;
  } catch (e) {
    return { code: 'ANTENNE_FERMEE', message: pourquoiFermee(antenne, e) };
  }
};

const changements = enFile();
/**
 * One after the other: the last antenna chosen is the one shown, however quickly it is chosen. Where it does not open, why; the one on
 * the screen stays open.
 */
export const changerAntenne = (antenne: Antenne): Promise<Refus | undefined> => changements(() => passerA(antenne));
/**
 * `motDePasse`: absent where one signs in without any, and keeps nothing to unlock by offline; `change`: it has just been changed here.
 */
export const cleALaConnexion = async (
  session: Session,
  motDePasse: string | undefined,
  change = false,
): Promise<CryptoKey> => {
  const { identifiant } = session;
  const reprise = await reprendreCle(session, motDePasse, change);
  if (reprise) return reprise;
  // No key opens what this PC would hold of this account: the ring is gone (a logout that was cut removes it first), or
  // neither the share nor the password opens it any more. Nobody can read these data again.
  const ouverte = poste?.session.identifiant === identifiant ? poste : undefined;
  if (ouverte) {
    // [CO-6] The browser may have cleared the ring under an open page: what waits in its memory leaves first.
    await ouverte.vider();
    await fermerPoste();
  }
  await abandonnerAvance();
  const perdues = await attendPeutEtre(nomsDe(identifiant).bases.filter((b) => b !== ouverte?.nom));
  await effacerPoste(identifiant);
  if (perdues) noterIllisibles(identifiant);
  return creerCle(session, motDePasse);
};

const ouvrirAvec = async (session: Session, motDePasse: string, change = false): Promise<void> => {
  enSuspens = session.restreinte === undefined ? undefined : { motDePasse, change };
  const parMotDePasse = async (t: Trousseau) =>
    (await renouveler(t, session.partCle, motDePasse, await lireMoitie(session.identifiant)))?.cle;
  if (await sansPoste(session, parMotDePasse)) return;
  const cle = await cleALaConnexion(session, motDePasse, change);
  if (poste?.session.identifiant === session.identifiant) {
    await noterCompte(session, poste.antenne, cle, new Date().toISOString());
    await suivreSession(session);
    poste.reprendre();
  } else {
    await entrer(session, cle, new Date().toISOString());
  }
};

const connecter = async (
  saisi: string,
  motDePasse: string,
  code?: string,
  encoreVoulu: () => boolean = () => true,
): Promise<void> => {
  const identifiant = saisi.trim().toLowerCase();
  const session = await ouvrirSession(identifiant, motDePasse, code).catch(async (e: unknown) => {
    // The first contact of a PC whose session had ended before the account was disabled.
    if (e instanceof EchecHttp && e.code === 'COMPTE_DESACTIVE') await desactive(identifiant);
    throw e;
  });
  if (!encoreVoulu()) {
    await sortie.sortir();
    return;
  }
  await ouvrirAvec(session, motDePasse);
};

const DISQUE_PLEIN: Refus = {
  code: 'DISQUE_PLEIN',
  message:
    'Le disque de ce poste est plein : il ne peut rien garder de votre compte. Libérez de la place, puis réessayez.',
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
    if (pleine(e)) return DISQUE_PLEIN;
    throw e;
  }
};

/** The second factor is set: goes on with the password that it held up; whether there was one. */
export const reprendreSuspens = async (): Promise<boolean> => {
  if (enSuspens === undefined) return false;
  const { motDePasse, change } = enSuspens;
  await ouvrirAvec(await lireSession(), motDePasse, change);
  return true;
};

/**
 * A new password: the server first, then what this PC keeps is wrapped with it. Cut between the two, the next sign-in does
 * it by the server's share: nothing that waits is lost.
 */
export const changerMonMotDePasse = async (actuel: string, nouveau: string): Promise<void> => {
  const session = await changerMotDePasse(actuel, nouveau);
  differee.oublier();
  await ouvrirAvec(session, nouveau, true);
};
