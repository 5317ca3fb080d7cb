import { expect, type Page } from '@playwright/test';
import { codesAntennes, libelleAntenne } from '#shared/domain/antenne/registre';
import { lignesDe } from '../../outils/corriger';
import { toutEstRefuse } from '../../outils/demander';
import { fautes } from '../../outils/ecran/sans-faute';
import { test } from '../../outils/histoire';
import { allumerPoste, type Poste, seConnecter, suivreLien } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

// The central service reads and corrects in every antenna; the accounts, the settings and the log are others'.

type Usager = { id: string; nom: string; prenom: string; antennes: { antenne: string }[] };

let service: ServiceEssai;
let poste: Poste;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
  poste = await allumerPoste({ enLigne: true });
});
test.afterAll(async () => {
  await poste?.jeter();
});

/** The antenna is chosen by its first letters, in the top bar. */
const choisirAntenne = async (page: Page, lettres: string, libelle: string): Promise<void> => {
  await page.getByRole('combobox', { name: 'Antenne', exact: true }).focus();
  await page.keyboard.type(lettres);
  await expect(page.getByRole('main', { name: `Antenne ${libelle}`, exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
};

test('le service central passe d’une antenne à l’autre au clavier, lit les paramètres sans les changer, et n’a ni les comptes ni le journal', async () => {
  const { page } = poste;
  const { origine } = service.cable;
  await seConnecter(page, origine, await service.creerCompte('siege-antennes', 'EST', { role: 'CENTRAL' }));

  await test.step('ses antennes ; dans celle qu’il choisit, les visites et les dossiers', async () => {
    const choix = page.getByRole('combobox', { name: 'Antenne', exact: true });
    await expect(choix.getByRole('option')).toHaveText(codesAntennes().map((a) => libelleAntenne(a)));
    const usager = (await service.lire<Usager>('usagers', { antenne: 'SUD' })).find((u) => u.antennes.length === 1);
    if (!usager) throw new Error('un usager de Sud attendu');
    await choisirAntenne(page, 'su', 'Sud');
    await suivreLien(page, origine, `/interventions/?mois=${service.moisPasse}&filtre=toutes`);
    await expect(lignesDe(page).first()).toBeVisible({ timeout: 30_000 });
    await suivreLien(page, origine, `/usagers/?id=${encodeURIComponent(usager.id)}`);
    const nom = `${usager.nom.toLocaleUpperCase('fr')} ${usager.prenom}`;
    await expect(page.getByRole('heading', { name: nom }).first()).toBeVisible({ timeout: 30_000 });
    // Another antenna's PC file does not know her.
    await choisirAntenne(page, 'es', 'Est');
    await expect(page.getByRole('heading', { name: nom })).toHaveCount(0);
    const [visite] = await service.lire<{ _id: string; date: string }>('interventions', {
      antenne: 'SUD',
      mois: service.moisPasse,
    });
    await page.goto(
      `${origine}/interventions/?jour=${visite?.date}&filtre=toutes&id=${encodeURIComponent(visite?._id ?? '')}&antenne=SUD`,
    );
    await page.getByRole('button', { name: 'L’ouvrir à l’antenne Sud' }).click();
    await expect(page.getByTestId('corriger')).toBeVisible({ timeout: 60_000 });
    await suivreLien(page, origine, '/aujourdhui/');
    await expect(page.getByText(/D’astreinte maintenant (?!…)/)).toBeVisible();
    await choisirAntenne(page, 'es', 'Est');
    expect(await fautes(page)).toEqual([]);
  });

  await test.step('le mois de chaque antenne, de celui d’une autre', async () => {
    await suivreLien(page, origine, `/cloture/?mois=${service.moisPasse}`);
    const rang = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Sud', exact: true }) });
    await rang.getByRole('button', { name: 'Voir le mois de l’antenne Sud' }).press('Enter');
    await expect(page.getByRole('main', { name: 'Antenne Sud', exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(rang).toHaveAttribute('aria-current', 'true');
    await expect(rang.getByRole('button')).toHaveCount(0);
    await expect(page).toHaveURL(/\/cloture\/\?mois=/);
    expect(await fautes(page)).toEqual([]);
    await choisirAntenne(page, 'es', 'Est');
  });

  await test.step('les paramètres en vigueur, par son compte : lus, et rien à modifier', async () => {
    await suivreLien(page, origine, '/compte/');
    await page.getByRole('link', { name: 'Paramètres en vigueur' }).press('Enter');
    await expect(page.getByRole('table', { name: 'Paramètres' }).getByRole('row').nth(1)).toBeVisible();
    await expect(page.getByRole('main').getByRole('tab')).toHaveText(['Paramètres']);
    await expect(page.getByRole('main').getByRole('button', { name: /Modifier/ })).toHaveCount(0);
    expect(await fautes(page)).toEqual([]);
  });

  await test.step('ce qui est à d’autres le dit', async () => {
    await suivreLien(page, origine, '/consultation/');
    await expect(page.getByText('Cette page est celle des auditeurs')).toBeVisible();
    await toutEstRefuse(page, [
      ['GET', '/api/comptes'],
      ['POST', '/api/comptes', {}],
      ['GET', '/api/audit'],
      ['GET', '/api/tentatives'],
      ['GET', '/api/consultation/usagers?q=ma'],
      ['POST', '/api/parametres', { cle: 'retardApres', valeur: '20', depuis: `${service.moisPasse}-01` }],
      ['POST', '/api/maintenances', {}],
      ['POST', '/api/receptions/suite', {}],
      ['POST', '/api/rapports/propositions', {}],
      ['GET', '/api/nouveautes/registre'],
    ]);
  });
});
