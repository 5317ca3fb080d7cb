import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { demarrerService, portLibre } from '../scripts/demo/processus';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { type Chiffre, chronometrer, dansUnDossier, mediane, moisCharge, presenter, racine } from './appuis/outils';
import { attendreFinDuMagasin, environnement } from './appuis/processus';

// `servir` on the full month, from the command to the first 200 of /sante.

const ESSAIS = 3;

const attendre200 = async (adresse: string, vivant: () => boolean): Promise<void> => {
  while (vivant()) {
    const ok = await fetch(`${adresse}/sante`).then(
      (r) => r.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((suite) => setTimeout(suite, 10));
  }
  throw new Error('Le service s’est arrêté avant de répondre.');
};

const unDemarrage = async (dossier: string, dataDir: string): Promise<number> => {
  const port = await portLibre(20_000 + (process.pid % 20_000));
  const env = environnement(dataDir, {
    PORT: String(port),
    TELEPHONY_PORT: String(await portLibre(port + 1)),
    PLIVO_AUTH_ID: 'ESSAI',
    PLIVO_AUTH_TOKEN: 'essai-de-demarrage',
    JOURNAL_NIVEAU: 'warn',
  });
  const journal = openSync(join(dossier, 'service.log'), 'a');
  const debut = performance.now();
  const service = demarrerService({ racine, env }, journal);
  await attendre200(`http://127.0.0.1:${port}`, () => service.enfant.exitCode === null);
  const secondes = (performance.now() - debut) / 1000;
  await service.arreter();
  // The next start must find none running.
  await attendreFinDuMagasin(dataDir);
  return secondes;
};

/** The least: Node with tsx, and the store on an empty folder. */
const unPlancher = async (dataDir: string): Promise<{ node: number; magasin: number }> => {
  const node = await chronometrer(() => spawnSync(process.execPath, ['--import', 'tsx', '-e', '0'], { cwd: racine }));
  if (node.valeur.status !== 0) throw new Error('node --import tsx -e 0 a échoué');
  const magasin = await chronometrer(() => ouvrirMagasin({ dataDir }));
  await magasin.valeur.fermer();
  return { node: node.secondes, magasin: magasin.secondes };
};

const mesurer = (): Promise<Chiffre> =>
  dansUnDossier(async (dossier) => {
    const dataDir = await moisCharge(dossier);
    await attendreFinDuMagasin(dataDir);
    const durees: number[] = [];
    const planchers: { node: number; magasin: number }[] = [];
    for (let i = 0; i < ESSAIS; i++) {
      durees.push(await unDemarrage(dossier, dataDir));
      planchers.push(await unPlancher(join(dossier, `plancher-${i}`)));
    }
    const duree = mediane(durees);
    const [node, magasin] = [mediane(planchers.map((p) => p.node)), mediane(planchers.map((p) => p.magasin))];
    return {
      titre: 'Démarrage du service, mois complet chargé',
      plancher: 'node --import tsx -e 0, plus un magasin embarqué vide',
      lignes: [
        { quoi: 'jusqu’à /sante', valeur: duree, unite: 's', limite: 3 },
        { quoi: 'node et tsx seuls', valeur: node, unite: 's' },
        { quoi: 'magasin vide', valeur: magasin, unite: 's' },
        { quoi: 'rapport au plancher', valeur: duree / (node + magasin), unite: '×' },
      ],
    };
  });

await presenter(import.meta.url, mesurer);
