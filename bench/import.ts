import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lirePlage, type Magasin } from '../sync-server/store/lire';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import type { Base } from './appuis/ecrire-tout';
import { premierMois } from './appuis/mois';
import { type Chiffre, dansUnDossier, laisserMois, presenter } from './appuis/outils';
import { commander, environnement } from './appuis/processus';

// The full month through the real command, on an empty data folder.

const TOUT = { debut: '', fin: '\ufff0' };
const ECRIRE_TOUT = fileURLToPath(new URL('./appuis/ecrire-tout.ts', import.meta.url));

/** All that the import left in the store, without its revisions. */
const relire = async (m: Magasin): Promise<Base[]> => {
  const bases: Base[] = [];
  for (const nom of await m.bases()) {
    const documents = (await lirePlage<object>(m, nom, TOUT)).map(({ _rev, ...doc }) => doc);
    bases.push({ nom, documents });
  }
  return bases;
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
    const documents = join(dossier, 'documents');
    writeFileSync(documents, bases.map((b) => JSON.stringify(b)).join('\n'));
    const neuf = join(dossier, 'plancher');
    const dit = execFileSync(process.execPath, ['--import', 'tsx', ECRIRE_TOUT, neuf, fichiers, documents], {
      env: { ...process.env, ...environnement(neuf) },
      encoding: 'utf8',
    });
    const plancher = JSON.parse(dit) as { secondes: number };
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
