import { expect } from '@playwright/test';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { heures } from '#shared/pilotage/mots';
import { fautes } from '../../outils/ecran/sans-faute';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import {
  allumerPoste,
  attendreServiceWorker,
  deverrouiller,
  type Poste,
  seConnecter,
  suivreLien,
} from '../../outils/navigateur';
import type { CompteEssai, ServiceEssai } from '../../outils/service';

let service: ServiceEssai;
let poste: Poste;
let siege: CompteEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
  siege = await service.creerCompte('siege-pilotage', 'EST', { role: 'CENTRAL' });
  poste = await allumerPoste();
});
test.afterAll(ranger);

/** Minutes planned of an antenna's month, from what the command prints of its visits. */
const prevues = (visites: readonly Intervention[]): number =>
  visites.reduce((n, i) => n + (i.visite ? (Date.parse(i.visite.fin) - Date.parse(i.visite.debut)) / 60_000 : 0), 0);

test('the central service reads its antennas, goes down to a visit, and without the server reads the last figures with their date', async () => {
  const { page } = poste;
  const mois = service.moisPasse;
  const visites = await service.lire<Intervention>('interventions', { antenne: 'EST', mois });
  await seConnecter(page, service.cable.origine, siege);
  await suivreLien(page, service.cable.origine, `/pilotage/?mois=${mois}`);

  const table = page.getByRole('table', { name: /côte à côte/ });
  await expect(table.getByRole('row')).toHaveCount(codesAntennes().length + 2, { timeout: 30_000 });
  const est = table.getByRole('row').filter({ has: page.getByRole('link', { name: 'Est', exact: true }) });
  await expect(est).toContainText(`sur ${heures(prevues(visites))} prévues`);
  await expect(page.getByRole('figure')).toHaveCount(codesAntennes().length);
  await expect(page.locator('figure .recharts-surface').first()).toBeVisible();
  expect(await fautes(page, 'main')).toEqual([]);

  // Antenna, day, visit: the grid opens on that very one.
  await est.getByRole('link').click();
  const jours = page.getByRole('table', { name: /^Jours d/ });
  await jours.getByRole('row').nth(3).getByRole('link').click();
  const derriere = page.getByRole('table', { name: 'Visites derrière les chiffres' });
  const premiere = derriere.getByRole('row').nth(1);
  await premiere.getByText('Pourquoi').click();
  await expect(premiere.locator('details div').first()).toBeVisible();
  await premiere.getByRole('button', { name: /^Ouvrir la visite/ }).click();
  await expect(page.getByTestId('corriger')).toBeVisible({ timeout: 30_000 });

  // What makes people omit, and what would help.
  await suivreLien(page, service.cable.origine, `/pilotage/?mois=${mois}&antenne=EST&vue=causes`);
  await expect(page.getByText(/^Au moins 3 oublis/)).toBeVisible({ timeout: 30_000 });
  await suivreLien(page, service.cable.origine, `/pilotage/?mois=${mois}`);
  await expect(est).toBeVisible({ timeout: 30_000 });
  const texte = (await est.getByRole('cell').nth(2).textContent()) ?? '';

  // The cable is cut, the page opened anew: the figures, and when they were read.
  await attendreServiceWorker(page);
  await service.cable.couper();
  await page.reload();
  await deverrouiller(page, siege);
  await expect(page.getByText(/Derniers chiffres connus\s: .*, lus le /)).toBeVisible({ timeout: 30_000 });
  await expect(est.getByRole('cell').nth(2)).toHaveText(texte);
  expect(await page.evaluate(() => Object.values(localStorage).some((v) => String(v).includes('minutesPrevues')))).toBe(
    false,
  );

  // Signing out leaves nothing of them.
  await service.cable.retablir();
  await page
    .getByTestId('sync')
    .filter({ hasText: /^\s*À jour/ })
    .waitFor({ timeout: 60_000 });
  const cles = (): Promise<string[]> =>
    page.evaluate(() => Object.keys(localStorage).filter((k) => k.startsWith('tg.chiffres.')));
  expect(await cles()).toHaveLength(1);
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page.getByLabel('Identifiant')).toBeVisible({ timeout: 30_000 });
  expect(await cles()).toEqual([]);
});
