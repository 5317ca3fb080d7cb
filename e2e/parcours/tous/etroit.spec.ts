import { expect, type Page } from '@playwright/test';
import { choisirReperes, immobile } from '../../../scripts/captures/ouvrir';
import { inatteignables } from '../../outils/ecran/en-vue';
import { DEMI, TELEPHONE } from '../../outils/ecran/etroit';
import { test } from '../../outils/histoire';
import { seConnecter } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

// What a low or a narrow window must still leave in reach: the whole menu, and what one needs next under a notice.

test('tout le menu s’atteint, sa partie « Service » dépliée, dans une fenêtre basse ou écrit très grand', async ({
  page,
  service,
}) => {
  await seConnecter(page, service.cable.origine, await service.creerCompte('menue', 'EST'));
  const menu = page.getByRole('navigation', { name: 'Menu principal' });
  const dit: string[] = [];
  for (const [width, height, texte] of [
    [1366, 768, 'normale'],
    [1366, 650, 'normale'],
    [1366, 768, 'tresGrande'],
    [320, 640, 'normale'],
    [1280, 300, 'normale'],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.evaluate((t) => {
      document.documentElement.dataset.texte = t;
    }, texte);
    await immobile(page);
    for (const partie of await menu.locator('button[aria-expanded=false]').all()) await partie.click();
    await expect(menu.getByRole('link', { name: 'Mode d’emploi' })).toHaveCount(1);
    for (const d of await inatteignables(menu)) dit.push(`${width} × ${height} ${texte} ${d}`);
  }
  expect(dit).toEqual([]);
});

const GESTES = '.panneau__tete *, .panneau button, .haut button, .ecran__tete button';

/** What one needs next that a notice lies over. */
const sousLAnnonce = (page: Page, quoi = GESTES): Promise<string[]> =>
  page.evaluate((choix) => {
    const annonces = [...document.querySelectorAll('.mantine-Notification-root')].map((n) => n.getBoundingClientRect());
    return [...document.querySelectorAll(choix)]
      .filter((e) => {
        const b = e.getBoundingClientRect();
        return annonces.some(
          (a) => b.width > 1 && b.left < a.right && b.right > a.left && b.top < a.bottom && b.bottom > a.top,
        );
      })
      .map((e) => `${e.tagName} « ${e.getAttribute('aria-label') ?? e.textContent ?? ''} »`);
  }, quoi);

/** Signed in before a visit; `corriger`: opens it anew and corrects it, and the notice is there. */
const ouvrirVisite = async (page: Page, service: ServiceEssai, identifiant: string) => {
  const mois = service.moisPasse;
  const { visiteId } = choisirReperes(await service.lire('interventions', { antenne: 'EST', mois }), mois);
  await seConnecter(page, service.cable.origine, await service.creerCompte(identifiant, 'EST'));
  const annonce = page.locator('.mantine-Notification-root');
  const corriger = async (): Promise<void> => {
    await page.goto(
      `${service.cable.origine}/interventions/?mois=${mois}&filtre=toutes&id=${encodeURIComponent(visiteId)}`,
    );
    await page.getByTestId('corriger').click();
    await page.getByTestId('motif').fill('oub');
    await page.getByTestId('motif').press('Enter');
    await expect(annonce).toContainText('Correction enregistrée');
  };
  return { annonce, corriger };
};

test('une annonce ne couvre ni la tête du panneau, ni ses boutons, ni la barre du haut', { tag: '@long' }, async ({
  page,
  service,
}) => {
  const { annonce, corriger } = await ouvrirVisite(page, service, 'annie');
  for (const taille of [DEMI, TELEPHONE, { width: 1024, height: 768 }]) {
    await page.setViewportSize(taille);
    await corriger();
    await immobile(page);
    expect([taille.width, ...(await sousLAnnonce(page))]).toEqual([taille.width]);
    await annonce.getByRole('button', { name: /^Annuler/ }).click();
    await expect(annonce).not.toContainText('Correction enregistrée');
    // The form is open again before that notice has gone.
    await page.getByTestId('corriger').click();
    await page.getByTestId('motif').waitFor();
    await immobile(page);
    const sous = (await sousLAnnonce(page)).filter((b) => /Enregistrer|Fermer/.test(b));
    expect([taille.width, ...sous]).toEqual([taille.width]);
  }
});

test('une annonce ne couvre ni la liste, ni ses touches, ni le champ de Ctrl K, ni le titre d’une fenêtre', {
  tag: '@long',
}, async ({ page, service }) => {
  const { annonce, corriger } = await ouvrirVisite(page, service, 'anna');
  for (const taille of [
    { width: 1440, height: 900 },
    { width: 1280, height: 800 },
    { width: 1024, height: 768 },
  ]) {
    await page.setViewportSize(taille);
    await corriger();
    // While the pointer is on it, it stays.
    await annonce.hover();
    await immobile(page);
    expect([taille.width, ...(await sousLAnnonce(page, `${GESTES}, .grille, .raccourcis`))]).toEqual([taille.width]);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Rechercher/ }).waitFor();
    await immobile(page);
    await expect(annonce).toHaveCount(1);
    expect([taille.width, ...(await sousLAnnonce(page, '.recherche__champ'))]).toEqual([taille.width]);
    await page.keyboard.press('Escape');
    await page.locator('.raccourcis__aide').click();
    await page.locator('.mantine-Modal-title').waitFor();
    await immobile(page);
    await expect(annonce).toHaveCount(1);
    expect([taille.width, ...(await sousLAnnonce(page, '.mantine-Modal-title'))]).toEqual([taille.width]);
    await page.keyboard.press('Escape');
    await annonce.getByRole('button', { name: /^Annuler/ }).click();
    await expect(annonce).not.toContainText('Correction enregistrée');
  }
});
