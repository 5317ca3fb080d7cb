import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delai } from 'node:timers/promises';
import { type Alea, creerAlea } from '#shared/testing/alea';
import { donneesDe, dossierDEssai, intervenantLocal, usagerLocal } from '../telephony/testing/atelier';
import {
  type ClientLeger,
  clientLeger,
  type Mesure,
  passerAppel,
  passerEnFile,
} from '../telephony/testing/epreuve/client-leger';
import { demarrerSvi, lancerMagasin } from '../telephony/testing/processus';
import { type Chiffre, centile, presenter } from './appuis/outils';

// A hundred calls at once, fifty new ones a second: the whole service arriving at 8:00 is 1.1 a second. Answer times are
// seen from the client, with CouchDB running beside. The floor is what durability alone costs: each request's bytes,
// appended to a file and synced, at the moments of the requests. Load and floor take turns, so that both meet the same disk.

const TOURS = 3;
const SECONDES = 10;
const APPELS_PAR_SECONDE = 50;
/** Four requests to a call, three waits between them. */
const DUREE_APPEL_MS = 2_000;
/** Above the floor at the 99th percentile. */
const MARGE_MS = 25;
/** The worker remembers that many ended calls: it is measured as it is after a week, not just started. */
const DEJA_PASSES = 6_000;
/** The service at its true size. */
const AIDES = 330;
const USAGERS = 1_600;

const codeAide = (n: number): string => String(10_007 + n * 271);
const numero = (n: number): string => `+3319900${String(n).padStart(4, '0')}`;
const annuaire = donneesDe(
  Array.from({ length: USAGERS }, (_, n) => usagerLocal(`U${n}`, 'Jeanne', { telephones: [numero(n)] })),
  Array.from({ length: AIDES }, (_, n) => intervenantLocal(`I${n}`, codeAide(n))),
);

type Charge = { mesures: Mesure[]; confirmes: number; simultanes: number };

const tirerAppel = (alea: Alea): { de: string; touches: string[] } => ({
  de: numero(alea.entier(0, USAGERS - 1)),
  touches: [codeAide(alea.entier(0, AIDES - 1)), alea.choix(['1', '2'])],
});

const remplir = (client: ClientLeger, url: string): Promise<void> => {
  const alea = creerAlea(0);
  let passes = 0;
  return passerEnFile(client, url, 20, () => {
    passes += 1;
    return passes > DEJA_PASSES ? undefined : { id: `charge-0-${passes}`, ...tirerAppel(alea) };
  });
};

const charger = async (client: ClientLeger, url: string, tour: number): Promise<Charge> => {
  const alea = creerAlea(tour);
  const charge: Charge = { mesures: [], confirmes: 0, simultanes: 0 };
  let enCours = 0;
  const unAppel = async (n: number): Promise<void> => {
    await delai((n * 1000) / APPELS_PAR_SECONDE + alea.entier(0, 20));
    enCours += 1;
    charge.simultanes = Math.max(charge.simultanes, enCours);
    const confirmations = await passerAppel(client, url, {
      id: `charge-${tour}-${n}`,
      ...tirerAppel(alea),
      attendre: () => delai(DUREE_APPEL_MS / 3 + alea.entier(-300, 300)),
      surMesure: (m) => charge.mesures.push(m),
    });
    charge.confirmes += confirmations;
    enCours -= 1;
  };
  const appels = Array.from({ length: SECONDES * APPELS_PAR_SECONDE }, (_, n) => unAppel(n));
  await Promise.all(appels);
  if (charge.confirmes !== appels.length) throw new Error(`${charge.confirmes} confirmations pour ${appels.length}`);
  return charge;
};

/** What the worker wrote for these requests, line by line; a request that needed no line costs the floor one all the same. */
const lignesDuJournal = (dossier: string): string[] => {
  const journal = join(dossier, 'svi', 'journal');
  const fichiers = readdirSync(journal).filter((f) => f.endsWith('.log'));
  return fichiers.flatMap((f) => readFileSync(join(journal, f), 'utf8').split(/(?<=\n)/));
};

/** The same bytes, at the same moments: open, write, sync, close. */
const plancher = async (mesures: readonly Mesure[], lignes: readonly string[], fichier: string): Promise<number[]> => {
  const premier = Math.min(...mesures.map((m) => m.debut));
  return Promise.all(
    mesures.map(async ({ debut }, n) => {
      await delai(debut - premier);
      const avant = performance.now();
      const f = await open(fichier, 'a');
      await f.write(lignes[n % lignes.length] ?? '');
      await f.datasync();
      await f.close();
      return performance.now() - avant;
    }),
  );
};

const mesurer = async (): Promise<Chiffre> => {
  const dossier = await dossierDEssai(annuaire);
  const ailleurs = mkdtempSync(join(tmpdir(), 'telegestion-bench-'));
  const svi = demarrerSvi(dossier, { JOURNAL_NIVEAU: 'error' });
  const magasin = await lancerMagasin(dossier);
  const client = clientLeger(await svi.pret);
  try {
    const url = await svi.pret;
    await remplir(client, url);
    const reponses: number[] = [];
    const ecritures: number[] = [];
    let simultanes = 0;
    for (let tour = 1; tour <= TOURS; tour++) {
      const charge = await charger(client, url, tour);
      reponses.push(...charge.mesures.map((m) => m.ms));
      simultanes = Math.max(simultanes, charge.simultanes);
      const lignes = lignesDuJournal(dossier);
      ecritures.push(...(await plancher(charge.mesures, lignes, join(ailleurs, `plancher-${tour}`))));
    }
    const p99Plancher = centile(ecritures, 99);
    return {
      titre: `SVI sous charge : ${APPELS_PAR_SECONDE} nouveaux appels par seconde`,
      plancher: 'ouvrir un fichier, y ajouter les mêmes octets, fdatasync, aux mêmes moments, dans la même exécution',
      lignes: [
        { quoi: 'temps de réponse, p99', valeur: centile(reponses, 99), unite: 'ms', limite: p99Plancher + MARGE_MS },
        { quoi: 'temps de réponse, médiane', valeur: centile(reponses, 50), unite: 'ms' },
        { quoi: 'temps de réponse, maximum', valeur: Math.max(...reponses), unite: 'ms' },
        { quoi: 'plancher, p99', valeur: p99Plancher, unite: 'ms' },
        { quoi: 'plancher, médiane', valeur: centile(ecritures, 50), unite: 'ms' },
        { quoi: 'plancher, maximum', valeur: Math.max(...ecritures), unite: 'ms' },
        { quoi: 'appels simultanés, au plus', valeur: simultanes, unite: '' },
        { quoi: 'requêtes mesurées', valeur: reponses.length, unite: '' },
      ],
    };
  } finally {
    client.fermer();
    await svi.tuer('SIGTERM');
    await magasin.tuer('SIGTERM');
    rmSync(dossier, { recursive: true });
    rmSync(ailleurs, { recursive: true });
  }
};

await presenter(import.meta.url, mesurer);
