import type { DateCivile } from '#shared/temps/types';
import type { Trousseau } from './cles';
import { nomsDe } from './noms';

// localStorage: only what must be read before anything can be opened. Nothing here says anything of a visit or a person
// other than the account; the data key is there only as wrapped.

export type CompteConnu = {
  identifiant: string;
  /** Last antenna shown. */
  antenne: string;
  /** Last answer of the server for this account: a PC that was not seen for N days must sign in again. */
  vuLe: string;
  joursSansContact: number;
  /** Session (name, rights), sealed by the data key: what the screen shows once unlocked offline. */
  profil: string;
};

const JOUR = 86_400_000;
/** Too long without an answer of the server: signing in again is asked for. */
export const expire = (c: Pick<CompteConnu, 'vuLe' | 'joursSansContact'>, maintenantMs: number): boolean =>
  maintenantMs - Date.parse(c.vuLe) > c.joursSansContact * JOUR;

const lire = <T>(cle: string): T | undefined => {
  const texte = localStorage.getItem(cle);
  if (texte === null) return undefined;
  try {
    return JSON.parse(texte) as T;
  } catch {
    return undefined;
  }
};
const ecrire = (cle: string, valeur: unknown): void => localStorage.setItem(cle, JSON.stringify(valeur));

export const lireCompte = (): CompteConnu | undefined => lire<CompteConnu>('tg.compte');
export const ecrireCompte = (c: CompteConnu): void => ecrire('tg.compte', c);

export const lireTrousseau = (identifiant: string): Trousseau | undefined =>
  lire<Trousseau>(`tg.trousseau.${identifiant}`);
export const ecrireTrousseau = (identifiant: string, t: Trousseau): void => ecrire(`tg.trousseau.${identifiant}`, t);

/** How many rows wait on this PC: kept apart from them, so that their loss is noticed. */
export const lireAttente = (base: string): number => lire<number>(`tg.attente.${base}`) ?? 0;
export const ecrireAttente = (base: string, n: number): void => {
  if (n === lireAttente(base)) return;
  ecrire(`tg.attente.${base}`, n);
  annoncer();
};

/** How many of the rows that wait are no corrections: they are counted by another word. */
export const lireAutres = (base: string): number => lire<number>(`tg.autres.${base}`) ?? 0;
export const ecrireAutres = (base: string, n: number): void => {
  if (n === lireAutres(base)) return;
  ecrire(`tg.autres.${base}`, n);
  annoncer();
};

/** How many of what this PC typed was refused, to be told from another antenna's screen. */
export const lireRefusees = (base: string): number => lire<number>(`tg.refus.${base}`) ?? 0;
export const ecrireRefusees = (base: string, n: number): void => {
  if (n === lireRefusees(base)) return;
  ecrire(`tg.refus.${base}`, n);
  annoncer();
};

const abonnes = new Set<() => void>();
const annoncer = (): void => {
  for (const a of [...abonnes]) a();
};
/** Told when one of these counts changes, in this tab or another. */
export const suivreAttentes = (reagir: () => void): (() => void) => {
  const dUnAutreOnglet = (ev: StorageEvent): void => {
    if (/^tg\.(attente|autres|refus)\./.test(ev.key ?? '')) reagir();
  };
  abonnes.add(reagir);
  addEventListener('storage', dUnAutreOnglet);
  return () => {
    abonnes.delete(reagir);
    removeEventListener('storage', dUnAutreOnglet);
  };
};

/** First civil date that the PC keeps. */
export const lireFenetre = (base: string): DateCivile | undefined => lire<DateCivile>(`tg.fenetre.${base}`);
export const ecrireFenetre = (base: string, debut: DateCivile): void => ecrire(`tg.fenetre.${base}`, debut);

export type CompteLots = { jours: number; dossiers: number };
/** How much the databases hold: kept apart, because a damaged one opens empty without an error. */
export const lireLots = (base: string): CompteLots => lire<CompteLots>(`tg.lots.${base}`) ?? { jours: 0, dossiers: 0 };
export const ecrireLots = (base: string, n: CompteLots): void => ecrire(`tg.lots.${base}`, n);

/** The name of this device in what it writes; random, says nothing of the machine. */
export const poste = (): string => {
  const connu = lire<string>('tg.poste');
  if (connu) return connu;
  const nouveau = `poste-${crypto.randomUUID().slice(0, 8)}`;
  ecrire('tg.poste', nouveau);
  return nouveau;
};

/** All that is kept there of one account. */
export const oublierCompte = (identifiant: string): void => {
  if (lireCompte()?.identifiant === identifiant) localStorage.removeItem('tg.compte');
  localStorage.removeItem(`tg.trousseau.${identifiant}`);
  // The last known state of the service: nobody's, but a PC that was wiped keeps nothing.
  localStorage.removeItem('tg.service');
  localStorage.removeItem(`tg.consultations.${identifiant}`);
  const { estCle } = nomsDe(identifiant);
  for (const cle of Object.keys(localStorage)) if (estCle(cle)) localStorage.removeItem(cle);
};
