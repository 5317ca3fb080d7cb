import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { assurerPaquet } from '../../scripts/outils/paquets';
import { rangerEnsuite } from './menage';

// Playwright drives its own Firefox only: Debian's is driven by the standard, WebDriver BiDi.

export type PosteFirefox = { page: Page; version: string };

/** A PC whose browser is Debian's Firefox ESR, with a profile of its own. */
export const allumerFirefox = async (): Promise<PosteFirefox> => {
  // Its home too: it would leave a cache in ours.
  const maison = mkdtempSync(join(tmpdir(), 'telegestion-firefox-'));
  const navigateur = await puppeteer.launch({
    browser: 'firefox',
    executablePath: assurerPaquet('firefox'),
    headless: true,
    defaultViewport: { width: 1440, height: 900 },
    env: { ...process.env, HOME: maison, TZ: 'Europe/Paris' },
    extraPrefsFirefox: { 'intl.accept_languages': 'fr-FR', 'intl.locale.requested': 'fr' },
  });
  const page = (await navigateur.pages())[0] ?? (await navigateur.newPage());
  page.setDefaultTimeout(30_000);
  rangerEnsuite(async () => {
    await navigateur.close();
    rmSync(maison, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  return { page, version: await navigateur.version() };
};
