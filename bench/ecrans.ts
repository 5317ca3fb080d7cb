import type { Page } from '@playwright/test';
import { allumerPoste, attendreServiceWorker, type Poste, seConnecter } from '../e2e/outils/navigateur';
import type { CompteEssai } from '../e2e/outils/service';
import { avecExtranet, type Extranet } from './appuis/extranet';
import { MOIS_ENTIER, troisMoisImportes } from './appuis/mois';
import { type Chiffre, type Ligne, mediane, presenter } from './appuis/outils';

// What a manager feels, in real Chromium, on three months of an antenna: how soon the grid is there with no server, how soon a
// key is drawn, how soon a colleague's correction shows.

const ANTENNE = 'EST';
/** Event Timing says nothing of what was drawn sooner. */
const SEUIL_MS = 16;
const TOUCHES = 120;
const CORRECTIONS = 15;
const RALENTI = 4;
const OUVERTURES = 15;
const LOT = 40;

const centile = (valeurs: readonly number[], p: number): number => {
  const triees = [...valeurs].sort((a, b) => a - b);
  const v = triees[Math.min(triees.length - 1, Math.ceil((triees.length * p) / 100) - 1)];
  if (v === undefined) throw new Error('aucune mesure');
  return v;
};

const grilleDuMois = (adresse: string): string => `${adresse}/interventions/?mois=${MOIS_ENTIER}`;
const premiereLigne = (page: Page) => page.getByTestId('grille').getByRole('gridcell').nth(1);

/** Scripts that the page asked for until now, as the wire carried them (gzip), in KB. */
const scriptsKo = async (page: Page, quels = /\.js$/): Promise<number> => {
  const scripts = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(
      (r) => [r.name, r.encodedBodySize] as const,
    ),
  );
  return scripts.filter(([nom]) => quels.test(nom)).reduce((n, [, octets]) => n + octets, 0) / 1000;
};

const mesuresDe = (page: Page, nom: string): Promise<number[]> =>
  page.evaluate((n) => performance.getEntriesByName(n, 'measure').map((m) => m.duration), nom);

const RETOURS = 3;

/** The month folded again, in the page that holds it in memory: what coming back to its grid costs. */
const plierDeNouveau = async (page: Page): Promise<number[]> => {
  const avant = (await mesuresDe(page, 'tg:plier-les-visites')).length;
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^Aujourd’hui/ })
    .first()
    .click();
  for (let i = 0; i < RETOURS; i++) {
    await page.getByTestId('grille').waitFor({ state: 'detached' });
    await page.goBack();
    await premiereLigne(page).waitFor();
    if (i < RETOURS - 1) await page.goForward();
  }
  const apres = (await mesuresDe(page, 'tg:plier-les-visites')).slice(avant);
  if (apres.length < RETOURS) throw new Error(`${apres.length} lectures du mois pour ${RETOURS} retours`);
  return apres;
};

/** Keys at a hurried pace, the processor slowed; how long each took to be drawn. */
const affichees = async (page: Page, touches: readonly string[]): Promise<number[]> => {
  const cdp = await page.context().newCDPSession(page);
  await page.evaluate((seuil) => {
    const durees: number[] = [];
    Object.assign(window, { durees });
    new PerformanceObserver((liste) => {
      for (const e of liste.getEntries()) if (e.name === 'keydown') durees.push(e.duration);
    }).observe({ type: 'event', durationThreshold: seuil, buffered: false } as PerformanceObserverInit);
  }, SEUIL_MS);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: RALENTI });
  for (const touche of touches) {
    await page.keyboard.press(touche);
    await page.waitForTimeout(150);
  }
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const durees = await page.evaluate(() => (window as unknown as { durees: number[] }).durees);
  return [...durees, ...Array.from({ length: Math.max(0, touches.length - durees.length) }, () => SEUIL_MS)];
};

const toucheAffichee = async (page: Page): Promise<number[]> => {
  await premiereLigne(page).click();
  return affichees(
    page,
    Array.from({ length: TOUCHES }, () => 'ArrowDown'),
  );
};

const LETTRES = Array.from('une phrase que tape qui corrige, assez vite', (l) => (l === ' ' ? 'Space' : l));

/** From Entrée on a line to the form that is drawn, then each key of what is typed in it, the processor slowed. */
const formulaire = async (page: Page): Promise<{ ouvertures: number[]; touches: number[] }> => {
  await premiereLigne(page).click();
  const ouvertures: number[] = [];
  for (let i = 0; i < OUVERTURES; i++) {
    await page.evaluate(() => {
      const depart = performance.now();
      Object.assign(window, { ouvert: undefined });
      const vu = new MutationObserver(() => {
        if (!document.querySelector('[data-testid="motif"]')) return;
        vu.disconnect();
        // What is drawn is drawn once the frame after it begins.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => Object.assign(window, { ouvert: performance.now() - debut })),
        );
      });
      let debut = depart;
      addEventListener(
        'keydown',
        () => {
          debut = performance.now();
        },
        { capture: true, once: true },
      );
      vu.observe(document, { subtree: true, childList: true });
    });
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => (window as unknown as { ouvert?: number }).ouvert !== undefined);
    ouvertures.push(await page.evaluate(() => (window as unknown as { ouvert: number }).ouvert));
    await page.keyboard.press('Escape');
    await page.getByTestId('motif').waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  const champ = page.getByTestId('commentaire');
  await champ.waitFor();
  await champ.focus();
  const touches = await affichees(page, LETTRES);
  await champ.fill('');
  await page.keyboard.press('Escape');
  await page.getByTestId('motif').waitFor({ state: 'detached' });
  return { ouvertures, touches };
};

/** The same in the form of a lot. */
const formulaireDuLot = async (page: Page): Promise<number[]> => {
  await premiereLigne(page).click();
  for (let i = 1; i < LOT; i++) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByTestId('enregistrer-lot').waitFor();
  const champ = page.getByTestId('commentaire');
  await champ.focus();
  const touches = await affichees(page, LETTRES);
  await champ.fill('');
  await page.keyboard.press('Escape');
  await page.getByTestId('enregistrer-lot').waitFor({ state: 'detached' });
  return touches;
};

/** The next line whose departure the form proposes: of a visit that nobody planned, it proposes none. */
const ouvrirUneQuiSePropose = async (page: Page): Promise<void> => {
  for (;;) {
    await page.keyboard.press('Enter');
    await page.getByTestId('motif').waitFor();
    if ((await page.getByLabel('Départ', { exact: true }).inputValue()) !== '') return;
    await page.keyboard.press('Escape');
    await page.getByTestId('motif').waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
  }
};

/**
 * From the key that keeps a correction on one PC to the count of the other one's menu, in the same machine's clock. The count is waited
 * for, one visit less to treat: a menu drawn again for the correction before is not this one's.
 */
const vuAilleurs = async (a: Page, b: Page): Promise<number[]> => {
  await b.evaluate(() => {
    const menu = document.querySelector('.cadre__menu');
    if (!menu) throw new Error('pas de menu');
    const comptes: { n: number; quand: number }[] = [];
    Object.assign(window, { comptes });
    const observateur = new MutationObserver(() => {
      requestAnimationFrame(() => {
        const lien = menu.querySelector('a[href="/interventions/"]')?.textContent ?? '';
        const n = Number(/\d[\d\s]*/.exec(lien)?.[0].replaceAll(/\s/g, ''));
        if (comptes.at(-1)?.n !== n) comptes.push({ n, quand: Date.now() });
      });
    });
    observateur.observe(menu, { subtree: true, childList: true, characterData: true, attributes: true });
    // What it says before any correction.
    menu.toggleAttribute('data-lu');
  });
  await b.waitForFunction(() => (window as unknown as { comptes: unknown[] }).comptes.length > 0);
  const comptes = (): Promise<{ n: number; quand: number }[]> =>
    b.evaluate(() => (window as unknown as { comptes: { n: number; quand: number }[] }).comptes);
  await premiereLigne(a).click();
  const delais: number[] = [];
  for (let i = 0; i < CORRECTIONS; i++) {
    await ouvrirUneQuiSePropose(a);
    await a.getByTestId('motif').fill('urg');
    const avant = (await comptes()).at(-1)?.n ?? Number.NaN;
    let quand = Date.now();
    await a.getByTestId('motif').press('Enter');
    // What puts an aide in two homes is asked about first: the second Enter keeps it.
    const question = a.getByText('est-ce bien cela');
    await question.or(a.locator('body:not(:has([data-testid=motif]))')).first().waitFor();
    if (await question.isVisible()) {
      quand = Date.now();
      await a.getByTestId('motif').press('Enter');
    }
    await b.waitForFunction(
      (n) => (window as unknown as { comptes: { n: number }[] }).comptes.at(-1)?.n === n,
      avant - 1,
      { timeout: 10_000 },
    );
    delais.push(((await comptes()).at(-1)?.quand ?? Number.NaN) - quand);
  }
  return delais;
};

/** A key of a password: five times as fast as people type. What is made ready meanwhile costs them nothing. */
const FRAPPE_MS = 40;

/** A new start of the browser with no server: until the form that unlocks, then from the password's last key to the first line. */
const demarrageSansReseau = async (
  poste: Poste,
  e: Extranet,
  compte: CompteEssai,
): Promise<{ totalMs: number; disqueMs: number }> => {
  await poste.tuer();
  await poste.rallumer();
  const { page } = poste;
  // The browser itself starts, and reads its own profile: not ours to measure.
  await page.goto('about:blank');
  // tsx names functions by a helper of its own, that the page has not.
  await page.addInitScript({ content: 'globalThis.__name = (f) => f;' });
  await page.addInitScript(() => {
    Object.assign(window, { instants: {} });
    const noter = (nom: string): void => {
      const i = (window as unknown as { instants: Record<string, number> }).instants;
      i[nom] ??= performance.now();
    };
    new MutationObserver(() => {
      if (document.querySelector('input[type="password"]')) noter('formulaire');
      if (document.querySelector('[data-testid="grille"] [row-id]')) noter('grille');
    }).observe(document, { subtree: true, childList: true });
    addEventListener('submit', () => noter('envoi'), true);
  });
  await page.goto(grilleDuMois(e.adresse));
  const champ = page.getByLabel(`Mot de passe de ${compte.identifiant}`);
  await champ.pressSequentially(compte.motDePasse, { delay: FRAPPE_MS });
  await champ.press('Enter');
  await page.locator('[data-testid="grille"] [row-id]').first().waitFor();
  const {
    formulaire = Number.NaN,
    envoi = Number.NaN,
    grille = Number.NaN,
  } = await page.evaluate(() => (window as unknown as { instants: Record<string, number> }).instants);
  const [disqueMs = Number.NaN] = await mesuresDe(page, 'tg:lire-le-disque');
  return { totalMs: formulaire + (grille - envoi), disqueMs };
};

const DEMARRAGES = 3;

const mesurer = (): Promise<Chiffre> =>
  avecExtranet(troisMoisImportes(ANTENNE), async (e) => {
    const comptes = [await e.creerCompte('marie', ANTENNE), await e.creerCompte('paul', ANTENNE)] as const;
    const [a, b] = [await allumerPoste(), await allumerPoste()];
    const lignes: Ligne[] = [];
    try {
      await a.page.goto(e.adresse);
      await a.page.getByLabel('Identifiant').waitFor();
      const ko = await scriptsKo(a.page);
      await seConnecter(a.page, e.adresse, comptes[0]);
      const koBase = await scriptsKo(a.page, /\/chunks\/\d+\.[0-9a-f]+\.js$/);
      const jour = await mesuresDe(a.page, 'tg:plier-les-visites');
      await attendreServiceWorker(a.page);
      await a.page.goto(grilleDuMois(e.adresse));
      await premiereLigne(a.page).waitFor();
      await a.page.waitForFunction(() => document.querySelector('[data-testid="sync"]')?.textContent === 'À jour');
      const mois = await plierDeNouveau(a.page);
      const touches = await toucheAffichee(a.page);
      await seConnecter(b.page, e.adresse, comptes[1]);
      // Departures alone are missing: what the form proposes is right as it is.
      const departsManquants = async (): Promise<void> => {
        await a.page.goto(`${grilleDuMois(e.adresse)}&statut=SANS_DEPART`);
        await premiereLigne(a.page).waitFor();
      };
      await departsManquants();
      const correction = await formulaire(a.page);
      const lot = await formulaireDuLot(a.page);
      await departsManquants();
      const ailleurs = await vuAilleurs(a.page, b.page);
      await e.arreter();
      const demarrages: Awaited<ReturnType<typeof demarrageSansReseau>>[] = [];
      for (let i = 0; i < DEMARRAGES; i++) demarrages.push(await demarrageSansReseau(a, e, comptes[0]));
      lignes.push(
        {
          quoi: 'démarrage à froid sans réseau jusqu’à la grille du mois, la frappe du mot de passe mise à part',
          valeur: mediane(demarrages.map((d) => d.totalMs)),
          unite: 'ms',
          limite: 1_200,
        },
        {
          quoi: 'dont lire du disque et déchiffrer trois mois',
          valeur: mediane(demarrages.map((d) => d.disqueMs)),
          unite: 'ms',
          limite: 360,
        },
        { quoi: 'plier la journée, en mémoire', valeur: mediane(jour), unite: 'ms', limite: 16 },
        { quoi: 'plier le mois, en mémoire', valeur: mediane(mois), unite: 'ms', limite: 16 },
        {
          quoi: `d’une touche à son affichage, processeur ralenti ${RALENTI} ×, 98e centile de ${TOUCHES}`,
          valeur: centile(touches, 98),
          unite: 'ms',
          limite: 200,
        },
        {
          quoi: `d’Entrée à la correction affichée, médiane de ${OUVERTURES}`,
          valeur: mediane(correction.ouvertures),
          unite: 'ms',
          limite: 100,
        },
        {
          quoi: `d’une touche tapée dans la correction à son affichage, processeur ralenti ${RALENTI} ×, 98e centile de ${LETTRES.length}`,
          valeur: centile(correction.touches, 98),
          unite: 'ms',
          limite: 200,
        },
        { quoi: 'médiane de ces touches', valeur: mediane(correction.touches), unite: 'ms' },
        {
          quoi: `de même dans un lot de ${LOT}`,
          valeur: centile(lot, 98),
          unite: 'ms',
          limite: 200,
        },
        { quoi: 'médiane des touches du lot', valeur: mediane(lot), unite: 'ms' },
        {
          quoi: `d’une correction à un autre poste, 95e centile de ${ailleurs.length}`,
          valeur: centile(ailleurs, 95),
          unite: 'ms',
          limite: 1_000,
        },
        { quoi: 'scripts du premier écran (Ko, gzip), avant la base locale', valeur: ko, unite: '', limite: 320 },
        { quoi: 'scripts de la base locale, chargés à la connexion (Ko, gzip)', valeur: koBase, unite: '' },
      );
    } finally {
      await a.jeter();
      await b.jeter();
    }
    return {
      titre: 'Écrans dans Chromium, trois mois d’une antenne',
      plancher: 'aucun : ce sont des délais ressentis, sur la machine de référence',
      lignes,
    };
  });

await presenter(import.meta.url, mesurer);
