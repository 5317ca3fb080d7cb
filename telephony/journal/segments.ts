import { open as ouvrirFichier, readdir, readFile, truncate, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ecrireAtomique, fsyncDossier } from '../fichiers';
import { type Entree, lireSegment } from './entree';

export type Position = { segment: number; octet: number };

const NOM = /^journal-(\d{8})\.log$/;
export const nomSegment = (n: number): string => `journal-${String(n).padStart(8, '0')}.log`;

const positionSchema = z.object({ segment: z.number().int(), octet: z.number().int() });

export const listerSegments = async (dossier: string): Promise<number[]> =>
  (await readdir(dossier))
    .flatMap((nom) => NOM.exec(nom)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

export const supprimerSegments = async (dossier: string, avant: number): Promise<void> => {
  for (const n of await listerSegments(dossier)) if (n < avant) await unlink(join(dossier, nomSegment(n)));
};

/** How far CouchDB has confirmed. Losing it costs only a sending again, which CouchDB answers as already there. */
export const lireConfirme = async (dossier: string): Promise<Position> => {
  try {
    return positionSchema.parse(JSON.parse(await readFile(join(dossier, 'confirme.json'), 'utf8')));
  } catch {
    return { segment: 0, octet: 0 };
  }
};

export const ecrireConfirme = (dossier: string, position: Position): Promise<void> =>
  ecrireAtomique(join(dossier, 'confirme.json'), JSON.stringify(position), false);

export type Reprise = {
  entrees: { entree: Entree; position: Position }[];
  premier: number;
  dernier: number;
  taille: number;
  abimees: number;
  coupes: number;
};

/** Reads every segment in order, and cuts from the last one what a crash left half written. */
export const reprendre = async (dossier: string): Promise<Reprise> => {
  const segments = await listerSegments(dossier);
  const reprise: Reprise = { entrees: [], premier: segments[0] ?? 1, dernier: 0, taille: 0, abimees: 0, coupes: 0 };
  for (const segment of segments) {
    const chemin = join(dossier, nomSegment(segment));
    const contenu = await readFile(chemin);
    const { entrees, bons, abimees } = lireSegment(contenu);
    for (const { entree, fin } of entrees) reprise.entrees.push({ entree, position: { segment, octet: fin } });
    reprise.abimees += abimees;
    reprise.coupes += contenu.length - bons;
    if (bons < contenu.length) await truncate(chemin, bons);
    reprise.dernier = segment;
    reprise.taille = bons;
  }
  return reprise;
};

/** What the journal asks of a file; a port, so that a full disk can be tested on a device that is always full. */
export type FichierJournal = {
  write: (contenu: string) => Promise<unknown>;
  datasync: () => Promise<void>;
  truncate: (taille: number) => Promise<void>;
  close: () => Promise<void>;
};
export type Ouvrir = (chemin: string) => Promise<FichierJournal>;

export const ouvrirSegment: Ouvrir = async (chemin) => {
  const f = await ouvrirFichier(chemin, 'a', 0o600);
  return {
    // appendFile goes on after a short write; FileHandle.write does not.
    write: (contenu) => f.appendFile(contenu),
    datasync: () => f.datasync(),
    truncate: (taille) => f.truncate(taille),
    close: () => f.close(),
  };
};

export const creerSegment = async (ouvrir: Ouvrir, dossier: string, n: number): Promise<FichierJournal> => {
  const f = await ouvrir(join(dossier, nomSegment(n)));
  await fsyncDossier(dossier);
  return f;
};
