import { expect, type Page } from '@playwright/test';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { ajouterJours } from '#shared/temps/paris';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, attendreServiceWorker, seConnecter } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

let service: ServiceEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

const ouvrir = async (nom: string, enLigne = false): Promise<Page> => {
  const p = await allumerPoste({ enLigne });
  await seConnecter(p.page, service.cable.origine, await service.creerCompte(`${nom}-absences`, 'EST', { nom }));
  return p.page;
};

test('[AL-5] une visite pointée pendant une absence se règle d’une touche, hors ligne, pour toute l’antenne', async () => {
  const visites = await service.lire<Intervention>('interventions', { antenne: 'EST', mois: service.moisPasse });
  const visite = visites.find(
    (i) => i.arrivee && i.depart && i.visite && i.date.slice(8) > '05' && i.date.slice(8) < '20',
  );
  if (!visite) throw new Error('une visite complète attendue');
  const adresse = `${service.cable.origine}/interventions/?${new URLSearchParams({ jour: visite.date, filtre: 'toutes', id: visite._id })}`;
  const page = await ouvrir('marie');
  const panneau = (p: Page) => p.getByRole('complementary');

  await test.step('elle est à vérifier dès que l’absence est notée', async () => {
    await page.goto(`${service.cable.origine}/absences/`);
    await attendreServiceWorker(page);
    await page.getByRole('button', { name: 'Noter une absence' }).press('Enter');
    await page.getByTestId('usager').fill(visite.usagerId);
    await page.keyboard.press('Enter');
    await page.getByLabel('Nature').selectOption('HOSPITALISATION');
    await page.getByTestId('du').fill(ajouterJours(visite.date, -2));
    await page.getByTestId('au').fill(ajouterJours(visite.date, 2));
    const enregistrer = page.getByRole('button', { name: 'Enregistrer' });
    await enregistrer.click();
    // The form goes once this PC holds the absence.
    await expect(enregistrer).toHaveCount(0);
    await page.goto(adresse);
    await expect(panneau(page).getByTestId('dispense')).toContainText('vérifiez que cette visite a eu lieu');
  });

  await test.step('réseau coupé : V dit qu’elle a eu lieu, et qui l’a vérifiée', async () => {
    // The absence has left: only what is said next will wait.
    await expect(page.getByTestId('sync')).toHaveText(/À jour/, { timeout: 60_000 });
    await service.cable.couper();
    await expect(page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });
    await page.keyboard.press('v');
    await expect(panneau(page).getByTestId('verifiee')).toContainText(/Vérifiée par marie, .*en attente d’envoi/);
    await expect(panneau(page).getByTestId('dispense')).toContainText('cette visite a eu lieu tout de même');
    await expect(page.getByTestId('sync')).toContainText('1 saisie en attente');
  });

  await test.step('le réseau revient : une collègue la voit vérifiée, et peut en revenir, ou changer l’absence', async () => {
    await service.cable.retablir();
    await expect(page.getByTestId('sync')).toHaveText(/À jour/, { timeout: 60_000 });
    const collegue = await ouvrir('lea', true);
    await collegue.goto(adresse);
    await expect(panneau(collegue).getByTestId('verifiee')).toContainText('Vérifiée par marie');
    await panneau(collegue).getByRole('button', { name: 'À vérifier de nouveau' }).click();
    await expect(panneau(collegue).getByTestId('verifier')).toBeVisible();
    await expect(panneau(page).getByTestId('verifier')).toBeVisible({ timeout: 30_000 });
    await panneau(collegue).getByRole('link', { name: 'Corriger l’absence' }).click();
    await expect(collegue.getByRole('form', { name: 'Modifier l’absence' })).toBeVisible();
    await collegue.getByTestId('au').fill(ajouterJours(visite.date, -1));
    await collegue.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(panneau(page).getByTestId('verifier')).toBeHidden({ timeout: 30_000 });
  });
});
