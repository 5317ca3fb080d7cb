import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { ajouterMois } from '#shared/temps/paris';
import { corrigerLaPremiere, lignesDe } from '../../outils/corriger';
import { fautes } from '../../outils/ecran/sans-faute';
import { ranger } from '../../outils/menage';
import { allumerPoste, type Poste, seConnecter, suivreLien } from '../../outils/navigateur';
import { demarrerServiceEssai, type ServiceEssai } from '../../outils/service';

let service: ServiceEssai;
let poste: Poste;

test.beforeAll(async () => {
  service = await demarrerServiceEssai();
  poste = await allumerPoste({ enLigne: true });
});
test.afterAll(ranger);

const aRegler = (page: Page, quoi: string) =>
  page.getByRole('table', { name: 'Ce qui reste à régler' }).getByRole('row').filter({ hasText: quoi });
const nombre = async (page: Page, quoi: string): Promise<number> =>
  Number(((await aRegler(page, quoi).getByRole('cell').first().textContent()) ?? '').replace(/\D/g, ''));

/** Types what the closing asks for, and waits for the month to be closed. */
const clore = async (page: Page, mois: string): Promise<void> => {
  await page.getByRole('button', { name: /^Clore / }).click();
  const boite = page.getByRole('dialog');
  // Without its reason, or with another month, nothing is closed, and the box says what to do.
  await boite.getByRole('button', { name: 'Clore le mois' }).click();
  await expect(boite.getByText('Écrivez pourquoi le mois est clos ainsi.')).toBeVisible();
  await boite.getByLabel('Motif').fill('Aide partie sans pointer');
  // Left to look at something once more, it is there again.
  await page.keyboard.press('Escape');
  await expect(boite).toBeHidden();
  await page.getByRole('button', { name: /^Clore / }).click();
  await expect(boite.getByText('Brouillon repris')).toBeVisible();
  await expect(boite.getByLabel('Motif')).toHaveValue('Aide partie sans pointer');
  await boite.getByLabel(/pour confirmer/).fill('2020-01');
  await boite.getByRole('button', { name: 'Clore le mois' }).click();
  await expect(boite.getByText(/rien n’est clos/)).toBeVisible();
  await boite.getByLabel(/pour confirmer/).fill(mois);
  await boite.getByRole('button', { name: 'Clore le mois' }).click();
  await expect(boite).toBeHidden({ timeout: 60_000 });
  await expect(page.getByText(/Clôture n° \d+, par Chef/)).toBeVisible();
};

test('[CL-1] [CL-4] une responsable règle une visite, revient, clôt avec un motif ; une correction tardive part avec la clôture suivante', async () => {
  const { page } = poste;
  const mois = service.moisPasse;
  const compact = mois.replace('-', '');
  await seConnecter(
    page,
    service.cable.origine,
    await service.creerCompte('chef', 'EST', { nom: 'Chef Est', responsable: true }),
  );
  await page.getByRole('link', { name: 'Clôture' }).click();
  await expect(page.getByRole('table', { name: 'Chiffres provisoires par financeur' })).toBeVisible({
    timeout: 60_000,
  });
  const antennes = page.getByRole('table', { name: 'Le mois dans toutes les antennes' });
  await expect(antennes.getByText('Ouvert')).toHaveCount(6);
  const echeances = /^(À clore |En retard de )/;
  await expect(antennes.getByText(echeances)).toHaveCount(6);
  await expect(page.getByText(echeances)).toHaveCount(7);
  expect(await fautes(page, 'main')).toEqual([]);

  const avant = await nombre(page, 'Sans heure de départ');
  await aRegler(page, 'Sans heure de départ').getByRole('link').click();
  await expect(lignesDe(page).first()).toContainText('Sans départ');
  await corrigerLaPremiere(page, 'pan');
  await expect(page.getByTestId('sync')).toContainText('À jour');
  await page.getByRole('link', { name: 'Retour à la clôture' }).click();
  await expect(async () => {
    await page.getByRole('button', { name: 'Recalculer' }).click();
    expect(await nombre(page, 'Sans heure de départ')).toBe(avant - 1);
  }).toPass({ timeout: 60_000 });

  await clore(page, mois);
  await expect(page.getByText(echeances)).toHaveCount(5);
  await expect(page.getByRole('rowheader', { name: `SERVICE_FAIT_EST_${compact}.csv` })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByRole('rowheader', { name: /COMPLEMENTAIRE/ })).toHaveCount(0);

  // A month that is closed takes corrections all the same: they are late.
  await suivreLien(page, service.cable.origine, `/interventions/?mois=${mois}&filtre=toutes&statut=SANS_DEPART`);
  await corrigerLaPremiere(page, 'pan');
  // The page is left once this PC holds it.
  await expect(page.getByRole('alert').filter({ hasText: 'Correction enregistrée' })).toBeVisible();
  await expect(page.getByTestId('sync')).toContainText('À jour');
  const suivant = ajouterMois(mois, 1);
  await suivreLien(page, service.cable.origine, `/cloture/?mois=${suivant}`);
  await expect(async () => {
    await page.getByRole('button', { name: 'Recalculer' }).click({ timeout: 30_000 });
    await expect(page.getByText(/Des mois déjà clos, 1\svisite rectifiée/)).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await clore(page, suivant);
  const nom = `COMPLEMENTAIRE_EST_${suivant.replace('-', '')}.csv`;
  const [fichier] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Télécharger ${nom}`, exact: true }).click(),
  ]);
  expect(fichier.suggestedFilename()).toBe(nom);
  const lignes = readFileSync(await fichier.path(), 'utf8')
    .split('\r\n')
    .slice(1, -2);
  // It had not left, being incomplete: only its new side is there.
  expect(lignes).toHaveLength(1);
  expect(lignes[0]).toMatch(new RegExp(`^;;;;;;;;[^;]+;[^;]+;.*;PANNE_SVI;[^;]+;${mois}$`));
});
