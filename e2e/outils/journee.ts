import type { Page } from '@playwright/test';

/** Unfolds the rest of the day, as an account that reads it all has left it. */
export const deplierJournee = async (page: Page, identifiant: string): Promise<void> => {
  await page.evaluate(
    (cle) => localStorage.setItem(cle, JSON.stringify({ replis: { journee: false } })),
    `tg.affichage.${identifiant}`,
  );
  await page.reload();
};
