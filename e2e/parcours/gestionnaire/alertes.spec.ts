import { expect, type Page, test } from '@playwright/test';
import { dateParis, instantDe } from '#shared/temps/paris';
import {
  ouvrirSmtp,
  type ServeurSmtp,
  sujetDe,
  texteDe,
} from '../../../sync-server/adapters/courriel/testing/serveur-smtp';
import type { Lisible } from '../../../sync-server/domaines/exploitation/lire/lire';
import { clavierCompte } from '../../outils/clavier';
import { rienNeBouge } from '../../outils/ecran/rien-ne-bouge';
import { fautes } from '../../outils/ecran/sans-faute';
import { touchesAuPlus } from '../../outils/gestes';
import { ranger } from '../../outils/menage';
import { allumerPoste, attendreServiceWorker, seConnecter, suivreLien } from '../../outils/navigateur';
import { ilYA, planifier, visitesLeJour } from '../../outils/planifier';
import { demarrerServiceEssai, type ServiceEssai } from '../../outils/service';

type Usager = { id: string; nom: string; prenom: string; telephones: string[]; antennes: { antenne: string }[] };
type Intervenant = {
  id: string;
  nom: string;
  prenom: string;
  antenne: string;
  codeSvi: string;
  dateFin?: string;
  telephone?: string;
};
type Alerte = { genre: string; usagerId?: string; interventionId?: string; vue?: { auteur: string } };

const MINUTE = 60_000;
let service: ServiceEssai;
let smtp: ServeurSmtp;

test.beforeAll(async () => {
  smtp = await ouvrirSmtp();
  service = await demarrerServiceEssai({
    env: {
      SMTP_URL: smtp.url,
      COURRIEL_DE: 'Télégestion <telegestion@paris.test>',
    },
  });
});
test.afterAll(async () => {
  await ranger();
  await smtp?.fermer();
});

const ouvrir = async (nom: string, enLigne = false): Promise<Page> => {
  const p = await allumerPoste({ enLigne });
  await seConnecter(p.page, service.cable.origine, await service.creerCompte(nom, 'EST'));
  return p.page;
};
const lire = <T>(quoi: Lisible): Promise<T[]> => service.lire<T>(quoi, { antenne: 'EST' });
const regler = (cle: string, valeur: unknown): Promise<string> =>
  service.commande('parametre', 'ecrire', cle, JSON.stringify(valeur), '--depuis', '2026-01-01');

const sansDefaut = async (page: Page): Promise<void> => {
  expect(await fautes(page, 'main')).toEqual([]);
};
/** Whole: two of an antenna may have one name, and a visit of the hour too. */
const nomDe = (u: { nom: string; prenom: string }): string => `${u.nom.toLocaleUpperCase('fr')} ${u.prenom}`;

test('[AL-5] [PT-7] un départ en retard monte à l’écran et part à l’astreinte, se marque vu hors ligne ; une absence fait taire une visite', async () => {
  const maintenant = Date.now();
  // Nothing else is planned of them today, whatever the hour.
  const duJour = await visitesLeJour(service, 'EST', dateParis(instantDe(maintenant)));
  const connus = (await lire<Usager>('usagers')).filter(
    (u) => u.antennes.at(-1)?.antenne === 'EST' && u.telephones.length > 0,
  );
  const libres = connus.filter((u) => !duJour.has(u.id));
  const seul = libres.find((u) => connus.every((x) => x === u || !x.telephones.includes(u.telephones[0] ?? '')));
  const absent = libres.find((u) => u !== seul && nomDe(u) !== nomDe(seul ?? u));
  const [aide, autre] = (await lire<Intervenant>('intervenants')).filter(
    (a) => a.antenne === 'EST' && a.dateFin === undefined,
  );
  if (!seul || !absent || !aide || !autre) throw new Error('deux usagers et deux aides d’Est attendus');
  await regler('departRetardApres', 1);
  await regler('heuresOuverture', { debut: '04:00', fin: '04:01' });
  await regler('astreinte', ['astreinte@paris.test']);
  await planifier(service, [
    { id: 'ALERTE1', usager: seul, aide, de: ilYA(40), a: Math.max(maintenant - 20 * MINUTE, ilYA(40) + MINUTE) },
    { id: 'ALERTE2', usager: absent, aide: autre, de: ilYA(30), a: maintenant + 60 * MINUTE },
  ]);

  const page = await ouvrir('marie');
  await suivreLien(page, service.cable.origine, '/alertes/');
  await attendreServiceWorker(page);
  const alertes = page.getByTestId('alertes');
  const deLAbsent = alertes
    .getByRole('row')
    .filter({ hasText: `chez ${nomDe(absent)}` })
    .filter({ hasText: nomDe(autre) });
  const depart = alertes
    .getByRole('row')
    .filter({ hasText: `est chez ${nomDe(seul)}` })
    .filter({ hasText: 'son départ était prévu' });
  const menu = page.getByRole('navigation').getByRole('link', { name: /Alertes/ });
  const compter = async (): Promise<number> =>
    Number((/[\d\s]+/.exec((await menu.textContent()) ?? '')?.[0] ?? '0').replace(/\s/g, ''));

  await test.step('la visite qui n’a pas commencé est dite ; l’aide qui ne repart pas monte en tête, en direct', async () => {
    await expect(deLAbsent.first()).toContainText('n’a pas pointé');
    const appel = await service.appeler(seul.telephones[0] ?? '', `${aide.codeSvi},1`);
    expect(appel.dit.join(' ')).toContain('Arrivée enregistrée');
    await expect(depart).toHaveCount(1, { timeout: 30_000 });
    await expect(alertes.getByRole('row').nth(2)).toContainText('Départ en retard');
    // The aide first, where she gave a number, and the home that she has not left.
    const numeros = await depart
      .getByRole('link', { name: /^Appeler / })
      .evaluateAll((liens) => liens.map((l) => l.getAttribute('href')));
    expect(numeros.sort()).toEqual(
      [aide.telephone, seul.telephones[0]].flatMap((t) => (t === undefined ? [] : `tel:${t}`)).sort(),
    );
    await sansDefaut(page);
  });

  let avant = 0;
  await test.step('réseau coupé : V la dit vue, le menu compte une de moins ; Ctrl Z ailleurs le nomme d’abord', async () => {
    await service.cable.couper();
    await expect(page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });
    avant = await compter();
    // From the list: ↓ goes to its first line, V says that it is seen.
    const clavier = clavierCompte(page);
    await page.locator('#contenu').focus();
    // At some hours another aide of the service is late to leave, and hers comes before.
    const avantLui = await depart.evaluate((e) =>
      [...document.querySelectorAll('tr.ligne')].indexOf(e as HTMLTableRowElement),
    );
    for (let n = 0; n < avantLui; n++) await page.keyboard.press('ArrowDown');
    await clavier.touche('ArrowDown');
    await expect(depart).toBeFocused();
    await clavier.touche('v');
    expect(clavier.compte()).toBeLessThanOrEqual(touchesAuPlus('dire une alerte vue, depuis la liste'));
    await expect(depart).toHaveCount(0);
    await expect.poll(compter).toBe(avant - 1);
    // From another screen too, the last gesture is what Ctrl Z takes back: it is named, then taken back if it is asked for again.
    const menu = page.getByRole('navigation');
    await menu.getByRole('link', { name: 'Usagers' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Usagers' })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('alert').filter({ hasText: 'Annuler ce geste ?' })).toContainText(
      /1\salerte marquée comme vue/,
    );
    expect(await compter()).toBe(avant - 1);
    await page.keyboard.press('Control+z');
    await expect.poll(compter).toBe(avant);
    await menu.getByRole('link', { name: /^Alertes/ }).click();
    await depart.focus();
    await page.keyboard.press('v');
    await expect(depart).toHaveCount(0);
    await page.getByText('Vues', { exact: true }).click();
    await expect(depart).toContainText('par marie');
    await expect(depart).toContainText('En attente d’envoi');
  });

  await test.step('toujours sans réseau : une absence fait taire la visite prévue, au clavier', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Absences' }).click();
    await page.getByRole('button', { name: 'Noter une absence' }).press('Enter');
    await expect(page.getByTestId('usager')).toBeFocused();
    await page.keyboard.type(absent.id);
    await expect(page.getByRole('listbox', { name: 'Usagers' }).getByRole('option', { selected: true })).toContainText(
      nomDe(absent),
    );
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Nature')).toBeFocused();
    await page.getByLabel('Nature').selectOption('DECES');
    await expect(page.getByTestId('au')).toHaveCount(0);
    await expect(page.getByTestId('apercu')).toContainText(/faites-l(a|es) retirer du planning/);
    await page.getByLabel('Nature').selectOption('HOSPITALISATION');
    await page.getByTestId('au').fill('2020-01-01');
    await page.keyboard.press('Enter');
    await expect(page.getByText('La fin doit être le jour du début, ou après.')).toBeVisible();
    await page.getByTestId('au').fill('');
    await sansDefaut(page);
    await page.getByRole('button', { name: 'Enregistrer' }).press('Enter');
    const ligne = page
      .getByTestId('absences')
      .getByRole('row')
      .filter({ hasText: nomDe(absent) });
    await expect(ligne).toContainText('Hospitalisation');
    await expect(ligne).toContainText('En attente d’envoi');
    const modifier = ligne.getByRole('button', { name: /^Modifier l’absence/ });
    await rienNeBouge(page, () => modifier.click());
    // Beside its form, the table stands whole; the cross closes the one.
    await modifier.click();
    await expect(page.getByRole('form', { name: 'Modifier l’absence' })).toBeVisible();
    const deborde = (e: Element): number => (e.parentElement?.scrollWidth ?? 0) - (e.parentElement?.clientWidth ?? 0);
    for (const width of [1280, 1024]) {
      await page.setViewportSize({ width, height: 800 });
      await expect.poll(() => page.getByTestId('absences').evaluate(deborde)).toBe(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Fermer le panneau' }).click();
    await expect(page.getByRole('form', { name: 'Modifier l’absence' })).toHaveCount(0);
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /Aujourd’hui/ })
      .click();
    // Nothing is asked of it: it is with the rest of the day, which is open where nothing else waits.
    const reste = page.getByRole('button', { name: /^Le reste de la journée/ });
    await expect(reste).toBeVisible();
    if ((await reste.getAttribute('aria-expanded')) === 'false') await reste.click();
    await expect(
      page
        .getByRole('row')
        .filter({ hasText: nomDe(autre) })
        .filter({ hasText: nomDe(absent) })
        .filter({ hasText: 'Hospitalisation' }),
    ).not.toHaveCount(0);
  });

  // It leaves at the service's own minute, while she works without the network: nothing of what she does is known there yet.
  await test.step('hors des heures d’ouverture, l’astreinte reçoit un courriel, sans nom ni numéro', async () => {
    const deNous = () => smtp.recus.filter((r) => sujetDe(r.brut).includes('pas pointé son départ'));
    await expect.poll(() => deNous().length, { timeout: 150_000 }).toBeGreaterThan(0);
    const [recu] = deNous();
    expect(recu?.a).toEqual(['astreinte@paris.test']);
    const texte = texteDe(recu?.brut ?? '');
    expect(texte).toContain('/interventions/?jour=');
    for (const secret of [seul.nom, seul.telephones[0] ?? '', aide.nom, aide.codeSvi, `U${seul.id}`])
      expect(texte).not.toContain(secret);
  });

  await test.step('le réseau revient : l’alerte de la visite s’éteint, une collègue voit qui a vu l’autre', async () => {
    await service.cable.retablir();
    await expect(page.getByTestId('sync')).toHaveText(/À jour/, { timeout: 60_000 });
    await suivreLien(page, service.cable.origine, '/alertes/');
    await expect(deLAbsent).toHaveCount(0);
    const collegue = await ouvrir('lea', true);
    await suivreLien(collegue, service.cable.origine, '/alertes/');
    await collegue.getByText('Vues', { exact: true }).click();
    const vue = collegue
      .getByTestId('alertes')
      .getByRole('row')
      .filter({ hasText: `est chez ${nomDe(seul)}` });
    await expect(vue).toContainText('par marie');
    const dites = await lire<Alerte>('alertes');
    expect(dites.find((a) => a.genre === 'DEPART_EN_RETARD' && a.usagerId === seul.id)?.vue?.auteur).toBe('marie');
    expect(dites.filter((a) => a.genre === 'VISITE_NON_COMMENCEE' && a.usagerId === absent.id)).toEqual([]);
    expect(await lire('absences')).toMatchObject([{ usagerId: absent.id, nature: 'HOSPITALISATION' }]);
  });
});
