import { join } from 'node:path';
import { CODES_ANTENNES } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { baseAntenne } from '#shared/contrats/ids';
import { comparer } from '../sync-server/domaines/cloture/inventaire/exiger';
import { lireInventaire } from '../sync-server/domaines/cloture/inventaire/lire';
import { lirePlage } from '../sync-server/store/lire';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { plageType } from '../sync-server/store/types';
import { MOIS } from './mois';
import { type Chiffre, chronometrer, dansUnDossier, moisCharge, presenter } from './outils';
import { commander } from './processus';

// Closing and exporting the six antennas, by the two commands, each of which starts the store by itself.

/** Reading what a closing reads: everything of the six databases. */
const lireTout = async (dataDir: string): Promise<{ secondes: number; valeur: number }> => {
  const magasin = await ouvrirMagasin({ dataDir });
  try {
    return await chronometrer(async () => {
      let n = 0;
      for (const a of CODES_ANTENNES) {
        n += (await lirePlage(magasin, baseAntenne(a), { debut: '', fin: '\ufff0' })).length;
      }
      return n;
    });
  } finally {
    await magasin.fermer();
  }
};

/** What the inventory of the month costs a closing: to be read, and weighed. */
const peserInventaire = async (dataDir: string): Promise<number> => {
  const magasin = await ouvrirMagasin({ dataDir });
  try {
    const interventions: Intervention[] = [];
    for (const a of CODES_ANTENNES) interventions.push(...(await plageType(magasin, 'intervention', { antenne: a })));
    const { secondes } = await chronometrer(async () => {
      const lu = await lireInventaire(magasin, MOIS);
      return comparer(magasin, lu, interventions, { usagers: new Map(), perimetre: undefined });
    });
    return secondes;
  } finally {
    await magasin.fermer();
  }
};

const mesurer = (): Promise<Chiffre> =>
  dansUnDossier(async (dossier) => {
    const dataDir = await moisCharge(dossier);
    const plancher = await lireTout(dataDir);
    const cloture = await commander(['cloturer', MOIS, '--motif', 'reprise'], dataDir);
    const exporte = await commander(['exporter', MOIS, '--vers', join(dossier, 'export')], dataDir);
    const inventaire = await peserInventaire(dataDir);
    const total = cloture.secondes + exporte.secondes;
    return {
      titre: 'Clôture et export des six antennes',
      plancher: `lire les mêmes ${plancher.valeur.toLocaleString('fr-FR')} documents par _all_docs?include_docs`,
      lignes: [
        { quoi: 'durée', valeur: total, unite: 's', limite: 30 },
        { quoi: 'dont clôture', valeur: cloture.secondes, unite: 's' },
        { quoi: 'dont export', valeur: exporte.secondes, unite: 's' },
        // A closing reads it while it reads and computes the rest: it then costs it some hundredths.
        { quoi: 'inventaire du mois, lu seul', valeur: inventaire, unite: 's' },
        {
          quoi: 'inventaire, rapport au plancher',
          valeur: inventaire / plancher.secondes,
          unite: '×',
          limite: 0.6,
        },
        { quoi: 'mémoire de la clôture', valeur: cloture.commandeMo, unite: 'Mo' },
        { quoi: 'plancher', valeur: plancher.secondes, unite: 's' },
        { quoi: 'rapport au plancher', valeur: total / plancher.secondes, unite: '×' },
      ],
    };
  });

await presenter(import.meta.url, mesurer);
