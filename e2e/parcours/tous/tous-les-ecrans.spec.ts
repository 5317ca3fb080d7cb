import { expect, type Page } from '@playwright/test';
import {
  ECRANS,
  ECRANS_ADMINISTRATION,
  ECRANS_AUDITEUR,
  ECRANS_PUBLICS,
  type Ecran,
  type Reperes,
} from '../../../scripts/captures/ecrans';
import { choisirReperes, immobile, ouvrirEcran } from '../../../scripts/captures/ouvrir';
import { lignesEntieres } from '../../outils/corriger';
import { DEMI, ecrasements, etroitesses, TELEPHONE } from '../../outils/ecran/etroit';
import { anglais, motsAnglais } from '../../outils/ecran/sans-anglais';
import { debordements, deTrop, fautes, mettreTheme } from '../../outils/ecran/sans-faute';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { entrer, seConnecter, suivreLien } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

// Every screen of the table, light on a desk's screen, enlarged to 200 %, and as narrow as a telephone: nothing that axe sees, nothing
// out of reach, nothing over something else, nothing in English; on half of a desk's screen, on a tablet, dark, and written very large
// in `npm run epreuve`. Each part of the table has a page of its own: the workers share them.

test.describe.configure({ mode: 'parallel' });

let service: ServiceEssai;
let reperes: Reperes;
let oterPannes: (() => Promise<void>) | undefined;
/** More than a window holds. */
const PANNES = 20;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
  oterPannes = await service.noterPannes('RAPPROCHEMENT', PANNES);
  reperes = choisirReperes(
    await service.lire('interventions', { antenne: 'EST', mois: service.moisPasse }),
    service.moisPasse,
  );
});
test.afterAll(async () => {
  try {
    await oterPannes?.();
  } finally {
    await ranger();
  }
});

const BUREAU = { width: 1280, height: 800 };
const PETIT_BUREAU = { width: 1024, height: 768 };
const TABLETTE = { width: 820, height: 1180 };
/** What is left of the desk's screen in CSS pixels when its browser enlarges to 200 %. */
const AGRANDI = { width: 640, height: 400 };

type Theme = 'light' | 'dark';
/** `tablette`: a small desk's screen and a tablet are looked at too. */
type Themes = { bureau: Theme; tablette?: Theme };
const CLAIR: Themes = { bureau: 'light' };
const CLAIR_PUIS_SOMBRE: Themes = { bureau: 'light', tablette: 'dark' };
const SOMBRE_PUIS_CLAIR: Themes = { bureau: 'dark', tablette: 'light' };

/** What a gesture has opened stays over the screen that a link leads to: that one is loaded anew. */
const laisseOuvert = (e: Ecran | undefined): boolean =>
  e === undefined || e.gestes !== undefined || e.horsLigne === true;

const juger = async (
  page: Page,
  e: Ecran,
  avant: Ecran | undefined,
  { bureau, tablette }: Themes,
): Promise<string[]> => {
  await page.setViewportSize(BUREAU);
  await page.emulateMedia({ colorScheme: bureau });
  await ouvrirEcran(page, service.cable.origine, e, reperes, laisseOuvert(avant) ? undefined : suivreLien);
  await mettreTheme(page, bureau);
  const dit: string[] = [];
  const noter = (ou: string, liste: readonly string[]): void => {
    for (const f of liste) dit.push(`${e.nom} (${ou}) ${f}`);
  };
  noter(`1280 ${bureau}`, await fautes(page));
  noter('1280', await debordements(page));
  noter('1280', await ecrasements(page));
  noter('anglais', await anglais(page));
  noter('imprimé', await deTrop(page));
  if (tablette) {
    await page.setViewportSize(PETIT_BUREAU);
    noter('1024', await debordements(page));
    noter('1024', await fautes(page, 'taille'));
    await ecrire(page, 'tresGrande');
    noter('1024, texte très grand', await debordements(page));
    await ecrire(page, 'normale');
    await page.setViewportSize(TABLETTE);
    await mettreTheme(page, tablette);
    await page
      .locator(e.ensuite ?? e.pret)
      .first()
      .waitFor();
    await immobile(page);
    noter('820', await debordements(page));
    noter(`820 ${tablette}`, await fautes(page));
  }
  await page.setViewportSize(AGRANDI);
  await immobile(page);
  noter('200 %', await debordements(page));
  for (const taille of tablette ? [DEMI, TELEPHONE] : [TELEPHONE]) {
    await page.setViewportSize(taille);
    await immobile(page);
    noter(`${taille.width}`, await debordements(page));
    noter(`${taille.width}`, await etroitesses(page));
    noter(`${taille.width}`, await ecrasements(page));
  }
  return dit;
};

/** How large everything is written. */
const ecrire = async (page: Page, texte: string): Promise<void> => {
  await page.evaluate((t) => {
    document.documentElement.dataset.texte = t;
  }, texte);
  await immobile(page);
};

const parcourir = async (page: Page, ecrans: readonly Ecran[], themes: Themes = CLAIR): Promise<string[]> => {
  const dit: string[] = [];
  for (const [n, e] of ecrans.entries()) {
    await test.step(e.nom, async () => {
      try {
        dit.push(...(await juger(page, e, ecrans[n - 1], themes)));
      } catch (erreur) {
        dit.push(`${e.nom} : ${String(erreur).slice(0, 300)}`);
      }
    });
  }
  return dit;
};

/** What no line of the table shows: the panel over the lists of other screens, and the week of an aide. */
const AUSSI: readonly Ecran[] = [
  {
    nom: 'visite du jour',
    adresse: () => '/aujourdhui/',
    pret: 'table.jour tbody tr',
    gestes: [{ clic: 'table.jour tbody tr.ligne' }],
    ensuite: '.panneau__tete',
  },
  {
    nom: 'semaine d’une aide',
    adresse: (r) => `/planning/?par=intervenant&id=${encodeURIComponent(r.intervenantId)}&date=${r.jour}`,
    pret: 'a.bloc',
  },
  {
    nom: 'numéro inconnu',
    adresse: () => '/numeros/',
    pret: 'table.liste tbody tr',
    gestes: [{ clic: 'table.liste tbody tr' }],
    ensuite: '.panneau__tete',
  },
];

/** Of a table, one screen in so many: the dear ones are side by side. */
const PARTS = 4;

for (let part = 0; part < PARTS; part++)
  test.describe(`${part + 1} sur ${PARTS}`, () => {
    const ecrans = [...AUSSI, ...ECRANS].filter((_, n) => n % PARTS === part);
    test.use({ horsLigne: ecrans.some((e) => e.horsLigne) });

    test('chaque écran d’une gestionnaire', async ({ page }) => {
      const publics = part === 0 ? await parcourir(page, ECRANS_PUBLICS) : [];
      await seConnecter(page, service.cable.origine, await service.creerCompte(`jeanne-${part}`, 'EST'));
      expect([...publics, ...(await parcourir(page, ecrans))]).toEqual([]);
    });
  });

test.describe('tablette et petit bureau', { tag: '@long' }, () => {
  test.use({ horsLigne: true });

  for (const [dit, themes] of [
    ['clair au bureau, sombre sur une tablette', CLAIR_PUIS_SOMBRE],
    ['sombre au bureau, clair sur une tablette', SOMBRE_PUIS_CLAIR],
  ] as const)
    test(`chaque écran d’une gestionnaire, ${dit}`, async ({ page }) => {
      test.setTimeout(1_800_000);
      const publics = await parcourir(page, ECRANS_PUBLICS, themes);
      await seConnecter(page, service.cable.origine, await service.creerCompte(`jeanne-${themes.bureau}`, 'EST'));
      expect([...publics, ...(await parcourir(page, ECRANS, themes))]).toEqual([]);
    });
});

/** Roles that keep nothing on a PC. */
const LEGERS = [
  { nom: 'un administrateur', role: 'ADMINISTRATEUR', titre: 'Administration', ecrans: ECRANS_ADMINISTRATION },
  { nom: 'un auditeur', role: 'AUDITEUR', titre: 'Consultation', ecrans: ECRANS_AUDITEUR },
] as const;

for (const { nom, role, titre, ecrans } of LEGERS)
  test(`chaque écran d’${nom}`, async ({ page }) => {
    const compte = await service.creerCompte(role.toLowerCase(), '', { role });
    await entrer(page, service.cable.origine, compte);
    await expect(page.getByRole('heading', { name: titre })).toBeVisible();
    expect(await parcourir(page, ecrans)).toEqual([]);
  });

test('vingt-huit lignes se lisent d’un coup ; la densité choisie reste', async ({ page }) => {
  const entieres = () => lignesEntieres(page);
  const grille = `${service.cable.origine}/interventions/?mois=${reperes.mois}&filtre=toutes`;
  await page.setViewportSize({ width: 1280, height: 1024 });
  await seConnecter(page, service.cable.origine, await service.creerCompte('denise', 'EST'));
  await page.goto(grille);
  await page.locator('.grille [role=gridcell]').first().waitFor();
  await expect.poll(entieres).toBeGreaterThanOrEqual(28);

  await page.goto(`${service.cable.origine}/compte/`);
  await page.getByRole('radiogroup', { name: 'Lignes des listes et des grilles' }).getByText('Confortable').click();
  await page.goto(grille);
  await page.locator('.grille [role=gridcell]').first().waitFor();
  await expect.poll(entieres).toBeGreaterThan(15);
  expect(await entieres()).toBeLessThan(28);
});

test('un mot anglais se voit ; une phrase française, un code, le nom d’un fichier n’en sont pas', () => {
  expect(motsAnglais('No Rows To Show')).toContain('No Rows To Show');
  expect(motsAnglais('Loading…')).toEqual(['Loading']);
  expect(motsAnglais('Clear selection')).toHaveLength(2);
  expect(motsAnglais('Page 3 sur 4 : les 12 minutes du 3 mars, un motif, une note. USAGERS_202610.csv')).toEqual([]);
});
