import { expect, type Page } from '@playwright/test';
import { PROTOCOLE } from '#shared/replication/protocole';

export type Demande = readonly ['GET' | 'POST' | 'PUT' | 'DELETE', chemin: string, corps?: unknown];

/** Asks the server as whoever is signed in on this page would, with a forged request: no screen asks it. */
const demander = async (page: Page, [methode, chemin, corps]: Demande) => {
  const { origin } = new URL(page.url());
  const r = await page.request.fetch(`${origin}${chemin}`, {
    method: methode,
    headers: { [PROTOCOLE.entete]: String(PROTOCOLE.version), origin },
    ...(corps === undefined ? {} : { data: corps }),
  });
  return { statut: r.status(), texte: await r.text() };
};

const PHRASES = {
  ROLE: /^Votre rôle ne le permet pas\. Demandez-le à qui en a le droit : /,
  ANTENNE: /^Cette antenne n’est pas la vôtre\. Choisissez une de vos antennes/,
} as const;

/** Each of these requests is refused, by a sentence that says what to do or whom to ask; and says nothing else. */
export const toutEstRefuse = async (
  page: Page,
  demandes: readonly Demande[],
  code: keyof typeof PHRASES = 'ROLE',
): Promise<void> => {
  for (const d of demandes) {
    const { statut, texte } = await demander(page, d);
    const refus = { code, message: expect.stringMatching(PHRASES[code]), reference: expect.any(String) };
    expect([d[1], statut, JSON.parse(texte)]).toEqual([d[1], 403, refus]);
  }
};

/** At the addresses of another role: a sentence, in place of the page. */
export const pagesRefusees = async (page: Page, origine: string, pages: Readonly<Record<string, string>>) => {
  for (const [adresse, libelle] of Object.entries(pages)) {
    await page.goto(`${origine}${adresse}`);
    const main = page.getByRole('main');
    await expect(main.getByRole('alert')).toContainText(`« ${libelle} » n’est pas une page de votre rôle.`);
    await expect(main.getByRole('table').or(main.getByRole('textbox'))).toHaveCount(0);
  }
};

/** The whole menu of whoever is signed in, in its order. */
export const menuEst = (page: Page, pages: readonly string[]): Promise<void> =>
  expect(page.getByRole('navigation', { name: 'Menu principal' }).getByRole('link')).toHaveText(pages);
