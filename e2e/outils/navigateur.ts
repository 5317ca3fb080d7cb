import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import config from '../playwright.config';
import { rangerEnsuite } from './menage';
import type { CompteEssai } from './service';

export type Poste = {
  page: Page;
  /** Folder of what this browser keeps. */
  profil: string;
  /** SIGKILL to every process of this browser: nothing is flushed, nothing says goodbye. */
  tuer: () => Promise<void>;
  /** Starts the browser again on the same profile. */
  rallumer: () => Promise<void>;
  jeter: () => Promise<void>;
};

/**
 * A browser that takes no service worker: on a PC whose story never starts without the network, the 400 files of the application
 * are not fetched to be kept (five seconds of processor).
 */
export const sansServiceWorker = (contexte: BrowserContext): Promise<unknown> =>
  contexte.addInitScript(() => {
    navigator.serviceWorker.register = () => Promise.reject(new Error('no service worker in this story'));
  });

const ouvrirNavigateur = (profil: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profil, {
    ...config.use?.launchOptions,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1440, height: 900 },
    // As who asks for less movement: nothing is judged, or clicked, while it slides into its place.
    reducedMotion: 'reduce',
  });

/** The profile that PCs are lit with, where there is one: see `installerApplication`. */
let modele: string | undefined;

/** What a browser keeps of a person, or of this very PC. */
const PROPRES = ['Local Storage', 'Session Storage', 'IndexedDB', 'File System', 'Network'];

/**
 * Opens the application once, until the browser has kept it: from then on PCs are lit with a copy of that profile, as those of an
 * antenna are in the morning. What is returned undoes it.
 */
export const installerApplication = async (adresse: string): Promise<() => void> => {
  const profil = mkdtempSync(join(tmpdir(), 'telegestion-modele-'));
  const contexte = await ouvrirNavigateur(profil);
  const page = contexte.pages()[0] ?? (await contexte.newPage());
  await page.goto(adresse);
  await attendreServiceWorker(page);
  await contexte.close();
  for (const dossier of PROPRES) rmSync(join(profil, 'Default', dossier), { recursive: true, force: true });
  modele = profil;
  return () => {
    modele = undefined;
    rmSync(profil, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
};

const surDisque = (profil: string, textes: readonly string[]): boolean => {
  const dossier = join(profil, 'Default', 'Local Storage', 'leveldb');
  if (!existsSync(dossier)) return false;
  const contenus = readdirSync(dossier).map((f) => readFileSync(join(dossier, f)));
  return textes.every((t) => contenus.some((c) => c.includes(t) || c.includes(Buffer.from(t, 'utf16le'))));
};

/**
 * What unlocks a PC without the server is in localStorage, which Chromium writes some seconds later: a PC that has just been signed
 * in for the first time and dies at once asks for the network. The stories are of PCs that were in use before.
 */
const attendreCompteSurDisque = async ({ page, profil }: Pick<Poste, 'page' | 'profil'>): Promise<void> => {
  const compte = await page.evaluate(() => localStorage.getItem('tg.compte')).catch(() => null);
  if (compte === null) return;
  const { identifiant } = JSON.parse(compte) as { identifiant: string };
  const textes = [`"identifiant":"${identifiant}"`, `tg.trousseau.${identifiant}`];
  await expect.poll(() => surDisque(profil, textes), { timeout: 60_000 }).toBe(true);
};

type Options = {
  /** Its pages are opened with the network only. */
  enLigne?: boolean;
  /** Never has this browser opened the application. */
  neuf?: boolean;
};

/** A PC: one browser with a profile of its own on the disk. */
export const allumerPoste = async ({ enLigne = false, neuf = false }: Options = {}): Promise<Poste> => {
  const profil = mkdtempSync(join(tmpdir(), 'telegestion-poste-'));
  if (modele !== undefined && !neuf) cpSync(modele, profil, { recursive: true });
  let contexte: BrowserContext;
  const allumer = async (): Promise<void> => {
    contexte = await ouvrirNavigateur(profil);
    if (enLigne) await sansServiceWorker(contexte);
    // What never comes is told of the gesture that waited for it, before the story's own time is out.
    contexte.setDefaultTimeout(60_000);
    poste.page = contexte.pages()[0] ?? (await contexte.newPage());
  };
  const poste: Poste = {
    page: undefined as unknown as Page,
    profil,
    tuer: async () => {
      await attendreCompteSurDisque(poste);
      const mort = new Promise((suite) => contexte.once('close', suite));
      execFileSync('pkill', ['-KILL', '-f', `user-data-dir=${profil}`]);
      await mort;
    },
    rallumer: allumer,
    jeter: async () => {
      await contexte?.close().catch(() => undefined);
      rmSync(profil, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
  rangerEnsuite(poste.jeter);
  await allumer();
  return poste;
};

/**
 * To a screen as a link of the application leads there: what the page has loaded stays, and where it is there already nothing is done.
 * From a page of nowhere, the address is opened.
 */
export const suivreLien = async (page: Page, origine: string, chemin: string): Promise<void> => {
  const [ici, la] = [page.url(), new URL(chemin, origine)];
  if (ici === la.href) return;
  if (!ici.startsWith(`${origine}/`)) return void (await page.goto(la.href));
  await page.evaluate(
    (vers) => (window as unknown as { next: { router: { push: (v: string) => void } } }).next.router.push(vers),
    chemin,
  );
  // A screen may write its own address otherwise: what it leaves out is what it takes for granted.
  await page.waitForURL((u) => u.href !== ici && u.pathname === la.pathname);
};

/** Signs in, and waits for the menu: a role without antenna has no local data to wait for. */
export const entrer = async (page: Page, adresse: string, compte: CompteEssai): Promise<void> => {
  await page.goto(adresse);
  await page.getByLabel('Identifiant').fill(compte.identifiant);
  await page.getByLabel('Mot de passe', { exact: true }).fill(compte.motDePasse);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('navigation', { name: 'Menu principal' })).toBeVisible({ timeout: 60_000 });
};

export const seConnecter = async (page: Page, adresse: string, compte: CompteEssai): Promise<void> => {
  await entrer(page, adresse, compte);
  await expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
};

/** Sets the date that pages of this browser read, by a difference with ours; the pages opened from now on. */
export const decalerDate = (page: Page, decalageMs: number): Promise<unknown> =>
  page.context().addInitScript((ecart: number) => {
    const Vraie = Date;
    // A date that is given is that date; only « now » is another.
    globalThis.Date = new Proxy(Vraie, {
      construct: (D, args) => Reflect.construct(D, args.length === 0 ? [Vraie.now() + ecart] : args),
      get: (D, nom, moi) => (nom === 'now' ? () => Vraie.now() + ecart : Reflect.get(D, nom, moi)),
    });
  }, decalageMs);

/** Opens with the password what the PC holds, with no server. */
export const deverrouiller = async (page: Page, compte: CompteEssai): Promise<void> => {
  await page.getByLabel(`Mot de passe de ${compte.identifiant}`).fill(compte.motDePasse);
  await page.getByRole('button', { name: 'Déverrouiller' }).click();
};

/** Waits for the service worker to hold the page: from then on it starts with no network. */
export const attendreServiceWorker = (page: Page): Promise<unknown> =>
  page.evaluate(() => navigator.serviceWorker.ready.then((r) => r.active?.state));

/** South, then East, each until all of it is on the PC: East is the one that stays on the screen. */
export const ouvrirSudPuisEst = async (page: Page): Promise<void> => {
  for (const [code, libelle] of [
    ['SUD', 'Sud'],
    ['EST', 'Est'],
  ] as const) {
    await page.getByLabel('Antenne', { exact: true }).selectOption(code);
    await expect(page.getByRole('main', { name: `Antenne ${libelle}`, exact: true })).toBeVisible();
    await expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
  }
};
