import { expect, type Page } from '@playwright/test';
import { fautesDesDeuxThemes } from '../../outils/ecran/sans-faute';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, attendreServiceWorker, type Poste, seConnecter, suivreLien } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

type Intervention = { _id: string; date: string; usagerId: string; intervenantId: string };
type Usager = { id: string; nom: string; prenom: string; telephones: string[] };
type Intervenant = { id: string; nom: string; prenom: string; codeSvi: string };

let service: ServiceEssai;
let poste: Poste | undefined;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

const sansFaute = async (page: Page): Promise<void> => {
  await expect(page.locator('.mantine-Notification-root')).toHaveCount(0);
  expect(await fautesDesDeuxThemes(page)).toEqual([]);
};

/** Sheets that the screen would be printed on. */
const feuilles = async (page: Page): Promise<number> => {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return [...pdf.toString('latin1').matchAll(/\/Type \/Page\b/g)].length;
};

/** What of these is drawn out of the box that holds it, or does not show in it. */
const dehors = (page: Page, quoi: string, boite: string): Promise<string[]> =>
  page.locator(quoi).evaluateAll(
    (elements, b) =>
      elements
        .filter((e) => {
          const [mot, sien] = [e.getBoundingClientRect(), e.closest(b)?.getBoundingClientRect()];
          const horsDe = !sien || mot.right > sien.right + 1 || mot.bottom > sien.bottom + 1 || mot.left > sien.right;
          return mot.width === 0 || mot.height === 0 || horsDe || e.scrollWidth > e.clientWidth + 1;
        })
        .map((e) => e.textContent ?? ''),
    boite,
  );

const nomDe = (p: { nom: string; prenom: string }): string => `${p.nom.toLocaleUpperCase('fr')} ${p.prenom}`;

/** Of those who alone have their number, the usager with most visits in the last month; the first of them, and its aide. */
const choisir = async () => {
  const visites = await service.lire<Intervention>('interventions', { antenne: 'EST', mois: service.moisPasse });
  const n = new Map<string, number>();
  for (const v of visites) n.set(v.usagerId, (n.get(v.usagerId) ?? 0) + 1);
  const usagers = await service.lire<Usager>('usagers', { antenne: 'EST' });
  const seul = ({ telephones: [numero] }: Usager): boolean =>
    numero !== undefined && usagers.filter((u) => u.telephones.includes(numero)).length === 1;
  const usager = usagers.filter(seul).sort((a, b) => (n.get(b.id) ?? 0) - (n.get(a.id) ?? 0))[0];
  const visite = visites.find((v) => v.usagerId === usager?.id);
  const aide = (await service.lire<Intervenant>('intervenants', { antenne: 'EST' })).find(
    (i) => i.id === visite?.intervenantId,
  );
  if (!visite || !usager || !aide) throw new Error('une visite, son usager et son aide attendus');
  return { visite, usager, aide };
};

test('le planning, les aides et la recherche, au clavier, puis sans réseau', async () => {
  const { visite, usager, aide } = await choisir();
  const compte = await service.creerCompte('marie-planning', 'EST');
  poste = await allumerPoste();
  const { page } = poste;
  const { origine } = service.cable;
  await seConnecter(page, `${origine}/planning/?date=${visite.date}`, compte);
  await attendreServiceWorker(page);

  await test.step('il s’ouvre sur la semaine de l’antenne ; celle d’un usager se choisit par ses premières lettres', async () => {
    await expect(page.locator('.tournee__visite').first()).toBeVisible();
    await page.getByText('Usager', { exact: true }).click();
    const champ = page.getByRole('combobox', { name: 'Usager' });
    await expect(champ).toBeFocused();
    await page.keyboard.type(`${usager.prenom} ${usager.nom.slice(0, 3)}`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText(nomDe(usager));
    await expect.poll(() => new URL(page.url()).searchParams.get('id')).toBe(usager.id);
    await expect(page.locator('a.bloc').first()).toBeVisible();
    // The keyboard is for what is shown: Page ↓ turns the week, and goes on with the visits of the one that comes.
    await expect(page.locator('a.bloc:focus')).toHaveCount(1);
    const cetteSemaine = await page.getByRole('heading', { level: 1 }).innerText();
    await page.keyboard.press('PageDown');
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(cetteSemaine);
    await expect(page.locator('.bloc:focus, .semaine__corps:focus')).toHaveCount(1);
    await page.keyboard.press('PageUp');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(cetteSemaine);
    await expect(page.locator('a.bloc:focus')).toHaveCount(1);
    await expect.poll(() => new URL(page.url()).searchParams.get('date')).toBe(visite.date);
  });

  await test.step('les flèches vont d’une visite à l’autre, Entrée l’ouvre à côté, Échap y revient', async () => {
    const premiere = page.locator('a.bloc[tabindex="0"]');
    const ici = page.locator('a.bloc:focus');
    await expect(premiere).toBeFocused();
    const depart = (await premiere.getAttribute('data-id')) ?? '';
    await page.keyboard.press((await page.locator('a.bloc').count()) > 1 ? 'ArrowRight' : 'Home');
    await expect(ici).toHaveCount(1);
    const autres = await page.locator('.semaine__col').evaluateAll((c) => c.filter((x) => x.querySelector('a')).length);
    if (autres > 1) await expect(ici).not.toHaveAttribute('data-id', depart);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).toHaveText(nomDe(usager));
    await sansFaute(page);
    await page.getByRole('complementary').getByRole('button', { name: 'Fermer' }).click();
    await expect(page.getByRole('complementary')).toHaveCount(0);
    await expect(page.locator('a.bloc:focus')).toHaveCount(1);
    // The keyboard is still in the week when a visit opens beside it: Échap closes it from there too.
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary')).toHaveCount(1);
    await expect(page.locator('a.bloc:focus')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('complementary')).toHaveCount(0);
    await expect(page.locator('a.bloc:focus')).toHaveCount(1);
  });

  await test.step('le tableau dit les mêmes visites que le calendrier', async () => {
    const visites = await page.locator('a.bloc').count();
    await page.getByText('La semaine en tableau').click();
    await expect(page.locator('.semaine__table tbody tr')).toHaveCount(visites);
  });

  await test.step('la semaine tient sur une feuille', async () => {
    expect(await feuilles(page)).toBe(1);
  });

  await test.step('sur un petit écran, chaque visite d’une heure dit qui, et les têtes des jours sont entières', async () => {
    const taille = page.viewportSize() ?? { width: 1440, height: 900 };
    await page.setViewportSize({ width: 1024, height: 768 });
    expect(
      await dehors(page, '.semaine__tete > div > span:not(.invisible, .semaine__absence)', '.semaine__tete > div'),
    ).toEqual([]);
    // Half an hour is one line, which may end by « … ».
    const hautes = await page.locator('.bloc:not(.bloc--sur)').evaluateAll((blocs) =>
      blocs.flatMap((b) => {
        const [bloc, qui] = [b.getBoundingClientRect(), b.querySelector('.bloc__qui')?.getBoundingClientRect()];
        const vu = qui && qui.width > 10 && qui.height > 0 && qui.left < bloc.right && qui.top < bloc.bottom;
        return bloc.height < 16 || bloc.width < 60 || vu ? [] : [b.getAttribute('aria-label')];
      }),
    );
    expect(hautes).toEqual([]);
    await page.setViewportSize(taille);
  });

  await test.step('Page ↓ passe à la semaine d’après, l’adresse le dit, et l’on en revient', async () => {
    await page.keyboard.press('PageDown');
    await expect.poll(() => new URL(page.url()).searchParams.get('date')).not.toBe(visite.date);
    await page.keyboard.press('PageUp');
    await expect.poll(() => new URL(page.url()).searchParams.get('date')).toBe(visite.date);
    // From the choice of the view too, where a click has left the keyboard.
    await page.getByText('Mois', { exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('vue')).toBe('mois');
    await page.keyboard.press('PageDown');
    await expect.poll(() => new URL(page.url()).searchParams.get('date')).not.toBe(visite.date);
  });

  await test.step('la semaine de l’antenne : chaque visite dans sa case, son nom entier, à l’écran et sur papier', async () => {
    const taille = page.viewportSize() ?? { width: 1440, height: 900 };
    await suivreLien(page, origine, `/planning/?vue=semaine&par=antenne&date=${visite.date}`);
    await expect(page.locator('.tournee__visite').first()).toBeVisible();
    const juger = () => dehors(page, '.tournee__visite', 'td');
    for (const width of [1366, 1024]) {
      await page.setViewportSize({ width, height: 768 });
      expect([width, await juger()]).toEqual([width, []]);
    }
    await sansFaute(page);
    // As wide as a sheet on its side, its margins taken away.
    await page.setViewportSize({ width: 1047, height: 718 });
    await page.emulateMedia({ media: 'print' });
    expect(['papier', await juger()]).toEqual(['papier', []]);
    await page.emulateMedia({ media: null });
    await page.setViewportSize(taille);
  });

  await test.step('le mois compte chaque jour, en image et en chiffres', async () => {
    await suivreLien(page, origine, `/planning/?par=antenne&date=${visite.date}`);
    await expect(page.locator(`button[data-jour="${visite.date}"]`)).toBeVisible();
    await expect(page.locator('.recharts-bar-rectangle').first()).toBeVisible();
    await sansFaute(page);
    expect(await feuilles(page)).toBe(1);
    await page.getByText('Les chiffres, jour par jour').click();
    await expect(page.locator('.heures-graphe__table tbody tr').first()).toBeVisible();
    await page.locator(`button[data-jour="${visite.date}"]`).focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/interventions/.*jour=${visite.date}`));
  });

  await service.cable.couper();
  await expect(page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });

  await test.step('hors ligne, Ctrl+K mène à l’aide, dont le code reste caché', async () => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: /^Rechercher/ })).toBeFocused();
    await page.keyboard.type(`${aide.prenom.slice(0, 3)} ${aide.nom}`);
    const option = page.getByRole('option', { name: new RegExp(nomDe(aide)) });
    await expect(option).toBeVisible();
    await sansFaute(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(nomDe(aide));
    await expect(page.getByTestId('code-aide')).toBeVisible();
    expect(await page.locator('body').textContent()).not.toContain(aide.codeSvi);
    // What is not asked for on the telephone is folded, until it is.
    await page.getByRole('main').getByRole('button', { name: 'Semaine' }).click();
    await expect(page.locator('a.bloc, .semaine__corps').first()).toBeVisible();
    await sansFaute(page);
  });

  await test.step('hors ligne, un numéro mène à son usager, avec ce qui reste de ses prises en charge', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type((usager.telephones[0] ?? '').replace('+33', '0'));
    await expect(page.getByRole('status').filter({ hasText: 'numéro' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(nomDe(usager));
    await expect(page.getByRole('columnheader', { name: 'Reste' })).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Semaine et visites du mois' }).click();
    await expect(page.locator('.semaine')).toBeVisible();
    await sansFaute(page);
  });

  await test.step('hors ligne, l’aide de l’application se lit', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('manuel');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Travailler sans réseau' })).toBeVisible();
    await sansFaute(page);
  });
});
