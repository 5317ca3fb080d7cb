import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import ExcelJS from 'exceljs';
import { dernierJour } from '#shared/temps/paris';
import { textesDuPdf } from '../../../sync-server/adapters/pdf/testing/texte';
import { fautes } from '../../outils/ecran/sans-faute';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, type Poste, seConnecter } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

let service: ServiceEssai;
let poste: Poste;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
  poste = await allumerPoste({ enLigne: true });
});
test.afterAll(ranger);

const prendre = async (page: Page, nom: string): Promise<{ nom: string; octets: Buffer }> => {
  const [fichier] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: nom }).click()]);
  return { nom: fichier.suggestedFilename(), octets: readFileSync(await fichier.path()) };
};

test('[RG] the rate of correction of a month is opened, read down to a visit, and taken as three files that say the same', async () => {
  const { page } = poste;
  await seConnecter(page, service.cable.origine, await service.creerCompte('siege-etats', 'EST', { role: 'CENTRAL' }));
  await page.getByRole('link', { name: 'États' }).click();
  await page.getByRole('link', { name: 'Taux de correction des appels incomplets' }).click();
  const forme = page.getByRole('group', { name: 'Ce que montre l’état' });
  // Who has all the antennas reads them all first.
  await expect(forme.getByLabel('Antenne de l’état')).toHaveValue('TOUTES');
  const grille = page.getByRole('region', { name: /^Taux de correction/ });
  await expect(grille.getByRole('gridcell', { name: 'Est', exact: true })).toBeVisible({ timeout: 30_000 });
  expect(await fautes(page, 'main')).toEqual([]);

  // A line opens on what makes it; it is in the address; closed, the focus is on the line again.
  await grille.getByRole('gridcell', { name: 'Est', exact: true }).click();
  const panneau = page.getByRole('dialog');
  await expect(panneau.getByRole('link', { name: 'Voir la visite' }).first()).toBeVisible();
  await expect(page).toHaveURL(/[?&]cle=/);
  await page.keyboard.press('Escape');
  await expect(panneau).toBeHidden();
  await expect(grille.getByRole('gridcell', { name: 'Est', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panneau.getByRole('row')).not.toHaveCount(0);
  await page.keyboard.press('Escape');

  // The three files say what the screen says.
  const colonne = async (cle: string): Promise<string> =>
    ((await grille.locator(`[row-index="0"] [col-id="${cle}"]`).textContent()) ?? '').replace(/\s/g, ' ').trim();
  const [antenne, incompletes] = [await colonne('antenne'), await colonne('incompletes')];
  const suite = `TOUTES_${service.moisPasse.replace('-', '')}01_${dernierJour(service.moisPasse).replaceAll('-', '')}`;
  const csv = await prendre(page, 'Télécharger en CSV');
  expect(csv.nom).toBe(`ETAT_TAUX-CORRECTION_${suite}.csv`);
  const lignes = csv.octets.toString('utf8').split('\r\n');
  expect(lignes[1]?.split(';').slice(0, 2)).toEqual([antenne, incompletes]);
  expect(lignes.at(-2)).toBe('#FIN;6');
  const xlsx = await prendre(page, 'Télécharger en XLSX');
  const livre = new ExcelJS.Workbook();
  await livre.xlsx.load(xlsx.octets as unknown as ArrayBuffer);
  const feuille = livre.getWorksheet('Taux de correction des appels');
  const rangs = Array.from(feuille?.getSheetValues() ?? [], (r) => (Array.isArray(r) ? r.slice(1) : []));
  expect(rangs.find((r) => r[0] === antenne)?.[1]).toBe(Number(incompletes));
  const pdf = await prendre(page, 'Télécharger en PDF');
  const dit = textesDuPdf(pdf.octets).flat();
  expect(dit).toContain(antenne);
  expect(dit).toContain('Page 1 / 1');

  // What is asked is kept, and opens again from the list.
  await page.getByRole('button', { name: 'Garder cet état' }).click();
  await page.getByRole('dialog').getByLabel('Nom').fill('Chaque mois');
  await page.getByRole('dialog').getByRole('button', { name: 'Garder', exact: true }).click();
  await page.getByRole('link', { name: 'États' }).first().click();
  const miens = page.getByRole('table', { name: 'Mes états' });
  await expect(miens.getByText('Le mois passé')).toBeVisible();
  await miens.getByRole('link', { name: 'Chaque mois' }).click();
  await expect(grille.getByRole('gridcell', { name: 'Est', exact: true })).toBeVisible();

  // Without the network, the page says so and keeps what it shows.
  await service.cable.couper();
  await page.getByRole('button', { name: 'Période précédente' }).click();
  await expect(page.getByText('Cette page se lit avec le réseau.')).toBeVisible();
  await expect(grille.getByRole('gridcell', { name: 'Est', exact: true })).toBeVisible();
});
