import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { compteAdministreSchema, type FicheCompte, ficheDeCompte } from '#shared/contrats/acces/administration';
import { PROTOCOLE } from '#shared/replication/protocole';
import { test } from '../outils/histoire';
import { corrigerIsole } from '../outils/isoler';
import { ranger } from '../outils/menage';
import { allumerPoste, ouvrirSudPuisEst, seConnecter } from '../outils/navigateur';
import type { CompteEssai, ServiceEssai } from '../outils/service';

let service: ServiceEssai;
let admin: CompteEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
  admin = await service.creerCompte('admin-droits', '', { role: 'ADMINISTRATEUR' });
});
test.afterEach(ranger);

/** The administrator's own requests, beside the cable of the PC. */
const enAdministrateur = async () => {
  const entetes = {
    origin: service.cable.origine,
    'content-type': 'application/json',
    [PROTOCOLE.entete]: String(PROTOCOLE.version),
  };
  const entree = await fetch(`${service.adresse}/api/session`, {
    method: 'POST',
    headers: entetes,
    body: JSON.stringify(admin),
  });
  const cookie = entree.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const demander = async (chemin: string, options: RequestInit = {}): Promise<unknown> => {
    const r = await fetch(`${service.adresse}${chemin}`, { ...options, headers: { ...entetes, cookie } });
    expect(r.status).toBe(200);
    return r.json();
  };
  return {
    changer: async (identifiant: string, fiche: Pick<FicheCompte, 'role' | 'antennes'>): Promise<unknown> => {
      const comptes = compteAdministreSchema.array().parse(await demander('/api/comptes'));
      const compte = comptes.find((c) => c.identifiant === identifiant);
      return demander(`/api/comptes/${identifiant}`, {
        method: 'PUT',
        body: JSON.stringify({
          ...{ nom: identifiant, responsable: false, courriel: '', ...fiche },
          avant: compte && ficheDeCompte(compte),
        }),
      });
    },
    tentativesDe: async (compte: string): Promise<number> => {
      const { tentatives } = (await demander('/api/tentatives')) as {
        tentatives: { compte?: string; nombre: number }[];
      };
      return tentatives.filter((t) => t.compte === compte).length;
    },
  };
};

/** A PC where one correction was typed for the antenna Est with the cable cut. */
const saisirPourEst = async (compte: CompteEssai): Promise<Page> => {
  const poste = await allumerPoste();
  const { page } = poste;
  await seConnecter(page, service.cable.origine, compte);
  await corrigerIsole(page, service);
  return page;
};

/** Databases and copies of a PC. */
const gardes = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const noms = (await indexedDB.databases()).flatMap((b) => b.name ?? []);
    for await (const nom of (await navigator.storage.getDirectory()).keys()) noms.push(nom);
    return noms;
  });

const exporter = async (page: Page): Promise<void> => {
  const telechargement = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Mettre dans un fichier' }).click();
  const fichier = await telechargement;
  expect(JSON.parse(readFileSync(await fichier.path(), 'utf8')).saisies).toHaveLength(1);
};
const effacer = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Effacer de ce poste…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Effacer 1/ })
    .click();
  await expect(page.getByTestId('antenne-retiree')).toBeHidden();
};

test('[CO-6] une antenne retirée pendant que ses saisies attendent : dit, exportable, et sa base quitte le poste', async () => {
  const compte = await service.creerCompte('tania', 'EST,SUD');
  const page = await saisirPourEst(compte);
  await page.getByRole('button', { name: 'Nouvelle visite' }).click();
  await page.getByRole('dialog').getByLabel('Arrivée').fill('831');
  await page.keyboard.press('Escape');
  const { changer, tentativesDe } = await enAdministrateur();
  await changer('tania', { role: 'GESTIONNAIRE', antennes: ['SUD'] });
  await service.cable.retablir();
  const retiree = page.getByTestId('antenne-retiree');

  await test.step('l’autre antenne s’ouvre ; ce qui n’a pas été envoyé est dit, et rien n’insiste', async () => {
    await expect(retiree).toContainText('L’antenne Est ne vous est plus ouverte', { timeout: 60_000 });
    await expect(retiree).toContainText('saisie n’a pas été envoyée');
    await expect(retiree).toContainText(/1\s*saisie commencée n’a pas été enregistrée/);
    await expect(page.getByRole('main', { name: 'Antenne Sud', exact: true })).toBeVisible();
    await expect(page.getByTestId('sync')).toHaveText(/À jour/, { timeout: 60_000 });
    await expect
      .poll(async () => (await gardes(page)).filter((n) => n.startsWith('rxdb-dexie-tg-tania-est')))
      .toEqual([]);
    // A line of the register counts those of one minute: the request that learnt it, and one that was under way as it ended.
    expect(await tentativesDe('tania')).toBeLessThanOrEqual(2);
  });

  await test.step('redit à la page rechargée ; le fichier contient la saisie', async () => {
    await page.reload();
    await expect(retiree).toContainText('L’antenne Est ne vous est plus ouverte', { timeout: 60_000 });
    await expect(retiree).toContainText(/1\s*saisie commencée n’a pas été enregistrée/);
    await exporter(page);
  });

  await test.step('elle l’efface : plus rien de cette antenne n’est sur le poste', async () => {
    await effacer(page);
    await expect.poll(async () => (await gardes(page)).filter((n) => n.includes('tania-est'))).toEqual([]);
    await expect
      .poll(() => page.evaluate(() => Object.keys(localStorage).filter((k) => k.startsWith('tg.brouillons.'))))
      .toEqual([]);
    await page.reload();
    await expect(page.getByTestId('sync')).toHaveText(/À jour/, { timeout: 60_000 });
    await expect(retiree).toBeHidden();
  });
});

test('[CO-6] devenue auditrice avec une saisie en attente : dit dans son nouvel écran, et le poste ne garde rien ensuite', {
  tag: '@long',
}, async () => {
  const compte = await service.creerCompte('ursule', 'EST');
  const page = await saisirPourEst(compte);
  const { changer } = await enAdministrateur();
  await changer('ursule', { role: 'AUDITEUR', antennes: [] });
  await service.cable.retablir();
  await expect(page.getByTestId('antenne-retiree')).toContainText('saisie n’a pas été envoyée', { timeout: 60_000 });
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Consultation' })).toBeVisible();
  await exporter(page);
  await effacer(page);
  await expect.poll(() => gardes(page)).toEqual([]);
});

test('une antenne retirée, puis une autre donnée, sous une page ouverte sur la sienne : le choix suit dès que la session est relue, et la base perdue quitte le poste', {
  tag: '@long',
}, async () => {
  const compte = await service.creerCompte('valerie', 'EST,SUD');
  const { page } = await allumerPoste();
  const sync = page.getByTestId('sync');
  const antenne = page.getByLabel('Antenne', { exact: true });
  const choix = () => antenne.locator('option').allTextContents();
  const relier = async (): Promise<void> => {
    await service.cable.couper();
    await expect(sync).toContainText('Hors ligne', { timeout: 60_000 });
    await service.cable.retablir();
    await expect(sync).toHaveText(/À jour/, { timeout: 60_000 });
  };
  await seConnecter(page, service.cable.origine, compte);
  await ouvrirSudPuisEst(page);
  const { changer } = await enAdministrateur();
  await changer('valerie', { role: 'GESTIONNAIRE', antennes: ['EST', 'OUEST'] });
  await relier();
  await expect.poll(choix).toEqual(expect.arrayContaining(['Est', 'Ouest']));
  expect(await choix()).not.toContain('Sud');
  await expect(antenne).toHaveValue('EST');
  await expect
    .poll(async () => (await gardes(page)).filter((n) => n.startsWith('rxdb-dexie-tg-valerie-sud')))
    .toEqual([]);
});
