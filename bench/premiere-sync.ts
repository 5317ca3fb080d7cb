import type { Page } from '@playwright/test';
import { allumerPoste, attendreServiceWorker, seConnecter } from '../e2e/outils/navigateur';
import type { CompteEssai } from '../e2e/outils/service';
import { avecExtranet } from './extranet';
import { troisMoisImportes } from './mois';
import { type Chiffre, mediane, presenter } from './outils';
import { compterJours, lireEtAnalyser, type Plancher, poserSonde, type Releve } from './sonde';

// The first sync of a new PC, in real Chromium, by the built extranet: three months of an antenna, encrypted and kept.

const ANTENNE = 'EST';
const ESSAIS = 3;
/** Without a write for so long, a sync that says « À jour » is over. */
const CALME_MS = 1_000;

/** Over: the mark says so, and nothing is written any more. */
const attendreFin = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    (calme) => {
      const { marques, ecritures, pages } = window.releve;
      const derniere = Math.max(ecritures.at(-1)?.fin ?? 0, pages.at(-1)?.fin ?? 0);
      return marques.at(-1)?.texte === 'À jour' && pages.length > 0 && performance.now() - derniere > calme;
    },
    CALME_MS,
    { polling: 200, timeout: 120_000 },
  );

type Essai = { syncMs: number; aJourMs: number; plancher: Plancher };

/** From the first request of the replication to the commit of the last lot that it received. */
const duree = ({ pages, ecritures, marques }: Releve): Pick<Essai, 'syncMs' | 'aJourMs'> => {
  const debut = Math.min(...pages.map((p) => p.debut));
  const ecrites = ecritures.filter((e) => /--(dossiers|jours|saisies|decisions)$/.test(e.base));
  return {
    syncMs: Math.max(...ecrites.map((e) => e.fin)) - debut,
    aJourMs: (marques.at(-1)?.quand ?? Number.NaN) - debut,
  };
};

const unEssai = async (adresse: string, compte: CompteEssai): Promise<Essai> => {
  const poste = await allumerPoste();
  try {
    const { page } = poste;
    // tsx names functions by a helper of its own, that the page has not.
    await page.addInitScript({ content: 'globalThis.__name = (f) => f;' });
    await page.addInitScript(poserSonde);
    // While a person types, the shell installs itself: here too, it is there before the sign-in.
    await page.goto(adresse);
    await attendreServiceWorker(page);
    await seConnecter(page, adresse, compte);
    await attendreFin(page);
    const releve = await page.evaluate(() => window.releve);
    if (process.env.BENCH_DETAIL) console.error(JSON.stringify(releve, null, 1));
    const urls = [...releve.pages].sort((a, b) => a.debut - b.debut).map((p) => p.url);
    const planchers: Plancher[] = [];
    for (let i = 0; i < ESSAIS; i++) planchers.push(await page.evaluate(lireEtAnalyser, urls));
    const ms = mediane(planchers.map((p) => p.ms));
    const [plancher] = planchers;
    const gardes = await page.evaluate(compterJours);
    if (!plancher || plancher.visites === 0 || gardes !== plancher.jours) {
      throw new Error(`${gardes} jours gardés sur ${plancher?.jours} : la synchronisation n’est pas complète.`);
    }
    return { ...duree(releve), plancher: { ...plancher, ms } };
  } finally {
    await poste.jeter();
  }
};

const mesurer = (): Promise<Chiffre> =>
  avecExtranet(troisMoisImportes(ANTENNE), async ({ adresse, creerCompte }) => {
    const compte = await creerCompte('marie', ANTENNE);
    const essais: Essai[] = [];
    for (let i = 0; i < ESSAIS; i++) essais.push(await unEssai(adresse, compte));
    const [premier] = essais;
    if (!premier) throw new Error('aucun essai');
    const { visites, octets } = premier.plancher;
    const nombre = visites.toLocaleString('fr-FR');
    return {
      titre: `Première synchronisation dans Chromium, trois mois d’une antenne (${nombre} visites)`,
      plancher: `demander et analyser (JSON.parse) les mêmes réponses, ${(octets / 1e6).toFixed(1)} Mo, dans la même page`,
      lignes: [
        {
          quoi: 'rapport au plancher',
          valeur: mediane(essais.map((e) => e.syncMs / e.plancher.ms)),
          unite: '×',
          limite: 2.5,
        },
        {
          quoi: 'de la première demande à la dernière écriture',
          valeur: mediane(essais.map((e) => e.syncMs)),
          unite: 'ms',
        },
        { quoi: 'de la première demande à « À jour »', valeur: mediane(essais.map((e) => e.aJourMs)), unite: 'ms' },
        { quoi: 'plancher', valeur: mediane(essais.map((e) => e.plancher.ms)), unite: 'ms' },
      ],
    };
  });

await presenter(import.meta.url, mesurer);
