import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { creerAlea } from '#shared/testing/alea';
import { simulerAppel } from '../telephony/simulator/appel';
import { maintenantUtc, sourceAppels } from './demo/appels';
import { type Demonstration, demarrerDemonstration } from './demo/service';
import { assurerChromium } from './outils/chromium';

// `npm run captures`: the pictures of the documentation, taken from the demonstration in real Chromium.

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
const dossier = join(racine, 'docs/captures');
const ANTENNE = 'est';
const ECRANS = [{ nom: 'aujourdhui', adresse: '/aujourdhui/' }] as const;

const seConnecter = async (page: Page, demo: Demonstration): Promise<void> => {
  const compte = demo.comptes.find((c) => c.identifiant === ANTENNE);
  if (!compte) throw new Error(`pas de compte « ${ANTENNE} »`);
  await page.goto(demo.adresse);
  await page.getByLabel('Identifiant').fill(compte.identifiant);
  await page.getByLabel('Mot de passe', { exact: true }).fill(compte.motDePasse);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByText('À jour').first().waitFor({ timeout: 60_000 });
};

const photographier = async (demo: Demonstration): Promise<void> => {
  const navigateur = await chromium.launch({
    executablePath: assurerChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const page = await navigateur.newPage({
      viewport: { width: 1440, height: 900 },
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
    });
    await seConnecter(page, demo);
    for (const { nom, adresse } of ECRANS) {
      await page.goto(`${demo.adresse}${adresse}`);
      await page.getByText('À jour').first().waitFor();
      // The day is read from the local database: an hour on the screen says that it has come.
      await page
        .getByText(/\d\sh\s\d\d/)
        .nth(6)
        .waitFor();
      await page.screenshot({ path: join(dossier, `${nom}.png`), animations: 'disabled' });
      console.log(`écrit : docs/captures/${nom}.png`);
    }
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
  await photographier(demo);
} finally {
  for (const fermer of aFermer.reverse()) await fermer().catch((e: unknown) => console.error(e));
}
