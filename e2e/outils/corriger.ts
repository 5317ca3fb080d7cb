import { expect, type Page } from '@playwright/test';
import type { ServiceEssai } from './service';

export const lignesDe = (page: Page) =>
  page
    .getByTestId('grille')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });

/** How many lines of the grid are in view from end to end. */
export const lignesEntieres = (page: Page): Promise<number> =>
  lignesDe(page).evaluateAll(
    (lignes) =>
      lignes.filter((l) => {
        const b = l.getBoundingClientRect();
        const cadre = l.closest('.grille')?.getBoundingClientRect();
        return cadre !== undefined && b.top >= cadre.top && b.bottom <= cadre.bottom;
      }).length,
  );

/** Goes to the nth line of the grid and opens its form: the grid is first at its top, since it holds only the lines in sight. */
export const ouvrirLigne = async (page: Page, n: number): Promise<void> => {
  const premiere = lignesDe(page).and(page.locator('[row-index="0"]'));
  await expect(lignesDe(page).first()).toBeVisible();
  await page.getByTestId('grille').evaluate((grille) => {
    for (const e of grille.querySelectorAll('*')) e.scrollTop = 0;
  });
  await expect(premiere).toBeVisible();
  await lignesDe(page).nth(n).getByRole('gridcell').nth(1).click();
  await page.keyboard.press('Enter');
};

/** Five minutes after the hour that the form has: right of any visit, one of the night too. */
export const ARRIVEE = '+5';
/** Ten after the hour that it has: near what is planned, and before her next visit, so that nothing is asked again. */
export const DEPART = '+10';

/** Opens the nth visit of the grid and types a whole correction; only the last key is missing. */
export const taper = async (page: Page, n: number, motif: string): Promise<void> => {
  await ouvrirLigne(page, n);
  await page.getByTestId('arrivee').fill(ARRIVEE);
  await page.getByTestId('depart').fill(DEPART);
  await page.getByTestId('motif').fill(motif);
};

const demiHeureAvant = (heure: string): string => {
  const [h = 9, m = 30] = (heure.match(/\d+/g) ?? []).map(Number);
  const avant = (h * 60 + m + 1440 - 30) % 1440;
  return `${Math.floor(avant / 60)}:${String(avant % 60).padStart(2, '0')}`;
};

/** Corrects the visit that the grid shows first: the hours that the form proposes, and a motif by its first letters. */
export const corrigerLaPremiere = async (page: Page, motif: string): Promise<string> => {
  const ligne = lignesDe(page).first();
  await ligne.getByRole('gridcell').nth(1).click();
  await page.keyboard.press('Enter');
  const panneau = page.getByRole('complementary');
  const qui = await panneau.getByRole('heading', { level: 2 }).innerText();
  const [arrivee, depart] = [page.getByTestId('arrivee'), page.getByTestId('depart')];
  // Nothing planned, and a departure alone: she came half an hour before.
  if ((await arrivee.inputValue()) === '') await arrivee.fill(demiHeureAvant(await depart.inputValue()));
  if ((await depart.inputValue()) === '') await depart.fill('+45');
  await page.getByTestId('motif').fill(motif);
  await page.getByTestId('enregistrer').click();
  await expect(page.getByTestId('motif')).toBeHidden();
  return qui;
};

/** The month that has corrections to make, in the grid. */
export const interventionsDuMois = async (page: Page, service: ServiceEssai, filtre?: string): Promise<void> => {
  const adresse = `${service.cable.origine}/interventions/?mois=${service.moisPasse}`;
  await page.goto(`${adresse}${filtre ? `&filtre=${filtre}` : ''}`);
};
