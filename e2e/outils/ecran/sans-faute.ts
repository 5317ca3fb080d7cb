import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { immobile } from '../../../scripts/captures/ouvrir';

const REGLES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What a colour, a width or what scrolls decides: the rest of a screen has the same names and roles at every size, in each scheme. */
const DE_LA_TAILLE = ['color-contrast', 'target-size', 'scrollable-region-focusable'];

type Etendue = 'main' | 'taille';

const regarder = async (page: Page, quoi?: Etendue): Promise<string[]> => {
  await immobile(page);
  // No page of ours has frames, and what passes is not told: each of the two costs as much as the rules themselves.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const choisies = {
    main: () => axe.include('main'),
    taille: () => axe.withRules(DE_LA_TAILLE),
    tout: () => axe.withTags(REGLES),
  }[quoi ?? 'tout']();
  const { violations } = await choisies.analyze();
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id} : ${n.target.join(' ')}`));
};

/**
 * Breaches of WCAG AA that axe sees, in the scheme that the page has; within one part of it, all that axe knows of good practice
 * too; at another size than one already judged, what that size may change. What still moves is half transparent, and would be read so.
 */
export const fautes = async (page: Page, quoi?: Etendue): Promise<string[]> => {
  let dites = await regarder(page, quoi);
  // A notice that comes or goes is read half faded: what is wrong with the page itself is still there at another look.
  for (let tour = 0; tour < 2 && dites.length > 0; tour++) {
    const encore = new Set(await regarder(page, quoi));
    dites = dites.filter((f) => encore.has(f));
  }
  return dites;
};

export const mettreTheme = async (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
  await immobile(page);
};

/** In both schemes, of which the second changes colours alone; then in the one that the browser asks for. */
export const fautesDesDeuxThemes = async (page: Page): Promise<string[]> => {
  const dites: string[] = [];
  for (const [theme, quoi] of [['light'], ['dark', 'taille']] as const) {
    await mettreTheme(page, theme);
    dites.push(...(await fautes(page, quoi)).map((f) => `${theme} ${f}`));
  }
  await page.emulateMedia({ colorScheme: null });
  return dites;
};

/** What is of the screen alone, and would be printed. */
export const deTrop = async (page: Page): Promise<string[]> => {
  await page.emulateMedia({ media: 'print' });
  const vus = await page.evaluate(() =>
    [...document.querySelectorAll('nav, .cadre__menu, .sync, .panneau, .raccourcis, [data-testid=sync]')]
      .filter((e) => e.checkVisibility())
      .map((e) => `${e.tagName.toLowerCase()}.${e.className}`),
  );
  await page.emulateMedia({ media: 'screen' });
  return vus;
};

/**
 * What nobody can reach: a page wider than its window, and things to read or press that are outside of it and outside of
 * everything that scrolls.
 */
export const debordements = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const racine = document.documentElement;
    const dehors: string[] = [];
    if (racine.scrollWidth > racine.clientWidth) dehors.push(`page : ${racine.scrollWidth} > ${racine.clientWidth}`);
    const defile = (e: Element, axe: 'overflowX' | 'overflowY'): boolean => {
      for (let p = e.parentElement; p && p !== racine; p = p.parentElement)
        if (['auto', 'scroll'].includes(getComputedStyle(p)[axe])) return true;
      return false;
    };
    for (const e of document.querySelectorAll('a, button, input, select, textarea, label, h1, h2, h3, th, td, p, li')) {
      const b = e.getBoundingClientRect();
      if (b.width < 2 || b.height < 2 || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        continue;
      // Said to screen readers only, on purpose off the screen.
      if (e.closest('.invisible, .evitement, [aria-hidden=true], .mantine-VisuallyHidden-root')) continue;
      const large = (b.right > innerWidth + 1 || b.left < -1) && !defile(e, 'overflowX');
      const haut = (b.bottom > innerHeight + 1 || b.top < -1) && !defile(e, 'overflowY');
      if (large || haut) {
        const mots = (e.textContent ?? '').trim().slice(0, 30);
        dehors.push(
          `${e.tagName.toLowerCase()}.${e.className} « ${mots} » ${Math.round(b.right)},${Math.round(b.bottom)}`,
        );
      }
    }
    return dehors.slice(0, 5);
  });

/** Nothing scrolls sideways, and no rule is broken. */
export const tient = async (page: Page): Promise<void> => {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await fautes(page)).toEqual([]);
};
