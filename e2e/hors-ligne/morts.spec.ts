import { expect, type Page, test } from '@playwright/test';
import { creerAlea } from '#shared/testing/alea';
import { corrigerLaPremiere, interventionsDuMois } from '../outils/corriger';
import { allumerPoste, attendreServiceWorker, type Poste, seConnecter } from '../outils/navigateur';
import { type CompteEssai, demarrerServiceEssai, type ServiceEssai } from '../outils/service';

// Days offline, corrections, and a browser that is killed at any moment, while it writes among others: in `npm test` a short one; in
// `npm run epreuve` 500 corrections and 50 kills (MORTS, CORRECTIONS).

const MORTS = Number(process.env.MORTS ?? 5);
const CORRECTIONS = Number(process.env.CORRECTIONS ?? 25);

let service: ServiceEssai;
let poste: Poste | undefined;

test.beforeAll(async () => {
  service = await demarrerServiceEssai(11);
});
test.afterAll(async () => {
  await poste?.jeter();
  await service?.arreter();
});

const enAttente = async (page: Page): Promise<number> => {
  const texte = await page.getByTestId('sync').textContent();
  return Number(/(\d+) corrections? en attente/.exec((texte ?? '').replaceAll(/[\s\u00a0\u202f]/g, ' '))?.[1] ?? 0);
};

const rouvrir = async (p: Poste, compte: CompteEssai): Promise<void> => {
  await p.rallumer();
  await interventionsDuMois(p.page, service);
  await p.page.getByLabel(`Mot de passe de ${compte.identifiant}`).fill(compte.motDePasse);
  await p.page.getByRole('button', { name: 'Déverrouiller' }).click();
  await expect(p.page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 60_000 });
  await expect(p.page.getByTestId('grille').getByRole('gridcell').first()).toBeVisible({ timeout: 60_000 });
};

test(`[CO-6] ${CORRECTIONS} corrections hors ligne, ${MORTS} morts du navigateur : toutes arrivent, une fois chacune`, async () => {
  test.setTimeout(120_000 + CORRECTIONS * 6_000 + MORTS * 30_000);
  const compte = await service.creerCompte('flore', 'EST');
  poste = await allumerPoste();
  await seConnecter(poste.page, service.cable.origine, compte);
  await attendreServiceWorker(poste.page);
  await interventionsDuMois(poste.page, service);
  await expect(poste.page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
  await service.cable.couper();
  await expect(poste.page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });

  const alea = creerAlea(20261125);
  let attendues = 0;
  const parMort = Math.ceil(CORRECTIONS / MORTS);
  for (let mort = 0; mort < MORTS; mort++) {
    for (let n = 0; n < parMort; n++) {
      await corrigerLaPremiere(poste.page, alea.choix(['pan', 'urg', 'code']));
      attendues++;
      // The last one of each life may be killed while it is written: it is then whole or absent.
      if (n < parMort - 1) await expect.poll(() => enAttente((poste as Poste).page)).toBe(attendues);
    }
    if (alea.chance(0.5)) await poste.page.waitForTimeout(alea.entier(0, 120));
    await poste.tuer();
    await rouvrir(poste, compte);
    const gardees = await enAttente(poste.page);
    expect(gardees).toBeGreaterThanOrEqual(attendues - 1);
    expect(gardees).toBeLessThanOrEqual(attendues);
    attendues = gardees;
  }

  await service.cable.retablir();
  await expect(poste.page.getByTestId('sync')).toHaveText(/À jour/, { timeout: 120_000 });
  const lues = (await service.commande('lire', 'corrections', '--antenne', 'EST', '--mois', service.moisPasse))
    .split('\n')
    .filter((l) => l !== '')
    .map((l) => JSON.parse(l) as { id: string; auteur: string });
  const siennes = lues.filter((c) => c.auteur === 'flore').map((c) => c.id);
  expect(new Set(siennes).size).toBe(siennes.length);
  expect(siennes).toHaveLength(attendues);
  console.log(`${attendues} corrections arrivées une fois chacune, ${MORTS} morts du navigateur`);
});
