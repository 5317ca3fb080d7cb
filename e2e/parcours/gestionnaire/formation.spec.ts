import { expect, test } from '@playwright/test';
import { ranger } from '../../outils/menage';
import { allumerPoste, attendreServiceWorker, type Poste, seConnecter } from '../../outils/navigateur';
import { demarrerServiceEssai, type ServiceEssai } from '../../outils/service';

let service: ServiceEssai | undefined;
let poste: Poste | undefined;

test.afterEach(ranger);

/** Its page and its scripts; a picture of it in the manual is none. */
const PAGE = /(^|\/)telephone(\/|\.|$)/i;

/** Addresses of the training telephone that the service worker keeps. */
const gardees = async (page: Poste['page']): Promise<string[]> => {
  const adresses = await page.evaluate(async () => {
    const caches = await window.caches.keys();
    const listes = await Promise.all(caches.map(async (c) => (await window.caches.open(c)).keys()));
    return listes.flat().map((r) => r.url);
  });
  expect(adresses.length).toBeGreaterThan(0);
  return adresses.filter((a) => PAGE.test(new URL(a).pathname));
};

test('[PT-3] en formation, une gestionnaire pointe une arrivée au clavier et voit la visite', {
  tag: '@long',
}, async () => {
  service = await demarrerServiceEssai({ mode: 'formation' });
  poste = await allumerPoste();
  const { page } = poste;
  await seConnecter(page, service.cable.origine, await service.creerCompte('nadia', 'EST'));
  const fil = page.getByRole('log');
  const appeler = page.getByRole('button', { name: 'Appeler', exact: true });

  await test.step('la marque est là, et le menu mène au téléphone', async () => {
    await expect(page.getByTestId('mode')).toHaveText(/^Mode formation\s: données fictives$/);
    await page.getByRole('link', { name: 'Téléphone (formation)' }).press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Téléphone de formation');
    await expect(page.getByTestId('mode')).toBeVisible();
  });

  const exercice = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: 'Pointer une arrivée' }) });
  const code = await exercice.locator('dd b').first().innerText();

  await test.step('elle prend le téléphone de l’exercice et appelle', async () => {
    await exercice.getByRole('button', { name: 'Prendre ce téléphone' }).press('Enter');
    await expect(appeler).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(fil).toContainText('Bonjour. Tapez votre code.');
    await expect(page.getByRole('button', { name: 'Raccrocher' })).toBeFocused();
  });

  await test.step('elle se tait, puis tape le code et 1', async () => {
    await page.getByRole('button', { name: 'Rester silencieux' }).press('Enter');
    await expect(fil).toContainText('Je n’ai rien reçu.');
    await page.keyboard.type(code);
    await expect(fil).toContainText('Arrivée, tapez 1.');
    await page.keyboard.press('1');
    await expect(fil).toContainText(/Arrivée enregistrée à \d+ heure/);
    await expect(exercice).toContainText('Réussi');
    await page.keyboard.press('Escape');
    await expect(fil).toContainText('Vous raccrochez.');
    await expect(appeler).toBeFocused();
  });

  await test.step('la visite arrive d’elle-même, et s’ouvre', async () => {
    const visite = page.getByRole('region', { name: 'Dans l’extranet' }).getByRole('listitem').first();
    await expect(visite).toContainText('En cours', { timeout: 30_000 });
    const qui = (await visite.locator('.nom').first().innerText()).trim();
    await visite.getByRole('link', { name: 'Voir la visite' }).press('Enter');
    const panneau = page.getByRole('complementary');
    await expect(panneau.getByRole('heading', { level: 2 })).toHaveText(qui);
    await expect(panneau).toContainText('En cours');
  });

  await test.step('rien du téléphone n’est gardé sur le poste ; il s’ouvre par le réseau', async () => {
    await attendreServiceWorker(page);
    expect(await gardees(page)).toEqual([]);
    await page.goto(`${service?.cable.origine}/telephone/`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Téléphone de formation');
  });

  await test.step('trois codes faux en numéro masqué : le service raccroche, rien n’est pointé', async () => {
    await page.getByRole('radio', { name: 'Un numéro masqué' }).press('Space');
    await appeler.press('Enter');
    for (const n of [1, 2, 3]) {
      await expect(fil.getByText(n === 1 ? 'Bonjour. Tapez votre code.' : /Code non reconnu/)).toHaveCount(
        n === 1 ? 1 : n - 1,
      );
      await page.keyboard.type('00000');
    }
    await expect(fil).toContainText('Le service raccroche.');
    await expect(page.getByRole('region', { name: 'Dans l’extranet' })).toContainText('Rien n’est pointé.');
  });
});

test('en production, ni page, ni menu, ni marque, et le poste s’installe', { tag: '@long' }, async () => {
  service = await demarrerServiceEssai({ mode: 'production' });
  poste = await allumerPoste();
  const { page } = poste;
  await seConnecter(page, service.cable.origine, await service.creerCompte('nadia', 'EST'));
  await attendreServiceWorker(page);
  await expect(page.getByRole('link', { name: /^Aujourd’hui/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Téléphone (formation)' })).toHaveCount(0);
  await expect(page.getByTestId('mode')).toHaveCount(0);
  expect(await gardees(page)).toEqual([]);
  const reponse = await page.goto(`${service.cable.origine}/telephone/`);
  expect(reponse?.status()).toBe(404);
});
