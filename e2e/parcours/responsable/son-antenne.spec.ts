import { expect, type Page, test } from '@playwright/test';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { moisEnMots } from '#shared/mots/dates';
import { interventionsDuMois, lignesDe } from '../../outils/corriger';
import { toutEstRefuse } from '../../outils/demander';
import { fautes } from '../../outils/ecran/sans-faute';
import { allumerPoste, type Poste, seConnecter } from '../../outils/navigateur';
import { type CompteEssai, demarrerServiceEssai, type ServiceEssai } from '../../outils/service';

// Who answers for an antenna: hands over and closes in hers; in another, neither. Who only manages it closes nothing.

let service: ServiceEssai;
let lucie: CompteEssai;
let paul: CompteEssai;
const postes: Poste[] = [];

test.beforeAll(async () => {
  service = await demarrerServiceEssai();
  lucie = await service.creerCompte('lucie', 'EST', { nom: 'Lucie Roux', responsable: true });
  paul = await service.creerCompte('paul', 'EST', { nom: 'Paul Rey' });
});
test.afterAll(async () => {
  for (const p of postes) await p.jeter();
  await service?.arreter();
});

const ouvrir = async (compte: CompteEssai): Promise<Page> => {
  const p = await allumerPoste({ enLigne: true });
  postes.push(p);
  await seConnecter(p.page, service.cable.origine, compte);
  return p.page;
};
const antennes = (page: Page) => page.getByRole('table', { name: 'Le mois dans toutes les antennes' });

test('[CL-1] une responsable confie une visite et clôt son antenne au clavier, jamais une autre ; un gestionnaire n’en clôt aucune', async () => {
  const mois = service.moisPasse;
  const cloture = `${service.cable.origine}/cloture/?mois=${mois}`;
  const page = await ouvrir(lucie);

  await test.step('elle confie une visite à son collègue', async () => {
    await interventionsDuMois(page, service);
    await expect(lignesDe(page).first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByTestId('corriger')).toBeVisible();
    await page.keyboard.press('c');
    await expect(page.getByTestId('confier')).toBeFocused();
    await page.keyboard.type('paul');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('prise')).toContainText('Confiée à Paul Rey par moi');
    await expect(page.getByTestId('sync')).toContainText('À jour');
  });

  const collegue = await ouvrir(paul);
  await test.step('lui la trouve, et lit le mois sans pouvoir le clore : l’écran et le serveur disent qui le peut', async () => {
    await interventionsDuMois(collegue, service, 'a-moi');
    await expect(lignesDe(collegue)).toHaveCount(1);
    await collegue.goto(cloture);
    await expect(collegue.getByText('Un responsable de l’antenne ou le service central peut clore.')).toBeVisible({
      timeout: 60_000,
    });
    await expect(collegue.getByRole('button', { name: /^Clore / })).toHaveCount(0);
    expect(await fautes(collegue)).toEqual([]);
    await toutEstRefuse(collegue, [
      ['POST', '/api/cloture', { antenne: 'EST', mois, confirmation: mois, motif: 'Essai' }],
      ['GET', `/api/cloture/fichiers?antenne=EST&mois=${mois}`],
      ['GET', `/api/envois?mois=${mois}`],
    ]);
  });

  await test.step('elle clôt son antenne ; les cinq autres restent ouvertes', async () => {
    await page.goto(cloture);
    // One antenna: nothing to choose from.
    await expect(page.getByRole('combobox', { name: 'Antenne', exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: /^Clore / }).press('Enter', { timeout: 60_000 });
    const boite = page.getByRole('dialog');
    await boite.getByLabel('Motif').fill('Aides parties sans pointer');
    await boite.getByLabel(/pour confirmer/).fill(moisEnMots(mois));
    expect(await fautes(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect(boite).toBeHidden({ timeout: 60_000 });
    await expect(page.getByText(/Clôture n°\s\d+, par Lucie Roux/)).toBeVisible();
    await expect(antennes(page).getByText('Ouvert')).toHaveCount(codesAntennes().length - 1);
  });

  await test.step('d’une autre antenne, aucune demande ne lit ni ne clôt rien', async () => {
    await toutEstRefuse(
      page,
      [
        ['POST', '/api/cloture', { antenne: 'SUD', mois, confirmation: mois, motif: 'Essai' }],
        ['GET', `/api/cloture/bilan?antenne=SUD&mois=${mois}`],
        ['GET', `/api/cloture/fichiers?antenne=SUD&mois=${mois}`],
        ['GET', `/api/prefacturation?antenne=SUD&mois=${mois}`],
        ['GET', `/api/pilotage/antenne?antenne=SUD&mois=${mois}`],
        ['GET', '/replication/dossiers?antenne=SUD'],
        ['POST', '/replication/saisies?antenne=SUD', { documents: [] }],
      ],
      'ANTENNE',
    );
    await page.reload();
    await expect(antennes(page).getByText('Ouvert')).toHaveCount(codesAntennes().length - 1, { timeout: 30_000 });
  });
});
