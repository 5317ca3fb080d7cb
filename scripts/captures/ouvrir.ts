import type { Page } from '@playwright/test';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Ecran, Reperes } from './ecrans';

const LENT = { timeout: 60_000 } as const;

/** What appears or changes colour by a transition is there once nothing moves any more: a transition begins at the next drawing. */
export const immobile = async (page: Page): Promise<void> => {
  await page.evaluate(() => new Promise((fini) => requestAnimationFrame(() => requestAnimationFrame(fini))));
  // What turns for ever, while something is awaited, is no change of the page.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((a) => a.playState !== 'running' || a.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY),
  );
};

type Aller = (page: Page, origine: string, chemin: string) => Promise<unknown>;
const parAdresse: Aller = (page, origine, chemin) => page.goto(`${origine}${chemin}`);

/**
 * Opens a screen, by its address or as `aller` does, and waits until it is read: from the disk where the role has one, from the server
 * otherwise.
 */
export const ouvrirEcran = async (
  page: Page,
  origine: string,
  e: Ecran,
  r: Reperes,
  aller = parAdresse,
): Promise<void> => {
  await page.context().setOffline(false);
  await aller(page, origine, e.adresse(r));
  await page.locator(e.pret).first().waitFor(LENT);
  const sync = page.getByTestId('sync');
  if (await sync.count()) await sync.filter({ hasText: /^\s*À jour/ }).waitFor(LENT);
  for (const g of e.gestes ?? []) {
    if ('touche' in g) await page.keyboard.press(g.touche);
    else if ('bouton' in g) await page.getByRole('button', { name: g.bouton }).first().click();
    else await page.locator(g.clic).first().click();
  }
  if (e.horsLigne) {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.context().setOffline(true);
    await page.reload();
  }
  if (e.ensuite) await page.locator(e.ensuite).first().waitFor(LENT);
  // A part of the screen may be read after what tells that it is there.
  await page
    .locator('main .mantine-Loader-root')
    .first()
    .waitFor({ state: 'hidden', ...LENT });
  await immobile(page);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
};

/** An usager with visits, an aide, and a visit to correct, from what `telegestion lire` says of an antenna's month. */
export const choisirReperes = (visites: readonly Intervention[], mois: string): Reperes => {
  const n = new Map<string, number>();
  for (const v of visites) n.set(v.usagerId, (n.get(v.usagerId) ?? 0) + 1);
  const siennes = [...visites].sort((a, b) => (n.get(b.usagerId) ?? 0) - (n.get(a.usagerId) ?? 0));
  const [premiere] = siennes;
  const aCorriger = siennes.find((v) => v.visite && v.arrivee && !v.depart) ?? premiere;
  if (!premiere || !aCorriger) throw new Error('des visites attendues');
  const { usagerId, intervenantId, date } = premiere;
  return { usagerId, intervenantId, visiteId: aCorriger._id, mois, jour: date };
};
