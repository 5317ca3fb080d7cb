import { expect, test } from '@playwright/test';
import {
  demarrerFournisseur,
  type FournisseurEssai,
} from '../../../sync-server/domaines/acces/oidc/testing/fournisseur-essai';
import { ranger } from '../../outils/menage';
import { allumerPoste, attendreServiceWorker, type Poste } from '../../outils/navigateur';
import { demarrerServiceEssai, type ServiceEssai } from '../../outils/service';

const CODE = 'trois lampes sous la pluie';

let fournisseur: FournisseurEssai;
let service: ServiceEssai;
let poste: Poste;

test.beforeAll(async () => {
  fournisseur = await demarrerFournisseur();
  service = await demarrerServiceEssai({
    env: {
      OIDC_ISSUER: fournisseur.reglages.emetteur,
      OIDC_CLIENT_ID: fournisseur.reglages.clientId,
      OIDC_CLIENT_SECRET: fournisseur.reglages.secret,
      OIDC_NOM: 'le compte de la Ville',
      OIDC_CHAMP: 'matricule',
      OIDC_PORTEES: 'openid matricule',
    },
  });
  const { origine } = service.cable;
  fournisseur.servir({ retour: `${origine}/connexion/`, sortie: `${origine}/` });
  for (const nom of ['jeanne', 'ailleurs']) fournisseur.personnes.set(nom, { matricule: nom });
  await service.creerCompte('jeanne', 'EST');
  poste = await allumerPoste();
});
test.afterAll(async () => {
  await ranger();
  await fournisseur.eteindre();
});

/** The provider's own page. */
const sIdentifier = async (nom: string, par = 'Se connecter avec le compte de la Ville'): Promise<void> => {
  const { page } = poste;
  await page.getByRole('button', { name: par }).click();
  await page.waitForURL(`${fournisseur.reglages.emetteur}/**`);
  await page.locator('input[name=login]').fill(nom);
  await page.locator('input[name=password]').fill('x');
  await page.locator('button[type=submit]').click();
};

test('in by the city’s account, a code for this PC, unlocked by it without network, out of the provider too', async () => {
  const { page } = poste;
  // Typed by hand, the address of the way back asks who is there.
  await page.goto(`${service.cable.origine}/connexion/`);
  await expect(page.getByRole('button', { name: 'Se connecter avec le compte de la Ville' })).toBeVisible();
  await page.goto(`${service.cable.origine}/interventions/`);

  // Known to the provider is not known here.
  await sIdentifier('ailleurs');
  await expect(page.getByTestId('refus')).toContainText('Aucun compte de l’extranet n’est à ce nom');
  await expect(page).toHaveURL(`${service.cable.origine}/connexion/`);
  // The provider knows her by now: it must ask again.
  await sIdentifier('jeanne', 'Recommencer avec un autre compte');
  await expect(page.getByRole('heading', { name: 'Bonjour jeanne' })).toBeVisible();
  const champ = page.getByLabel('Code de ce poste');
  await champ.fill('motdepasse');
  await page.getByRole('button', { name: 'Garder ce code et entrer' }).click();
  await expect(page.getByText('Code trop facile à deviner').first()).toBeVisible();
  await champ.fill(CODE);
  await page.getByRole('button', { name: 'Garder ce code et entrer' }).click();
  // Back on the page that one had asked for.
  await expect(page).toHaveURL(/\/interventions\//);
  await expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
  await attendreServiceWorker(page);

  const parMotDePasse: string[] = [];
  page.on('request', (r) => {
    if (r.method() === 'POST' && new URL(r.url()).pathname === '/api/session') parMotDePasse.push(r.url());
  });
  await service.cable.couper();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Travailler hors ligne' })).toBeVisible();
  const deverrouiller = page.getByLabel('Code de ce poste, pour jeanne');
  await deverrouiller.fill('pas le bon code');
  await page.getByRole('button', { name: 'Déverrouiller' }).click();
  await expect(page.getByText('Ce n’est pas le code de ce poste')).toBeVisible();
  await deverrouiller.fill(CODE);
  await page.getByRole('button', { name: 'Déverrouiller' }).click();
  await expect(page.getByTestId('grille')).toBeVisible();

  // The code is no password of the account: coming back tries nothing with it, and the session goes on.
  await service.cable.retablir();
  await expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
  expect(parMotDePasse).toEqual([]);

  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Se déconnecter|Effacer/ })
    .click();
  await page.waitForURL(`${fournisseur.reglages.emetteur}/session/end**`);
});
