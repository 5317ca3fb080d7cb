import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { creerAntenne } from '../../../sync-server/domaines/antennes/antennes';
import { lireAudit } from '../../../sync-server/domaines/audit';
import { type Banc, creerCompteDEssai, MOT_DE_PASSE, ouvrirBanc } from '../../../sync-server/http/testing/banc';
import { horlogeSysteme } from '../../../sync-server/ports/horloge';
import { tient } from '../../outils/ecran/sans-faute';
import { sansServiceWorker } from '../../outils/navigateur';

// What an administrator does to an antenna beside another administrator, and when a day was mistyped.

let banc: Banc;

test.beforeAll(async () => {
  banc = await ouvrirBanc({ dossierCoquille: join(import.meta.dirname, '../../../app/out') });
  const acte = { magasin: banc.magasin, horloge: horlogeSysteme, auteur: 'essai' };
  expect(await creerAntenne(acte, { code: 'LYON', libelle: 'Lyon', arrondissements: [21] })).toMatchObject({
    ok: true,
  });
  for (const identifiant of ['admin', 'chef']) await creerCompteDEssai(banc.magasin, identifiant, 'ADMINISTRATEUR', []);
});
test.afterAll(async () => {
  await banc.fermer();
  poserRegistre(REGISTRE_DE_DEPART);
});

const dansDesJours = (n: number): DateCivile => ajouterJours(dateParis(horlogeSysteme()), n);

test('a closing is asked once more where its day is far, dated again, withdrawn; a sheet changed meanwhile is read again', async ({
  browser,
}) => {
  const ouvrir = async (identifiant: string): Promise<Page> => {
    const contexte = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1024, height: 768 } });
    await sansServiceWorker(contexte);
    const page = await contexte.newPage();
    await page.goto(banc.origine);
    await page.getByLabel('Identifiant').fill(identifiant);
    await page.getByLabel('Mot de passe', { exact: true }).fill(MOT_DE_PASSE);
    await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Administration' })).toBeVisible();
    await page.getByRole('tab', { name: 'Antennes' }).click();
    await expect(page.getByRole('row', { name: /^Lyon/ })).toBeVisible();
    return page;
  };
  const admin = await ouvrir('admin');
  const ligne = admin.getByRole('row', { name: /^Lyon/ });
  const fenetre = admin.getByRole('dialog');

  await test.step('a day that is far is asked once more, then taken', async () => {
    await ligne.getByRole('button', { name: 'Fermer l’antenne Lyon' }).click();
    await fenetre.getByLabel('Premier jour fermé').fill(dansDesJours(400));
    await fenetre.getByLabel('Écrivez « LYON » pour confirmer').fill('lyon');
    await fenetre.getByRole('button', { name: 'Fermer l’antenne' }).click();
    await expect(fenetre.getByText(/plus de trois mois/)).toBeVisible();
    await tient(admin);
    await fenetre.getByRole('button', { name: 'Confirmer ce jour' }).click();
    await expect(ligne.getByText(/^Ferme le /)).toBeVisible();
    await tient(admin);
  });

  await test.step('another day is given, then none', async () => {
    await ligne.getByRole('button', { name: 'Changer la date de fermeture de l’antenne Lyon' }).click();
    await fenetre.getByLabel('Premier jour fermé').fill(dansDesJours(30));
    await fenetre.getByLabel('Écrivez « LYON » pour confirmer').fill('LYON');
    await fenetre.getByRole('button', { name: 'Changer la date' }).click();
    await expect(fenetre).toBeHidden();
    await ligne.getByRole('button', { name: 'Annuler la fermeture de l’antenne Lyon' }).click();
    await tient(admin);
    await fenetre.getByRole('button', { name: 'Annuler la fermeture' }).click();
    await expect(ligne.getByRole('button', { name: 'Fermer l’antenne Lyon' })).toBeVisible();
  });

  await test.step('two have the same sheet: the second keeps what she typed, and reads what the first wrote', async () => {
    const chef = await ouvrir('chef');
    for (const page of [admin, chef]) await page.getByRole('button', { name: 'Modifier Lyon' }).click();
    const sienne = chef.getByRole('dialog');
    await sienne.getByLabel('Adresse', { exact: false }).first().fill('1 place Bellecour');
    await sienne.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(sienne).toBeHidden();
    await fenetre.getByLabel('Nom', { exact: true }).fill('Lyon Part-Dieu');
    await fenetre.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(fenetre.getByText(/a changé entre-temps, par chef/)).toBeVisible();
    await tient(admin);
    await fenetre.getByRole('button', { name: 'Relire en gardant ma saisie' }).click();
    await expect(fenetre.getByText(/Enregistré à présent/)).toContainText('1 place Bellecour');
    await expect(fenetre.getByLabel('Nom', { exact: true })).toHaveValue('Lyon Part-Dieu');
    await tient(admin);
    await fenetre.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(admin.getByRole('row', { name: /^Lyon Part-Dieu/ })).toContainText('1 place Bellecour');
  });

  const { entrees } = await lireAudit(banc.magasin, { action: 'ANTENNE' });
  expect(entrees.map((e) => e.objet.split(' ')[0]).toSorted()).toEqual(
    ['annuler-fermeture', 'creer', 'fermer', 'redater-fermeture', 'renommer', 'renommer'].toSorted(),
  );
});
