import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import type { Antenne } from '#shared/contrats/commun';
import { interventionsDuMois, lignesDe, taper } from '../outils/corriger';
import { ranger } from '../outils/menage';
import { allumerPoste, attendreServiceWorker, deverrouiller, type Poste, seConnecter } from '../outils/navigateur';
import { demarrerServiceEssai, type ServiceEssai } from '../outils/service';
import { ecrireVersionPrecedente, installerVersion } from '../outils/versions';

const CONSTRUITE = process.env.COQUILLE ?? join(dirname(fileURLToPath(import.meta.url)), '../../app/out');

let service: ServiceEssai;
let poste: Poste;
const servie = mkdtempSync(join(tmpdir(), 'telegestion-coquille-'));

test.beforeAll(async () => {
  ecrireVersionPrecedente(CONSTRUITE, servie);
  service = await demarrerServiceEssai({ env: { COQUILLE: servie } });
  poste = await allumerPoste();
});
test.afterAll(async () => {
  await ranger();
  rmSync(servie, { recursive: true, force: true });
});

const sync = (page: Page) => page.getByTestId('sync');
const annonce = (page: Page) => page.getByRole('status').filter({ hasText: 'version' });
const recharger = (page: Page) => annonce(page).getByRole('button', { name: 'Recharger' });

const corriger = async (page: Page, n: number, motif: string): Promise<void> => {
  await taper(page, n, motif);
  await page.getByTestId('enregistrer').click();
};

/** Versions of the schema that the saisies of this PC are stored in. */
const versions = (page: Page): Promise<number[]> =>
  page.evaluate(async () =>
    (await indexedDB.databases()).flatMap(({ name }) => {
      const v = /--(\d+)--saisies$/.exec(name ?? '')?.[1];
      return v === undefined ? [] : [Number(v)];
    }),
  );

const recues = async (auteur: string, antenne: Antenne): Promise<string[]> =>
  (await service.lire<{ auteur: string; motif: string; id: string }>('corrections', { antenne }))
    .filter((c) => c.auteur === auteur)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((c) => c.motif);

test('[CO-6] une nouvelle version s’annonce, attend le travail non envoyé, et reprend les données de la précédente, hors ligne', {
  tag: '@long',
}, async () => {
  const compte = await service.creerCompte('hugo', 'EST');
  const envois: number[] = [];
  // Those that the server answered: without it, a PC tries again every three seconds.
  const suivreEnvois = (page: Page): void => {
    page.on('response', (reponse) => {
      const r = reponse.request();
      if (r.method() !== 'POST' || !r.url().includes('/replication/saisies')) return;
      envois.push((r.postDataJSON() as { documents: unknown[] }).documents.length);
    });
  };
  suivreEnvois(poste.page);
  await seConnecter(poste.page, service.cable.origine, compte);
  await attendreServiceWorker(poste.page);
  await interventionsDuMois(poste.page, service, 'toutes');
  await expect(sync(poste.page)).toHaveText('À jour', { timeout: 60_000 });
  await corriger(poste.page, 0, 'pan');
  await expect.poll(() => recues('hugo', 'EST')).toEqual(['PANNE_SVI']);
  expect(await versions(poste.page)).toEqual([0]);

  await test.step('installée sur le serveur, elle s’annonce sans rien recharger', async () => {
    const { page } = poste;
    installerVersion(CONSTRUITE, servie);
    await page.reload();
    await expect(annonce(page)).toContainText('Une nouvelle version est prête. Terminez ce que vous tapez', {
      timeout: 60_000,
    });
    await expect(recharger(page)).toBeEnabled();
    expect(await versions(page)).toEqual([0]);
  });

  await test.step('hors ligne, elle attend ce qui n’est pas envoyé', async () => {
    const { page } = poste;
    await service.cable.couper();
    await expect(sync(page)).toContainText('Hors ligne', { timeout: 30_000 });
    await corriger(page, 1, 'urg');
    await corriger(page, 2, 'code');
    await expect(sync(page)).toContainText('2 corrections en attente');
    await expect(annonce(page)).toContainText('2 saisies partent d’abord : elle attend.');
    await expect(recharger(page)).toBeDisabled();
  });

  await test.step('le navigateur est tué : elle démarre sans serveur, et rien de ce que tenait la précédente ne manque', async () => {
    await poste.tuer();
    await poste.rallumer();
    const { page } = poste;
    suivreEnvois(page);
    await interventionsDuMois(page, service, 'toutes');
    await deverrouiller(page, compte);
    await expect(sync(page)).toContainText('2 corrections en attente');
    await expect(lignesDe(page).first()).toBeVisible();
    await expect.poll(() => versions(page)).toEqual([1]);
    await page.locator('label', { hasText: /^En attente/ }).click();
    await expect(lignesDe(page)).toHaveCount(2);
    await expect(annonce(page)).toHaveCount(0);
    // A browser that is killed within thirty seconds of a sign-in has not kept its session: it is so here, however slow the machine.
    await page.context().clearCookies();
  });

  await test.step('le réseau revient : ce qui attendait part une fois, et rien d’autre', async () => {
    envois.length = 0;
    await service.cable.retablir();
    await expect(sync(poste.page)).toHaveText('À jour', { timeout: 60_000 });
    expect(await recues('hugo', 'EST')).toEqual(['PANNE_SVI', 'URGENCE', 'CODE_ERRONE']);
    expect(envois).toEqual([2]);
  });
});

test('[CO-6] un serveur qui ne parle plus la version d’une page le lui fait dire ; rechargée, elle envoie ce qui attendait', async () => {
  const compte = await service.creerCompte('ines', 'SUD');
  const autre = await allumerPoste();
  const { page } = autre;
  await seConnecter(page, service.cable.origine, compte);
  const chemin = '**/replication/**';
  await page.route(chemin, (r) =>
    r.fulfill({
      status: 426,
      json: { code: 'VERSION', message: 'Cette page est d’une autre version que le serveur.' },
    }),
  );
  await interventionsDuMois(page, service, 'toutes');
  await expect(lignesDe(page).first()).toBeVisible();
  await corriger(page, 0, 'pan');
  await expect(annonce(page)).toContainText('d’une autre version que le serveur : rechargez-la');
  await expect(sync(page)).toContainText('1 correction en attente');
  await page.unroute(chemin);
  await recharger(page).click();
  await expect(sync(page)).toHaveText('À jour', { timeout: 60_000 });
  await expect.poll(() => recues('ines', 'SUD')).toEqual(['PANNE_SVI']);
});
