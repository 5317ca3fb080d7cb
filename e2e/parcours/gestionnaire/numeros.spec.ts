import { expect } from '@playwright/test';
import { dateParis, instantDe, moisDe } from '#shared/temps/paris';
import { clavierCompte } from '../../outils/clavier';
import { rienNeBouge } from '../../outils/ecran/rien-ne-bouge';
import { fautes } from '../../outils/ecran/sans-faute';
import { touchesAuPlus } from '../../outils/gestes';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, attendreServiceWorker, seConnecter, suivreLien } from '../../outils/navigateur';
import { planifier } from '../../outils/planifier';
import type { ServiceEssai } from '../../outils/service';

type Usager = { id: string; nom: string; codeUsager: string; antennes: { antenne: string }[] };
type Intervenant = { id: string; antenne: string; codeSvi: string; dateFin?: string };
type Intervention = {
  usagerId: string;
  visite?: { id: string };
  arrivee?: { numeroAppelant?: string };
  depart?: unknown;
};

const NUMERO = '+33155500001';
const AFFICHE = /01\s55\s50\s00\s01/;
/** One from which aides call three times for the same usager. */
const AUTRE_NUMERO = '+33155500002';
const AUTRE_AFFICHE = /01\s55\s50\s00\s02/;
const VISITE = 'ESSAI1';

let service: ServiceEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

test('[PT-5] un numéro inconnu arrive en direct, se rattache hors ligne au clavier, et son appel rejoint la visite prévue', async () => {
  const aides = (await service.lire<Intervenant>('intervenants', { antenne: 'OUEST' }))
    .filter((a) => a.antenne === 'OUEST' && a.dateFin === undefined)
    .slice(0, 2);
  const [aide] = aides;
  const usager = (await service.lire<Usager>('usagers', { antenne: 'OUEST' })).find(
    (u) => u.antennes.at(-1)?.antenne === 'OUEST',
  );
  if (!aide || !usager) throw new Error('un usager et une aide d’Ouest attendus');
  const maintenant = Date.now();
  const jour = dateParis(instantDe(maintenant));
  await planifier(service, [{ id: VISITE, usager, aide, de: maintenant, a: maintenant + 3_600_000 }]);
  const visite = async (): Promise<Intervention | undefined> =>
    (await service.lire<Intervention>('interventions', { antenne: 'OUEST', mois: moisDe(jour) })).find(
      (i) => i.visite?.id === VISITE,
    );

  const { page } = await allumerPoste();
  await seConnecter(page, service.cable.origine, await service.creerCompte('marie-numeros', 'OUEST'));
  await suivreLien(page, service.cable.origine, '/numeros/');
  await expect(page.getByTestId('sync')).toContainText('À jour');
  await attendreServiceWorker(page);
  // The invented service may have calls of its own that wait.
  const menu = page.getByRole('navigation').getByRole('link', { name: /Numéros/ });
  const compter = async (): Promise<number> => Number(/\d+/.exec((await menu.textContent()) ?? '')?.[0] ?? 0);
  const avant = await compter();
  const ligne = page.getByTestId('inconnus').getByRole('row').filter({ hasText: AFFICHE });

  await test.step('une aide appelle d’un numéro inconnu et tape dièse : il est dans la liste aussitôt', async () => {
    const appel = await service.appeler(NUMERO, `${aide.codeSvi},#,1`);
    expect(appel.dit.join(' ')).toContain('Arrivée enregistrée');
    await expect(ligne).toContainText(usager.nom.toLocaleUpperCase('fr'));
    await expect.poll(compter).toBe(avant + 1);
    await rienNeBouge(page, () => ligne.click());
  });

  await test.step('une autre antenne ne le voit ni ne l’obtient', async () => {
    const ailleurs = await allumerPoste({ enLigne: true });
    await seConnecter(ailleurs.page, service.cable.origine, await service.creerCompte('lea-numeros', 'SUD'));
    await suivreLien(ailleurs.page, service.cable.origine, '/numeros/');
    await expect(ailleurs.page.getByTestId('sync')).toContainText('À jour');
    await expect(ailleurs.page.getByRole('heading', { name: 'Numéros' })).toBeVisible();
    await expect(ailleurs.page.getByText(AFFICHE)).toHaveCount(0);
    const reponses = await ailleurs.page.evaluate(async () => {
      const lus: [string, number, string][] = [];
      for (const url of [
        '/replication/suspens?antenne=OUEST',
        '/replication/suspens?antenne=SUD&antenne=OUEST',
        '/replication/suspens?antenne=SUD',
        '/api/suspens-centraux',
      ]) {
        const r = await fetch(url);
        lus.push([url, r.status, await r.text()]);
      }
      return lus;
    });
    expect(reponses.filter(([, statut]) => statut === 200).map(([url]) => url)).toEqual([
      '/replication/suspens?antenne=SUD',
    ]);
    for (const [url, , texte] of reponses) expect(texte, url).not.toContain(NUMERO);
  });

  await test.step('l’écran n’a pas de défaut d’accessibilité', async () => {
    await ligne.click();
    await expect(page.getByRole('complementary')).toBeVisible();
    expect(await fautes(page, 'main')).toEqual([]);
  });

  await test.step('réseau coupé : Entrée, ↓ choisit l’usager probable, Entrée rattache ; c’est gardé', async () => {
    await service.cable.couper();
    await expect(page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });
    await ligne.focus();
    const clavier = clavierCompte(page);
    await clavier.touche('Enter');
    await expect(page.getByTestId('usager')).toBeFocused();
    // Of several who may be meant, none is chosen before ↓; one alone is.
    await clavier.touche('ArrowDown');
    await expect(page.getByRole('option', { selected: true })).toContainText(usager.nom.toLocaleUpperCase('fr'));
    await expect(page.getByTestId('apercu')).toContainText(/1\sappel sera rattaché/);
    await expect(page.getByRole('form', { name: 'Rattacher ce numéro' })).toContainText('→ visite prévue');
    await clavier.touche('Enter');
    expect(clavier.compte()).toBeLessThanOrEqual(touchesAuPlus('rattacher un numéro à son usager probable'));
    await expect(ligne).toContainText('En attente d’envoi');
    await expect(page.locator('[data-testid=inconnus] tr:focus')).toHaveCount(1);
    await expect(page.getByTestId('sync')).toContainText('1 saisie en attente');
    await expect.poll(compter).toBe(avant);
  });

  await test.step('le réseau revient : l’appel rejoint sa visite et quitte la liste', async () => {
    await service.cable.retablir();
    await expect(page.getByTestId('sync')).toHaveText(/À jour/, { timeout: 60_000 });
    await expect(ligne).toHaveCount(0);
    await expect.poll(visite).toMatchObject({ usagerId: usager.id, arrivee: { numeroAppelant: NUMERO } });
  });

  await test.step('Ctrl Z le détache : l’appel attend de nouveau', async () => {
    await page.keyboard.press('Control+z');
    await expect(ligne).toBeVisible();
    await expect.poll(compter).toBe(avant + 1);
    await expect.poll(async () => (await visite())?.arrivee).toBeUndefined();
  });

  await test.step('[PT-8] trois appels d’un autre numéro, du code d’un même usager : il est proposé, R le rattache', async () => {
    // One comes and leaves; another comes.
    for (const [n, touche] of [
      [0, 1],
      [0, 2],
      [1, 1],
    ] as const)
      await service.appeler(AUTRE_NUMERO, `${aides[n]?.codeSvi},${usager.codeUsager},${touche}`);
    await suivreLien(page, service.cable.origine, '/numeros/');
    await page
      .getByRole('radiogroup')
      .getByText(/^Propositions/)
      .click();
    const proposee = page.getByTestId('propositions').getByRole('row').filter({ hasText: AUTRE_AFFICHE });
    await expect(proposee).toContainText(usager.nom.toLocaleUpperCase('fr'));
    // From the tab that was pressed, ↓ goes to the list, and not to the next tab.
    const clavier = clavierCompte(page);
    await clavier.touche('ArrowDown');
    await expect(proposee).toBeFocused();
    await clavier.touche('r');
    expect(clavier.compte()).toBeLessThanOrEqual(touchesAuPlus('rattacher un numéro proposé'));
    await expect(proposee).toHaveCount(0);
  });
});
