import { z } from 'zod';
import { type FicheAntenne, ficheAntenneSchema } from '#shared/contrats/antenne';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Trousseau } from '../chiffrement/cles';
import { nomsDe } from './noms';
import { AUCUN_LOT, type CompteLots } from './remplies';

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

/** What there was no room to write: true in this page all the same. */
const sansPlace = new Map<string, unknown>();

const lire = <T>(cle: string): T | undefined => {
  if (sansPlace.has(cle)) return sansPlace.get(cle) as T;
  const texte = localStorage.getItem(cle);
  if (texte === null) return undefined;
  try {
    return JSON.parse(texte) as T;
  } catch {
    return undefined;
  }
};
/** Throws where there is no room left. */
const ecrire = (cle: string, valeur: unknown): void => {
  localStorage.setItem(cle, JSON.stringify(valeur));
  sansPlace.delete(cle);
};
/** For what the work must not stop for; whether there was room. */
const tenter = (cle: string, valeur: unknown): boolean => {
  try {
    ecrire(cle, valeur);
    return true;
  } catch {
    sansPlace.set(cle, valeur);
    return false;
  }
};
const effacer = (cle: string): void => {
  localStorage.removeItem(cle);
  sansPlace.delete(cle);
};

export const lireCompte = (): CompteConnu | undefined => lire<CompteConnu>('tg.compte');
/** The antennas of the service; what is there and cannot be read is as if it were not. */
export const lireAntennes = (): FicheAntenne[] | undefined =>
  z.array(ficheAntenneSchema).min(1).safeParse(lire('tg.antennes')).data;
export const ecrireAntennes = (fiches: readonly FicheAntenne[]): void => void tenter('tg.antennes', fiches);
/** Without room for it, she signs in with the network next time. */
export const ecrireCompte = (c: CompteConnu): void => void tenter('tg.compte', c);

export const lireTrousseau = (identifiant: string): Trousseau | undefined =>
  lire<Trousseau>(`tg.trousseau.${identifiant}`);
export const ecrireTrousseau = (identifiant: string, t: Trousseau): void => ecrire(`tg.trousseau.${identifiant}`, t);

/** Those who follow are told of another count; whether it could be written. */
const compter = (cle: string, n: number): boolean => {
  const avant = lire<number>(cle) ?? 0;
  if (n === avant && !sansPlace.has(cle)) return true;
  const ecrit = tenter(cle, n);
  if (n !== avant) annoncer();
  return ecrit;
};

/** How many rows wait on this PC: kept apart from them, so that their loss is noticed. */
export const lireAttente = (base: string): number => lire<number>(`tg.attente.${base}`) ?? 0;
export const ecrireAttente = (base: string, n: number): boolean => compter(`tg.attente.${base}`, n);

/** What this PC kept of that account was erased without anybody being able to read it: said until she has read so. */
export const lireIllisibles = (identifiant: string): boolean => lire<true>(`tg.illisibles.${identifiant}`) ?? false;
export const noterIllisibles = (identifiant: string): void => void tenter(`tg.illisibles.${identifiant}`, true);
export const oublierIllisibles = (identifiant: string): void => effacer(`tg.illisibles.${identifiant}`);

/** How many of the rows that wait are no corrections: they are counted by another word. */
export const lireAutres = (base: string): number => lire<number>(`tg.autres.${base}`) ?? 0;
export const ecrireAutres = (base: string, n: number): boolean => compter(`tg.autres.${base}`, n);

/** How many of what this PC typed was refused, to be told from another antenna's screen. */
export const lireRefusees = (base: string): number => lire<number>(`tg.refus.${base}`) ?? 0;
export const ecrireRefusees = (base: string, n: number): boolean => compter(`tg.refus.${base}`, n);

/** How many rows typed for that antenna, no longer the account's, are still on this PC: nothing will send them. */
export const lireRetirees = (base: string): number => lire<number>(`tg.retirees.${base}`) ?? 0;
const ecrireRetirees = (base: string, n: number): boolean => {
  if (n > 0) return tenter(`tg.retirees.${base}`, n);
  oublierRetirees(base);
  return true;
};
export const oublierRetirees = (base: string): void => effacer(`tg.retirees.${base}`);
/** They no longer wait. Without room for their count, they stay counted as waiting: they are told again at another start. */
export const noterRetirees = (base: string, n: number): void => {
  if (ecrireRetirees(base, n)) ecrireAttente(base, 0);
};
/** They wait again. One count makes room for the other; where it does not, it stays as it was. */
export const rendreRetirees = (base: string): void => {
  const n = lireRetirees(base);
  if (n === 0) return;
  oublierRetirees(base);
  if (!ecrireAttente(base, n)) ecrireRetirees(base, n);
};

/**
 * Since when the server has not answered this PC: what a relaunch without network goes on with, until it answers. The earlier of the
 * two instants; `EN_LIGNE` forgets it.
 */
export const tenirHorsLigne = (liaison: string, depuis: Instant): Instant => {
  if (liaison === 'EN_LIGNE') effacer('tg.hors-ligne');
  if (liaison !== 'HORS_LIGNE') return depuis;
  const avant = lire<Instant>('tg.hors-ligne');
  if (avant !== undefined && avant <= depuis) return avant;
  tenter('tg.hors-ligne', depuis);
  return depuis;
};

/** What is added to this PC's clock, as the server last told it, and that clock when it was last seen so. In milliseconds. */
export type HorlogeConnue = { ecartMs: number; vueMs: number };
export const lireHorloge = (): HorlogeConnue | undefined => lire<HorlogeConnue>('tg.horloge');
export const ecrireHorloge = (h: HorlogeConnue): void => void tenter('tg.horloge', h);
export const oublierHorloge = (): void => effacer('tg.horloge');

const abonnes = new Set<() => void>();
const annoncer = (): void => {
  for (const a of [...abonnes]) a();
};
/** Told when one of these counts changes, in this tab or another. */
export const suivreAttentes = (reagir: () => void): (() => void) => {
  const dUnAutreOnglet = (ev: StorageEvent): void => {
    if (!/^tg\.(attente|autres|refus)\./.test(ev.key ?? '')) return;
    sansPlace.delete(ev.key ?? '');
    reagir();
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
export const ecrireFenetre = (base: string, debut: DateCivile): void => void tenter(`tg.fenetre.${base}`, debut);
/** Told what another tab has noted: the one that leads is told it by the server, the others by nothing else. */
export const suivreFenetreNotee = (base: string, reagir: (debut: DateCivile) => void): (() => void) => {
  const noter = (ev: StorageEvent): void => {
    const debut = ev.key === `tg.fenetre.${base}` ? lireFenetre(base) : undefined;
    if (debut) reagir(debut);
  };
  addEventListener('storage', noter);
  return () => removeEventListener('storage', noter);
};

/** How much the databases hold: kept apart, because a damaged one opens empty without an error. */
export const lireLots = (base: string): CompteLots => ({
  ...AUCUN_LOT,
  ...lire<Partial<CompteLots>>(`tg.lots.${base}`),
});
export const ecrireLots = (base: string, n: CompteLots): void => void tenter(`tg.lots.${base}`, n);

/** Which life of the server's data that base has read, and sent what it lacked to: a restoration begins another. */
export const lireHistoire = (base: string): string | undefined => lire<string>(`tg.histoire.${base}`);
const abonnesHistoires = new Set<() => void>();
export const ecrireHistoire = (base: string, histoire: string): void => {
  if (lireHistoire(base) === histoire) return;
  tenter(`tg.histoire.${base}`, histoire);
  for (const a of [...abonnesHistoires]) a();
};
/** Told when one of these changes, in this tab or another. */
export const suivreHistoires = (reagir: () => void): (() => void) => {
  const dUnAutreOnglet = (ev: StorageEvent): void => {
    if (ev.key?.startsWith('tg.histoire.')) reagir();
  };
  abonnesHistoires.add(reagir);
  addEventListener('storage', dUnAutreOnglet);
  return () => {
    abonnesHistoires.delete(reagir);
    removeEventListener('storage', dUnAutreOnglet);
  };
};

const DE_LA_BASE = ['attente', 'autres', 'refus', 'fenetre', 'histoire', 'lots', 'chiffres'] as const;
/** What is known there of a base that is removed; of what was typed for it and never sent, the count and the drafts stay. */
export const oublierBase = (base: string): void => {
  for (const quoi of DE_LA_BASE) effacer(`tg.${quoi}.${base}`);
  annoncer();
};

const ecrits = (base: string): Readonly<Record<string, string>> =>
  lire<Record<string, string>>(`tg.brouillons.${base}`) ?? {};
/** Sealed drafts that the disk has no room for: this page's alone, and never written under that key. */
const cleRetenus = (base: string): string => `tg.retenus.${base}`;
export const lireRetenus = (base: string): Readonly<Record<string, string>> =>
  lire<Record<string, string>>(cleRetenus(base)) ?? {};
export const retenirBrouillon = (base: string, nom: string, scelle: string): void =>
  void sansPlace.set(cleRetenus(base), { ...lireRetenus(base), [nom]: scelle });
const lacher = (base: string, nom: string): void => {
  const { [nom]: _, ...autres } = lireRetenus(base);
  if (Object.keys(autres).length > 0) sansPlace.set(cleRetenus(base), autres);
  else sansPlace.delete(cleRetenus(base));
};
/** Whether this page alone has some of them. */
export const retientBrouillons = (): boolean => [...sansPlace.keys()].some((cle) => cle.startsWith('tg.retenus.'));

/** What is typed there and not sent, each sealed under a random name. */
export const lireBrouillons = (base: string): Readonly<Record<string, string>> => ({
  ...ecrits(base),
  ...lireRetenus(base),
});
/** Throws where there is no room left. `scelle`: undefined where it goes. */
export const ecrireBrouillon = (base: string, nom: string, scelle: string | undefined): void => {
  const { [nom]: avant, ...autres } = ecrits(base);
  if (scelle !== undefined) ecrire(`tg.brouillons.${base}`, { ...autres, [nom]: scelle });
  else if (avant !== undefined && Object.keys(autres).length > 0) ecrire(`tg.brouillons.${base}`, autres);
  else if (avant !== undefined) localStorage.removeItem(`tg.brouillons.${base}`);
  lacher(base, nom);
};
export const oublierBrouillons = (base: string): void => {
  localStorage.removeItem(`tg.brouillons.${base}`);
  sansPlace.delete(cleRetenus(base));
};

/** As long as the page lives, be it cleared under it: what it has typed bears it, and is known by it. */
let nommePoste: string | undefined;
/** The name of this device in what it writes; random, says nothing of the machine. */
export const poste = (): string => {
  nommePoste ??= lire<string>('tg.poste');
  if (nommePoste !== undefined) return nommePoste;
  nommePoste = `poste-${crypto.randomUUID().slice(0, 8)}`;
  tenter('tg.poste', nommePoste);
  return nommePoste;
};

/** All that is kept there of one account, but what it has read and the audit log does not have yet. */
export const oublierCompte = (identifiant: string): void => {
  if (lireCompte()?.identifiant === identifiant) effacer('tg.compte');
  localStorage.removeItem(`tg.trousseau.${identifiant}`);
  // The last known state of the service: nobody's, but a PC that was wiped keeps nothing.
  localStorage.removeItem('tg.service');
  // How that account had its screens; and since when there was no network, which the next one finds out by herself.
  localStorage.removeItem(`tg.affichage.${identifiant}`);
  effacer('tg.hors-ligne');
  effacer(`tg.illisibles.${identifiant}`);
  const { estCle } = nomsDe(identifiant);
  for (const cle of [...Object.keys(localStorage), ...sansPlace.keys()]) if (estCle(cle)) effacer(cle);
  // The antennas, and the clock of this PC, are nobody's: they stay for who still has something here, and go with the last.
  if (Object.keys(localStorage).some((c) => c.startsWith('tg.trousseau.'))) return;
  effacer('tg.antennes');
  oublierHorloge();
};
