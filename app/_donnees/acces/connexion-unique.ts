import type { Session } from '#shared/contrats/acces/compte';
import type { Refus } from '#shared/contrats/commun';
import { antennesDe } from '#shared/droits/droits';
import { ecrireTrousseau, lireTrousseau } from '../base/stockage';
import { ouvrirParServeur } from '../chiffrement/cles';
import { EchecHttp, lireModesConnexion, partirChezLeFournisseur, revenirDuFournisseur } from '../serveur/api';
import { refusDe } from '../serveur/refus';
import { cleALaConnexion, desactive } from './entree';

// Sign-in through the identity provider: the page leaves, and comes back on a page of its own.

const SUITE = 'tg.suite';

/** Name of the provider, where there is one and the server answers. */
export const lireFournisseur = (): Promise<string | undefined> =>
  lireModesConnexion().then(
    (m) => m.fournisseur,
    () => undefined,
  );

/** Leaves for the provider, or says why not. `autre`: as someone else than it knows already. */
export const partir = async (autre = false): Promise<Refus | undefined> => {
  try {
    const adresse = await partirChezLeFournisseur(autre);
    if (!autre) sessionStorage.setItem(SUITE, location.pathname + location.search);
    location.assign(adresse);
    return undefined;
  } catch (e) {
    return refusDe(e);
  }
};

/** The page that one was on when one left. */
export const suiteApresConnexion = (): string => {
  const suite = sessionStorage.getItem(SUITE) ?? '/';
  sessionStorage.removeItem(SUITE);
  // A path of ours: `//elsewhere` is an address of another site.
  return /^\/(?!\/)/.test(suite) ? suite : '/';
};

/**
 * `CODE`: this PC will keep data of the account, and nothing opens them offline yet. `oblige`: not even the server opens
 * those that it keeps already; only the code, or the password, of before does.
 */
export type Retour =
  | { etape: 'ENTRER' }
  | { etape: 'CODE'; session: Session; oblige: boolean }
  | { etape: 'REFUS'; refus: Refus };

const etapeDe = async (session: Session): Promise<Retour> => {
  if (session.restreinte !== undefined || antennesDe(session).length === 0) return { etape: 'ENTRER' };
  const trousseau = lireTrousseau(session.identifiant);
  if (!trousseau) return { etape: 'CODE', session, oblige: false };
  const ouvre = (await ouvrirParServeur(trousseau, session.partCle)) !== undefined;
  return ouvre && trousseau.parMotDePasse ? { etape: 'ENTRER' } : { etape: 'CODE', session, oblige: !ouvre };
};

const finir = async (recherche: string): Promise<Retour> => {
  try {
    return await etapeDe(await revenirDuFournisseur(recherche));
  } catch (e) {
    // What this PC holds of an account that is over goes, whoever was on it last.
    if (e instanceof EchecHttp && e.code === 'COMPTE_DESACTIVE' && e.compte !== undefined) await desactive(e.compte);
    return { etape: 'REFUS', refus: refusDe(e) };
  }
};

let enCours: Promise<Retour> | undefined;
/**
 * Hands over to the server what the provider put in the address; once, however often the page is drawn. Undefined where it put nothing:
 * the address was typed by hand, or is read again.
 */
export const terminerConnexion = (recherche: string): Promise<Retour> | undefined => {
  if (recherche !== '') enCours ??= finir(recherche);
  return enCours;
};

/** The code that opens this PC's data offline; without it they open with the server only. */
export const garderCode = async (session: Session, code: string | undefined): Promise<void> => {
  await cleALaConnexion(session, code);
  const trousseau = lireTrousseau(session.identifiant);
  if (trousseau && code !== undefined) ecrireTrousseau(session.identifiant, { ...trousseau, deCePoste: true });
};
