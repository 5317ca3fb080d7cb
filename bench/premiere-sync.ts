import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { baseAntenne } from '#shared/contrats/ids';
import { allumerPoste, attendreServiceWorker, seConnecter } from '../e2e/outils/navigateur';
import type { CompteEssai } from '../e2e/outils/service';
import config from '../e2e/playwright.config';
import { lireFiche } from '../sync-server/store/embarque/fiche';
import { avecExtranet } from './appuis/extranet';
import { troisMoisImportes } from './appuis/mois';
import { type Chiffre, mediane, presenter } from './appuis/outils';
import { compterJours, lireEtAnalyser, type Plancher, poserSonde, type Releve } from './appuis/sonde';

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

const POUCHDB = fileURLToPath(import.meta.resolve('pouchdb/dist/pouchdb.min.js'));

/** The other way: a PouchDB in the same browser replicates the antenna's database from the store itself, its batches made large. */
const parPouchDb = async (adresse: string, magasin: string): Promise<number> => {
  const profil = mkdtempSync(join(tmpdir(), 'telegestion-pouchdb-'));
  const contexte = await chromium.launchPersistentContext(profil, {
    ...config.use?.launchOptions,
    // Our pages neither load scripts from elsewhere nor speak to the store: here alone, both must be.
    args: [...(config.use?.launchOptions?.args ?? []), '--disable-web-security'],
    bypassCSP: true,
    serviceWorkers: 'block',
  });
  try {
    const page = contexte.pages()[0] ?? (await contexte.newPage());
    await page.goto(`${adresse}/navigateur.js`);
    await page.addScriptTag({ path: POUCHDB });
    const { auth, url } = separer(magasin);
    return await page.evaluate(
      async ({ base, auth, lot }) => {
        const { PouchDB } = window as unknown as { PouchDB: PouchDbDuNavigateur };
        const debut = performance.now();
        const r = await PouchDB.replicate(new PouchDB(base, { auth }), new PouchDB('antenne'), { batch_size: lot });
        if (!r.ok || r.docs_written === 0) throw new Error('rien n’est répliqué');
        return performance.now() - debut;
      },
      { base: `${url}/${baseAntenne(ANTENNE)}`, auth, lot: 1_000 },
    );
  } finally {
    await contexte.close();
    rmSync(profil, { recursive: true, force: true, maxRetries: 5 });
  }
};

type PouchDbDuNavigateur = {
  new (nom: string, o?: { auth: { username: string; password: string } }): object;
  replicate: (de: object, vers: object, o: { batch_size: number }) => Promise<{ ok: boolean; docs_written: number }>;
};

const separer = (adresse: string) => {
  const u = new URL(adresse);
  return {
    auth: { username: decodeURIComponent(u.username), password: decodeURIComponent(u.password) },
    url: u.origin,
  };
};

const mesurer = (): Promise<Chiffre> =>
  avecExtranet(troisMoisImportes(ANTENNE), async ({ adresse, creerCompte, dataDir }) => {
    const compte = await creerCompte('marie', ANTENNE);
    const essais: Essai[] = [];
    for (let i = 0; i < ESSAIS; i++) essais.push(await unEssai(adresse, compte));
    const magasin = lireFiche(dataDir)?.url;
    if (magasin === undefined) throw new Error('aucun magasin embarqué ne tourne');
    const pouchMs = await parPouchDb(adresse, magasin);
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
          limite: 2,
        },
        {
          quoi: 'de la première demande à la dernière écriture',
          valeur: mediane(essais.map((e) => e.syncMs)),
          unite: 'ms',
        },
        { quoi: 'de la première demande à « À jour »', valeur: mediane(essais.map((e) => e.aJourMs)), unite: 'ms' },
        { quoi: 'plancher', valeur: mediane(essais.map((e) => e.plancher.ms)), unite: 'ms' },
        { quoi: 'PouchDB dans le même navigateur', valeur: pouchMs, unite: 'ms' },
        {
          quoi: 'la nôtre, rapportée à PouchDB',
          valeur: mediane(essais.map((e) => e.syncMs)) / pouchMs,
          unite: '×',
          limite: 0.33,
        },
      ],
    };
  });

await presenter(import.meta.url, mesurer);
