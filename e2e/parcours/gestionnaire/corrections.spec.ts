import { expect, type Locator, type Page } from '@playwright/test';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { nomComplet } from '#shared/mots/textes';
import { localParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { STATUTS } from '../../../app/_ui/mots/statuts';
import { clavierCompte, ouEstLeClavier } from '../../outils/clavier';
import { lignesDe, lignesEntieres } from '../../outils/corriger';
import { DEPARTS_MANQUANTS } from '../../outils/departs-manquants';
import { fautes } from '../../outils/ecran/sans-faute';
import { touchesAuPlus } from '../../outils/gestes';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, type Poste, seConnecter } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

type Ecrite = { id: string; nature: string; motif: string; retire?: string; auteur: string; cible?: { id: string } };

let service: ServiceEssai;
let poste: Poste;
let mois: Mois;

const SANS_DEPART = DEPARTS_MANQUANTS.EST.sansDepart;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
  mois = service.moisManquants;
  poste = await allumerPoste({ enLigne: true });
  await seConnecter(poste.page, service.cable.origine, await service.creerCompte('marie-corrections', 'EST'));
});
test.afterAll(ranger);

const ecrites = async (): Promise<Ecrite[]> =>
  (await service.lire<Ecrite>('corrections', { antenne: 'EST', mois })).filter((c) => c.auteur === 'marie-corrections');

const nombreAffiche = async (page: Page): Promise<number> => {
  const texte = await page
    .getByRole('status')
    .filter({ hasText: /visites?(, |$)/ })
    .first()
    .textContent();
  return Number(/(\d[\d\s]*)\s*visites?/.exec(texte ?? '')?.[1]?.replace(/\s/g, ''));
};

const ouvrirMois = async (page: Page, filtres = ''): Promise<void> => {
  await page.goto(`${service.cable.origine}/interventions/?mois=${mois}&${filtres}`);
  await expect(page.getByTestId('sync')).toContainText('À jour');
  await expect(lignesDe(page).first()).toBeVisible();
};

const sansFaute = async (page: Page): Promise<void> => {
  expect(await fautes(page, 'main')).toEqual([]);
};

const avertissement = (page: Page) =>
  page.getByRole('alert').filter({ hasText: /orrection|comme avant|Annuler ce geste/ });

test('[CO-1] une visite en quatre touches, puis Ctrl Z la rend telle quelle', async () => {
  const { page } = poste;
  const clavier = clavierCompte(page);
  await ouvrirMois(page, 'statut=SANS_DEPART');
  const avant = await nombreAffiche(page);
  await page.keyboard.press('ArrowDown');
  const panneau = page.getByRole('complementary');
  await expect(panneau.getByTestId('corriger')).toBeVisible();
  const qui = (await panneau.getByRole('heading', { level: 2 }).textContent()) ?? '';

  await clavier.touche('Enter');
  await clavier.ecrire('ou');
  await clavier.touche('Enter');
  expect(clavier.compte()).toBeLessThanOrEqual(touchesAuPlus("donner l'heure qui manque à une visite"));
  await expect(avertissement(page)).toContainText(/Oubli au départ/);
  await expect.poll(() => nombreAffiche(page)).toBe(avant - 1);
  // The next visit is already there, the keyboard on it.
  await expect(panneau.getByRole('heading', { level: 2 })).not.toHaveText('');

  await clavier.touche('Control+z');
  expect(clavier.compte()).toBeLessThanOrEqual(touchesAuPlus('défaire le dernier geste'));
  await expect(avertissement(page)).toContainText('Heures remises comme avant');
  await expect(avertissement(page)).toContainText(qui);
  await expect.poll(() => nombreAffiche(page)).toBe(avant);
  await expect(panneau.getByRole('heading', { level: 2 })).toHaveText(qui);
  await expect(panneau).toContainText('Retirée depuis : ne compte plus');
  await expect.poll(async () => (await ecrites()).map((c) => c.nature)).toEqual(['HORAIRE', 'RETRAIT']);
  await sansFaute(page);
});

test('[CO-3] plus de vingt départs manquants en six touches, d’un lot, que Ctrl Z annule d’un coup', async () => {
  const { page } = poste;
  const clavier = clavierCompte(page);
  await ouvrirMois(page, 'statut=SANS_DEPART');
  const avant = await nombreAffiche(page);
  const dejaEcrites = (await ecrites()).length;
  await page.keyboard.press('ArrowDown');

  await clavier.touche('Control+a');
  expect(avant).toBe(SANS_DEPART);
  await expect(page.locator('.raccourcis')).toContainText(`${SANS_DEPART}\u00a0visites choisies`);
  await clavier.touche('Enter');
  await expect(page.getByTestId('enregistrer-lot')).toBeVisible();
  await sansFaute(page);
  await clavier.ecrire('ou');
  await clavier.touche('Enter');
  await expect(page.getByTestId('enregistrer-lot')).toBeFocused();
  const nombre = SANS_DEPART;
  await expect(page.getByTestId('enregistrer-lot')).toHaveText(`Corriger ${nombre}\u00a0visites`);
  await expect(page.getByRole('complementary').getByRole('row')).toHaveCount(nombre + 1);
  await clavier.touche('Enter');
  expect(clavier.compte()).toBeLessThanOrEqual(touchesAuPlus("corriger un lot de visites d'un même motif"));

  await expect(avertissement(page)).toContainText(`${nombre}`);
  await expect.poll(async () => (await ecrites()).length).toBe(dejaEcrites + nombre);
  await expect(page.getByTestId('sync')).toContainText('À jour');

  await clavier.touche('Control+z');
  await expect(avertissement(page)).toContainText(`${nombre} corrections annulées`);
  await expect.poll(() => nombreAffiche(page)).toBe(avant);
  await expect.poll(async () => (await ecrites()).filter((c) => c.nature === 'RETRAIT').length).toBe(nombre + 1);
});

test('[CO-6] vingt visites à la suite, aussi vite que le clavier va : chaque touche est pour la bonne', async () => {
  const { page } = poste;
  await ouvrirMois(page, 'statut=SANS_DEPART');
  const dejaEcrites = new Set((await ecrites()).map((c) => c.id));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('corriger')).toBeVisible();
  // Twenty times the same keys, without waiting for anything.
  for (let k = 0; k < 20; k++) {
    await page.keyboard.press('Enter');
    await page.keyboard.press('u');
    await page.keyboard.press('r');
    await page.keyboard.press('Enter');
  }
  await expect.poll(async () => (await ecrites()).filter((c) => !dejaEcrites.has(c.id)).length).toBe(20);
  const neuves = (await ecrites()).filter((c) => !dejaEcrites.has(c.id));
  expect(neuves.map((c) => c.motif)).toEqual(neuves.map(() => 'URGENCE'));
  expect(new Set(neuves.map((c) => c.cible?.id)).size).toBe(20);
});

test('P tapé dans l’élan des flèches prend la visite où est le clavier, le panneau fût-il encore celui d’avant', async () => {
  const { page } = poste;
  await ouvrirMois(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  for (let k = 0; k < 4; k++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('p');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await expect(page.getByTestId('prise')).toContainText('Prise par moi');
  const ou = page.locator('[role=row]:has([role=gridcell]:focus)');
  await expect(ou).toContainText('moi');
  await expect(lignesDe(page).filter({ has: page.locator('.equipe__prise') })).toHaveCount(1);
  const prise = await ou.getAttribute('row-id');
  await expect.poll(() => new URL(page.url()).searchParams.get('id')).toBe(prise);
  await page.keyboard.press('p');
  await expect(page.locator('.equipe__prise')).toHaveCount(0);
});

test('une visite à créer aux heures d’une autre : c’est dit, et le lien ouvre celle-là', async () => {
  const { page } = poste;
  await ouvrirMois(page, 'statut=SANS_DEPART');
  await page.keyboard.press('ArrowDown');
  const panneau = page.getByRole('complementary');
  await expect(panneau.getByTestId('corriger')).toBeVisible();
  const usager = (await panneau.getByRole('heading', { level: 2 }).textContent()) ?? '';
  const id = await page.locator('[role=row]:has([role=gridcell]:focus)').getAttribute('row-id');
  const visites = await service.lire<Intervention>('interventions', { antenne: 'EST', mois });
  const visite = visites.find((v) => v._id === id);
  if (!visite?.visite) throw new Error('une visite prévue attendue');
  const aide = (await service.lire<Intervenant>('intervenants', { antenne: 'EST' })).find(
    (i) => i.id === visite.intervenantId,
  );
  if (!aide) throw new Error('son aide attendue');
  await page.keyboard.press('Escape');
  await expect(panneau).toBeHidden();

  await page.getByRole('button', { name: 'Nouvelle visite' }).click();
  const fenetre = page.getByRole('dialog');
  await fenetre.getByLabel('Jour').fill(visite.date);
  // The name, then Entrée: nothing to point at.
  await fenetre.getByLabel('Usager').fill(usager);
  await page.keyboard.press('Enter');
  await expect(fenetre.getByLabel('Usager')).toHaveValue(usager);
  await fenetre.getByLabel('Aide').fill(nomComplet(aide));
  await page.keyboard.press('Enter');
  await expect(fenetre.getByLabel('Aide')).toHaveValue(nomComplet(aide));
  await fenetre.getByLabel('Arrivée').fill(localParis(visite.visite.debut).slice(11, 16));
  await fenetre.getByLabel('Départ').fill(localParis(visite.visite.fin).slice(11, 16));
  await expect(fenetre.getByTestId('deja')).toContainText('attend ses heures : corrigez-la plutôt');
  await fenetre.getByRole('link', { name: 'L’ouvrir' }).first().click();
  await expect(fenetre).toBeHidden();
  await expect(panneau.getByRole('heading', { level: 2 })).toHaveText(usager);
  await expect.poll(() => new URL(page.url()).searchParams.get('id')).toBe(id);

  await test.step('une autre, au clavier seul, en vingt touches au plus', async () => {
    await page.goto(`${service.cable.origine}/interventions/?jour=${visite.date}&filtre=toutes`);
    await expect(lignesDe(page).first()).toBeVisible();
    await page.getByRole('button', { name: 'Nouvelle visite' }).click();
    await expect(fenetre.getByLabel('Usager')).toBeFocused();
    const clavier = clavierCompte(page);
    const premieres = (nom: string): string =>
      nom
        .normalize('NFD')
        .replace(/[^a-z]/gi, '')
        .slice(0, 3)
        .toLowerCase();
    await clavier.ecrire(premieres(usager));
    await clavier.touche('Tab');
    await clavier.ecrire(premieres(aide.nom));
    await clavier.touche('Tab');
    await expect(fenetre.getByLabel('Arrivée')).toBeFocused();
    await clavier.ecrire('510');
    await clavier.touche('Tab');
    await clavier.ecrire('550');
    await clavier.ecrire('ou');
    await expect(fenetre.getByTestId('heures-lues')).toContainText('5 h 10'.replaceAll(' ', '\u00a0'));
    await clavier.touche('Enter');
    expect(clavier.compte()).toBeLessThanOrEqual(touchesAuPlus('ajouter une visite que rien ne prévoyait'));
    await expect(fenetre).toBeHidden();
    await expect(page.getByRole('alert').filter({ hasText: 'Visite créée' })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('alert').filter({ hasText: 'Visite créée' })).toHaveCount(0);
  });
});

test('Ctrl Z nomme, puis annule, la dernière correction d’un autre écran, mais pas sous une fenêtre où l’on tape', async () => {
  const { page } = poste;
  await ouvrirMois(page, 'statut=SANS_DEPART');
  const avant = await nombreAffiche(page);
  await page.keyboard.press('ArrowDown');
  for (const touche of ['Enter', 'u', 'r', 'Enter']) await page.keyboard.press(touche);
  await expect.poll(() => nombreAffiche(page)).toBe(avant - 1);
  await page.getByRole('navigation').getByRole('link', { name: 'Absences' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Absences' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(avertissement(page).filter({ hasText: 'Annuler ce geste ?' })).toHaveCount(0);

  // What this screen does not show is named first.
  await page.keyboard.press('Control+z');
  await expect(avertissement(page).filter({ hasText: 'Annuler ce geste ?' })).toContainText('Urgence');
  await page.keyboard.press('Control+z');
  await expect(avertissement(page).filter({ hasText: 'Heures remises comme avant' })).toBeVisible();
  await ouvrirMois(page, 'statut=SANS_DEPART');
  expect(await nombreAffiche(page)).toBe(avant);
});

test('[CO-3] ce qui serait refusé l’est dans le champ, avec le remède, et rien de tapé n’est perdu', async () => {
  const { page } = poste;
  await ouvrirMois(page, 'statut=SANS_DEPART');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('motif')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Le motif manque : tapez ses premières lettres.')).toBeVisible();
  await expect(page.getByTestId('motif')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByTestId('depart')).toBeFocused();
  await page.keyboard.type('25h');
  await page.keyboard.press('Tab');
  await page.keyboard.type('autr');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('depart')).toBeFocused();
  await expect(page.getByText(/«\s25h\s» n’est pas une heure du jour/)).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('8');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/demande un commentaire/)).toBeVisible();
  await expect(page.getByTestId('commentaire')).toBeFocused();
  await page.keyboard.type('vu avec la famille');
  await page.getByTestId('enregistrer').click();
  await expect(page.getByText(/Le départ doit suivre l.arrivée/)).toBeVisible();
  await expect(page.getByTestId('commentaire')).toHaveValue('vu avec la famille');
  await page.getByTestId('motif').fill('zzz');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Aucun motif ne commence par « zzz »')).toBeVisible();
  await expect(page.getByText('Le motif manque')).toHaveCount(0);
  await page.keyboard.press('Escape');
});

/** Nothing stands over it, from its top to its bottom, and all of it is in the window. */
const seVoit = (l: Locator): Promise<boolean> =>
  l.evaluate((e) => {
    const b = e.getBoundingClientRect();
    const points = [b.top + 1, b.top + b.height / 2, b.bottom - 1];
    return points.every((y) => e.contains(document.elementFromPoint(b.left + b.width / 2, y)));
  });

test('[AP-10] une question se pose après les refus, et se voit au-dessus du bouton', async () => {
  const { page } = poste;
  const panneau = page.getByRole('complementary');
  const bouton = panneau.getByTestId('enregistrer');
  const question = panneau.getByText('est-ce bien cela');
  const normale = page.viewportSize();
  await page.setViewportSize({ width: 1366, height: 768 });
  await ouvrirMois(page, 'statut=SANS_DEPART');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const motif = panneau.getByTestId('motif');
  await expect(motif).toBeFocused();
  for (const choix of await panneau.locator('.motifs__un').all()) expect(await seVoit(choix)).toBe(true);

  // Far from the plan, and until the next visit of the same aide: what is refused is said first.
  await panneau.getByTestId('depart').fill('18:00');
  await panneau.getByTestId('commentaire').fill('');
  await motif.fill('autr');
  await page.keyboard.press('Enter');
  await expect(panneau.getByText(/demande un commentaire/)).toBeVisible();
  await expect(question).toHaveCount(0);
  await motif.fill('ou');
  await page.keyboard.press('Enter');
  await expect(question).toContainText('Cette aide est aussi chez');
  for (const [heure, width] of [1366, 1024, 700, 320].entries()) {
    await page.setViewportSize({ width, height: 768 });
    await panneau.getByTestId('depart').fill(`${15 + heure}h`);
    await page.keyboard.press('Enter');
    await expect.poll(() => seVoit(question), `${width}`).toBe(true);
    expect(await seVoit(bouton)).toBe(true);
  }
  await page.keyboard.press('Escape');
  if (normale) await page.setViewportSize(normale);
});

test('une heure tapée et son motif, sans Tab : les chiffres vont à l’heure qui manque, les lettres au motif', async () => {
  const { page } = poste;
  const clavier = clavierCompte(page);
  await ouvrirMois(page, 'statut=SANS_DEPART');
  const avant = await nombreAffiche(page);
  const depart = page.getByTestId('depart');
  // One that was to end before ten: its hour has three figures. What another trial left unfinished is the first one's.
  await page.keyboard.press('ArrowDown');
  let chiffres = '';
  for (let n = 0; n < SANS_DEPART && chiffres.length !== 3; n += 1) {
    await page.keyboard.press('ArrowDown');
    await clavier.touche('Enter');
    await expect.poll(() => ouEstLeClavier(page)).toBe('motif');
    chiffres = (await depart.inputValue()).replace(/\D/g, '');
    if (chiffres.length === 3) break;
    await page.keyboard.press('Escape');
    await expect(depart).toBeHidden();
    clavier.compte();
  }
  await clavier.ecrire(chiffres);
  await expect(depart).toBeFocused();
  await clavier.ecrire('ou');
  await expect(page.getByTestId('motif')).toBeFocused();
  await clavier.touche('Enter');
  expect(clavier.compte()).toBeLessThanOrEqual(touchesAuPlus("taper l'heure qui manque à une visite"));
  await expect(avertissement(page)).toContainText(/Oubli au départ/);
  await expect.poll(() => nombreAffiche(page)).toBe(avant - 1);
  await page.keyboard.press('Control+z');
  await expect.poll(() => nombreAffiche(page)).toBe(avant);
});

test('choisir, plusieurs genres, « ? », titres, groupes et période au clavier', async () => {
  const { page } = poste;
  await ouvrirMois(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('.raccourcis')).toContainText(/3\s*visites choisies/);
  await page.keyboard.press('Shift+ArrowUp');
  await expect(page.locator('.raccourcis')).toContainText(/2\s*visites choisies/);
  // The panel is of the visits chosen, not of the one where the keyboard is.
  const panneau = page.getByRole('complementary');
  await expect(panneau.getByRole('heading', { level: 2 })).toHaveText(/^2\s*visites choisies$/);
  await expect(panneau.locator('.lot__manque li')).toHaveCount(2);
  await sansFaute(page);
  await page.keyboard.press('Escape');
  await expect(page.locator('.raccourcis')).not.toContainText('choisies');

  await page.keyboard.press('Control+a');
  await page.keyboard.press('Enter');
  const garder = page.getByRole('complementary').getByRole('button', { name: /^Corriger les/ });
  await expect(garder.first()).toBeFocused();
  await sansFaute(page);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('motif')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('motif')).toBeHidden();
  // All that a late page finds at once: Échap takes nothing of what is chosen after it.
  const cdp = await page.context().newCDPSession(page);
  const touches = [
    { key: 'Escape', windowsVirtualKeyCode: 27 },
    { key: 'a', code: 'KeyA', windowsVirtualKeyCode: 65, modifiers: 2 },
    { key: 'Enter', windowsVirtualKeyCode: 13 },
  ];
  await Promise.all(
    touches.flatMap((touche) =>
      (['rawKeyDown', 'keyUp'] as const).map((type) => cdp.send('Input.dispatchKeyEvent', { type, ...touche })),
    ),
  );

  // What a lot leaves stays chosen, the keyboard on the first of it: its motif comes next.
  const titre = panneau.getByRole('heading', { level: 2 });
  await page.keyboard.press('Enter');
  await page.keyboard.type('ur');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(avertissement(page)).toContainText('Annuler (Ctrl Z)');
  const restent = Number(/(\d+) restent choisies/.exec((await avertissement(page).textContent()) ?? '')?.[1]);
  await expect(titre).toHaveText(new RegExp(`^${restent}\\s*visites choisies$`));
  await expect(page.locator('[role=row][aria-selected=true]')).not.toHaveCount(0);
  await expect(page.locator('[role=row][aria-selected=true]:focus-within')).toHaveCount(1);
  await sansFaute(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('form', { name: 'Correction de plusieurs visites' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(titre).toHaveText(new RegExp(`^${restent}\\s*visites choisies$`));

  // Given up, the visit of the panel is the one where the keyboard is.
  await page.keyboard.press('Escape');
  await expect
    .poll(() =>
      page.evaluate(() => {
        const ici = document.activeElement?.closest('[row-id]')?.getAttribute('row-id');
        return ici !== undefined && ici === new URLSearchParams(location.search).get('id');
      }),
    )
    .toBe(true);
  // Read aloud, the line begins with its usager.
  const dite = await page.locator('[role=row]:has([role=gridcell]:focus)').getAttribute('aria-label');
  await expect(titre).toHaveText(dite?.split(', ')[0] ?? '');
  await expect(page.getByRole('grid', { name: 'Interventions' })).toBeVisible();

  // Tab goes from the line to its panel, Maj+Tab back to that line, then before the grid: no cell holds it.
  const ligne = page.locator('[role=row]:has([role=gridcell]:focus)');
  const id = (await ligne.getAttribute('row-id')) ?? '';
  await page.keyboard.press('Tab');
  await expect(panneau.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Shift+Tab');
  await expect(ligne).toHaveAttribute('row-id', id);
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('region', { name: 'Interventions' }).locator(':focus')).toHaveCount(1);
  await expect(page.locator('.grille :focus')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(ligne).toHaveAttribute('row-id', id);
  await expect.poll(() => new URL(page.url()).searchParams.get('id')).toBe(id);

  await page.keyboard.press('?');
  const aide = page.getByRole('dialog');
  await expect(aide).toContainText('Annuler la dernière correction');
  await sansFaute(page);
  await page.keyboard.press('Escape');
  await expect(aide).toBeHidden();
  await expect(page.locator('[role=gridcell]:focus')).toHaveCount(1);

  await page.goto(`${service.cable.origine}/interventions/?mois=${mois}&filtre=toutes&groupe=usager`);
  await expect(page.locator('.grille__entete').first()).toContainText(/visites?/);
  await expect(page.getByRole('status').filter({ hasText: 'groupes' })).toBeAttached();
  await sansFaute(page);
  // The heading sorts by the keyboard.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.locator('[role=columnheader][aria-sort=ascending]')).toHaveCount(1);

  await page.getByText('Semaine', { exact: true }).click();
  await expect(page).toHaveURL(/semaine=\d{4}-\d{2}-\d{2}/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/du .* au /);
});

test('[CO-1] ce que « Retirer cette correction » a défait, Ctrl Z le rend ; le détail du réseau rend le clavier', async () => {
  const { page } = poste;
  await ouvrirMois(page, 'filtre=corrigees');
  await page.keyboard.press('ArrowDown');
  const retirer = page.getByRole('complementary').getByRole('button', { name: 'Retirer cette correction' });
  await retirer.press('Enter');
  await expect(avertissement(page)).toContainText('Correction retirée');
  await expect(retirer).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('alert').filter({ hasText: 'Correction remise' })).toBeVisible();
  await expect(retirer).toBeVisible();

  const marque = page.getByTestId('sync');
  await marque.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(marque).toBeFocused();
});

test('[CO-3] une visite qui n’a pas eu lieu se lit barrée dans la liste, puis comptée dès que Ctrl Z la rend', async () => {
  const { page } = poste;
  const taille = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize({ width: 1920, height: 900 });
  await page.goto(`${service.cable.origine}/interventions/?mois=${service.moisPasse}&filtre=toutes`);
  // Of which nothing was typed: what the last Ctrl Z leaves is what the telephone said.
  const retenue = page
    .locator('.grille [role=row]')
    .filter({ has: page.locator('[col-id=retenu] b') })
    .filter({ has: page.locator('[col-id=statut]').filter({ hasText: /^Complète$/ }) });
  const id = (await retenue.first().getAttribute('row-id')) ?? '';
  const ligne = page.locator(`.grille [row-id="${id}"]`);
  const cellule = (nom: string): Locator => ligne.locator(`[col-id=${nom}]`);
  /** Each correction goes on to the next visit: the keyboard comes back first. */
  const corriger = async (geste: () => Promise<void>, motif: string): Promise<void> => {
    await cellule('usager').click();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('motif')).toBeVisible();
    await geste();
    await page.getByTestId('motif').fill(motif);
    await page.getByTestId('enregistrer').click();
    await expect(page.getByTestId('motif')).toBeHidden();
  };
  const annuler = (): Promise<void> =>
    corriger(() => page.getByText('N’a pas eu lieu', { exact: true }).click(), 'Absence');

  await annuler();
  await expect(cellule('statut')).toContainText('Annulée');
  for (const nom of ['retenu', 'duree']) await expect(cellule(nom).locator('s')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('alert').filter({ hasText: 'Visite rétablie' })).toBeVisible();
  for (const nom of ['retenu', 'duree']) await expect(cellule(nom).locator('s')).toHaveCount(0);
  await expect(cellule('retenu').locator('b')).toHaveCount(1);

  await test.step('étroite, la liste n’a que les heures retenues : celles que l’on a tapées aussi', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect(cellule('retenu')).toHaveCount(0);
    await corriger(() => page.getByTestId('depart').fill('+10'), 'Urgence');
    await expect(cellule('depart')).toHaveClass(/heure--saisie/);
    await annuler();
    await expect(cellule('depart')).toHaveClass(/heure--barree/);
    await expect(cellule('depart')).not.toHaveClass(/heure--saisie/);
    await page.keyboard.press('Control+z');
    await expect(cellule('depart')).toHaveClass(/heure--saisie/);
    await expect(cellule('depart')).not.toHaveClass(/heure--barree/);
    await page.keyboard.press('Control+z');
    await expect(cellule('depart')).not.toHaveClass(/heure--saisie/);
  });
  await page.setViewportSize(taille);
});

test('le papier nomme tous les filtres, et garde l’ordre de la liste', async () => {
  const { page } = poste;
  // Of the month that no story above has emptied of them.
  const filtres = 'filtre=toutes&statut=COMPLETE&tri=-usager';
  await page.goto(`${service.cable.origine}/interventions/?mois=${service.moisPasse}&${filtres}`);
  await expect(lignesDe(page).first()).toBeVisible();
  const montres = await nombreAffiche(page);
  const usagers = await lignesDe(page).locator('[col-id=usager]').allInnerTexts();
  expect(usagers.length).toBeGreaterThan(5);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const papier = page.locator('.impression');
  await expect(papier.locator('p').first()).toContainText(
    new RegExp(`^Toutes · Statut\\s: ${STATUTS.COMPLETE.mot} · ${montres}\\s?visites? · imprimé le `),
  );
  const lus = await papier.locator('tbody tr td:nth-child(2)').allTextContents();
  expect(lus).toHaveLength(montres);
  expect(lus.slice(0, usagers.length)).toEqual(usagers);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(papier).toHaveCount(0);
});

test('à 1280 pixels, ouvrir le panneau puis le formulaire ne déplace rien ; à 1920, toutes les colonnes tiennent', async () => {
  const { page } = poste;
  await page.setViewportSize({ width: 1280, height: 800 });
  await ouvrirMois(page, 'filtre=toutes');
  const places = () =>
    page.locator('.ecran__tete > *, .grille [role=columnheader]').evaluateAll((es) =>
      es.map((e) => {
        const { x, y, width, height } = e.getBoundingClientRect();
        return [x, y, width, height];
      }),
    );
  await expect(page.locator('.panneau--vide')).toBeVisible();
  // A row is told by whose visit it is, and not by its box.
  const noms = await lignesDe(page).evaluateAll((rangees) =>
    rangees.map((r) => [r.getAttribute('aria-label') ?? '', r.querySelector('[col-id=usager]')?.textContent ?? '?']),
  );
  expect(noms.length).toBeGreaterThan(10);
  expect(noms.filter(([nom = '', usager = '?']) => nom.split(/\s/)[0] !== usager.trim().split(/\s/)[0])).toEqual([]);
  // Whom, by whom, when it was planned, and both hours: never hidden by the panel.
  for (const colonne of ['usager', 'aide', 'prevu', 'arrivee', 'depart', 'statut'])
    await expect(page.locator(`[role=columnheader][col-id=${colonne}]`)).toBeInViewport({ ratio: 1 });
  const avant = await places();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('corriger')).toBeVisible();
  expect(await places()).toEqual(avant);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('motif')).toBeVisible();
  expect(await places()).toEqual(avant);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await test.step('à la place du panneau, la première visite se coche d’elle-même, se ferme, et revient du mode d’emploi', async () => {
    const premiere = page.getByRole('region', { name: 'Première visite' });
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(premiere.getByRole('listitem').filter({ hasText: 'Trouver quelqu’un' })).toContainText('(fait)');
    await premiere.getByRole('button', { name: 'Ne plus la montrer' }).click();
    await expect(premiere).toBeHidden();
    await page.goto(`${service.cable.origine}/aide/`);
    await page.getByRole('button', { name: 'La recommencer' }).click();
    await expect(page.getByText(/0 sur 6/)).toBeVisible();
    await ouvrirMois(page, 'filtre=toutes');
    await expect(premiere).toContainText('0 sur 6');
    await page.keyboard.press('ArrowDown');
    await expect(premiere).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(premiere).toContainText('1 sur 6');
  });

  await test.step('le lien d’une autre antenne dit laquelle, et à qui la demander', async () => {
    const id = encodeURIComponent(`intervention:${mois}-12:AILLEURS`);
    await page.goto(`${service.cable.origine}/interventions/?jour=${mois}-12&id=${id}&antenne=SUD`);
    await expect(
      page.getByText(/Ce lien mène à une visite de l’antenne Sud\. Votre compte ne la lit pas/),
    ).toBeVisible();
    await page.goto(`${service.cable.origine}/interventions/?jour=${mois}-12&id=${id}`);
    await expect(page.getByText('La visite de ce lien n’est pas dans cette liste')).toBeVisible();
    await ouvrirMois(page, 'filtre=toutes');
  });

  await page.setViewportSize({ width: 1920, height: 1080 });
  await expect(page.locator('[role=columnheader][col-id=motif]')).toBeInViewport({ ratio: 1 });
  await expect.poll(() => lignesEntieres(page)).toBeGreaterThanOrEqual(28);
  await page.setViewportSize({ width: 1440, height: 900 });
});
