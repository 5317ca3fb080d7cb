import { expect, type Page } from '@playwright/test';
import type { Mois } from '#shared/temps/types';
import { creerAlea } from '#shared/testing/alea';
import { lignesDe } from '../outils/corriger';
import { CORRECTIONS } from '../outils/departs-manquants';
import { test } from '../outils/histoire';
import { ranger } from '../outils/menage';
import { allumerPoste, attendreServiceWorker, decalerDate, deverrouiller, seConnecter } from '../outils/navigateur';
import type { ServiceEssai } from '../outils/service';

// Days without the network, a browser killed again and again while corrections are typed: all that was said to be kept arrives,
// once. `npm run epreuve` does it whole: 5 days, 500 corrections, 50 kills.
// Simulated: the days (what the page reads as the date is set back, from five days ago to now) and the end of the session (its
// cookie is removed). Real: the product, its server out of reach, the kills (SIGKILL to every process), the keyboard, the disk.

const nombre = (nom: string, defaut: number): number => Number(process.env[nom] ?? defaut);
const JOURS = nombre('JOURS', 1);
const MORTS = nombre('MORTS', 2);
const JOUR_MS = 86_400_000;

let service: ServiceEssai;
let mois: Mois;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
  mois = service.moisManquants;
});
test.afterEach(ranger);

type Ecrite = { id: string; auteur: string; cible?: { id: string }; verdict?: { decision: string } };
const recues = async (auteur: string): Promise<Ecrite[]> =>
  (await service.lire<Ecrite>('corrections', { antenne: 'CENTRE', mois })).filter((c) => c.auteur === auteur);

const sync = (page: Page) => page.getByTestId('sync');
const enAttente = async (page: Page): Promise<number> =>
  Number(/(\d+) corrections? en attente/.exec((await sync(page).textContent()) ?? '')?.[1] ?? 0);

const ouvrirMois = async (page: Page): Promise<void> => {
  await page.goto(`${service.cable.origine}/interventions/?mois=${mois}&statut=SANS_DEPART`);
};

/** A PC with the month on its disk, and no server. `decalage`: how far its date is from ours. */
const isoler = async (identifiant: string, decalage: number) => {
  const compte = await service.creerCompte(identifiant, 'CENTRE');
  const poste = await allumerPoste();
  await decalerDate(poste.page, decalage);
  await seConnecter(poste.page, service.cable.origine, compte);
  await attendreServiceWorker(poste.page);
  await ouvrirMois(poste.page);
  await expect(lignesDe(poste.page).first()).toBeVisible();
  await expect(sync(poste.page)).toHaveText('À jour', { timeout: 60_000 });
  await service.cable.couper();
  await expect(sync(poste.page)).toContainText('Hors ligne', { timeout: 30_000 });
  return { compte, poste };
};

/** Corrects so many visits one after the other, as fast as the keys go: the departure that is proposed, « urgence ». */
const corrigerALaSuite = async (page: Page, n: number): Promise<void> => {
  for (let k = 0; k < n; k++) for (const touche of ['Enter', 'u', 'r', 'Enter']) await page.keyboard.press(touche);
};

test(`[CO-6] ${JOURS} jour(s) sans réseau, ${CORRECTIONS} corrections, ${MORTS} navigateurs tués : toutes arrivent, une fois`, {
  tag: '@long',
}, async () => {
  test.setTimeout(240_000 + MORTS * 90_000);
  const alea = creerAlea(JOURS * 1_000 + MORTS);
  const { compte, poste } = await isoler('karima', -JOURS * JOUR_MS);
  let gardees = 0;
  for (let mort = 0; mort <= MORTS; mort++) {
    const { page } = poste;
    if (mort > 0) {
      await decalerDate(page, -JOURS * JOUR_MS * (1 - mort / MORTS));
      await ouvrirMois(page);
      await deverrouiller(page, compte);
    }
    await expect(lignesDe(page).first()).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => enAttente(page), `après la mort ${mort}`).toBeGreaterThanOrEqual(gardees);
    const retrouvees = await enAttente(page);
    const aFaire = Math.ceil((CORRECTIONS * Math.min(mort + 1, MORTS)) / MORTS) - retrouvees;
    await page.keyboard.press('ArrowDown');
    await expect(page.getByTestId('corriger')).toBeVisible();
    await corrigerALaSuite(page, aFaire);
    // Killed at any moment of what is written behind the keys; the last time, once all is said to be kept.
    const dites = mort === MORTS ? CORRECTIONS : retrouvees + Math.floor(alea.fraction() * aFaire);
    await expect.poll(() => enAttente(page), { intervals: [20] }).toBeGreaterThanOrEqual(dites);
    gardees = await enAttente(page);
    if (mort === MORTS) break;
    await poste.tuer();
    await poste.rallumer();
  }
  expect(gardees).toBe(CORRECTIONS);

  await poste.page.context().clearCookies();
  await service.cable.retablir();
  await expect(sync(poste.page)).toHaveText(/À jour/, { timeout: 120_000 });
  const arrivees = await recues('karima');
  expect(arrivees).toHaveLength(CORRECTIONS);
  expect(new Set(arrivees.map((c) => c.cible?.id)).size).toBe(CORRECTIONS);
});

test('[CO-6] un poste qui n’a pas vu le serveur depuis plus de sept jours redemande la connexion, et garde ce qui attend', {
  tag: '@long',
}, async () => {
  const { compte, poste } = await isoler('louis', -8 * JOUR_MS);
  await poste.page.keyboard.press('ArrowDown');
  await expect(poste.page.getByTestId('corriger')).toBeVisible();
  await corrigerALaSuite(poste.page, 1);
  await expect(sync(poste.page)).toContainText('1 correction en attente');
  await poste.tuer();
  await poste.rallumer();
  const { page } = poste;
  await ouvrirMois(page);
  await expect(page.getByText('n’a pas joint le serveur depuis plus de 7 jours')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Déverrouiller' })).toHaveCount(0);
  // Chromium writes a cookie up to half a minute late: the session is over, whether or not the kill left it there.
  await page.context().clearCookies();
  await service.cable.retablir();
  await seConnecter(page, service.cable.origine, compte);
  await expect.poll(async () => (await recues('louis')).length, { timeout: 30_000 }).toBe(1);
});
