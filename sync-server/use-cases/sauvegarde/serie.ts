import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Resultat, refuser } from '#shared/contrats/commun';
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

const generations = (maillons: readonly Maillon[]): { serie: string; debut: Instant; fichiers: Maillon[] }[] => {
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

const retirerAnciennes = async (dossier: string, gardees: number): Promise<number> => {
  const aRetirer = generations(await listerSauvegardes(dossier)).slice(0, -gardees);
  for (const g of aRetirer) {
    // The whole backup last: cut in between, what is left can still be read.
    const tri = [...g.fichiers].sort((a, b) => b.entete.rang - a.entete.rang);
    for (const f of tri) await rm(f.chemin, { force: true });
  }
  return aRetirer.length;
};

/** Adds to a folder what has changed since its last backup, or a whole one; `generations`: how many are kept. */
export const sauvegarderEnSerie = async (
  p: PortsSauvegarde,
  c: { dossier: string; generations: number },
  memoire: MemoireSerie = {},
): Promise<Resultat<RapportSauvegarde & { retirees: number }>> => {
  try {
    await mkdir(c.dossier, { recursive: true, mode: 0o700 });
    const fait = await avecVerrouArchive(
      c.dossier,
      async (): Promise<Resultat<RapportSauvegarde & { retirees: number }>> => {
        const precedente = await lirePrecedente(p, c.dossier, memoire);
        const instant = p.horloge();
        const fichier = join(c.dossier, nomDe(instant, precedente === undefined ? 0 : precedente.rang + 1));
        const r = await sauvegarder({ ...p, horloge: () => instant }, { fichier, precedente });
        if (!r.ok) return r;
        const { rapport, fin } = r.valeur;
        const { serie, rang, empreinte } = rapport;
        memoire.derniere = { dossier: c.dossier, precedente: { serie, rang, instant, empreinte, fin } };
        const retirees = rang === 0 ? await retirerAnciennes(c.dossier, c.generations) : 0;
        return { ok: true, valeur: { ...rapport, retirees } };
      },
    );
    return (
      fait ?? refuser('SAUVEGARDE_EN_COURS', 'Une sauvegarde est déjà en cours dans ce dossier : attendez sa fin.')
    );
  } catch (e) {
    return refusDe(e, c.dossier);
  }
};
