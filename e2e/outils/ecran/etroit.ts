import type { Page } from '@playwright/test';

// What a narrow window does that no page too wide tells: a list squeezed to nothing, words over words, names of one letter, a panel
// through which the page is seen.

/** Half a desk's screen. */
export const DEMI = { width: 700, height: 900 };
/** The width of a telephone: 1,280 pixels at 400 % (WCAG 1.4.10). */
export const TELEPHONE = { width: 320, height: 640 };

/** Of the window as it is. Tables may scroll sideways in their own frame: the screen that holds them may not. */
export const etroitesses = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const dites: string[] = [];
    const nommer = (e: Element): string =>
      `${e.tagName.toLowerCase()}.${e.className} « ${(e.textContent ?? '').trim().slice(0, 30)} »`;
    const vu = (e: Element): boolean =>
      e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !e.closest('.invisible, .evitement, [aria-hidden=true], .mantine-VisuallyHidden-root');
    const tous = (choix: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(choix)].filter(vu);
    const deborde = (e: HTMLElement): boolean => e.scrollWidth > e.clientWidth + 1;

    for (const e of tous('main, .ecran__liste, .panneau, .cadre__menu, .cadre__menu ul'))
      if (deborde(e)) dites.push(`défile de côté, ${e.scrollWidth} > ${e.clientWidth} : ${nommer(e)}`);
    // A frame that scrolls is a table's: words and fields that one must pull into view are of no frame.
    for (const cadre of tous('main *')) {
      if (!['auto', 'scroll'].includes(getComputedStyle(cadre).overflowX) || !deborde(cadre)) continue;
      const bord = cadre.getBoundingClientRect().left + cadre.clientLeft + cadre.clientWidth - cadre.scrollLeft;
      const sorti = [...cadre.querySelectorAll<HTMLElement>('h2, h3, p, dd, li, label, input, button, a')].find(
        (e) => vu(e) && !e.closest('table, .grille, .semaine, .frise') && e.getBoundingClientRect().right > bord + 1,
      );
      if (sorti)
        dites.push(`à tirer de côté pour la lire, ${cadre.scrollWidth} > ${cadre.clientWidth} : ${nommer(sorti)}`);
    }
    for (const e of tous('main .mantine-SegmentedControl-root'))
      if (deborde(e)) dites.push(`choix coupés, ${e.scrollWidth} > ${e.clientWidth} : ${nommer(e)}`);
    // What stands below one another stays within its own height.
    for (const e of tous('.ecran__liste > *, .ecran__liste > .semaine > *'))
      if (getComputedStyle(e).overflowY === 'visible' && e.scrollHeight > e.clientHeight + 2 && e.clientHeight > 0)
        dites.push(`sort de sa place, ${e.scrollHeight} > ${e.clientHeight} : ${nommer(e)}`);
    const panneau = tous('.panneau:not(.panneau--vide)')[0];
    for (const e of tous('main :is(td, th)')) {
      if (panneau && !panneau.contains(e)) continue;
      const coupe = getComputedStyle(e).overflowX !== 'visible';
      if (deborde(e) && !coupe) dites.push(`sort de sa case : ${nommer(e)}`);
      if (deborde(e) && coupe && e.matches('.ou, .aide, :has(.nom)') && e.clientWidth < 100)
        dites.push(`nom coupé à ${e.clientWidth} pixels : ${nommer(e)}`);
    }
    // The list is under it: it leaves nothing of the screen to be seen, and what is pressed is its own.
    if (panneau) {
      const p = panneau.getBoundingClientRect();
      const contenu = document.querySelector('main')?.getBoundingClientRect();
      const gauche = innerWidth < 480 ? 0 : (contenu?.left ?? 0);
      if (p.left > gauche + 1 || p.right < innerWidth - 1) dites.push(`panneau de ${p.left} à ${p.right}`);
      for (const part of [0.1, 0.5, 0.9])
        for (const haut of [0.05, 0.5, 0.95]) {
          const dessus = document.elementFromPoint(p.left + p.width * part, p.top + p.height * haut);
          if (dessus?.closest('main, nav') && !panneau.contains(dessus))
            dites.push(`par-dessus le panneau : ${nommer(dessus)}`);
        }
    }
    return [...new Set(dites)].slice(0, 6);
  });

/** Of any window: what scrolls in a few lines of height, while the screen could. */
export const ecrasements = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const dites: string[] = [];
    for (const e of document.querySelectorAll('nav, nav *, main div, main section, main aside')) {
      if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (e.closest('.invisible, .evitement, [aria-hidden=true], .mantine-VisuallyHidden-root')) continue;
      const { overflowY } = getComputedStyle(e);
      if (['auto', 'scroll'].includes(overflowY) && e.scrollHeight > e.clientHeight + 1 && e.clientHeight < 60)
        dites.push(
          `défile dans ${e.clientHeight} pixels de haut : ${e.className} « ${(e.textContent ?? '').trim().slice(0, 30)} »`,
        );
    }
    return dites.slice(0, 6);
  });
