import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { baseAntenne } from '#shared/contrats/ids';
import { ajouterJours, dateParis, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { paris, usager } from '../../../shared/testing/constructeurs';
import { messagerPlivo } from '../../../sync-server/adapters/sms/plivo';
import { ouvrirAstreinte } from '../../../sync-server/domaines/astreinte';
import { type Banc, creerCompteDEssai, MOT_DE_PASSE, ouvrirBanc } from '../../../sync-server/http/testing/banc';
import { deposerLot } from '../../../sync-server/store/ecrire';
import { type ApiOperateur, demarrerApiOperateur } from '../../../telephony/simulator/api-operateur';
import { fautes } from '../../outils/ecran/sans-faute';
import { sansServiceWorker } from '../../outils/navigateur';

// The built screens on a server whose time is handed in: an evening out of hours comes when the story says so.

const COMPTE = { authId: 'MAESSAI', authToken: 'jeton-d-essai', de: 'TELEGESTION' };
const EN_FRANCAIS = { locale: 'fr-FR', timezoneId: 'Europe/Paris' };
let banc: Banc;
let operateur: ApiOperateur;
let maintenant = instantDe(Date.now());
const horloge = (): Instant => maintenant;

test.beforeAll(async () => {
  operateur = await demarrerApiOperateur({ mode: 'formation', ...COMPTE, horloge: () => epochMs(maintenant) });
  banc = await ouvrirBanc({ horloge, sms: true, dossierCoquille: join(import.meta.dirname, '../../../app/out') });
  await creerCompteDEssai(banc.magasin, 'siege-garde', 'CENTRAL', []);
  await creerCompteDEssai(banc.magasin, 'admin-garde', 'ADMINISTRATEUR', []);
  await deposerLot(banc.magasin, baseAntenne('EST'), [
    usager('U1', { prenom: 'Jeanne', nom: 'MARTIN', telephones: ['+33199000011'] }),
  ]);
});
test.afterAll(async () => {
  await banc.fermer();
  await operateur.arreter();
});

/** The next Saturday at that hour, as the server's clock will say. */
const samedi = (h: string): Instant => {
  let jour = dateParis(instantDe(Date.now()));
  while (new Date(`${jour}T00:00:00Z`).getUTCDay() !== 6) jour = ajouterJours(jour, 1);
  return paris(`${jour} ${h}`);
};

test('[AL-7] who keeps the list gives a turn, reads what is missing; who is on call takes a visit by her link, on her telephone', async ({
  browser,
}) => {
  const contexte = await browser.newContext({ ...EN_FRANCAIS, viewport: { width: 1280, height: 800 } });
  await sansServiceWorker(contexte);
  const page = await contexte.newPage();
  await page.goto(`${banc.origine}/astreintes/`);
  await page.getByLabel('Identifiant').fill('admin-garde');
  await page.getByLabel('Mot de passe', { exact: true }).fill(MOT_DE_PASSE);
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Astreintes', exact: true })).toBeVisible();
  await expect(page.getByText('personne n’est prévenu')).toBeVisible();

  await test.step('what is wrong is said beside its field, and nothing typed is lost', async () => {
    const donner = page.getByRole('button', { name: 'Donner ce tour' });
    await donner.click();
    await expect(page.getByText('Donnez le nom.')).toBeVisible();
    await page.getByLabel('Nom', { exact: true }).fill('Claire GARDE');
    await page.getByLabel('Portable').fill('01 99 00 00 11');
    await donner.click();
    await expect(page.getByText('Un SMS n’arrive que sur un portable')).toBeVisible();
    await page.getByLabel('Portable').fill('06 12 34 00 01');
    await page.getByLabel('dimanche').uncheck();
    await donner.click();
    await expect(page.getByRole('rowheader', { name: 'Claire GARDE' })).toBeVisible();
    await expect(page.getByRole('cell', { name: 'tous les jours, sauf dimanche' })).toBeVisible();
    await expect(page.getByText('Des heures sans personne')).toBeVisible();
    expect(await fautes(page)).toEqual([]);
    await page.screenshot({ path: 'test-results/astreintes-1280.png' });
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.screenshot({ path: 'test-results/astreintes-360.png', fullPage: true });
  });
  await contexte.close();

  const lien = await test.step('a visit does not begin: she is told', async () => {
    maintenant = samedi('10:16');
    const debut = samedi('10:00');
    const depuis = dateParis(debut);
    const alerte: Alerte = {
      ...{ _id: `alerte:${depuis}:VISITE_NON_COMMENCEE:V`, type: 'alerte', genre: 'VISITE_NON_COMMENCEE', depuis },
      ...{ instant: debut, usagerId: 'U1', interventionId: 'V' },
    };
    await deposerLot(banc.magasin, baseAntenne('EST'), [alerte]);
    const astreinte = ouvrirAstreinte({
      magasin: banc.magasin,
      horloge,
      messager: messagerPlivo({ ...COMPTE, base: operateur.url }),
      courrier: { envoyer: async () => ({ ok: true, valeur: { id: 'courriel' } }) },
      extranet: () => banc.origine,
      battre: async () => undefined,
      sur: async () => true,
      noter: () => undefined,
    });
    await astreinte.minute();
    return /https?:\S+$/.exec(operateur.sms.messages[0]?.texte ?? '')?.[0] ?? '';
  });

  const telephone = await browser.newContext({ ...EN_FRANCAIS, viewport: { width: 360, height: 740 } });
  await sansServiceWorker(telephone);
  const t = await telephone.newPage();
  await t.goto(lien);
  await expect(t.getByText('Est : visite de 10 h 00 non commencée.')).toBeVisible();
  await expect(t.getByRole('link', { name: 'Appeler l’usager, J. M.' })).toHaveAttribute('href', 'tel:+33199000011');
  expect(await t.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await fautes(t)).toEqual([]);
  await t.screenshot({ path: 'test-results/garde-a-prendre.png' });
  await t.getByRole('button', { name: 'Je m’en occupe' }).click();
  await expect(t.getByText('Vous vous en occupez depuis 10 h 16')).toBeVisible();
  await expect(t.getByRole('link', { name: 'Appeler l’usager, J. M.' })).toBeVisible();
  await t.reload();
  await expect(t.getByText('Vous vous en occupez depuis 10 h 16')).toBeVisible();
  await t.screenshot({ path: 'test-results/garde-prise.png' });
  expect(await t.evaluate(() => [localStorage.length + sessionStorage.length, document.cookie])).toEqual([0, '']);
  // What follows the `#` changes alone: the page that is open follows.
  await t.goto(`${banc.origine}/garde/#abime`);
  await expect(t.getByText('Ce lien n’ouvre rien')).toBeVisible();
  await telephone.close();
});
