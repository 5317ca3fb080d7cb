import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import type { Antenne } from '#shared/contrats/commun';
import { corrigerLaPremiere } from '../outils/corriger';
import { test } from '../outils/histoire';
import { isoler } from '../outils/isoler';
import { ranger } from '../outils/menage';
import { allumerPoste, seConnecter } from '../outils/navigateur';
import type { CompteEssai, ServiceEssai } from '../outils/service';

let service: ServiceEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterEach(ranger);

/** A PC of that account, with the cable cut. */
const allumerIsole = async (compte: CompteEssai): Promise<Page> => {
  const { page } = await allumerPoste();
  await seConnecter(page, service.cable.origine, compte);
  await isoler(page, service);
  return page;
};

const recues = async (auteur: string, antenne: Antenne): Promise<unknown[]> =>
  (await service.lire<{ auteur: string }>('corrections', { antenne, mois: service.moisPasse })).filter(
    (c) => c.auteur === auteur,
  );

test('[CO-6] effacé par le navigateur : c’est dit, et ce qui attendait part de la mémoire dès que le serveur répond', {
  tag: '@long',
}, async () => {
  const compte = await service.creerCompte('diane', 'SUD');
  const page = await allumerIsole(compte);
  await corrigerLaPremiere(page, 'pan');
  await expect(page.getByTestId('sync')).toContainText('1 correction en attente');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Storage.clearDataForOrigin', {
    origin: service.cable.origine,
    storageTypes: 'indexeddb,local_storage,file_systems,cache_storage,service_workers',
  });
  const perte = page.getByTestId('perte');
  await expect(perte).toContainText('Le navigateur a effacé les données de ce poste');
  await expect(perte).toContainText('1 saisie n’est plus que dans cette page');
  // The name by which this device knows its rows was cleared too.
  const telechargement = page.waitForEvent('download');
  await perte.getByRole('button', { name: 'Mettre dans un fichier' }).click();
  const chemin = await (await telechargement).path();
  expect(JSON.parse(readFileSync(chemin, 'utf8')).saisies).toHaveLength(1);
  await service.cable.retablir();
  await expect(perte).toContainText('Tout ce que vous avez saisi est sur le serveur', { timeout: 60_000 });
  expect(await recues('diane', 'SUD')).toHaveLength(1);
  await seConnecter(page, service.cable.origine, compte);
  expect(await recues('diane', 'SUD')).toHaveLength(1);
});

test('[CO-6] sans réseau pour longtemps : ce qui attend sort dans un fichier, repris sur un autre poste, et n’arrive qu’une fois', async () => {
  const compte = await service.creerCompte('estelle', 'OUEST');
  const page = await allumerIsole(compte);
  await corrigerLaPremiere(page, 'pan');
  await expect(page.getByTestId('sync')).toContainText('1 correction en attente');
  await page.getByTestId('sync').click();
  const telechargement = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Mettre ce qui attend dans un fichier' }).click();
  const fichier = await telechargement;
  expect(fichier.suggestedFilename()).toMatch(/^saisies-non-envoyees_OUEST_estelle_/);
  const chemin = await fichier.path();
  expect(JSON.parse(readFileSync(chemin, 'utf8')).saisies).toHaveLength(1);

  // The other PC has a cable of its own.
  const autre = await allumerPoste({ enLigne: true });
  await seConnecter(autre.page, service.adresse, compte);
  await autre.page.getByTestId('sync').click();
  await autre.page.getByLabel('Fichier de saisies à reprendre').setInputFiles({
    name: fichier.suggestedFilename(),
    mimeType: 'application/json',
    buffer: readFileSync(chemin),
  });
  await expect(autre.page.getByText('1 saisie reprise')).toBeVisible();
  await expect.poll(() => recues('estelle', 'OUEST').then((r) => r.length), { timeout: 30_000 }).toBe(1);

  await service.cable.retablir();
  await expect(page.getByTestId('sync')).toHaveText(/À jour/, { timeout: 60_000 });
  expect(await recues('estelle', 'OUEST')).toHaveLength(1);
});
