import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { pluriel } from '#shared/domain/releve/mots';
import { ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { avecVerrouArchive } from '../../adapters/archive/dossier';
import { lireHistoire } from '../../adapters/depot/histoire';
import { choisirChaine, EXTENSION, listerSauvegardes, type Maillon } from './chaine';
import { type PortsSauvegarde, type Precedente, type RapportSauvegarde, refusDe, sauvegarder } from './sauvegarder';
import { verifierChaine } from './verifier';

// A folder of backups: each day a whole one, and the increments that follow it; the oldest generations leave.

/** A whole backup is made again after so long. */
const GENERATION_SECONDES = 24 * 3600;

const nomDe = (instant: Instant, rang: number): string =>
  `telegestion-${instant.replace(/[-:]/g, '')}-${rang === 0 ? 'complete' : String(rang).padStart(4, '0')}${EXTENSION}`;

/** The last backup of this process: what it says was just written need not be read again. */
export type MemoireSerie = { derniere?: { dossier: string; precedente: Precedente } | undefined };

type Generation = { serie: string; debut: Instant; fichiers: Maillon[] };

const generations = (maillons: readonly Maillon[]): Generation[] => {
  const series = new Map<string, Maillon[]>();
  for (const m of maillons) series.set(m.entete.serie, [...(series.get(m.entete.serie) ?? []), m]);
  return [...series]
    .flatMap(([serie, fichiers]) => {
      const debut = fichiers.map((f) => f.entete.instant).sort()[0];
      return debut === undefined ? [] : [{ serie, debut, fichiers }];
    })
    .sort((a, b) => (a.debut < b.debut ? -1 : 1));
};

/** The last file of the last generation, read to its end, where it may be followed; else a new generation begins. */
const lirePrecedente = async (
  p: PortsSauvegarde,
  dossier: string,
  memoire: MemoireSerie,
): Promise<Precedente | undefined> => {
  const derniere = generations(await listerSauvegardes(dossier)).at(-1);
  if (!derniere || ecartSecondes(derniere.debut, p.horloge()) >= GENERATION_SECONDES) return undefined;
  const rang = Math.max(...derniere.fichiers.map((f) => f.entete.rang));
  const connue = memoire.derniere;
  const precedente =
    connue?.dossier === dossier && connue.precedente.serie === derniere.serie && connue.precedente.rang === rang
      ? connue.precedente
      : await relire(p, dossier);
  return precedente?.fin.histoire === (await lireHistoire(p.magasin)) ? precedente : undefined;
};

const relire = async (p: PortsSauvegarde, dossier: string): Promise<Precedente | undefined> => {
  const chaine = await choisirChaine(dossier, undefined);
  const lue = chaine.ok ? await verifierChaine(chaine.valeur, p.cle) : chaine;
  // Damaged, or made with another key: it is not built upon.
  return lue.ok ? lue.valeur.precedente : undefined;
};

const retirer = async (aRetirer: readonly Generation[]): Promise<number> => {
  for (const g of aRetirer) {
    // The whole backup last: cut in between, what is left can still be read.
    const tri = [...g.fichiers].sort((a, b) => b.entete.rang - a.entete.rang);
    for (const f of tri) await rm(f.chemin, { force: true });
  }
  return aRetirer.length;
};

/** `illisible`: the last generation does not open; until a later one has been read, none of the others leaves. */
type Menage = { retirees: number; dit: string; illisible?: true };
const RIEN_A_RETIRER: Menage = { retirees: 0, dit: '' };

/**
 * The setting, lowered because the disk is full, makes room before anything is to be written: only once the last generation that is
 * kept has been read to its end, for it may soon be the only one.
 */
const faireDeLaPlace = async (p: PortsSauvegarde, c: DossierSerie, memoire: MemoireSerie): Promise<Menage> => {
  const toutes = generations(await listerSauvegardes(c.dossier));
  const aRetirer = toutes.slice(0, -c.generations);
  if (aRetirer.length === 0) return RIEN_A_RETIRER;
  const relue = await relire(p, c.dossier);
  if (!relue || relue.serie !== toutes.at(-1)?.serie) {
    // What this process remembers of it is not what the folder holds.
    memoire.derniere = undefined;
    return {
      retirees: 0,
      illisible: true,
      dit: 'Aucune génération ancienne n’est retirée : la dernière ne se relit pas jusqu’au bout avec cette clé. Vérifiez SAUVEGARDE_CLE et le disque ; s’il est plein, faites de la place autrement.',
    };
  }
  memoire.derniere = { dossier: c.dossier, precedente: relue };
  const retirees = await retirer(aRetirer);
  return { retirees, dit: `${generationsRetirees(retirees)}.` };
};

/** What left the folder, in words. */
const generationsRetirees = (n: number): string =>
  `${pluriel(n, 'génération ancienne retirée', 'générations anciennes retirées')} du dossier`;

type DossierSerie = { dossier: string; generations: number };
/** `menage`: what was removed, or why nothing was, in words. */
type RapportSerie = RapportSauvegarde & { retirees: number; menage: string };

const continuer = async (
  p: PortsSauvegarde,
  c: DossierSerie,
  memoire: MemoireSerie,
): Promise<Resultat<RapportSauvegarde>> => {
  const precedente = await lirePrecedente(p, c.dossier, memoire);
  const instant = p.horloge();
  const fichier = join(c.dossier, nomDe(instant, precedente === undefined ? 0 : precedente.rang + 1));
  const r = await sauvegarder({ ...p, horloge: () => instant }, { fichier, precedente });
  if (!r.ok) return r;
  const { rapport, fin } = r.valeur;
  const { serie, rang, empreinte } = rapport;
  memoire.derniere = { dossier: c.dossier, precedente: { serie, rang, instant, empreinte, fin } };
  return { ok: true, valeur: rapport };
};

/** Adds to a folder what has changed since its last backup, or a whole one; `generations`: how many are kept. */
export const sauvegarderEnSerie = async (
  p: PortsSauvegarde,
  c: DossierSerie,
  memoire: MemoireSerie = {},
): Promise<Resultat<RapportSerie>> => {
  let menage = RIEN_A_RETIRER;
  const faire = async (): Promise<Resultat<RapportSerie>> => {
    menage = await faireDeLaPlace(p, c, memoire);
    const r = await continuer(p, c, memoire);
    if (!r.ok) return r;
    const enTrop =
      r.valeur.rang === 0 && !menage.illisible
        ? generations(await listerSauvegardes(c.dossier)).slice(0, -c.generations)
        : [];
    const retirees = menage.retirees + (await retirer(enTrop));
    const dit = retirees > 0 ? `${generationsRetirees(retirees)}.` : menage.dit;
    return { ok: true, valeur: { ...r.valeur, retirees, menage: dit } };
  };
  try {
    await mkdir(c.dossier, { recursive: true, mode: 0o700 });
    const fait = await avecVerrouArchive(c.dossier, faire).catch((e: unknown) => refusDe(e, c.dossier));
    if (!fait)
      return refuser('SAUVEGARDE_EN_COURS', 'Une sauvegarde est déjà en cours dans ce dossier : attendez sa fin.');
    // What left the folder is gone all the same.
    return fait.ok ? fait : refuser(fait.refus.code, `${fait.refus.message} ${menage.dit}`.trimEnd());
  } catch (e) {
    return refusDe(e, c.dossier);
  }
};
