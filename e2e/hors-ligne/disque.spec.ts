import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { interventionsDuMois, lignesDe, taper } from '../outils/corriger';
import { allumerPoste, attendreServiceWorker, deverrouiller, type Poste, seConnecter } from '../outils/navigateur';
import { type CompteEssai, demarrerServiceEssai, type ServiceEssai } from '../outils/service';

let service: ServiceEssai;
const postes: Poste[] = [];

// Each story starts browsers again and again: on a busy machine that alone takes its time.
test.describe.configure({ timeout: 240_000 });

test.beforeAll(async () => {
  service = await demarrerServiceEssai(12);
});
test.afterAll(async () => {
  for (const p of postes) await p.jeter();
  await service?.arreter();
});

/** A PC that has read its month, with the cable cut. */
const isoler = async (compte: CompteEssai): Promise<Poste> => {
  const poste = await allumerPoste();
  postes.push(poste);
  const { page } = poste;
  page.setDefaultTimeout(20_000);
  await seConnecter(page, service.cable.origine, compte);
  await attendreServiceWorker(page);
  await interventionsDuMois(page, service, 'toutes');
  await expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
  await service.cable.couper();
  await expect(page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });
  return poste;
};

/** Motifs of what the server has of an author, in the order typed. */
const recues = async (auteur: string, antenne: string): Promise<string[]> =>
  (
    await service.lire<{ auteur: string; motif: string; id: string }>(
      'corrections',
      '--antenne',
      antenne,
      '--mois',
      service.moisPasse,
    )
  )
    .filter((c) => c.auteur === auteur)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((c) => c.motif);

const sync = (page: Page) => page.getByTestId('sync');

test('[CO-6] disque plein : ce qui est tapé est dit non gardé, avec le remède, et reste dans le champ ; la place revenue, le travail reprend', async () => {
  const compte = await service.creerCompte('fatou', 'EST');
  const poste = await isoler(compte);
  const quota = async (octets?: number): Promise<void> => {
    const cdp = await poste.page.context().newCDPSession(poste.page);
    await cdp.send('Storage.overrideQuotaForOrigin', {
      origin: service.cable.origine,
      ...(octets === undefined ? {} : { quotaSize: octets }),
    });
  };
  await taper(poste.page, 0, 'pan');
  await poste.page.getByTestId('enregistrer').click();
  await expect(sync(poste.page)).toContainText('1 correction en attente');

  // Chromium asks for the room that is left twice a minute only: a browser that starts asks at once.
  await poste.tuer();
  await poste.rallumer();
  const { page } = poste;
  page.setDefaultTimeout(20_000);
  await quota(1);
  await interventionsDuMois(page, service, 'toutes');
  await deverrouiller(page, compte);
  await expect(sync(page)).toContainText('1 correction en attente');

  await test.step('le disque est plein : dit, et rien ne s’ajoute à ce qui attend', async () => {
    await taper(page, 1, 'urg');
    await page.getByTestId('enregistrer').click();
    await expect(page.getByRole('alert').filter({ hasText: 'disque plein' })).toContainText(
      'ce que vous avez tapé y est encore',
    );
    await expect(sync(page)).toContainText('1 correction en attente');
  });

  await test.step('la place revient : la visite se rouvre sur ce qui était tapé', async () => {
    await quota();
    await lignesDe(page).nth(1).getByRole('gridcell').nth(1).click();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('arrivee')).toHaveValue('9:00');
    await page.getByTestId('enregistrer').click();
    await expect(sync(page)).toContainText('2 corrections en attente');
  });

  await service.cable.retablir();
  await expect(sync(page)).toHaveText(/À jour/, { timeout: 60_000 });
  expect(await recues('fatou', 'EST')).toEqual(['PANNE_SVI', 'URGENCE']);
});

/** Chromium writes localStorage a few seconds behind the page: the count of what waits is on the disk once a file of it says so. */
const compteEcrit = (poste: Poste, cle: string): Promise<void> => {
  const racine = join(poste.profil, 'Default', 'Local Storage', 'leveldb');
  return expect
    .poll(() => readdirSync(racine).some((f) => readFileSync(join(racine, f), 'latin1').includes(cle)), {
      timeout: 30_000,
    })
    .toBe(true);
};

/** What a failing disk does: every file of a folder of the profile holds something else. */
const abimer = (poste: Poste, dossier: string): void => {
  const racine = join(poste.profil, 'Default', dossier);
  const fichiers = readdirSync(racine, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  expect(fichiers.length).toBeGreaterThan(0);
  for (const f of fichiers) writeFileSync(join(f.parentPath, f.name), 'abîmé');
};

test('[CO-6] IndexedDB abîmée puis tout abîmé : ce qui attendait est repris de la copie, ou dit perdu ; jamais une base vide sans un mot', async () => {
  const compte = await service.creerCompte('gilles', 'SUD');
  const poste = await isoler(compte);
  await taper(poste.page, 0, 'pan');
  await poste.page.getByTestId('enregistrer').click();
  await expect(sync(poste.page)).toContainText('1 correction en attente');
  const rallumer = async (...dossiers: string[]): Promise<Page> => {
    await poste.tuer();
    for (const d of dossiers) abimer(poste, d);
    await poste.rallumer();
    poste.page.setDefaultTimeout(20_000);
    await interventionsDuMois(poste.page, service, 'toutes');
    await deverrouiller(poste.page, compte);
    return poste.page;
  };

  await test.step('IndexedDB abîmée, hors ligne : la saisie est reprise, et cela est dit', async () => {
    const page = await rallumer('IndexedDB');
    await expect(page.getByRole('alert').filter({ hasText: 'Saisies retrouvées' })).toContainText('1 saisie reprise');
    await expect(sync(page)).toContainText('1 correction en attente');
    await expect(page.getByTestId('sans-donnees')).toContainText('Elles reviendront d’elles-mêmes');
    await compteEcrit(poste, 'tg.attente.tg-gilles-sud');
  });

  await test.step('IndexedDB et la copie abîmées : dit perdu', async () => {
    const page = await rallumer('IndexedDB', 'File System');
    await expect(page.getByRole('alert').filter({ hasText: 'Saisies perdues' })).toContainText('1 saisie faite');
  });

  await test.step('le réseau revient : le poste se remplit, le travail reprend', async () => {
    await service.cable.retablir();
    const { page } = poste;
    await expect(sync(page)).toHaveText(/À jour/, { timeout: 60_000 });
    await expect(lignesDe(page).first()).toBeVisible();
    await taper(page, 0, 'code');
    await page.getByTestId('enregistrer').click();
    await expect.poll(() => recues('gilles', 'SUD'), { timeout: 30_000 }).toEqual(['CODE_ERRONE']);
  });
});
