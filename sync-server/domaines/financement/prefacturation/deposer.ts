import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { dispositifsPresents } from '#shared/domain/prefacturation/composer-pro-forma';
import type { Mois } from '#shared/temps/types';
import type { Fichier } from '../../../adapters/classeur/fichier';
import { estErreurDisque } from '../../../adapters/dossier';
import { compterPourDeBon } from '../../../store/inventaire/pour-de-bon';
import { ENTREES, tracer } from '../../audit';
import { fichiersProForma } from '../pro-forma/fichiers';
import { calculer, fichiersPrefacturation } from './fichiers';
import { lireMoisPrefactures, type MoisPrefacture, type PortsPrefacturation } from './lire-mois';

export type CommandePrefacturation = { mois: Mois; antennes: readonly Antenne[]; vers: string; auteur: string };
export type RapportPrefacturation = {
  mois: Mois;
  /** Antennas whose month is still open: their files are provisional, and named so. */
  provisoires: Antenne[];
  fichiers: { nom: string; lignes: number; empreinte: string }[];
};

type Depot = RapportPrefacturation['fichiers'];

/** Each file under a temporary name, all renamed once all are whole. */
const ecrire = async (dossier: string, fichiers: readonly Fichier[]): Promise<Resultat<Depot>> => {
  const temporaires: string[] = [];
  try {
    await mkdir(dossier, { recursive: true });
    const ecrits: Depot = [];
    for (const { nom, lignes, ouvrir } of fichiers) {
      const temporaire = join(dossier, `.${nom}.${process.pid}.tmp`);
      temporaires.push(temporaire);
      const h = createHash('sha256');
      const compter = async function* (source: AsyncIterable<Buffer | string>) {
        for await (const b of source) {
          h.update(b);
          yield b;
        }
      };
      await pipeline(ouvrir(), compter, createWriteStream(temporaire, { mode: 0o640 }));
      ecrits.push({ nom, lignes, empreinte: h.digest('hex') });
    }
    for (const [i, { nom }] of fichiers.entries()) await rename(temporaires[i] ?? '', join(dossier, nom));
    return { ok: true, valeur: ecrits };
  } catch (e) {
    for (const t of temporaires) await rm(t, { force: true }).catch(() => undefined);
    const { code } = e as NodeJS.ErrnoException;
    if (!estErreurDisque(e) && code !== 'EEXIST') throw e;
    return refuser(
      'DOSSIER_PREFACTURATION',
      `Écriture impossible dans « ${dossier} » (${code}) : vérifiez le dossier, ses droits et la place.`,
    );
  }
};

const lireEtComposer = async (
  p: PortsPrefacturation,
  c: CommandePrefacturation,
): Promise<Resultat<{ mois: MoisPrefacture[]; fichiers: Fichier[] }>> => {
  const lus = await lireMoisPrefactures(p, c.antennes, c.mois, { pourDeBon: true });
  if (!lus.ok) return lus;
  const fichiers: Fichier[] = [];
  for (const x of lus.valeur) {
    const calcule = await calculer(p.magasin, [x]);
    fichiers.push(...fichiersPrefacturation(calcule));
    for (const d of dispositifsPresents([...calcule.lignes, ...calcule.complements]))
      for (const f of await fichiersProForma(p.magasin, x, d)) fichiers.push(f);
  }
  if (lus.valeur.length > 1) fichiers.push(...fichiersPrefacturation(await calculer(p.magasin, lus.valeur)));
  return { ok: true, valeur: { mois: lus.valeur, fichiers } };
};

/** Writes the month's pre-billing and pro formas, antenna by antenna, then all together where all are asked for. */
export const deposerPrefacturation = async (
  p: PortsPrefacturation,
  c: CommandePrefacturation,
): Promise<Resultat<RapportPrefacturation>> => {
  const lus = await compterPourDeBon(p, 'Rien n’a été préfacturé.', () => lireEtComposer(p, c));
  if (!lus.ok) return lus;
  const ecrits = await ecrire(c.vers, lus.valeur.fichiers);
  if (!ecrits.ok) return ecrits;
  const exportee = ENTREES.EXPORT.ecrire.prefacturation(c);
  await tracer(p.magasin, { instant: p.horloge(), auteur: c.auteur, ...exportee });
  const provisoires = lus.valeur.mois.filter((x) => !x.cloture).map((x) => x.antenne);
  return { ok: true, valeur: { mois: c.mois, provisoires, fichiers: ecrits.valeur } };
};
