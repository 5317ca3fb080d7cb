import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { moisEnMots } from '#shared/mots/dates';
import { choisirReperes } from '../../../scripts/captures/ouvrir';
import { menuEst, pagesRefusees, toutEstRefuse } from '../../outils/demander';
import { fautes } from '../../outils/ecran/sans-faute';
import { test } from '../../outils/histoire';
import { entrer } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

// Who controls: reads any file, online, each reading in the log that she reads too; changes nothing.

type Usager = { id: string; nom: string; prenom: string };

let service: ServiceEssai;
let usager: Usager;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
  const visites = await service.lire<Intervention>('interventions', { antenne: 'EST', mois: service.moisPasse });
  const { usagerId } = choisirReperes(visites, service.moisPasse);
  const lu = (await service.lire<Usager>('usagers', { antenne: 'EST' })).find((u) => u.id === usagerId);
  if (!lu) throw new Error('un usager attendu');
  usager = lu;
});

const aller = async (page: Page, libelle: string): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: libelle }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: libelle })).toBeVisible();
};

test('une auditrice lit un dossier et un état, au clavier ; le journal le dit, et rien ne s’écrit', async ({
  page,
}) => {
  const nom = `${usager.nom.toLocaleUpperCase('fr')} ${usager.prenom}`;
  const main = page.getByRole('main');
  await entrer(page, service.cable.origine, await service.creerCompte('octavie', '', { role: 'AUDITEUR' }));

  await test.step('son menu n’a que ses pages', async () => {
    await menuEst(page, [
      'Consultation',
      'Administration',
      'États',
      'Pilotage',
      'Disponibilité',
      'Incidents',
      'Mon compte',
      'Nouveautés',
      'Mode d’emploi',
    ]);
  });

  await test.step('un nom, Entrée, le dossier : l’usager, son mois, et pourquoi chaque visite est ainsi', async () => {
    await expect(page.getByLabel('Nom, prénom ou identifiant')).toBeFocused();
    await page.keyboard.type(`${usager.nom} ${usager.prenom}`);
    await page.keyboard.press('Enter');
    // Another may bear the same name: her identifier tells her.
    await main
      .getByRole('row')
      .filter({ has: page.getByRole('cell', { name: usager.id, exact: true }) })
      .getByRole('link')
      .press('Enter');
    await expect(main.getByRole('heading', { level: 2 })).toContainText(`${nom} ${usager.id}`);
    await main.getByRole('button', { name: 'Mois précédent' }).press('Enter');
    await expect(main.getByRole('status').filter({ hasText: /\d+\svisites?$/ })).toContainText(
      moisEnMots(service.moisPasse),
    );
    await expect(main.getByRole('table', { name: 'Visites du mois' }).getByRole('row').nth(1)).toBeVisible();
    // Nothing there corrects, notes or closes.
    await expect(main.getByRole('button', { name: /^Mois / })).toHaveCount(2);
    await expect(main.getByRole('button')).toHaveCount(2);
    await expect(main.getByRole('textbox')).toHaveCount(0);
    expect(await fautes(page)).toEqual([]);
  });

  await test.step('un mois qui ne peut être lu le dit, et ne montre pas les visites d’un autre', async () => {
    const chemin = '**/api/consultation/usagers/*';
    await page.route(chemin, (r) => r.fulfill({ json: {} }));
    await main.getByRole('button', { name: 'Mois précédent' }).press('Enter');
    await expect(main.getByText('La réponse du serveur n’a pas pu être lue.')).toBeVisible();
    await expect(main.getByRole('table', { name: 'Visites du mois' })).toHaveCount(0);
    await page.unroute(chemin);
    await main.getByRole('button', { name: 'Mois suivant' }).press('Enter');
    await expect(main.getByRole('table', { name: 'Visites du mois' }).getByRole('row').nth(1)).toBeVisible();
  });

  await test.step('un état se lit et se prend, et ne se garde pas', async () => {
    await aller(page, 'États');
    await main.getByRole('link', { name: 'Taux de correction des appels incomplets' }).press('Enter');
    await expect(main.getByRole('gridcell', { name: 'Est', exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(main.getByRole('button', { name: 'Télécharger en CSV' })).toBeEnabled();
    await expect(main.getByRole('button', { name: 'Garder cet état' })).toHaveCount(0);
  });

  await test.step('le journal, seul onglet : sa recherche, sa lecture du dossier, celle de l’état', async () => {
    await aller(page, 'Administration');
    await expect(main.getByRole('tab')).toHaveText(['Journal d’audit']);
    // What the day is in words, once typed, leaves its label beside that of the others.
    await main.getByLabel('Jour', { exact: true }).fill(`${service.moisPasse}-25`);
    const hauts = ['Jour', 'Auteur'].map(
      async (nom) => (await main.getByText(nom, { exact: true }).first().boundingBox())?.y,
    );
    const [jour = 0, auteur = 0] = await Promise.all(hauts);
    expect(Math.abs(jour - auteur)).toBeLessThan(3);
    await main.getByLabel('Jour', { exact: true }).fill('');
    await main.getByLabel('Auteur').fill('octavie');
    await page.keyboard.press('Enter');
    const journal = main.getByRole('table', { name: 'Journal d’audit' });
    const lignes = journal.getByRole('row').filter({ has: page.getByRole('cell', { name: 'Consultation' }) });
    await expect(lignes.filter({ hasText: 'A cherché un usager et vu' }).first()).toContainText(nom);
    const lecture = lignes.filter({ hasText: 'A lu un dossier' }).first();
    await expect(lecture).toContainText(`${nom}, et ses visites`);
    await expect(lecture).toContainText(moisEnMots(service.moisPasse));
    await expect(lignes.filter({ hasText: 'Taux de correction' }).first()).toBeVisible();
    await expect(main.getByRole('button', { name: /Modifier|Nouveau|Enregistrer/ })).toHaveCount(0);
    expect(await fautes(page)).toEqual([]);
    // What the filter finds, and no more.
    const venu = page.waitForEvent('download');
    await main.getByRole('button', { name: 'Prendre le journal en CSV' }).press('Enter');
    const fichier = await venu;
    expect(fichier.suggestedFilename()).toMatch(/^JOURNAL_\d{8}\.csv$/);
    const [titres = '', ...rangs] = readFileSync(await fichier.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(titres).toContain('Ce qui a été fait');
    expect(rangs.length).toBeGreaterThan(3);
    expect(rangs.filter((l) => !l.includes(';octavie;'))).toEqual([]);
    expect(rangs.join('\n')).toContain(`A lu un dossier, ${nom}`);
  });

  await test.step('les pages des autres rôles le disent', async () => {
    await pagesRefusees(page, service.cable.origine, {
      [`/usagers/?id=${encodeURIComponent(usager.id)}`]: 'Usagers',
      [`/interventions/?mois=${service.moisPasse}&filtre=toutes`]: 'Interventions',
      '/cloture/': 'Clôture',
      '/envois/': 'Envois',
      '/service/': 'Service',
    });
    await page.getByRole('link', { name: 'Aller à « Consultation »' }).press('Enter');
    await expect(page.getByLabel('Nom, prénom ou identifiant')).toBeVisible();
  });

  await test.step('aucune demande forgée n’écrit ; le journal reste intact', async () => {
    const mois = service.moisPasse;
    const id = encodeURIComponent(usager.id);
    await toutEstRefuse(page, [
      ['POST', '/replication/saisies?antenne=EST', { documents: [] }],
      ['POST', `/api/usagers/${id}/code?antenne=EST`, {}],
      ['POST', '/api/cloture', { antenne: 'EST', mois }],
      ['POST', '/api/envois/preparation', { mois, destination: 'DASES' }],
      ['POST', '/api/etats/selections', {}],
      ['POST', '/api/parametres', { cle: 'retardApres', valeur: '20', depuis: `${mois}-01` }],
      ['POST', '/api/comptes', {}],
      ['PUT', '/api/comptes/octavie', {}],
      ['POST', '/api/maintenances', {}],
      ['POST', '/api/receptions/suite', {}],
      ['GET', '/api/comptes'],
      ['GET', '/api/tentatives'],
      // What a PC keeps of an antenna is not hers: she reads a file at a time, traced.
      ['GET', '/api/referentiel?antenne=EST'],
      ['GET', '/replication/dossiers?antenne=EST'],
    ]);
    const corrections = await service.lire<{ auteur: string }>('corrections', { antenne: 'EST', mois });
    expect(corrections.filter((c) => c.auteur === 'octavie')).toEqual([]);
    expect(await service.commande('audit', 'verifier')).toContain('Journal intact');
  });
});
