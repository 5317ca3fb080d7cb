import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { ajouterJours, dernierJour, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { calculer } from '../sync-server/domaines/cloture/clore/calculer';
import { ouvrirControle } from '../sync-server/domaines/cloture/inventaire/exiger';
import { compterPourDeBon } from '../sync-server/store/inventaire/pour-de-bon';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { creerMoteur, rattraper } from '../sync-server/transitions/rattraper';
import { MOIS } from './appuis/mois';
import { type Chiffre, chronometrer, dansUnDossier, mediane, moisCharge, presenter } from './appuis/outils';
import { attendreFinDuMagasin, commander, type Execution, environnement } from './appuis/processus';

// Closing and exporting the six antennas, by the two commands, each of which starts the store by itself.

const LIRE_TOUT = fileURLToPath(new URL('./appuis/lire-tout.ts', import.meta.url));

/** Reading what a closing reads: everything of the six databases. */
const lireTout = (dataDir: string): { secondes: number; documents: number } => {
  const env = { ...process.env, ...environnement(dataDir) };
  const dit = execFileSync(process.execPath, ['--import', 'tsx', LIRE_TOUT, dataDir], { env, encoding: 'utf8' });
  return JSON.parse(dit) as { secondes: number; documents: number };
};

/** Both move from one time to the next by more than what is asked of them: so many times each, one after the other. */
const SEANCES = 3;

const FOIS = 7;
const JOURS = 4;
const horloge = (): Instant => instantDe(Date.now());

type Preuve = { cout: number; nu: number; relecture: number };

/**
 * What it costs to prove that everything is there: to a closing, the gate and the inventory, against the same computation without them;
 * to the service, the second look at a day.
 */
const peserPreuve = async (dataDir: string): Promise<Preuve> => {
  const magasin = await ouvrirMagasin({ dataDir });
  try {
    const p = { magasin, horloge };
    const rien = 'Rien n’a été clos.';
    await rattraper(magasin, horloge);
    const nu = (): Promise<unknown> => calculer(p, MOIS, codesAntennes());
    const prouve = (): Promise<unknown> =>
      compterPourDeBon(p, rien, async () => {
        const { verifier } = await ouvrirControle(magasin, { mois: MOIS, antennes: codesAntennes(), rien });
        const calcul = await calculer(p, MOIS, codesAntennes());
        if (!calcul.ok) return calcul;
        const r = await verifier(calcul.valeur);
        if ('refus' in r) throw new Error(r.refus.message);
        return { ok: true, valeur: r };
      });
    // Once each before they count: what is read first warms what is read next.
    await nu();
    await prouve();
    const durees: [nus: number[], prouves: number[]] = [[], []];
    for (let n = 0; n < FOIS; n += 1) {
      durees[0].push((await chronometrer(nu)).secondes);
      durees[1].push((await chronometrer(prouve)).secondes);
    }
    const moteur = await creerMoteur(magasin, horloge);
    const jours = Array.from({ length: JOURS }, (_, n) => ajouterJours(dernierJour(MOIS), -7 * n));
    const relectures: number[] = [];
    for (const jour of jours)
      relectures.push((await chronometrer(() => moteur.revoir([jour], { ecrire: false, alertes: false }))).secondes);
    const [seul, avec] = durees.map(mediane);
    return { nu: seul ?? 0, cout: (avec ?? 0) - (seul ?? 0), relecture: mediane(relectures) };
  } finally {
    await magasin.fermer();
  }
};

const mesurer = (): Promise<Chiffre> =>
  dansUnDossier(async (dossier) => {
    const dataDir = await moisCharge(dossier);
    const planchers: { secondes: number; documents: number }[] = [];
    const clotures: Execution[] = [];
    const exports: Execution[] = [];
    for (let n = 0; n < SEANCES; n += 1) {
      await attendreFinDuMagasin(dataDir);
      const copie = join(dossier, `seance-${n}`);
      cpSync(dataDir, copie, { recursive: true });
      // On the disk first: else the writes of a closing wait for those of the copy.
      execFileSync('sync');
      planchers.push(lireTout(copie));
      await attendreFinDuMagasin(copie);
      clotures.push(await commander(['cloturer', MOIS, '--motif', 'reprise'], copie));
      exports.push(await commander(['exporter', MOIS, '--vers', join(dossier, `export-${n}`)], copie));
      await attendreFinDuMagasin(copie);
    }
    const preuve = await peserPreuve(dataDir);
    const secondes = (faits: readonly { secondes: number }[]): number => mediane(faits.map((f) => f.secondes));
    const [plancher, cloture, exporte] = [planchers, clotures, exports].map(secondes);
    const total = (cloture ?? 0) + (exporte ?? 0);
    return {
      titre: 'Clôture et export des six antennes',
      plancher: `lire les mêmes ${(planchers[0]?.documents ?? 0).toLocaleString('fr-FR')} documents par _all_docs?include_docs`,
      lignes: [
        { quoi: `durée, médiane de ${SEANCES}`, valeur: total, unite: 's', limite: 30 },
        { quoi: 'dont clôture', valeur: cloture ?? 0, unite: 's' },
        { quoi: 'dont export', valeur: exporte ?? 0, unite: 's' },
        // What it proves is read while it reads and computes the rest.
        {
          quoi: 'clôture, rapport à la même sans porte ni inventaire',
          valeur: (cloture ?? 0) / ((cloture ?? 0) - preuve.cout),
          unite: '×',
          limite: 1.05,
        },
        { quoi: 'porte et inventaire, en plus du calcul', valeur: preuve.cout, unite: 's' },
        { quoi: 'calcul seul', valeur: preuve.nu, unite: 's' },
        // A day that is derived without end is looked at again every twenty minutes, the others once.
        {
          quoi: 'seconde lecture d’un jour, part d’un processeur',
          valeur: preuve.relecture / 1_200,
          unite: '×',
          limite: 0.05,
        },
        { quoi: 'seconde lecture d’un jour', valeur: preuve.relecture, unite: 's' },
        { quoi: 'mémoire de la clôture', valeur: Math.max(...clotures.map((c) => c.commandeMo)), unite: 'Mo' },
        { quoi: 'plancher', valeur: plancher ?? 0, unite: 's' },
        // Four times until the store answered a range in an eighth less, which a closing, kept busy by its own work, does not feel.
        { quoi: 'rapport au plancher', valeur: total / (plancher ?? 0), unite: '×', limite: 5 },
      ],
    };
  });

await presenter(import.meta.url, mesurer);
