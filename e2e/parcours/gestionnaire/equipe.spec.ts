import { expect, type Page } from '@playwright/test';
import { interventionsDuMois, lignesDe } from '../../outils/corriger';
import { fautes } from '../../outils/ecran/sans-faute';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, attendreServiceWorker, seConnecter } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

const NOTE = 'La clé est chez la gardienne : rappeler la fille avant midi.';
let service: ServiceEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

const sansDefaut = async (page: Page): Promise<void> => {
  expect(await fautes(page, 'main')).toEqual([]);
};
const panneau = (page: Page) => page.getByRole('complementary');
/** The keyboard is on that line: the next key is for it. */
const clavierSurLaPremiere = (page: Page): Promise<void> =>
  expect(lignesDe(page).first().locator('[role=gridcell]:focus')).toHaveCount(1);
const ouvrirLaPremiere = async (page: Page): Promise<string | null> => {
  await expect(lignesDe(page).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('corriger')).toBeVisible();
  return panneau(page).getByRole('heading', { level: 2 }).textContent();
};

test('anne prend une visite, y laisse une note et la confie ; sa collègue la trouve sous « Prises par moi », hors ligne aussi', async () => {
  const [anne, bea] = [
    await service.creerCompte('anne-equipe', 'EST', { nom: 'Anne Durand' }),
    await service.creerCompte('bea-equipe', 'EST', { nom: 'Béatrice Le Goff' }),
  ];
  const { page } = await allumerPoste();
  await seConnecter(page, service.cable.origine, anne);
  await interventionsDuMois(page, service);
  let qui: string | null = null;

  await test.step('P la prend ; la page qui reste ouverte compte comme une lecture du dossier', async () => {
    const lue = page.waitForResponse((r) => r.url().endsWith('/api/audit/consultations'), { timeout: 60_000 });
    qui = await ouvrirLaPremiere(page);
    await page.keyboard.press('p');
    await expect(page.getByTestId('prise')).toContainText('Prise par moi, à');
    await expect(lignesDe(page).first()).toContainText('moi');
    expect((await lue).status()).toBe(200);
  });

  await test.step('N, le texte, Entrée : la note est là, signée', async () => {
    await page.keyboard.press('n');
    await expect(page.getByTestId('note')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(panneau(page)).toContainText('Écrivez la note avant de l’enregistrer.');
    await page.keyboard.type(NOTE);
    await sansDefaut(page);
    await page.keyboard.press('Enter');
    await expect(panneau(page).getByRole('list', { name: 'Notes' })).toContainText(`${NOTE}Anne Durand`);
    await expect(lignesDe(page).first()).toContainText(NOTE);
    await clavierSurLaPremiere(page);
  });

  await test.step('C, deux lettres, Entrée : elle est à Béatrice', async () => {
    await page.keyboard.press('c');
    await expect(page.getByTestId('confier')).toBeFocused();
    await sansDefaut(page);
    await page.keyboard.type('bé');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('prise')).toContainText('Confiée à Béatrice Le Goff par moi, à');
    await expect(page.getByTestId('sync')).toContainText('À jour');
    await clavierSurLaPremiere(page);
  });

  const collegue = await allumerPoste();
  await test.step('sa collègue la trouve, avec la note, dans « Prises par moi » et en arrivant', async () => {
    await seConnecter(collegue.page, service.cable.origine, bea);
    // The menu tells it, on whatever screen she is.
    await expect(
      collegue.page.getByRole('navigation').getByRole('link', { name: /^Interventions\s*1 confiées? à vous/ }),
    ).toBeVisible();
    const notes = collegue.page.getByRole('group').filter({ hasText: 'Notes du service précédent' });
    await expect(notes).toContainText(NOTE);
    await expect(notes).toContainText('Anne Durand');
    await sansDefaut(collegue.page);
    await collegue.page
      .getByTestId('a-moi')
      .getByRole('link', { name: /^1\svisite d(e |’)/ })
      .press('Enter');
    await expect(lignesDe(collegue.page)).toHaveCount(1);
    expect(await ouvrirLaPremiere(collegue.page)).toBe(qui);
    await expect(panneau(collegue.page)).toContainText(NOTE);
    await attendreServiceWorker(collegue.page);
  });

  await test.step('le réseau coupé, le navigateur rallumé : elle y est encore, et la rend', async () => {
    await service.cable.couper();
    await expect(collegue.page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });
    await collegue.tuer();
    await collegue.rallumer();
    await interventionsDuMois(collegue.page, service, 'a-moi');
    await collegue.page.getByLabel(`Mot de passe de ${bea.identifiant}`).fill(bea.motDePasse);
    await collegue.page.getByRole('button', { name: 'Déverrouiller' }).click();
    await expect(lignesDe(collegue.page)).toHaveCount(1);
    expect(await ouvrirLaPremiere(collegue.page)).toBe(qui);
    await panneau(collegue.page)
      .getByRole('button', { name: /^Retirer la note/ })
      .press('Enter');
    await expect(panneau(collegue.page)).not.toContainText(NOTE);
    await clavierSurLaPremiere(collegue.page);
    await collegue.page.keyboard.press('p');
    await expect(lignesDe(collegue.page)).toHaveCount(0);
    await expect(collegue.page.getByTestId('sync')).toContainText('2 saisies en attente');
  });

  await test.step('le réseau revient : anne la voit libre et sans note, sans rien recharger', async () => {
    await service.cable.retablir();
    await expect(collegue.page.getByTestId('sync')).toHaveText(/À jour/, { timeout: 60_000 });
    await expect(page.getByTestId('prise')).toHaveText('', { timeout: 30_000 });
    await expect(panneau(page)).not.toContainText(NOTE);
  });
});
