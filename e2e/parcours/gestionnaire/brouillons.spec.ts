import { expect, type Page } from '@playwright/test';
import { lignesDe } from '../../outils/corriger';
import { rienNeBouge } from '../../outils/ecran/rien-ne-bouge';
import { fautes } from '../../outils/ecran/sans-faute';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, type Poste, seConnecter } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

let service: ServiceEssai;
let poste: Poste;
let mois: string;

const COMMENTAIRE = 'Vu avec sa fille : partie à dix heures.';

test.beforeAll(async ({ service: commun }) => {
  service = commun;
  mois = service.moisManquants;
  poste = await allumerPoste({ enLigne: true });
  await seConnecter(poste.page, service.cable.origine, await service.creerCompte('marie-brouillons', 'NORD_OUEST'));
});
test.afterAll(ranger);

const ouvrirMois = async (page: Page, suite = ''): Promise<void> => {
  await page.goto(`${service.cable.origine}/interventions/?mois=${mois}${suite}`);
  await expect(lignesDe(page).first()).toBeVisible();
};
const ligne = (page: Page, n: number) => lignesDe(page).nth(n).getByRole('gridcell').nth(1);
const repris = (page: Page) => page.getByText('Brouillon repris');

/** What this PC keeps beside its databases, as someone who finds it reads it. */
const enClair = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

const attendreTape = async (page: Page): Promise<void> => {
  await expect(repris(page)).toBeVisible();
  await expect(page.getByTestId('depart')).toHaveValue('10h');
  await expect(page.getByTestId('commentaire')).toHaveValue(COMMENTAIRE);
  await expect(page.getByRole('option', { name: 'Autre', exact: true })).toHaveAttribute('aria-selected', 'true');
};

test('[CO-6] une correction à moitié tapée survit à un autre clic, à Échap et à un rechargement ; envoyée, elle n’est plus là', async () => {
  const { page } = poste;
  await ouvrirMois(page);
  await ligne(page, 0).click();
  await page.keyboard.press('Enter');
  await expect(repris(page)).toBeHidden();
  await page.getByTestId('depart').fill('10h');
  await page.getByTestId('motif').fill('autr');
  await page.getByTestId('commentaire').fill(COMMENTAIRE);

  await ligne(page, 1).click();
  await expect(page.getByTestId('corriger')).toHaveText('Corriger');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('commentaire')).toHaveValue('');
  await page.keyboard.press('Escape');

  await ligne(page, 0).click();
  await expect(page.getByTestId('corriger')).toHaveText('Reprendre le brouillon');
  await page.keyboard.press('Enter');
  await attendreTape(page);
  expect(await fautes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('commentaire')).toBeHidden();

  expect(await enClair(page)).toContain('tg.brouillons.');
  expect(await enClair(page)).not.toMatch(/fille|dix heures|corriger/);
  await page.reload();
  await expect(lignesDe(page).first()).toBeVisible();
  await ligne(page, 0).click();
  await page.keyboard.press('Enter');
  await attendreTape(page);

  await page.getByTestId('enregistrer').click();
  await expect(page.getByRole('alert').filter({ hasText: 'Correction enregistrée' })).toBeVisible();
  expect(await enClair(page)).not.toContain('tg.brouillons.');
});

test('un brouillon s’efface, et le clavier reste dans le formulaire', async () => {
  const { page } = poste;
  await ouvrirMois(page);
  await ligne(page, 0).click();
  await page.keyboard.press('Enter');
  await page.getByTestId('motif').fill('ur');
  await page.keyboard.press('Escape');
  await ligne(page, 0).click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { selected: true })).toHaveText('Urgence');
  await page.getByRole('button', { name: 'Effacer' }).click();
  await expect(repris(page)).toBeHidden();
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0);
  await expect(page.getByTestId('motif')).toBeFocused();
  await page.keyboard.press('Escape');
  expect(await enClair(page)).not.toContain('tg.brouillons.');
});

test('une fenêtre où l’on a tapé ne se ferme pas d’un clic à côté ; fermée par Échap, elle rend ce qu’elle avait', async () => {
  const { page } = poste;
  await ouvrirMois(page);
  const ouvrir = page.getByRole('button', { name: 'Nouvelle visite' });
  const fenetre = page.getByRole('dialog');
  const aCote = () => page.mouse.click(20, 880);
  await ouvrir.click();
  await expect(fenetre).toBeVisible();
  await aCote();
  await expect(fenetre).toBeHidden();

  await ouvrir.click();
  await fenetre.getByRole('combobox', { name: 'Usager' }).click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const qui = await fenetre.getByRole('combobox', { name: 'Usager' }).inputValue();
  expect(qui).not.toBe('');
  await fenetre.getByLabel('Arrivée').fill('831');
  await aCote();
  await expect(fenetre.getByLabel('Arrivée')).toHaveValue('831');
  await page.keyboard.press('Escape');
  await expect(fenetre).toBeHidden();

  await ouvrir.click();
  await expect(repris(page)).toBeVisible();
  await expect(fenetre.getByLabel('Arrivée')).toHaveValue('831');
  await expect(fenetre.getByRole('combobox', { name: 'Usager' })).toHaveValue(qui);
  await fenetre.getByRole('button', { name: 'Effacer' }).click();
  await expect(fenetre.getByLabel('Arrivée')).toHaveValue('');
  await fenetre.locator('form').getByRole('button', { name: 'Fermer' }).click();
  await expect(fenetre).toBeHidden();
});

test('le tri de la grille, la visite du jour et le filtre des alertes sont dans l’adresse', async () => {
  const { page } = poste;
  await ouvrirMois(page, '&filtre=toutes');
  await page.getByRole('columnheader', { name: 'Usager' }).click();
  await page.getByRole('columnheader', { name: 'Usager' }).click();
  await expect(page).toHaveURL(/tri=-usager/);
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Usager' })).toHaveAttribute('aria-sort', 'descending');

  await page.goto(`${service.cable.origine}/aujourdhui/`);
  const reste = page.getByRole('button', { name: /^Le reste de la journée/ });
  await expect(page.locator('table.jour--visites tbody tr').first()).toBeVisible();
  if ((await reste.isVisible()) && (await reste.getAttribute('aria-expanded')) === 'false') await reste.click();
  const jour = page.locator('table.jour--visites tr.ligne').first();
  await jour.click();
  const panneau = page.getByRole('complementary');
  const qui = await panneau.getByRole('heading', { level: 2 }).textContent();
  await expect(page).toHaveURL(/aujourdhui\/?\?id=/);
  await page.reload();
  await expect(panneau.getByRole('heading', { level: 2 })).toHaveText(qui ?? '');

  await page.goto(`${service.cable.origine}/alertes/`);
  await page.getByText('Vues', { exact: true }).click();
  await expect(page).toHaveURL(/filtre=vues/);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Vues' })).toBeChecked();
  await page.goBack();
  await expect(page.getByRole('radio', { name: /^À voir/ })).toBeChecked();
});

test('le panneau qui s’ouvre ne déplace ni la barre d’outils ni les colonnes, sur aucun écran ; aucune heure, aucun statut n’est coupé', {
  tag: '@long',
}, async () => {
  const { page } = poste;
  const lire = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.grille .ag-cell')]
        .filter((c) => /^(jour|prevu|arrivee|depart|statut)$/.test(c.getAttribute('col-id') ?? ''))
        .filter((c) =>
          [c, ...c.querySelectorAll('*')].some((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 30),
        )
        .map((c) => `${c.getAttribute('col-id')} ${c.textContent}`),
    );
  await ouvrirMois(page, '&filtre=toutes');
  let semaine = '';
  await rienNeBouge(page, async () => {
    expect(await lire()).toEqual([]);
    await ligne(page, 0).click();
    await expect(page.getByTestId('corriger')).toBeVisible();
    expect(await lire()).toEqual([]);
    await expect(page).toHaveURL(/id=intervention%3A\d/);
    const dossier = await page.getByRole('link', { name: 'Dossier de l’usager' }).getAttribute('href');
    semaine = `${dossier?.split('?')[1]}&date=${/intervention%3A([\d-]{10})/.exec(page.url())?.[1]}`;
  });

  await page.goto(`${service.cable.origine}/aujourdhui/`);
  await page.locator('table.jour--visites, main .vide').first().waitFor();
  const reste = page.getByRole('button', { name: /^Le reste de la journée/ });
  if ((await reste.isVisible()) && (await reste.getAttribute('aria-expanded')) === 'false') await reste.click();
  await rienNeBouge(page, () => page.locator('table.jour--visites tr.ligne').first().click());

  await page.goto(`${service.cable.origine}/absences/`);
  await rienNeBouge(page, () => page.getByRole('button', { name: 'Noter une absence' }).click());

  await page.goto(`${service.cable.origine}/planning/?par=usager&${semaine}`);
  await page.locator('a.bloc').first().waitFor();
  await rienNeBouge(page, () => page.locator('a.bloc').first().click());
});

test('« Nouvelle visite » s’ouvre par Ctrl K sur l’écran où l’on est, et Échap y revient ; plus au rechargement', async () => {
  const { page } = poste;
  const fenetre = page.getByRole('dialog', { name: /^Nouvelle visite/ });
  const recherche = page.getByRole('dialog', { name: 'Rechercher' });
  const demander = async (): Promise<void> => {
    await page.keyboard.press('Control+k');
    await recherche.getByRole('combobox').fill('nouvelle visite');
    await expect(recherche.getByRole('option').first()).toHaveText(/Nouvelle visite/);
    await page.keyboard.press('Enter');
    await expect(fenetre.getByRole('combobox', { name: 'Usager' })).toBeFocused();
  };
  const foyer = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120));
  const ouvrirEcran = async (chemin: string): Promise<void> => {
    await page.goto(`${service.cable.origine}${chemin}`);
    await page
      .getByTestId('sync')
      .filter({ hasText: /^\s*À jour/ })
      .waitFor();
  };
  for (const ecran of ['aujourdhui', 'alertes', 'planning', 'fiches'])
    await test.step(ecran, async () => {
      await ouvrirEcran(`/${ecran}/`);
      await page.locator('#contenu').focus();
      await demander();
      // Of a field, the list alone; then the form.
      await page.keyboard.type('xx');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await expect(fenetre).toHaveCount(0);
      expect(await foyer()).toContain('id="contenu"');
      await expect(page).toHaveURL(new RegExp(`/${ecran}/`));
    });
  await test.step('de la grille, le clavier revient à sa ligne, et le panneau y est', async () => {
    await ouvrirMois(page, '&filtre=toutes');
    await ligne(page, 1).click();
    const rangee = () =>
      page.evaluate(() => document.activeElement?.closest('[row-id]')?.getAttribute('row-id') ?? 'aucune');
    const [ici, adresse] = [await rangee(), page.url()];
    expect(ici).not.toBe('aucune');
    await demander();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(fenetre).toHaveCount(0);
    await expect.poll(rangee).toBe(ici);
    expect(page.url()).toBe(adresse);
  });
  await demander();
  await page.reload();
  await expect(lignesDe(page).first()).toBeVisible();
  await expect(fenetre).toHaveCount(0);
});

test('une note et un signalement commencés reviennent ; la déconnexion les efface, et le dit avant', async () => {
  const { page } = poste;
  await ouvrirMois(page);
  await ligne(page, 0).click();
  await page.keyboard.press('n');
  await page.getByTestId('note').fill('Sonner deux fois');
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await expect(page.getByTestId('note')).toHaveValue('Sonner deux fois');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Signaler un incident' }).click();
  const texte = page.getByLabel('Ce qui se passe');
  await texte.fill('L’écran reste blanc');
  await page.mouse.click(20, 880);
  await expect(texte).toHaveValue('L’écran reste blanc');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Signaler un incident' }).click();
  await expect(texte).toHaveValue('L’écran reste blanc');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page.getByRole('dialog')).toContainText(/2\s*saisies commencées et non enregistrées seront effacées/);
  const nommees = page.getByRole('dialog').getByRole('list', { name: 'Saisies commencées' }).getByRole('listitem');
  await expect(nommees).toHaveText([/^une note\s: .+, \d+/, 'un signalement d’incident']);
  await page.getByRole('dialog').getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page.getByLabel('Identifiant')).toBeVisible();
  expect(await enClair(page)).not.toContain('tg.brouillons.');
});
