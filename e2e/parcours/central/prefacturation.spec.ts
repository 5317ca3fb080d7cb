import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { rienNeBouge } from '../../outils/ecran/rien-ne-bouge';
import { fautes } from '../../outils/ecran/sans-faute';
import { ranger } from '../../outils/menage';
import { allumerPoste, type Poste, seConnecter } from '../../outils/navigateur';
import { demarrerServiceEssai, type ServiceEssai } from '../../outils/service';

let service: ServiceEssai;
let poste: Poste;

test.beforeAll(async () => {
  service = await demarrerServiceEssai();
  await service.commande('cloturer', service.moisPasse, '--antenne', 'EST', '--motif', 'Essai');
  poste = await allumerPoste({ enLigne: true });
});
test.afterAll(ranger);

const prendre = async (page: Page, nom: string | RegExp): Promise<{ nom: string; octets: Buffer }> => {
  const [fichier] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: nom }).click()]);
  return { nom: fichier.suggestedFilename(), octets: readFileSync(await fichier.path()) };
};

test('[CL-6] a line is read down to its punches, the documents are taken, the pro forma is refused then validated', async () => {
  const { page } = poste;
  await seConnecter(page, service.cable.origine, await service.creerCompte('siege', 'EST', { role: 'CENTRAL' }));
  await page.getByRole('link', { name: 'Préfacturation' }).click();
  const antenne = page.getByRole('combobox', { name: 'Antenne', exact: true });
  await antenne.selectOption('EST');
  await expect(page.getByText('Mois clos', { exact: true })).toBeVisible({ timeout: 30_000 });

  // The first usager opens on its lines; a line on its explanation; the keyboard is enough to leave it.
  const table = page.getByRole('table', { name: 'Préfacturation par usager' });
  await table.getByRole('button', { expanded: false }).first().click();
  const expliquer = table.getByRole('button', { name: /^Expliquer/ }).first();
  await rienNeBouge(page, () => expliquer.click());
  await expliquer.click();
  const panneau = page.getByRole('complementary');
  await expect(panneau.getByText(/÷ 60 =/)).toBeVisible();
  await expect(panneau.getByText(/^Heures retenues\s: de/).first()).toBeVisible();
  await expect(panneau.getByRole('heading', { level: 2 })).toBeFocused();
  expect(await fautes(page, 'main')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(panneau).toBeHidden();
  await expect(expliquer).toBeFocused();

  const [annee = '', mois = ''] = service.moisPasse.split('-');
  const xlsx = await prendre(page, 'Télécharger XLSX, Est');
  expect(xlsx.nom).toBe(`PREFACTURATION_EST_${annee}${mois}.xlsx`);
  expect(xlsx.octets.subarray(0, 2).toString()).toBe('PK');
  const pdf = await prendre(page, 'Pro forma APA en PDF');
  expect(pdf.nom).toBe(`PRO_FORMA_APA_EST_${annee}${mois}.pdf`);
  expect(pdf.octets.subarray(0, 8).toString()).toBe('%PDF-1.4');

  // A refusal needs its reason; a validation after it holds.
  const proForma = page.getByRole('region', { name: 'Pro forma' });
  const est = proForma.getByRole('listitem').filter({ hasText: /^Est / });
  await expect(est).toHaveText('Est À valider');
  await proForma.getByRole('button', { name: 'Refuser…' }).click();
  const boite = page.getByRole('dialog');
  await boite.getByRole('button', { name: 'Refuser' }).click();
  await expect(boite.getByText('Un refus dit pourquoi')).toBeVisible();
  await boite.getByLabel('Motif du refus').fill('Heures d’un dossier à revoir');
  await page.keyboard.press('Escape');
  await proForma.getByRole('button', { name: 'Refuser…' }).click();
  await expect(boite.getByLabel('Motif du refus')).toHaveValue('Heures d’un dossier à revoir');
  await boite.getByRole('button', { name: 'Refuser' }).click();
  await expect(est).toHaveText('Est Refusé');
  await expect(proForma.getByText(/Motif\s: Heures d’un dossier à revoir$/)).toBeVisible();
  await proForma.getByRole('button', { name: 'Valider' }).click();
  await boite.getByRole('button', { name: 'Valider' }).click();
  await expect(est).toHaveText('Est Validé');
  await page.reload();
  await expect(est).toHaveText('Est Validé');

  // Another antenna of the same month, still open: provisional, and nothing to validate yet.
  await antenne.selectOption('SUD');
  await expect(page.getByText('Provisoire', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(proForma.getByText('Se valide une fois le mois clos.')).toBeVisible();
  await expect(proForma.getByRole('button', { name: 'Valider' })).toHaveCount(0);

  // Without the network, the page says so and keeps what it shows.
  await service.cable.couper();
  await page.getByRole('button', { name: 'Mois précédent' }).click();
  await expect(page.getByText('Cette page se lit avec le réseau.')).toBeVisible();
});
