import { expect, type Page } from '@playwright/test';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { ajouterJours } from '#shared/temps/paris';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, attendreServiceWorker, seConnecter, suivreLien } from '../../outils/navigateur';
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
  let collegue = page;
  const panneau = (p: Page) => p.getByRole('complementary');
  const formulaire = (p: Page) => p.getByRole('form', { name: 'Modifier l’absence' });

  await test.step('elle est à vérifier dès que l’absence est notée', async () => {
    await suivreLien(page, service.cable.origine, '/absences/');
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
    collegue = await ouvrir('lea', true);
    await collegue.goto(adresse);
    await expect(panneau(collegue).getByTestId('verifiee')).toContainText('Vérifiée par marie');
    await panneau(collegue).getByRole('button', { name: 'À vérifier de nouveau' }).click();
    await expect(panneau(collegue).getByTestId('verifier')).toBeVisible();
    await expect(panneau(page).getByTestId('verifier')).toBeVisible({ timeout: 30_000 });
    await panneau(collegue).getByRole('link', { name: 'Corriger l’absence' }).click();
    await expect(formulaire(collegue)).toBeVisible();
    // Hers is open on the same absence, with something typed.
    await panneau(page).getByRole('link', { name: 'Corriger l’absence' }).click();
    await formulaire(page)
      .getByLabel(/Commentaire/)
      .fill('Vu avec sa fille');
    await collegue.getByTestId('au').fill(ajouterJours(visite.date, -1));
    await collegue.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(formulaire(collegue)).toHaveCount(0);
  });

  await test.step('le formulaire resté ouvert le dit, suit ce qui n’y est pas tapé, et garde les deux', async () => {
    await expect(page.getByTestId('entre-temps')).toContainText(/lea.* vient de modifier cette absence/);
    await expect(page.getByTestId('au')).toHaveValue(ajouterJours(visite.date, -1));
    await expect(formulaire(page).getByLabel(/Commentaire/)).toHaveValue('Vu avec sa fille');
    await formulaire(page)
      .getByLabel(/Commentaire/)
      .press('Enter');
    await expect(formulaire(page)).toHaveCount(0);
    await collegue.getByText('Passées', { exact: true }).click();
    const ligne = (p: Page) => p.getByTestId('absences').getByRole('row').filter({ hasText: 'Vu avec sa fille' });
    await ligne(collegue)
      .getByRole('button', { name: /Modifier/ })
      .click();
    await expect(collegue.getByTestId('au')).toHaveValue(ajouterJours(visite.date, -1));
    await page.getByText('Passées', { exact: true }).click();
    await ligne(page)
      .getByRole('button', { name: /Modifier/ })
      .click();
    await collegue.getByRole('button', { name: 'Retirer cette absence' }).click();
    await expect(page.getByTestId('entre-temps')).toContainText(/lea.* vient de retirer cette absence/);
    await expect(page.getByRole('button', { name: 'Retirer cette absence' })).toHaveCount(0);
    await page.getByTestId('au').press('Enter');
    await expect(formulaire(page)).toContainText('Entrée de nouveau l’enregistre');
    await page.keyboard.press('Escape');
    await page.goto(adresse);
    await expect(panneau(page)).toBeVisible();
    await expect(panneau(page).getByTestId('verifier')).toBeHidden({ timeout: 30_000 });
  });
});
