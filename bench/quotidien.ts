import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lireFichier } from '#shared/formats/codec-lecture';
import { CORRECTIONS } from '#shared/formats/corrections/corrections';
import { FINANCEURS } from '#shared/formats/financeurs/financeurs';
import { INTERVENANTS } from '#shared/formats/intervenants/intervenants';
import { PLANNING } from '#shared/formats/planning/planning';
import { POINTAGES } from '#shared/formats/pointages/pointages';
import { USAGERS } from '#shared/formats/usagers/usagers';
import { decoder } from '../sync-server/domaines/dossiers/importer/decoder';
import { importer } from '../sync-server/domaines/dossiers/importer/importer';
import type { RapportImport } from '../sync-server/domaines/dossiers/importer/rapport';
import { horlogeSysteme } from '../sync-server/ports/horloge';
import { lireChangements, type Magasin, sequenceDe } from '../sync-server/store/lire';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { rattraper } from '../sync-server/transitions/rattraper';
import { changerUnCentieme } from './appuis/demain';
import { premierMois } from './appuis/mois';
import { type Chiffre, chronometrer, dansUnDossier, mediane, moisCharge, presenter } from './appuis/outils';

// What the intake takes every day: the same full files, then the same with one row in a hundred changed.

const ESSAIS = 5;

const LECTEURS: Record<string, (texte: string) => { ok: boolean }> = {
  CORRECTIONS: (t) => lireFichier(CORRECTIONS, t),
  FINANCEURS: (t) => lireFichier(FINANCEURS, t),
  INTERVENANTS: (t) => lireFichier(INTERVENANTS, t),
  PLANNING: (t) => lireFichier(PLANNING, t),
  POINTAGES: (t) => lireFichier(POINTAGES, t),
  USAGERS: (t) => lireFichier(USAGERS, t),
};

/** The floor: the files read, decoded, and each cell of them understood. */
const analyser = (dossier: string): void => {
  for (const nom of readdirSync(dossier).filter((n) => n.endsWith('.csv'))) {
    const decode = decoder(readFileSync(join(dossier, nom)));
    const lu = decode.ok ? LECTEURS[nom.split(/[_.]/)[0] ?? '']?.(decode.texte) : undefined;
    if (!lu?.ok) throw new Error(`${nom} n’est pas lu`);
  }
};

type Sequences = ReadonlyMap<string, string>;
const sequences = async (m: Magasin): Promise<Sequences> => {
  const bases = await m.bases();
  return new Map(await Promise.all(bases.map(async (b) => [b, (await sequenceDe(m, b)) ?? '0'] as const)));
};

/** How many documents of each type were written since. */
const ecritsDepuis = async (m: Magasin, avant: Sequences): Promise<Map<string, number>> => {
  const parType = new Map<string, number>();
  for (const base of await m.bases()) {
    const { lignes } = await lireChangements(m, base, avant.get(base) ?? '0', 1_000_000);
    for (const { id } of lignes) {
      const type = id.split(':')[0] ?? '';
      // One import at a time: the lock is taken and given back.
      if (type !== 'verrou') parType.set(type, (parType.get(type) ?? 0) + 1);
    }
  }
  return parType;
};

const prendre = (magasin: Magasin, dossier: string): Promise<RapportImport> =>
  importer(
    {
      magasin,
      horloge: horlogeSysteme,
      hasard: (n) => createHash('sha256').update(String(n)).digest().readUInt16BE() % n,
      auteur: 'banc',
      rattraper: () => rattraper(magasin, horlogeSysteme),
    },
    { dossier },
  );

const exiger = (vrai: boolean, quoi: string): void => {
  if (!vrai) throw new Error(quoi);
};

const mesurer = (): Promise<Chiffre> =>
  dansUnDossier(async (dossier) => {
    const fichiers = join(dossier, 'fichiers');
    cpSync(await premierMois(dossier), fichiers, { recursive: true });
    const magasin = await ouvrirMagasin({ dataDir: await moisCharge(dossier) });
    try {
      const avant = await sequences(magasin);
      const [memes, planchers]: [number[], number[]] = [[], []];
      for (let i = 0; i < ESSAIS; i++) {
        memes.push((await chronometrer(() => prendre(magasin, fichiers))).secondes);
        planchers.push((await chronometrer(() => analyser(fichiers))).secondes);
      }
      const rien = await ecritsDepuis(magasin, avant);
      exiger(rien.size === 0, `écrits par un import inchangé : ${JSON.stringify([...rien])}`);

      const demain = join(dossier, 'demain');
      const change = changerUnCentieme(fichiers, demain);
      const depuis = await sequences(magasin);
      const un = await chronometrer(() => prendre(magasin, demain));
      const refus = un.valeur.fichiers.filter((f) => f.etat !== 'IMPORTE').map((f) => `${f.nom} : ${f.etat}`);
      exiger(refus.length === 0, refus.join(', '));
      const ecrits = await ecritsDepuis(magasin, depuis);
      const de = (type: string): number => ecrits.get(type) ?? 0;
      return {
        titre: 'Import quotidien des fichiers complets',
        plancher: 'lire, décoder et analyser les mêmes fichiers, sans rien comparer',
        lignes: [
          { quoi: 'fichiers inchangés, rien n’est écrit', valeur: mediane(memes), unite: 's' },
          { quoi: 'plancher', valeur: mediane(planchers), unite: 's' },
          { quoi: 'rapport au plancher', valeur: mediane(memes) / mediane(planchers), unite: '×', limite: 1.25 },
          { quoi: 'une visite et un usager sur cent changés', valeur: un.secondes, unite: 's' },
          { quoi: 'visites changées', valeur: change.visites, unite: '' },
          { quoi: 'visites écrites', valeur: de('visite'), unite: '', limite: change.visites },
          { quoi: 'usagers changés', valeur: change.usagers, unite: '' },
          { quoi: 'usagers écrits', valeur: de('usager'), unite: '', limite: change.usagers },
        ],
      };
    } finally {
      await magasin.fermer();
    }
  });

await presenter(import.meta.url, mesurer);
