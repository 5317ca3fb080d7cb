import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
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
import { type AccesMagasin, sequenceDe } from '../sync-server/ports/documents';
import { horlogeSysteme } from '../sync-server/ports/horloge';
import { lireChangements } from '../sync-server/store/lire';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { rattraper } from '../sync-server/transitions/rattraper';
import { premierMois } from './mois';
import { type Chiffre, chronometrer, dansUnDossier, mediane, moisCharge, presenter } from './outils';

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
const sequences = async (m: AccesMagasin): Promise<Sequences> => {
  const bases = await m.bases();
  return new Map(await Promise.all(bases.map(async (b) => [b, (await sequenceDe(m, b)) ?? '0'] as const)));
};

/** How many documents of each type were written since. */
const ecritsDepuis = async (m: AccesMagasin, avant: Sequences): Promise<Map<string, number>> => {
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

const prendre = (magasin: AccesMagasin, dossier: string): Promise<RapportImport> =>
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

const CENTIEME = 100;
type Tableau = { entete: string[]; lignes: string[][] };
const lireTableau = (chemin: string): Tableau => {
  const [entete = [], ...lignes]: string[][] = parse(readFileSync(chemin), {
    delimiter: ';',
    bom: true,
    relax_column_count: true,
  });
  return { entete, lignes };
};
const ecrireTableau = (chemin: string, t: Tableau): void =>
  writeFileSync(chemin, stringify([t.entete, ...t.lignes], { delimiter: ';' }));

/** The files of the next day: one planned visit and one usager in a hundred are no longer what they were. */
const changerUnCentieme = (de: string, vers: string): { visites: number; usagers: number } => {
  mkdirSync(vers);
  const noms = readdirSync(de);
  const trouver = (genre: string): string => {
    const nom = noms.find((n) => n.startsWith(genre));
    if (nom === undefined) throw new Error(`pas de ${genre}`);
    return nom;
  };
  const planning = trouver('PLANNING');
  const p = lireTableau(join(de, planning));
  const fin = p.entete.indexOf('fin');
  let visites = 0;
  for (const [n, l] of p.lignes.entries()) {
    // One minute more: no row becomes one that the format refuses.
    if (n % CENTIEME !== 0 || !/:[0-4]\d$/.test(l[fin] ?? '')) continue;
    l[fin] = (l[fin] ?? '').replace(/\d\d$/, (m) => String(Number(m) + 1).padStart(2, '0'));
    visites++;
  }
  ecrireTableau(join(vers, planning), p);
  const u = lireTableau(join(de, trouver('USAGERS')));
  const [id, adresse] = [u.entete.indexOf('id_millesime'), u.entete.indexOf('adresse')];
  const tous = [...new Set(u.lignes.flatMap((l) => (l[0] === '#FIN' ? [] : (l[id] ?? []))))];
  const changes = new Set(tous.filter((_, n) => n % CENTIEME === 0));
  for (const l of u.lignes) if (changes.has(l[id] ?? '')) l[adresse] = `${l[adresse]} bis`;
  ecrireTableau(join(vers, 'USAGERS_20261002.csv'), u);
  return { visites, usagers: changes.size };
};

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
