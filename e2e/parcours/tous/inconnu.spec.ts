import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import { ajouterMois, instantDe, moisParis } from '#shared/temps/paris';
import { lignesDe } from '../../outils/corriger';
import { commandesDe, mot, pasDe } from '../../outils/manuel';
import { attendreServiceWorker } from '../../outils/navigateur';

// Someone who has the product and its manual, and nobody to ask: « Premiers pas », step by step, with the labels that the manual
// gives. What the README promises of `npm run demo` is there too: address, sign-ins, calls that ring, nothing left behind.

/** His programs are those of the product as they stand: none that `npm test` made beforehand. */
const env = { ...process.env, NODE_OPTIONS: '' };
const racine = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const MOTIF_DE_CLOTURE = 'Visites incomplètes : aides absentes.';
let demo: ChildProcess | undefined;
let sortie = '';

test.afterEach(async () => {
  const enfant = demo;
  if (!enfant || enfant.exitCode !== null || enfant.signalCode !== null) return;
  const mort = new Promise((suite) => enfant.once('exit', suite));
  // All that npm started with it.
  if (enfant.pid !== undefined) process.kill(-enfant.pid, 'SIGTERM');
  await mort;
});

const dit = async (motif: RegExp): Promise<string> => {
  await expect.poll(() => sortie, { timeout: 300_000 }).toMatch(motif);
  return mot(sortie.match(motif) ?? undefined, 1);
};

const commande = async (ligne: string): Promise<string> =>
  (await promisify(execFile)('sh', ['-c', ligne], { cwd: racine, env, maxBuffer: 1e8 })).stdout;

/** The month that the screen asks to write, as it writes it. */
const CONFIRMATION = /^Écrivez «\s(.+)\s» pour confirmer$/;

const menu = async (page: Page, libelle: string): Promise<void> => {
  const nav = page.getByRole('navigation', { name: 'Menu principal' });
  await nav.getByRole('link', { name: libelle }).first().click();
  await expect(nav.getByRole('link', { name: libelle }).first()).toHaveAttribute('aria-current', 'page');
};

test('un inconnu, le manuel seul : démarrer, un appel, une correction, un état, une clôture, un relevé vérifié', {
  tag: '@long',
}, async ({ page }) => {
  // A minute at rest; a busy machine takes its time to make the service.
  test.setTimeout(600_000);
  await test.step('Démarrer le service', async () => {
    const [, lancer = ''] = mot(commandesDe('Démarrer le service')).split('&& ');
    const [programme = '', ...args] = lancer.split(' ');
    demo = spawn(programme, args, { cwd: racine, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const flux of [demo.stdout, demo.stderr])
      flux?.on('data', (d: Buffer) => {
        sortie += d.toString();
      });
  });
  const fini = new Promise((suite) => demo?.once('exit', suite));
  const adresse = await dit(/Adresse : {2}(\S+)/);
  const dossier = await dit(/Données : {2}(\S+)/);
  expect(existsSync(dossier)).toBe(true);
  const corrections = async (): Promise<number> => {
    const lues = await commande(
      `DATA_DIR=${dossier} MODE=demonstration npx telegestion lire corrections --antenne EST`,
    );
    return lues.split('\n').filter((l) => l.includes('"auteur":"responsable-est"')).length;
  };

  await test.step('Se connecter la première fois', async () => {
    const [champs, bouton] = pasDe('Se connecter la première fois');
    const compte = mot(champs?.code);
    await page.goto(adresse);
    await page.getByLabel(mot(champs?.gras, 0)).fill(compte);
    await page
      .getByLabel(mot(champs?.gras, 1), { exact: true })
      .fill(await dit(new RegExp(`\\b${compte} +(\\S+) +Responsable`)));
    await page.getByRole('button', { name: mot(bouton?.gras, 0) }).click();
    await expect(page.getByTestId('sync')).toContainText(mot(bouton?.gras, 1), { timeout: 60_000 });
  });

  await test.step('Passer un appel', async () => {
    const [prendre, appeler, un, voir] = pasDe('Passer un appel');
    await menu(page, mot(prendre?.gras, 0));
    const exercice = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: mot(prendre?.gras, 1) }) });
    const code = (await exercice.locator('dd b').first().textContent()) ?? '';
    await exercice.getByRole('button', { name: mot(prendre?.gras, 2) }).click();
    await page.getByRole('button', { name: mot(appeler?.gras), exact: true }).click();
    const fil = page.getByRole('log');
    await expect(fil).toContainText('Tapez votre code.');
    await page.keyboard.type(code);
    await expect(fil).toContainText('Arrivée, tapez 1.');
    await page.keyboard.press(mot(un?.touches));
    await expect(fil).toContainText('Arrivée enregistrée');
    await page.getByRole('button', { name: mot(un?.gras) }).click();
    const extranet = page.getByRole('region', { name: mot(voir?.gras, 0) });
    await expect(extranet).toContainText(mot(voir?.gras, 1), { timeout: 30_000 });
    await extranet
      .getByRole('link', { name: mot(voir?.gras, 2) })
      .first()
      .click();
    await expect(page.getByRole('complementary')).toContainText(mot(voir?.gras, 1));
  });

  await test.step('Corriger une visite', async () => {
    const [aller, choisir, motif] = pasDe('Corriger une visite');
    await menu(page, mot(aller?.gras, 0));
    const regler = page.getByRole('region', { name: mot(aller?.gras, 1) });
    await regler.getByRole('link', { name: mot(aller?.gras, 2) }).click();
    await lignesDe(page).first().getByRole('gridcell').nth(1).click();
    const avant = await lignesDe(page).count();
    await page.keyboard.press(mot(choisir?.touches) === 'Entrée' ? 'Enter' : '');
    await expect(page.getByTestId('motif')).toBeFocused();
    await page.keyboard.type(mot(motif?.code));
    await page.keyboard.press('Enter');
    await expect.poll(corrections, { timeout: 30_000 }).toBe(1);
    await expect(lignesDe(page)).toHaveCount(avant - 1);
  });

  await test.step('Lire un état', async () => {
    const [choisir] = pasDe('Lire un état');
    await menu(page, mot(choisir?.gras, 0));
    await page
      .getByRole('link', { name: mot(choisir?.gras, 1) })
      .first()
      .click();
    await expect(page.getByRole('main').getByRole('gridcell').nth(10)).toBeVisible({ timeout: 30_000 });
  });

  await test.step('« ? » montre en place les touches de l’écran et celles de tous, et mène à son aide', async () => {
    await menu(page, 'Alertes');
    await expect(page.getByRole('heading', { level: 1, name: 'Alertes' })).toBeVisible();
    await page.keyboard.press('?');
    const touches = page.getByRole('dialog', { name: 'Les touches de cet écran' });
    await expect(touches).toContainText('Ouvrir ce dont elle parle');
    await expect(touches).toContainText('Rechercher un usager');
    await touches.getByRole('link', { name: 'Lire le mode d’emploi de cet écran' }).click();
    await expect(page.getByRole('heading', { level: 3, name: 'Alertes', exact: true })).toBeFocused();
    await expect(touches).toBeHidden();
  });

  await test.step('l’aide de l’écran s’ouvre par « ? » où il n’a pas de touches à lui, se lit et se cherche sans réseau', async () => {
    await menu(page, 'Absences');
    await expect(page.getByRole('heading', { level: 1, name: 'Absences' })).toBeVisible();
    await attendreServiceWorker(page);
    await page.context().setOffline(true);
    await page.keyboard.press('?');
    await expect(page.getByRole('heading', { level: 3, name: 'Absences' })).toBeFocused();
    await page.getByLabel('Chercher dans l’aide').fill('verifier releve');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 3, name: 'Vérifier un relevé' })).toBeFocused();
    await page.context().setOffline(false);
    await expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
  });

  await test.step('Clore un mois', async () => {
    const [ouvrir, confirmer, clos] = pasDe('Clore un mois');
    await menu(page, mot(ouvrir?.gras, 0));
    await page.getByRole('button', { name: new RegExp(`^${mot(ouvrir?.gras, 1)} `) }).click();
    const fenetre = page.getByRole('dialog');
    await fenetre.getByLabel(mot(confirmer?.gras, 0)).fill(MOTIF_DE_CLOTURE);
    const champ = fenetre.getByLabel(CONFIRMATION);
    const etiquette = (await fenetre.locator('label').allInnerTexts()).find((t) => CONFIRMATION.test(t)) ?? '';
    const ecrit = mot(CONFIRMATION.exec(etiquette) ?? undefined, 1);
    await champ.fill(ecrit);
    await fenetre.getByRole('button', { name: mot(confirmer?.gras, 1) }).click();
    const antennes = page.getByRole('region', { name: mot(clos?.gras, 1) });
    await expect(antennes.getByRole('row').filter({ hasText: 'Responsable Est' })).toContainText(mot(clos?.gras, 0), {
      timeout: 60_000,
    });
  });

  await test.step('Vérifier un relevé', async () => {
    const [regler = '', archiver = '', verifier = ''] = commandesDe('Vérifier un relevé').map((c) =>
      c.replaceAll('<dossier>', dossier).replaceAll('<mois>', ajouterMois(moisParis(instantDe(Date.now())), -1)),
    );
    expect(await commande(`${regler}\n${archiver}`)).toContain('Est : ');
    expect(await commande(verifier)).toContain('intacte');
  });

  await test.step('des appels ont sonné ; Ctrl-C arrête et efface tout', async () => {
    await dit(/(\d+ h \d+) {3}\S/);
    expect(sortie).not.toContain('échec');
    if (demo?.pid !== undefined) process.kill(-demo.pid, 'SIGINT');
    // npm may leave at the signal before what it started has tidied up; nothing else ends the demonstration.
    await fini;
    await expect.poll(() => existsSync(dossier), { timeout: 30_000 }).toBe(false);
    await expect(fetch(`${adresse}/sante`)).rejects.toThrow();
  });
});
