import { expect } from '@playwright/test';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { choisirReperes } from '../../../scripts/captures/ouvrir';
import { menuEst, pagesRefusees, toutEstRefuse } from '../../outils/demander';
import { fautes } from '../../outils/ecran/sans-faute';
import { test } from '../../outils/histoire';
import { entrer, suivreLien } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

// Who runs the accounts and the settings (compte.spec.ts) reads the antennas' figures, and nobody's hours.

let service: ServiceEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});

test('un administrateur lit les chiffres des antennes, sans un nom ; ni visite, ni dossier, ni état, par aucune voie', async ({
  page,
}) => {
  const { origine } = service.cable;
  const mois = service.moisPasse;
  const { usagerId, jour } = choisirReperes(
    await service.lire<Intervention>('interventions', { antenne: 'EST', mois }),
    mois,
  );
  await entrer(page, origine, await service.creerCompte('chef-chiffres', '', { role: 'ADMINISTRATEUR' }));
  const main = page.getByRole('main');

  await test.step('son menu n’a que ses pages', async () => {
    await menuEst(page, [
      'Administration',
      'Astreintes',
      'Pilotage',
      'Disponibilité',
      'Incidents',
      'Mon compte',
      'Nouveautés',
      'Mode d’emploi',
    ]);
  });

  await test.step('les chiffres d’une antenne, jour par jour : rien ne mène à une personne', async () => {
    await suivreLien(page, origine, `/pilotage/?mois=${mois}&antenne=EST&vue=usagers`);
    const jours = main.getByRole('table', { name: /^Jours d/ });
    await expect(jours.getByRole('row').nth(1)).toBeVisible({ timeout: 30_000 });
    await expect(main.getByRole('tab')).toHaveCount(0);
    await expect(jours.getByRole('link')).toHaveCount(0);
    expect(await fautes(page)).toEqual([]);
    await suivreLien(page, origine, `/pilotage/?mois=${mois}&antenne=EST&jour=${jour}`);
    await expect(main.getByText('Votre rôle ne le permet pas.')).toHaveText(/ qui en a le droit\s: [^.]+\.$/);
    await expect(main.getByRole('table', { name: 'Visites derrière les chiffres' })).toHaveCount(0);
  });

  await test.step('les pages des autres rôles le disent', async () => {
    const id = encodeURIComponent(usagerId);
    await pagesRefusees(page, origine, {
      [`/usagers/?id=${id}`]: 'Usagers',
      [`/interventions/?mois=${mois}&filtre=toutes`]: 'Interventions',
      [`/consultation/?id=${id}`]: 'Consultation',
      '/etats/?etat=heures-usagers': 'États',
      '/envois/': 'Envois',
    });
    await page.getByRole('link', { name: 'Aller à « Administration »' }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Administration' })).toBeVisible();
  });

  await test.step('aucune demande forgée ne lit ni n’écrit une visite', async () => {
    const id = encodeURIComponent(usagerId);
    await toutEstRefuse(page, [
      ['GET', '/api/referentiel?antenne=EST'],
      ['GET', '/replication/dossiers?antenne=EST'],
      ['POST', '/replication/saisies?antenne=EST', { documents: [] }],
      ['GET', `/api/usagers/${id}/visites?antenne=EST`],
      ['GET', `/api/consultation/usagers/${id}?mois=${mois}`],
      ['GET', `/api/pilotage/visites?mois=${mois}&antenne=EST&jour=${jour}`],
      ['GET', `/api/etats/heures-usagers?antenne=EST&du=${mois}-01&au=${mois}-28`],
      ['GET', `/api/prefacturation?mois=${mois}&antenne=EST`],
      ['GET', `/api/envois?mois=${mois}`],
      ['POST', '/api/cloture', { antenne: 'EST', mois, confirmation: mois }],
      ['GET', '/api/receptions'],
    ]);
  });
});
