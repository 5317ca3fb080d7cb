import { expect } from '@playwright/test';
import { ARRIVEE, DEPART } from '../outils/corriger';
import { allumerFirefox, type PosteFirefox } from '../outils/firefox';
import { test } from '../outils/histoire';
import { ranger } from '../outils/menage';
import type { ServiceEssai } from '../outils/service';

let service: ServiceEssai;
let poste: PosteFirefox;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
  poste = await allumerFirefox();
});
test.afterAll(ranger);

const recues = async (): Promise<string[]> =>
  (await service.lire<{ auteur: string; motif: string }>('corrections', { antenne: 'EST' }))
    .filter((c) => c.auteur === 'irene')
    .map((c) => c.motif);

test('[CO-6] Firefox ESR de Debian : la grille, une correction au clavier, hors ligne, rechargée, qui part au retour du serveur', {
  tag: '@long',
}, async () => {
  const { page } = poste;
  expect(poste.version).toMatch(/^firefox\//i);
  const compte = await service.creerCompte('irene', 'EST');
  const sync = (texte: string): Promise<unknown> =>
    page.waitForFunction(
      (t) => document.querySelector('[data-testid=sync]')?.textContent?.includes(t),
      { timeout: 90_000 },
      texte,
    );
  const mois = `${service.cable.origine}/interventions/?mois=${service.moisPasse}&filtre=toutes`;

  await test.step('elle se connecte et voit la grille', async () => {
    await page.goto(mois);
    await page.waitForSelector('input[autocomplete=username]');
    await page.type('input[autocomplete=username]', compte.identifiant);
    await page.type('input[autocomplete=current-password]', compte.motDePasse);
    await page.keyboard.press('Enter');
    await sync('À jour');
    await page.waitForSelector('[role=gridcell]');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  });

  await test.step('le serveur ne répond plus ; elle corrige une visite au clavier', async () => {
    await service.cable.couper();
    await sync('Hors ligne');
    await page.click('[role=rowgroup] [role=row]:has([role=gridcell]) [role=gridcell]:nth-child(2)');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid=motif]');
    for (const [champ, texte] of [
      ['arrivee', ARRIVEE],
      ['depart', DEPART],
      ['motif', 'urg'],
    ] as const) {
      await page.focus(`[data-testid=${champ}]`);
      await page.keyboard.down('Control');
      await page.keyboard.press('a');
      await page.keyboard.up('Control');
      await page.keyboard.type(texte);
    }
    await page.keyboard.press('Enter');
    await sync('1 correction en attente');
  });

  await test.step('rechargée sans serveur, la page s’ouvre par le mot de passe, et rien ne manque', async () => {
    await page.reload();
    await page.waitForSelector('input[autocomplete=current-password]');
    await page.type('input[autocomplete=current-password]', compte.motDePasse);
    await page.keyboard.press('Enter');
    await sync('1 correction en attente');
    await page.waitForSelector('[role=gridcell]');
  });

  await test.step('le serveur répond : elle part', async () => {
    await service.cable.retablir();
    await sync('À jour');
    expect(await recues()).toEqual(['URGENCE']);
  });
});
