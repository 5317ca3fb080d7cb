import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Compte } from '#shared/contrats/acces/compte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { codesAntennes, libelleAntenne, poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import { jour } from '../../../shared/testing/constructeurs';
import { creerAntenne } from '../../../sync-server/domaines/antennes/antennes';
import { type Banc, creerCompteDEssai, MOT_DE_PASSE, ouvrirBanc } from '../../../sync-server/http/testing/banc';
import { horlogeSysteme } from '../../../sync-server/ports/horloge';
import { changer } from '../../../sync-server/store/ecrire';
import { lireType, plageType } from '../../../sync-server/store/types';
import { tient } from '../../outils/ecran/sans-faute';
import { sansServiceWorker, suivreLien } from '../../outils/navigateur';

// The screens where one antenna or several are chosen, in a service that has sixty of them.

const SOIXANTE = 60;
let banc: Banc;

test.beforeAll(async () => {
  banc = await ouvrirBanc({ dossierCoquille: join(import.meta.dirname, '../../../app/out') });
  const acte = { magasin: banc.magasin, horloge: horlogeSysteme, auteur: 'essai' };
  for (let n = codesAntennes().length + 1; n <= SOIXANTE; n += 1)
    expect(
      await creerAntenne(acte, { code: `A${n}`, libelle: `Antenne numéro ${n}`, ouverteLe: jour('2020-01-01') }),
    ).toMatchObject({ ok: true });
  await creerCompteDEssai(banc.magasin, 'admin', 'ADMINISTRATEUR', []);
  await creerCompteDEssai(banc.magasin, 'siege', 'CENTRAL', []);
  await changer<Compte>(banc.magasin, BASE_CENTRALE, 'compte:siege', (c) => ({ ...c, courriel: 'siege@paris.test' }));
});
test.afterAll(async () => {
  await banc.fermer();
  poserRegistre(REGISTRE_DE_DEPART);
});

const entrer = async (page: Page, identifiant: string): Promise<void> => {
  await page.goto(banc.origine);
  await page.getByLabel('Identifiant').fill(identifiant);
  await page.getByLabel('Mot de passe', { exact: true }).fill(MOT_DE_PASSE);
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
};

test('an account and a parameter of sixty antennas: letters find one among them, Entrée sends nothing, what is ticked stays', async ({
  browser,
}) => {
  const contexte = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1024, height: 768 } });
  await sansServiceWorker(contexte);
  const page = await contexte.newPage();
  await entrer(page, 'admin');
  await expect(page.getByRole('heading', { name: 'Administration' })).toBeVisible();

  await test.step('the antennas of an account', async () => {
    await page.getByRole('button', { name: 'Nouveau compte' }).click();
    const fiche = page.getByRole('dialog');
    await fiche.getByLabel('Identifiant').fill('lea');
    await fiche.getByLabel('Nom affiché').fill('Léa Petit');
    await fiche.getByLabel('Est', { exact: true }).check();
    await page.screenshot({ path: 'test-results/soixante-cases.png' });
    const cherche = fiche.getByRole('textbox', { name: 'Chercher dans : Antennes' });
    await cherche.fill('numero 57');
    await expect(fiche.getByRole('checkbox', { name: /Antenne numéro|Est|Sud/ })).toHaveCount(1);
    await cherche.press('Enter');
    await expect(fiche).toBeVisible();
    await fiche.getByLabel('Antenne numéro 57').check();
    await expect(fiche.getByText('Choix : Est, Antenne numéro 57')).toBeVisible();
    await page.screenshot({ path: 'test-results/soixante-compte.png' });
    await tient(page);
    await fiche.getByRole('button', { name: 'Créer et inviter' }).click();
    await expect(page.getByRole('rowheader', { name: 'lea' })).toBeAttached();
    expect((await lireType(banc.magasin, 'compte', 'compte:lea', {}))?.antennes).toEqual(['EST', 'A57']);
    await page.keyboard.press('Escape');
  });

  await test.step('[AL-7] the hours of one antenna; a refusal is in sight whatever is looked for', async () => {
    await suivreLien(page, banc.origine, '/administration/?onglet=parametres');
    await page.getByRole('tab', { name: 'Paramètres' }).click();
    await page.getByRole('button', { name: 'Modifier : Heures d’ouverture, par antenne' }).click();
    const fenetre = page.getByRole('dialog');
    const cherche = fenetre.getByRole('textbox', { name: 'Chercher dans : Valeur' });
    await cherche.fill('57');
    const siennes = fenetre.getByRole('group', { name: 'Antenne numéro 57' });
    await siennes.getByLabel('De').fill('09:00');
    await siennes.getByLabel('À').fill('08:00');
    await cherche.fill('sud');
    await fenetre.getByRole('button', { name: 'Voir ce qui change' }).click();
    await expect(siennes.getByText(/donnez une heure qui suit/)).toBeVisible();
    await siennes.getByLabel('À').fill('18:30');
    // Mended, it stays under the eyes.
    await expect(siennes.getByText(/donnez une heure/)).toHaveCount(0);
    await expect(siennes.getByLabel('À')).toHaveValue('18:30');
    await page.screenshot({ path: 'test-results/soixante-heures.png' });
    await tient(page);
    await fenetre.getByRole('button', { name: 'Voir ce qui change' }).click();
    await expect(fenetre.getByText(/à «\sAntenne numéro 57\s: de 9\sh\s00 à 18\sh\s30\s»/)).toBeVisible();
    await fenetre.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(fenetre).toBeHidden();
    const [heures] = await plageType(banc.magasin, 'parametre', {});
    expect(heures).toMatchObject({ cle: 'heuresAntennes', valeur: { A57: { debut: '09:00', fin: '18:30' } } });
  });
  await contexte.close();
});

test('[CL-1] the top bar, the months to close and the other choices of a central service of sixty antennas', {
  tag: '@long',
}, async ({ browser }) => {
  const contexte = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1024, height: 768 } });
  await sansServiceWorker(contexte);
  const page = await contexte.newPage();
  await entrer(page, 'siege');
  const choix = page.getByRole('combobox', { name: 'Antenne', exact: true });
  await choix.click();
  await expect(page.getByRole('option')).toHaveText(codesAntennes().map((a) => libelleAntenne(a)));
  await page.screenshot({ path: 'test-results/soixante-barre.png' });
  // Nothing is chosen while it is typed: each antenna that is opened is another file of this PC.
  await page.keyboard.type('num 57');
  await expect(page.getByRole('option')).toHaveText(['Antenne numéro 57']);
  await expect(page.getByRole('main', { name: 'Antenne Centre', exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: 'Antenne Antenne numéro 57', exact: true })).toBeVisible();
  await expect(page.getByTestId('sync')).toContainText('À jour');
  await tient(page);
  await suivreLien(page, banc.origine, '/cloture/');
  const antennes = page.getByRole('table', { name: 'Le mois dans toutes les antennes' });
  await expect(antennes.getByText(/^(À clore |En retard de )/)).toHaveCount(SOIXANTE);
  await page.screenshot({ path: 'test-results/soixante-cloture.png' });
  await tient(page);

  await test.step('a state, the on-call list and the mail of the morning', async () => {
    await suivreLien(page, banc.origine, '/etats/?etat=taux-correction');
    const deLEtat = page.getByRole('combobox', { name: 'Antenne de l’état' });
    await deLEtat.click();
    await page.keyboard.type('57');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/antenne=A57/);
    await expect(deLEtat).toHaveValue('Antenne numéro 57');
    await page.screenshot({ path: 'test-results/soixante-etat.png' });
    await tient(page);

    await suivreLien(page, banc.origine, '/astreintes/');
    const tour = page.getByRole('form', { name: 'Nouveau tour' });
    await expect(tour.getByRole('combobox', { name: 'Antenne' })).toHaveValue('Toutes');
    await tour.getByLabel('Nom', { exact: true }).fill('Claire GARDE');
    await tour.getByLabel('Portable').fill('06 12 34 00 01');
    await tour.getByLabel('Courriel').fill('claire@astreinte.test');
    // All day long: the page tells who is on call now, whatever the hour at which it is looked at.
    await tour.getByLabel('De', { exact: true }).fill('00:00');
    await tour.getByLabel('À', { exact: true }).fill('00:00');
    await tour.getByRole('combobox', { name: 'Antenne' }).click();
    await page.keyboard.type('57');
    await page.screenshot({ path: 'test-results/soixante-tour.png' });
    await page.keyboard.press('Enter');
    await tour.getByRole('button', { name: 'Donner ce tour' }).click();
    await expect(page.getByRole('row').filter({ hasText: 'Claire GARDE' })).toContainText('Antenne numéro 57');
    await expect(page.getByText('Toutes les antennes sauf Antenne numéro 57', { exact: true })).toBeVisible();
    await expect(
      page
        .getByRole('status')
        .getByText(/toutes les antennes sauf/)
        .first(),
    ).toBeVisible();
    await page.screenshot({ path: 'test-results/soixante-astreintes.png' });
    await tient(page);

    await suivreLien(page, banc.origine, '/compte/');
    const digest = page.getByRole('group', { name: 'Recevoir celui de' });
    await digest.getByRole('textbox', { name: /^Chercher dans/ }).fill('57');
    await digest.getByLabel('Antenne numéro 57').check();
    await digest.scrollIntoViewIfNeeded();
    await page.screenshot({ path: 'test-results/soixante-courriel.png' });
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page.getByText('Dès demain matin', { exact: false })).toBeVisible();
    expect((await lireType(banc.magasin, 'compte', 'compte:siege', {}))?.digest).toEqual(['A57']);
    await tient(page);
  });
  await contexte.close();
});
