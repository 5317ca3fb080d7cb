import { expect } from '@playwright/test';
import { test } from '../outils/histoire';
import { corrigerIsole } from '../outils/isoler';
import { ranger } from '../outils/menage';
import { allumerPoste, seConnecter } from '../outils/navigateur';
import type { ServiceEssai } from '../outils/service';

let service: ServiceEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

test('[CO-6] sur un poste partagé, ce qui attend dans l’onglet d’une personne ne part pas sous la session d’une autre', async () => {
  const [nawel, boris] = [await service.creerCompte('nawel', 'EST'), await service.creerCompte('boris', 'EST')];
  const { page } = await allumerPoste();
  const sync = page.getByTestId('sync');
  const finie = page.getByRole('alert').filter({ hasText: 'Votre session est terminée' });
  const siennes = async (): Promise<number> => {
    const lues = await service.lire<{ auteur: string }>('corrections', { antenne: 'EST', mois: service.moisPasse });
    return lues.filter((c) => c.auteur === nawel.identifiant).length;
  };

  await test.step('nawel corrige sans réseau, et sa session finit ; son onglet reste ouvert', async () => {
    await seConnecter(page, service.cable.origine, nawel);
    await corrigerIsole(page, service);
    await page.context().clearCookies();
    await service.cable.retablir();
    await expect(finie).toBeVisible({ timeout: 60_000 });
    await expect(sync).toContainText('1 correction en attente');
  });

  const second = await page.context().newPage();
  await test.step('boris se connecte dans un second onglet : celui de nawel attend encore, et rien n’est refusé', async () => {
    await seConnecter(second, service.cable.origine, boris);
    const rencontre = () =>
      page.waitForResponse((r) => new URL(r.url()).pathname === '/api/session' && r.status() === 401);
    // Twice: it has tried under the cookie of boris, and tries again.
    await rencontre();
    await rencontre();
    await expect(finie).toBeVisible();
    await expect(sync).toContainText('1 correction en attente');
    await expect(sync).not.toContainText('refusée');
    await expect(second.getByTestId('sync')).toHaveText(/À jour/);
    expect(await siennes()).toBe(0);
  });

  await test.step('nawel se reconnecte dans le sien : tout part, une fois', async () => {
    await page.bringToFront();
    await finie.getByRole('button', { name: 'Se reconnecter' }).click();
    const fenetre = page.getByRole('dialog', { name: 'Se reconnecter' });
    await fenetre.getByLabel('Mot de passe', { exact: true }).fill(nawel.motDePasse);
    await fenetre.getByRole('button', { name: 'Se connecter' }).click();
    await expect(sync).toHaveText(/À jour/, { timeout: 60_000 });
    await expect(sync).not.toContainText('refusée');
    expect(await siennes()).toBe(1);
  });

  await test.step('l’onglet de boris, à son tour, dit que sa session est finie', async () => {
    await expect(second.getByRole('alert').filter({ hasText: 'Votre session est terminée' })).toBeVisible({
      timeout: 60_000,
    });
  });
});
