import { join } from 'node:path';
import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { ajouterJours, dernierJour, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { calculer } from '../sync-server/domaines/cloture/clore/calculer';
import { ouvrirControle } from '../sync-server/domaines/cloture/inventaire/exiger';
import { compterPourDeBon } from '../sync-server/store/inventaire/pour-de-bon';
import { lirePlage } from '../sync-server/store/lire';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { creerMoteur, rattraper } from '../sync-server/transitions/rattraper';
import { MOIS } from './appuis/mois';
import { type Chiffre, chronometrer, dansUnDossier, mediane, moisCharge, presenter } from './appuis/outils';
import { commander } from './appuis/processus';

// Closing and exporting the six antennas, by the two commands, each of which starts the store by itself.

/** Reading what a closing reads: everything of the six databases. */
const lireTout = async (dataDir: string): Promise<{ secondes: number; valeur: number }> => {
  const magasin = await ouvrirMagasin({ dataDir });
  try {
    return await chronometrer(async () => {
      let n = 0;
      for (const a of codesAntennes()) {
        n += (await lirePlage(magasin, baseAntenne(a), { debut: '', fin: '\ufff0' })).length;
      }
      return n;
    });
  } finally {
    await magasin.fermer();
  }
};

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
    const plancher = await lireTout(dataDir);
    const preuve = await peserPreuve(dataDir);
    const cloture = await commander(['cloturer', MOIS, '--motif', 'reprise'], dataDir);
    const exporte = await commander(['exporter', MOIS, '--vers', join(dossier, 'export')], dataDir);
    const total = cloture.secondes + exporte.secondes;
    return {
      titre: 'Clôture et export des six antennes',
      plancher: `lire les mêmes ${plancher.valeur.toLocaleString('fr-FR')} documents par _all_docs?include_docs`,
      lignes: [
        { quoi: 'durée', valeur: total, unite: 's', limite: 30 },
        { quoi: 'dont clôture', valeur: cloture.secondes, unite: 's' },
        { quoi: 'dont export', valeur: exporte.secondes, unite: 's' },
        // What it proves is read while it reads and computes the rest.
        {
          quoi: 'clôture, rapport à la même sans porte ni inventaire',
          valeur: cloture.secondes / (cloture.secondes - preuve.cout),
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
        { quoi: 'mémoire de la clôture', valeur: cloture.commandeMo, unite: 'Mo' },
        { quoi: 'plancher', valeur: plancher.secondes, unite: 's' },
        { quoi: 'rapport au plancher', valeur: total / plancher.secondes, unite: '×' },
      ],
    };
  });

await presenter(import.meta.url, mesurer);
