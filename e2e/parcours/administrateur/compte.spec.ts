import { expect, type Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { fautesDesDeuxThemes } from '../../outils/ecran/sans-faute';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, attendreServiceWorker, type Poste } from '../../outils/navigateur';
import type { CompteEssai, ServiceEssai } from '../../outils/service';

// An account from its invitation to its second factor, locked out and let in again; by the screens alone.

let service: ServiceEssai;
let admin: Poste;
let nadia: Poste;
let chef: CompteEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
  chef = await service.creerCompte('chef', '', { role: 'ADMINISTRATEUR' });
  admin = await allumerPoste({ enLigne: true });
  nadia = await allumerPoste();
});
test.afterAll(ranger);

const sansFaute = async (page: Page): Promise<void> => expect(await fautesDesDeuxThemes(page)).toEqual([]);

const remplir = async (page: Page, identifiant: string, motDePasse: string): Promise<void> => {
  await page.getByLabel('Identifiant').fill(identifiant);
  await page.getByLabel('Mot de passe', { exact: true }).fill(motDePasse);
  await page.getByRole('button', { name: 'Se connecter' }).click();
};
const aJour = (page: Page): Promise<void> =>
  expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
const quitter = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page.getByLabel('Identifiant')).toBeVisible();
};

const PREMIER = 'trois lampes sous la pluie';
const SECOND = 'quatre chaises dans un pré';

test('invited, she chooses a password, sets a second factor, is locked out, is unlocked; all of it is in the log', async () => {
  const a = admin.page;
  const n = nadia.page;

  await test.step('an administrator, who reads no visit, lands on the administration', async () => {
    await a.goto(service.cable.origine);
    await remplir(a, chef.identifiant, chef.motDePasse);
    await expect(a.getByRole('heading', { name: 'Administration' })).toBeVisible();
    await expect(a.getByRole('link', { name: 'Interventions' })).toHaveCount(0);
    await expect(a.getByRole('rowheader', { name: 'chef' })).toBeVisible();
    await sansFaute(a);
  });

  const lien = await test.step('she opens an account; a refusal is said in its field', async () => {
    await a.getByRole('button', { name: 'Nouveau compte' }).click();
    const fiche = a.getByRole('dialog');
    await fiche.getByLabel('Identifiant').fill('chef');
    await fiche.getByLabel('Nom affiché').fill('Nadia Petit');
    await fiche.getByLabel('Est', { exact: true }).check();
    await fiche.getByRole('button', { name: 'Créer et inviter' }).click();
    await expect(fiche.getByText('L’identifiant « chef » est déjà pris')).toBeVisible();
    await sansFaute(a);
    await fiche.getByLabel('Identifiant').fill('nadia');
    await fiche.getByRole('button', { name: 'Créer et inviter' }).click();
    const adresse = (await a.getByTestId('lien').textContent()) ?? '';
    await a.getByRole('dialog').getByRole('button', { name: 'Fermer' }).last().click();
    await expect(a.getByRole('row', { name: /nadia/ })).toContainText('Invité');
    return adresse;
  });

  await test.step('the link takes no weak password, and serves once', async () => {
    await n.goto(lien);
    await n.getByLabel('Mot de passe', { exact: true }).fill('nadia.petit75');
    await expect(n.getByText('Trop facile à deviner').or(n.getByText('Facile à deviner'))).toBeVisible();
    await sansFaute(n);
    await n.getByLabel('Mot de passe', { exact: true }).fill(PREMIER);
    await n.getByLabel('Le même, encore une fois').fill(PREMIER);
    await n.getByRole('button', { name: 'Enregistrer le mot de passe' }).click();
    await expect(n.getByText('Votre mot de passe est enregistré')).toBeVisible();
    await n.reload();
    await expect(n.getByText('Ce lien n’est plus valable')).toBeVisible();
    await n.goto(service.cable.origine);
    await remplir(n, 'nadia', PREMIER);
    await aJour(n);
  });

  await test.step('she changes her password; what this PC holds opens offline with the new one', async () => {
    await attendreServiceWorker(n);
    await n.getByRole('link', { name: 'Nadia Petit' }).click();
    await expect(n.getByRole('heading', { name: 'Mon compte' })).toBeVisible();
    await n.getByLabel('Mot de passe actuel', { exact: true }).fill('faux');
    await n.getByLabel('Nouveau mot de passe', { exact: true }).fill(SECOND);
    await n.getByRole('button', { name: 'Changer le mot de passe' }).click();
    await expect(n.getByText('Ce n’est pas votre mot de passe actuel')).toBeVisible();
    await n.getByLabel('Mot de passe actuel', { exact: true }).fill(PREMIER);
    await n.getByRole('button', { name: 'Changer le mot de passe' }).click();
    const dit = n.getByText('Mot de passe changé');
    await expect(dit).toBeVisible();
    // Under the pointer a notice stays: it is being read.
    await n.mouse.move(0, 0);
    await aJour(n);
    await expect(dit).toBeHidden();
    await sansFaute(n);
    await service.cable.couper();
    await n.reload();
    await n.getByLabel('Mot de passe de nadia').fill(SECOND);
    await n.getByRole('button', { name: 'Déverrouiller' }).click();
    await expect(n.getByTestId('sync')).toBeVisible();
    await service.cable.retablir();
    await aJour(n);
  });

  const { totp, secours } = await test.step('she sets a second factor and keeps the recovery codes', async () => {
    await n.getByRole('button', { name: 'Configurer…' }).click();
    const boite = n.getByRole('dialog');
    await expect(boite.getByRole('img', { name: /QR code/ })).toBeVisible();
    await sansFaute(n);
    const cle = ((await boite.locator('.code').textContent()) ?? '').replace(/\s/g, '');
    const t = new TOTP({ secret: Secret.fromBase32(cle) });
    await boite.getByLabel(/Code à 6 chiffres/).fill(t.generate());
    await boite.getByRole('button', { name: 'Activer' }).click();
    const montres = boite.getByRole('list', { name: 'Codes de secours' }).getByRole('listitem');
    await expect(montres).toHaveCount(10);
    const codes = await montres.allTextContents();
    await boite.getByRole('button', { name: 'J’ai gardé ces codes' }).click();
    await expect(n.getByText('Codes de secours restants : 10')).toBeVisible();
    return { totp: t, secours: codes };
  });

  await test.step('the code is asked for at sign-in, and serves once', async () => {
    await quitter(n);
    await remplir(n, 'nadia', SECOND);
    // The next code: the one that set it has served.
    const code = totp.generate({ timestamp: Date.now() + 30_000 });
    await n.getByLabel('Code à 6 chiffres').fill(code);
    await n.getByRole('button', { name: 'Se connecter' }).click();
    await aJour(n);
    await quitter(n);
    await remplir(n, 'nadia', SECOND);
    await n.getByLabel('Code à 6 chiffres').fill(code);
    await n.getByRole('button', { name: 'Se connecter' }).click();
    await expect(n.getByText('a déjà servi')).toBeVisible();
    await sansFaute(n);
  });

  await test.step('locked out after too many failures, the right password included; unlocked by the administrator', async () => {
    for (let i = 0; i < 4; i++) {
      await n.getByLabel('Mot de passe', { exact: true }).fill(`faux ${i}`);
      const reponse = n.waitForResponse((r) => r.url().endsWith('/api/session') && r.request().method() === 'POST');
      await n.getByRole('button', { name: 'Se connecter' }).click();
      await reponse;
    }
    await expect(n.getByText('ce compte est verrouillé')).toBeVisible();
    await a.reload();
    const ligne = a.getByRole('row', { name: /nadia/ });
    await expect(ligne).toContainText('Verrouillé');
    await ligne.getByRole('button', { name: 'Modifier nadia' }).click();
    await a.getByRole('button', { name: 'Déverrouiller…' }).click();
    await a.getByRole('button', { name: 'Déverrouiller nadia' }).click();
    await expect(ligne).toContainText('Actif');
    await n.reload();
    await remplir(n, 'nadia', SECOND);
    await n.getByLabel('Code à 6 chiffres').fill(secours[0] ?? '');
    await n.getByRole('button', { name: 'Se connecter' }).click();
    await aJour(n);
  });

  await test.step('the file of an usager that she reads is noted, and the planning of another', async () => {
    const [premier, autre] = (await service.lire<{ id: string }>('usagers', { antenne: 'EST' })).map(({ id }) =>
      encodeURIComponent(id),
    );
    for (const adresse of [`/usagers/?id=${premier}`, `/planning/?par=usager&id=${autre}`]) {
      const notee = n.waitForResponse((r) => r.url().endsWith('/api/audit/consultations'));
      await n.goto(`${service.cable.origine}${adresse}`);
      expect([adresse, await (await notee).json()]).toEqual([adresse, { notees: 1 }]);
    }
  });

  await test.step('parameters tell what they change; the register and the log tell what happened', async () => {
    await a.getByRole('tab', { name: 'Paramètres' }).click();
    await a.getByRole('button', { name: 'Modifier : Retard à l’arrivée' }).click();
    const boite = a.getByRole('dialog');
    await boite.getByLabel(/Valeur/).fill('vingt');
    await boite.getByRole('button', { name: 'Voir ce qui change' }).click();
    await expect(boite.getByText('« Retard à l’arrivée » : écrivez un nombre, en chiffres.')).toBeVisible();
    await boite.getByLabel(/Valeur/).fill('20');
    await boite.getByRole('button', { name: 'Voir ce qui change' }).click();
    await expect(boite.getByText(/passe de «\s15\sminutes\s» à «\s20\sminutes\s»/)).toBeVisible();
    await sansFaute(a);
    await boite.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(a.getByRole('row', { name: /retardApres/ })).toContainText('20');
    await expect(a.getByText('Retard à l’arrivée : enregistré')).toBeHidden();
    await sansFaute(a);

    // [CL-3] A file's layout: what is wrong is said at its place, then three rows of nobody as the file would have them.
    await a.getByRole('button', { name: 'Modifier : Disposition de DASES_CORRIGEES' }).click();
    await boite.getByLabel('Séparateur').selectOption({ label: 'Virgule' });
    await boite.getByLabel('Colonnes').fill('numero_pec = PLAN\ndebut = JOUR | AAAAMMJJ\nduree = DUREE | HEURES');
    await boite.getByRole('button', { name: 'Voir ce qui change' }).click();
    await expect(boite.getByText(/«\sSéparateur\s»\s: «\s,\s» est aussi le signe décimal/)).toBeVisible();
    await boite.getByLabel('Signe décimal').selectOption({ label: 'Point' });
    await boite.getByRole('button', { name: 'Voir ce qui change' }).click();
    await expect(boite.getByText('P90001,20261001,1.5')).toBeVisible();
    await sansFaute(a);
    await boite.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(a.getByRole('row', { name: /dispositionDasesCorrigees/ })).toContainText('debut = JOUR | AAAAMMJJ');

    await a.getByRole('tab', { name: 'Tentatives refusées' }).click();
    await expect(a.getByRole('row', { name: /Compte verrouillé/ })).toContainText('nadia');
    await expect(a.getByRole('row', { name: /Code à usage unique/ })).toContainText('nadia');
    await sansFaute(a);

    await a.getByRole('tab', { name: 'Journal d’audit' }).click();
    await a.getByLabel('Auteur').fill('nadia');
    await a.getByRole('button', { name: 'Filtrer' }).click();
    const journal = a.getByRole('table', { name: 'Journal d’audit' });
    for (const action of ['Connexion', 'Second facteur', 'Verrouillage', 'Consultation'])
      await expect(journal.getByRole('cell', { name: action, exact: true }).first()).toBeVisible();
    await expect(journal).not.toContainText('chef');
    await sansFaute(a);
    expect(await service.commande('audit', 'verifier')).toContain('Journal intact');
  });
});
