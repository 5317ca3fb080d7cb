import { expect, type Locator, type Page } from '@playwright/test';
import { immobile } from '../../../scripts/captures/ouvrir';

// Controls that nobody could use: outside of the window, or under something else, once one has come to them.

/** Each control of a form or of a menu, come to as the keyboard does; those that are then not in the window, or not on top. */
export const inatteignables = (form: Locator): Promise<string[]> =>
  form.evaluate((f) => {
    const dites: string[] = [];
    for (const e of f.querySelectorAll<HTMLElement>('input, select, textarea, button, a')) {
      // Drawn otherwise: its label is what one sees of it.
      const vu = e.matches('[type=radio], [type=checkbox], [type=file]')
        ? (e.closest('label') ?? e.parentElement ?? e)
        : e;
      if (!vu.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || e.matches('[tabindex="-1"]'))
        continue;
      vu.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const b = vu.getBoundingClientRect();
      if (b.width < 2 || b.height < 2) continue;
      const dedans = b.left >= -1 && b.top >= -1 && b.right <= innerWidth + 1 && b.bottom <= innerHeight + 1;
      const dessus = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
      // The list of a field that has the keyboard is open over what is under it, until one goes on.
      const liste = dessus?.closest('[role=listbox], .mantine-Combobox-dropdown, .mantine-Select-dropdown');
      const libre =
        dessus !== null &&
        (vu.contains(dessus) || dessus.contains(vu) || dessus.closest('label')?.control === e || Boolean(liste));
      if (!dedans || !libre)
        dites.push(
          `${e.tagName.toLowerCase()} « ${e.getAttribute('aria-label') ?? e.textContent ?? ''} » ${e.getAttribute('name') ?? ''} : ${dedans ? 'couvert' : 'dehors'}`,
        );
    }
    return dites;
  });

export const TAILLES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
];

/** What keeps the form is in the window without a scroll, where it stands beside a list or over it. */
const boutonEnVue = (form: Locator): Promise<void> =>
  expect(form.locator('[type=submit]').last()).toBeInViewport({ ratio: 1 });

/** At both sizes, written as usual and as large as can be; `enVue`: the form stands over the page, or beside its list. */
export const toutEnVue = async (page: Page, form: Locator, enVue: boolean): Promise<void> => {
  const avant = page.viewportSize();
  const dites: string[] = [];
  for (const taille of TAILLES) {
    await page.setViewportSize(taille);
    for (const texte of ['normale', 'tresGrande']) {
      await page.evaluate((t) => {
        document.documentElement.dataset.texte = t;
      }, texte);
      await immobile(page);
      if (enVue && texte === 'normale') await boutonEnVue(form);
      for (const d of await inatteignables(form)) dites.push(`${taille.width} ${texte} ${d}`);
    }
  }
  expect(dites).toEqual([]);
  await page.evaluate(() => {
    document.documentElement.dataset.texte = 'normale';
  });
  if (avant) await page.setViewportSize(avant);
};
