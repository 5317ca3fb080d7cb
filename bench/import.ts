import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { ecrireTout } from '../sync-server/store/ecrire';
import { lirePlage, type Magasin } from '../sync-server/store/lire';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { premierMois } from './appuis/mois';
import { type Chiffre, chronometrer, dansUnDossier, laisserMois, presenter } from './appuis/outils';
import { commander } from './appuis/processus';

// The full month through the real command, on an empty data folder.

const PAR_ENVOI = 2_000;
const TOUT = { debut: '', fin: '\ufff0' };

type Base = { nom: string; documents: object[] };

/** All that the import left in the store, without its revisions. */
const relire = async (m: Magasin): Promise<Base[]> => {
  const bases: Base[] = [];
  for (const nom of await m.bases()) {
    const documents = (await lirePlage<object>(m, nom, TOUT)).map(({ _rev, ...doc }) => doc);
    bases.push({ nom, documents });
  }
  return bases;
};

/** The least that an import can do: read the cells of the files, and write the documents. */
const ecrireBrut = async (m: Magasin, dossier: string, bases: readonly Base[]): Promise<void> => {
  for (const nom of readdirSync(dossier).filter((f) => f.endsWith('.csv'))) {
    const lignes: string[][] = parse(readFileSync(join(dossier, nom)), { delimiter: ';', relax_column_count: true });
    if (lignes.length === 0) throw new Error(`${nom} est vide`);
  }
  for (const { nom, documents } of bases) {
    await m.creerBase(nom);
    for (let i = 0; i < documents.length; i += PAR_ENVOI) {
      await ecrireTout(m, nom, documents.slice(i, i + PAR_ENVOI));
    }
  }
};

const avecMagasin = async <T>(dataDir: string, travail: (m: Magasin) => Promise<T>): Promise<T> => {
  const magasin = await ouvrirMagasin({ dataDir });
  try {
    return await travail(magasin);
  } finally {
    await magasin.fermer();
  }
};

const mesurer = (): Promise<Chiffre> =>
  dansUnDossier(async (dossier) => {
    const fichiers = await premierMois(dossier);
    const dataDir = join(dossier, 'donnees');
    const produit = await commander(['importer', fichiers], dataDir);
    const bases = await avecMagasin(dataDir, relire);
    await laisserMois(dataDir);
    const plancher = await avecMagasin(join(dossier, 'plancher'), (m) =>
      chronometrer(() => ecrireBrut(m, fichiers, bases)),
    );
    const n = bases.reduce((s, b) => s + b.documents.length, 0);
    return {
      titre: 'Import du mois complet',
      plancher: `lire les mêmes fichiers par csv-parse et écrire les mêmes ${n.toLocaleString('fr-FR')} documents par _bulk_docs dans un magasin neuf`,
      lignes: [
        { quoi: 'durée', valeur: produit.secondes, unite: 's', limite: 60 },
        { quoi: 'mémoire de la commande', valeur: produit.commandeMo, unite: 'Mo', limite: 1_024 },
        { quoi: 'mémoire du magasin', valeur: produit.magasinMo, unite: 'Mo', limite: 1_024 },
        { quoi: 'mémoire des deux au même moment', valeur: produit.ensembleMo, unite: 'Mo' },
        { quoi: 'plancher', valeur: plancher.secondes, unite: 's' },
        { quoi: 'rapport au plancher', valeur: produit.secondes / plancher.secondes, unite: '×' },
      ],
    };
  });

await presenter(import.meta.url, mesurer);
