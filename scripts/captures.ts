import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { ajouterMois, moisParis } from '#shared/temps/paris';
import { creerAlea } from '#shared/testing/alea';
import { simulerAppel } from '../telephony/simulator/appel';
import {
  ECRANS,
  ECRANS_ADMINISTRATION,
  ECRANS_AUDITEUR,
  ECRANS_PUBLICS,
  type Ecran,
  type Reperes,
} from './captures/ecrans';
import { choisirReperes, ouvrirEcran } from './captures/ouvrir';
import { maintenantUtc, sourceAppels } from './demo/appels';
import { telegestion } from './demo/processus';
import { type Demonstration, demarrerDemonstration } from './demo/service';
import { assurerPaquet } from './outils/paquets';

// `npm run captures`: every screen of the table, light and dark, taken from the demonstration in real Chromium.
// `npm run captures -- planning`: those whose name begins so.

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
const dossier = join(racine, 'docs/captures');
const COMPTE = 'est';
const voulues = process.argv.slice(2);

type Compte = { identifiant: string; motDePasse: string };
const demander = (demo: Demonstration, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  telegestion(args, { racine, env: { DATA_DIR: demo.dossier, MODE: 'demonstration', COUCHDB_URL: '', ...env } });

const seConnecter = async (page: Page, demo: Demonstration, compte: Compte): Promise<void> => {
  await page.goto(demo.adresse);
  await page.getByLabel('Identifiant').fill(compte.identifiant);
  await page.getByLabel('Mot de passe', { exact: true }).fill(compte.motDePasse);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('navigation', { name: 'Menu principal' }).waitFor({ timeout: 60_000 });
};

/** Few colours are enough for a screen: a fifth of the bytes. */
const ecrire = async (image: Buffer, nom: string): Promise<void> => {
  const { size } = await sharp(image)
    .png({ palette: true, colours: 128, dither: 0, effort: 10 })
    .toFile(join(dossier, `${nom}.png`));
  console.log(`écrit : docs/captures/${nom}.png (${Math.round(size / 1024)} Kio)`);
};

const photographier = async (page: Page, origine: string, ecrans: readonly Ecran[], r: Reperes): Promise<void> => {
  for (const e of ecrans.filter(({ nom }) => voulues.length === 0 || voulues.some((v) => nom.startsWith(v)))) {
    for (const [colorScheme, suffixe] of [
      ['light', ''],
      ['dark', '-sombre'],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      try {
        await ouvrirEcran(page, origine, e, r);
        await ecrire(await page.screenshot({ animations: 'disabled', caret: 'hide' }), `${e.nom}${suffixe}`);
      } catch (erreur) {
        // The others are taken all the same.
        console.error(`${e.nom} : ${erreur instanceof Error ? erreur.message : String(erreur)}`);
        process.exitCode = 1;
      }
    }
  }
};

const creerAdministrateur = async (demo: Demonstration): Promise<Compte> => {
  const compte = { identifiant: 'administration', motDePasse: `${randomBytes(12).toString('base64url')}-captures` };
  const args = ['compte', 'creer', compte.identifiant, '--nom', 'Administration', '--role', 'ADMINISTRATEUR'];
  await demander(demo, [...args, '--antennes', ''], { MOT_DE_PASSE: compte.motDePasse });
  return compte;
};

const lireReperes = async (demo: Demonstration, debut: ReturnType<typeof maintenantUtc>): Promise<Reperes> => {
  const mois = ajouterMois(moisParis(debut), -1);
  const lignes = await demander(demo, ['lire', 'interventions', '--antenne', 'EST', '--mois', mois]);
  const visites = lignes.split('\n').filter((l) => l.trim() !== '');
  return choisirReperes(
    visites.map((l) => JSON.parse(l) as Intervention),
    mois,
  );
};

const toutPhotographier = async (demo: Demonstration, r: Reperes): Promise<void> => {
  const navigateur = await chromium.launch({
    executablePath: assurerPaquet('chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--lang=fr'],
    env: { ...process.env, LANGUAGE: 'fr' },
  });
  const dansUn = async (travail: (page: Page) => Promise<void>): Promise<void> => {
    const contexte: BrowserContext = await navigateur.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
    });
    await travail(await contexte.newPage());
    await contexte.close();
  };
  try {
    const compte = demo.comptes.find((c) => c.identifiant === COMPTE);
    if (!compte) throw new Error(`pas de compte « ${COMPTE} »`);
    await dansUn((page) => photographier(page, demo.adresse, ECRANS_PUBLICS, r));
    await dansUn(async (page) => {
      await seConnecter(page, demo, compte);
      await page
        .getByTestId('sync')
        .filter({ hasText: /^\s*À jour/ })
        .waitFor({ timeout: 180_000 });
      await photographier(page, demo.adresse, ECRANS, r);
    });
    const auditeur = demo.comptes.find((c) => c.role === 'AUDITEUR');
    if (!auditeur) throw new Error('pas de compte d’auditeur');
    await dansUn(async (page) => {
      await seConnecter(page, demo, auditeur);
      await photographier(page, demo.adresse, ECRANS_AUDITEUR, r);
    });
    const administrateur = await creerAdministrateur(demo);
    await dansUn(async (page) => {
      await seConnecter(page, demo, administrateur);
      await photographier(page, demo.adresse, ECRANS_ADMINISTRATION, r);
    });
  } finally {
    await navigateur.close();
  }
};

const aFermer: (() => Promise<void>)[] = [];
try {
  mkdirSync(dossier, { recursive: true });
  const debut = maintenantUtc();
  const { signal } = new AbortController();
  const demo = await demarrerDemonstration({ racine, debut, dire: console.log, signal, aFermer });
  const suivant = sourceAppels(creerAlea(1), demo.service, debut);
  for (let n = 0; n < 6; n++) {
    const { phrase: _, ...appel } = suivant(maintenantUtc()) ?? { phrase: '', de: 'anonymous', touches: '' };
    await simulerAppel({ ...demo.telephonie(), ...appel, essais: 20 });
  }
  await toutPhotographier(demo, await lireReperes(demo, debut));
} finally {
  for (const fermer of aFermer.reverse()) await fermer().catch((e: unknown) => console.error(e));
}
