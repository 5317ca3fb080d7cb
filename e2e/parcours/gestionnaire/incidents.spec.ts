import { expect, type Page } from '@playwright/test';
import { fautes } from '../../outils/ecran/sans-faute';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, attendreServiceWorker, entrer, seConnecter, suivreLien } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

let service: ServiceEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

const allumer = async (enLigne = false): Promise<Page> => {
  const p = await allumerPoste({ enLigne });
  return p.page;
};
const sansDefaut = async (page: Page): Promise<void> => {
  expect(await fautes(page)).toEqual([]);
};
const detail = (page: Page) => page.getByTestId('incident');

test('anne signale en deux clics, sans réseau ; l’assistance répond, elle voit l’échéance et confirme', async () => {
  const anne = await service.creerCompte('anne-incidents', 'EST', { nom: 'Anne Durand' });
  const tech = await service.creerCompte('tech-incidents', '', { role: 'TECHNIQUE', nom: 'Théo Roche' });
  const page = await allumer();
  await seConnecter(page, service.cable.origine, anne);
  await attendreServiceWorker(page);

  await test.step('sans réseau : un clic, quelques mots, un clic ; c’est gardé', async () => {
    // What the menu opens is already kept by the browser.
    await suivreLien(page, service.cable.origine, '/usagers/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await service.cable.couper();
    await expect(page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 60_000 });
    await page.getByRole('button', { name: 'Signaler un incident' }).click();
    const texte = page.getByLabel('Ce qui se passe');
    await page.getByRole('dialog').getByRole('button', { name: 'Signaler' }).click();
    await expect(texte).toHaveAccessibleDescription(/Dites en quelques mots/);
    await expect(texte).toBeFocused();
    await sansDefaut(page);
    await texte.fill('La liste reste vide, rappeler le 06 12 34 56 78.');
    await sansDefaut(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Signaler' }).click();
    await expect(page.getByText('Il est gardé sur ce poste')).toBeVisible();
    await expect(page.getByTestId('sync')).toContainText('1 saisie en attente');
  });

  await test.step('au retour du réseau il part, et l’écran dit avant quand il sera résolu', async () => {
    await service.cable.retablir();
    await expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
    await page
      .getByRole('navigation', { name: 'Menu principal' })
      .getByRole('button', { name: /^Service/ })
      .click();
    await page.getByRole('link', { name: 'Incidents' }).click();
    const lien = page.getByRole('link', { name: 'Hors connexion, synchronisation' });
    await expect(lien).toBeVisible();
    await lien.click();
    await expect(detail(page)).toContainText('rappeler le [numéro masqué]');
    await expect(detail(page).getByText(/^avant /)).toHaveCount(2);
    await sansDefaut(page);
  });

  const autre = await allumer(true);
  await test.step('l’assistance le prend, avec de quoi le reproduire, et le résout', async () => {
    await entrer(autre, service.cable.origine, tech);
    await autre.getByRole('link', { name: 'Incidents' }).click();
    await autre.getByRole('link', { name: 'Hors connexion, synchronisation' }).click();
    await detail(autre).getByText('Pour le reproduire').click();
    await expect(detail(autre)).toContainText('Écran /usagers/');
    await detail(autre).getByRole('button', { name: 'Prendre en charge' }).click();
    await expect(detail(autre)).toContainText('Pris par Théo Roche');
    await detail(autre).getByRole('button', { name: 'Résoudre' }).click();
    await expect(detail(autre).getByLabel('Votre message')).toHaveAccessibleDescription(/Écrivez quelques mots/);
    await detail(autre).getByLabel('Votre message').fill('Le réseau de l’antenne était coupé.');
    await sansDefaut(autre);
    await detail(autre).getByRole('button', { name: 'Résoudre' }).click();
    await expect(detail(autre)).toContainText('Résolu, à confirmer');
  });

  await test.step('anne le lit et le clôt', async () => {
    await page.reload();
    await expect(detail(page)).toContainText('Le réseau de l’antenne était coupé.', { timeout: 60_000 });
    await expect(detail(page)).toContainText('dans le délai');
    await detail(page).getByRole('button', { name: 'Confirmer et clore' }).click();
    await expect(detail(page)).toContainText('Clos');
  });

  await test.step('la maintenance annoncée par l’assistance est dite sur les écrans', async () => {
    await autre.getByRole('link', { name: 'Disponibilité' }).click();
    const demain = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await autre.getByLabel('Début (heure de Paris)').fill(`${demain}T14:00`);
    await autre.getByLabel('Fin', { exact: true }).fill(`${demain}T15:00`);
    await autre.getByLabel('Ce qui sera fait').fill('Mise à jour');
    await autre.getByRole('button', { name: 'Annoncer' }).click();
    await expect(autre.getByText('Une maintenance se fait de nuit')).toBeVisible();
    await autre.getByLabel('Début (heure de Paris)').fill(`${demain}T21:00`);
    await autre.getByLabel('Fin', { exact: true }).fill(`${demain}T22:00`);
    await autre.getByRole('button', { name: 'Annoncer' }).click();
    await expect(autre.getByRole('button', { name: 'Retirer' })).toBeVisible({ timeout: 90_000 });
    await expect(autre.getByTestId('maintenance')).toContainText('Maintenance prévue');
    await sansDefaut(autre);
    // The next story of this product has no banner that it does not expect.
    await autre.getByRole('button', { name: 'Retirer' }).click();
    await expect(autre.getByTestId('maintenance')).toHaveCount(0);
  });
});
