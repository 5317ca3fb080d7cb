import type { Page } from '@playwright/test';

export type Clavier = {
  /** Presses a key, or a chord, and counts it. */
  touche: (nom: string) => Promise<void>;
  /** One key a letter. */
  ecrire: (texte: string) => Promise<void>;
  /** Keys since the last time. */
  compte: () => number;
};

/** A keyboard that counts: a chord is one key, as the design counts them. */
export const clavierCompte = (page: Page): Clavier => {
  let n = 0;
  const touche = async (nom: string): Promise<void> => {
    n += 1;
    await page.keyboard.press(nom);
  };
  return {
    touche,
    ecrire: async (texte) => {
      for (const lettre of texte) await touche(lettre);
    },
    compte: () => {
      const faites = n;
      n = 0;
      return faites;
    },
  };
};

/** Where the keyboard is, in words that a failure can tell: what is under a test's own name, or its kind and class. */
export const ouEstLeClavier = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const e = document.activeElement;
    if (!(e instanceof HTMLElement)) return 'nulle part';
    const dans = e.closest('[data-testid], form, aside, [row-id]');
    return e.dataset.testid ?? `${e.tagName.toLowerCase()}.${e.className} dans ${dans?.outerHTML.slice(0, 120)}`;
  });
