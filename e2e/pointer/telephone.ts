import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import type { Alea } from '#shared/testing/alea';
import type { Coupure } from '../outils/coupure';
import config from '../playwright.config';

export type Sens = 'ARRIVEE' | 'DEPART';
/** A press, as the proof knows it: the true moment, what the page then knew of its clock, and what it said. */
export type Appui = {
  telephone: number;
  aide: number;
  sens: Sens;
  source: 'QR' | 'LIEN';
  vrai: number;
  /** What the page took its clock to lag by: undefined where it did not know. */
  ecartTenu: number | undefined;
  /** What it lagged by in truth. */
  ecartVrai: number;
  /** What it knew changed while it was pressed: nothing is said of it. */
  incertain: boolean;
  confirme: boolean;
};

/** From when on the clock of a telephone lagged by so much: somewhere between both moments, which a busy machine keeps apart. */
export type Reglage = { des: number; sur: number; ecart: number };

/** Every process of that very profile, and no other, dies at once. */
const tuer = (profil: string): void => {
  for (const pid of readdirSync('/proc').filter((p) => /^\d+$/.test(p))) {
    let args: string[] = [];
    try {
      args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    } catch {
      // Gone meanwhile.
    }
    if (!args.includes(`--user-data-dir=${profil}`)) continue;
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Gone with its parent.
    }
  }
};

/**
 * As text: what compiles us names functions by a helper that a page does not have. A date that is given is that date. A clock that was
 * set while the page was open is still so when that page is loaded again.
 */
const horlogeFausse = (avance: number, ouverture: number): string => `{
  const Vraie = Date;
  const CLE = 'essai-horloge-${ouverture}';
  let ecart = ${avance};
  try { ecart = Number(localStorage.getItem(CLE) ?? ${avance}); } catch {}
  globalThis.reglerHorloge = (a) => { ecart = a; localStorage.setItem(CLE, String(a)); };
  addEventListener('click', () => { globalThis.appuyeA = Vraie.now(); }, true);
  globalThis.Date = new Proxy(Vraie, {
    construct: (D, args) => Reflect.construct(D, args.length === 0 ? [Vraie.now() + ecart] : args),
    get: (D, nom) => (nom === 'now' ? () => Vraie.now() + ecart : Reflect.get(D, nom)),
  });
}`;

const HEURES_2 = 2 * 3_600_000;

/** One aide's telephone: a browser of its own, a network that may be cut, a clock that is wrong. */
export const creerTelephone = (numero: number, cable: Coupure, alea: Alea) => {
  const profil = mkdtempSync(join(tmpdir(), 'tg-telephone-'));
  const reglages: Reglage[] = [];
  let contexte: BrowserContext | undefined;
  let page: Page | undefined;
  let avance = 0;
  let morts = 0;
  let coupures = 0;

  const regler = async (): Promise<void> => {
    avance = alea.entier(-HEURES_2, HEURES_2);
    const des = Date.now();
    await page?.evaluate((a) => {
      (globalThis as { reglerHorloge?: (a: number) => void }).reglerHorloge?.(a);
    }, avance);
    reglages.push({ des, sur: Date.now(), ecart: -avance });
  };

  const ouvrir = async (adresse: string): Promise<Page> => {
    if (page) return page;
    const neuf = await chromium.launchPersistentContext(profil, {
      ...config.use?.launchOptions,
      locale: 'fr-FR',
      viewport: { width: 360, height: 640 },
      // An address of its own, as each telephone has: what is proved here is not the limit of one address.
      extraHTTPHeaders: { 'x-forwarded-for': `10.1.0.${numero + 1}` },
    });
    contexte = neuf;
    neuf.setDefaultTimeout(300_000);
    if (reglages.length === 0 || alea.chance(0.3)) await regler();
    await neuf.addInitScript({ content: horlogeFausse(avance, morts) });
    page = neuf.pages()[0] ?? (await neuf.newPage());
    await page.goto(adresse);
    // A telephone that has never had the network since cannot open a page that it has never had.
    if (morts === 0) await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    return page;
  };

  const mourir = async (): Promise<void> => {
    const c = contexte;
    if (!c) return;
    const mort = new Promise((fini) => c.once('close', fini));
    tuer(profil);
    await mort;
    [contexte, page] = [undefined, undefined];
    morts += 1;
  };

  const lireEcart = (p: Page): Promise<number | undefined> =>
    p.evaluate(() => {
      const m = JSON.parse(localStorage.getItem('pointer-ecart') ?? 'null') as { ecart: number; le: number } | null;
      return m === null || Date.now() < m.le - 60_000 ? undefined : m.ecart;
    });

  const pointer = async (
    adresse: string,
    a: Pick<Appui, 'aide' | 'sens' | 'source'> & { code: string },
  ): Promise<Appui> => {
    const p = await ouvrir(adresse);
    if (p.url() !== adresse) await p.goto(adresse);
    if (alea.chance(0.03)) await regler();
    await p.locator('#saisie').waitFor({ state: 'visible' });
    await p.locator('#code').fill(a.code);
    await p.evaluate(() => {
      const r = document.getElementById('resultat');
      if (r) r.textContent = '';
    });
    const tenu = await lireEcart(p);
    const vrai = Date.now();
    await p.locator(`#${a.sens}`).click();
    const appui: Appui = {
      telephone: numero,
      aide: a.aide,
      sens: a.sens,
      source: a.source,
      vrai,
      ecartTenu: tenu,
      ecartVrai: -avance,
      incertain: false,
      confirme: false,
    };
    const confirme = (t: string | null): boolean => /gardée?|enregistrée?/.test(t ?? '');
    if (alea.chance(0.08)) {
      // Killed at any moment of what follows: what it had said by then was said.
      await new Promise((fini) => setTimeout(fini, alea.entier(0, 120)));
      const dit = await p
        .locator('#resultat')
        .textContent()
        .catch(() => null);
      appui.incertain = true;
      appui.confirme = confirme(dit);
      await mourir();
      return appui;
    }
    await p.waitForFunction(() => (document.getElementById('resultat')?.textContent ?? '') !== '');
    appui.confirme = confirme(await p.locator('#resultat').textContent());
    // When the page had it, and not when it was asked to: a busy machine takes its time in between.
    appui.vrai = (await p.evaluate(() => (globalThis as { appuyeA?: number }).appuyeA)) ?? vrai;
    const apres = await lireEcart(p);
    // What it knew changed about then: before the press, or after, nobody can tell.
    appui.incertain = (apres === undefined) !== (tenu === undefined) || Math.abs((apres ?? 0) - (tenu ?? 0)) > 30_000;
    return appui;
  };

  return {
    numero,
    reglages,
    pointer,
    /** Of its network, and of the browser itself. */
    subir: async (): Promise<void> => {
      if (alea.chance(0.12)) {
        coupures += 1;
        await cable.couper();
      } else if (alea.chance(0.4)) await cable.retablir();
      if (alea.chance(0.03)) await mourir();
    },
    /** Until nothing waits on it; or it says how many still do. */
    vider: async (adresse: string): Promise<string> => {
      await cable.retablir();
      const p = await ouvrir(adresse);
      await p.reload();
      const fin = Date.now() + 120_000;
      let reste = 'inconnu';
      while (Date.now() < fin) {
        await p.evaluate(() => dispatchEvent(new Event('online')));
        reste = (await p.locator('#attente').textContent()) ?? '';
        const gardes = await p.evaluate(
          () =>
            new Promise<number>((fini) => {
              const d = indexedDB.open('pointer');
              d.onsuccess = () => {
                const base = d.result;
                const n = base.transaction('passages').objectStore('passages').count();
                n.onsuccess = () => {
                  base.close();
                  fini(n.result);
                };
              };
              d.onerror = () => fini(-1);
            }),
        );
        if (gardes === 0) return '';
        await p.waitForTimeout(500);
      }
      return reste;
    },
    bilan: () => ({ morts, coupures }),
    jeter: async (): Promise<void> => {
      await contexte?.close().catch(() => undefined);
      rmSync(profil, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
};
export type Telephone = ReturnType<typeof creerTelephone>;
