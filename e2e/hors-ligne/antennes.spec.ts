import { expect } from '@playwright/test';
import { test } from '../outils/histoire';
import { corrigerIsole } from '../outils/isoler';
import { ranger } from '../outils/menage';
import { allumerPoste, ouvrirSudPuisEst, type Poste, seConnecter } from '../outils/navigateur';
import type { ServiceEssai } from '../outils/service';

let service: ServiceEssai;
let poste: Poste | undefined;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

test('[CO-6] ce qui est saisi hors ligne pour une antenne part et se voit depuis une autre', async () => {
  const deux = await service.creerCompte('sofia', 'EST,SUD');
  poste = await allumerPoste();
  const { page } = poste;
  const sync = page.getByTestId('sync');
  const antenne = page.getByLabel('Antenne', { exact: true });
  await seConnecter(page, service.cable.origine, deux);
  // Both antennas are on the PC before the cable is cut.
  await ouvrirSudPuisEst(page);
  await corrigerIsole(page, service);
  await antenne.selectOption('SUD');

  await test.step('dite, avec son antenne, sur l’écran de l’autre et à la déconnexion', async () => {
    await expect(page.getByRole('main', { name: 'Antenne Sud' })).toBeVisible();
    await expect(sync).toContainText('1 correction en attente');
    await sync.click();
    await expect(page.getByTestId('ailleurs')).toContainText('Antenne Est');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /déconnect/i }).click();
    await expect(page.getByRole('dialog')).toContainText('Dont 1 pour l’antenne Est');
    await page.getByRole('button', { name: 'Rester connecté' }).click();
  });

  await test.step('elle part au retour du réseau, sans revenir à son antenne', async () => {
    await service.cable.retablir();
    await expect(sync).toHaveText(/À jour/, { timeout: 60_000 });
    await expect(antenne).toHaveValue('SUD');
    const recues = await service.lire<{ auteur: string }>('corrections', { antenne: 'EST', mois: service.moisPasse });
    expect(recues.filter((c) => c.auteur === 'sofia')).toHaveLength(1);
  });
});
