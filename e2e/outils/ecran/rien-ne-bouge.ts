import { expect, type Page } from '@playwright/test';
import { immobile } from '../../../scripts/captures/ouvrir';
import { TAILLES } from './en-vue';

// A panel opens beside a list: what is on the screen already stays where it is.

const REPERES = '.ecran__tete > *, .ecran__liste th[scope=col], .ag-header-cell, .semaine__tete > div';

/** Where the toolbar and the heads of the columns stand, to the pixel, each with its words. */
const places = (page: Page): Promise<string[]> =>
  page.locator(REPERES).evaluateAll((es) =>
    es.map((e) => {
      const { x, y, width } = e.getBoundingClientRect();
      return `${e.textContent?.slice(0, 24)} ${x} ${y} ${width}`;
    }),
  );

/** At both sizes: `ouvrir` opens a panel, nothing moves by a pixel, and its cross closes it. */
export const rienNeBouge = async (page: Page, ouvrir: () => Promise<unknown>): Promise<void> => {
  const panneau = page.locator('.panneau:not(.panneau--vide)');
  const etait = page.viewportSize();
  for (const taille of TAILLES) {
    await page.setViewportSize(taille);
    // The screen may have just been asked for.
    await expect.poll(async () => (await places(page)).length).toBeGreaterThan(2);
    await immobile(page);
    const avant = await places(page);
    await ouvrir();
    await expect(panneau).toBeVisible();
    await immobile(page);
    expect([taille.width, ...(await places(page))]).toEqual([taille.width, ...avant]);
    await panneau.getByRole('button', { name: 'Fermer le panneau' }).click();
    await expect(panneau).toHaveCount(0);
  }
  if (etait) await page.setViewportSize(etait);
};
