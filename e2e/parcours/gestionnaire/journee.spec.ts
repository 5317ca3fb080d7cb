import { expect } from '@playwright/test';
import { nomComplet } from '#shared/mots/textes';
import { dateParis, instantDe } from '#shared/temps/paris';
import { lignesDe } from '../../outils/corriger';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, type Poste, seConnecter, suivreLien } from '../../outils/navigateur';
import { ilYA, planifier, visitesLeJour } from '../../outils/planifier';
import type { ServiceEssai } from '../../outils/service';

// The day's screen by the keyboard alone: two aides forgot their arrival, the manager has the telephone in the other hand.

let service: ServiceEssai;
let poste: Poste | undefined;

test.beforeAll(({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

type Usager = { id: string; nom: string; prenom: string; telephones: string[]; antennes: { antenne: string }[] };
type Aide = { id: string; antenne: string; codeSvi: string; dateFin?: string };

const heureDeParis = (ms: number): string =>
  new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' }).format(ms);

test('la journée se corrige au clavier : ↑ ↓, Entrée, et la suivante vient', async () => {
  const usagers = await service.lire<Usager>('usagers', { antenne: 'EST' });
  // Nothing is planned of them today: at some hours a call would be of that visit.
  const duJour = await visitesLeJour(service, 'EST', dateParis(instantDe(Date.now())));
  const seuls = usagers.filter(
    (u) =>
      !duJour.has(u.id) &&
      u.telephones[0] &&
      usagers.filter((v) => v.telephones.includes(u.telephones[0] ?? '')).length === 1,
  );
  const aides = (await service.lire<Aide>('intervenants', { antenne: 'EST' })).filter(
    (a) => a.antenne === 'EST' && a.dateFin === undefined,
  );
  poste = await allumerPoste({ enLigne: true });
  const { page } = poste;
  await seConnecter(page, service.cable.origine, await service.creerCompte('lea-journee', 'EST'));
  await expect(page).toHaveURL(/aujourdhui/);
  const deux = seuls
    .slice(0, 2)
    .map((u) => ({ u, ligne: page.locator('tr[data-statut=SANS_ARRIVEE]', { hasText: u.nom }) }));
  for (const [n, { u, ligne }] of deux.entries()) {
    const appel = await service.appeler(u.telephones[0] ?? '', `${aides[n]?.codeSvi},2`);
    expect(appel.dit.join(' ')).toContain('Départ enregistré');
    await expect(ligne.first()).toBeVisible({ timeout: 30_000 });
  }
  const [a] = deux;
  if (!a) throw new Error('deux usagers attendus');
  const panneau = page.getByRole('complementary');
  const titre = panneau.getByRole('heading', { level: 2 });
  const ici = page.locator('tr:focus');

  await test.step('↓ va à la première ligne, puis de ligne en ligne, et le panneau suit', async () => {
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('table.jour tbody tr').first()).toBeFocused();
    for (let n = 0; n < 200; n++) {
      if ((await ici.getAttribute('data-cle')) === (await a.ligne.first().getAttribute('data-cle'))) break;
      await page.keyboard.press('ArrowDown');
    }
    await expect(titre).toContainText(a.u.nom.toLocaleUpperCase('fr'));
    await expect(panneau.getByTestId('joindre').getByRole('link').first()).toHaveAttribute('href', /^tel:\+33/);
  });

  const cle = (await ici.getAttribute('data-cle')) ?? '';
  await test.step('Échap ferme le panneau, le clavier reste sur la ligne ; Entrée ouvre le formulaire', async () => {
    await page.keyboard.press('Escape');
    await expect(panneau).toHaveCount(0);
    await expect(ici).toHaveAttribute('data-cle', cle);
    await page.keyboard.press('Enter');
    // Nothing planned: no hour to propose, the one to give is first.
    await expect(page.getByTestId('arrivee')).toBeFocused();
  });

  await test.step('[CO-1] la correction gardée, le clavier est sur la suivante ; Ctrl Z revient à celle-ci', async () => {
    await page.keyboard.type(heureDeParis(Date.now() - 120_000));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('oub');
    await page.keyboard.press('Enter');
    const dit = page.getByRole('alert').filter({ hasText: /orrection|Heures remises/ });
    await expect(dit).toContainText('Oubli à l’arrivée');
    await expect(page.locator(`tr[data-id="${cle}"][data-statut=CORRIGEE]`)).toBeVisible();
    await expect(ici).not.toHaveAttribute('data-cle', cle);
    await expect(ici).toHaveAttribute('data-statut', /^(?!COMPLETE|CORRIGEE|EN_COURS|PREVUE)/);

    await page.keyboard.press('Control+z');
    await expect(dit).toContainText('Heures remises comme avant');
    await expect(dit).toContainText('sans arrivée');
    await expect(ici).toHaveAttribute('data-cle', cle);
    await expect(ici).toHaveAttribute('data-statut', 'SANS_ARRIVEE');
  });

  await test.step('à la souris, le bouton de la ligne ouvre le formulaire, bien que le panneau vienne sous elle', async () => {
    await page.keyboard.press('Escape');
    await expect(panneau).toHaveCount(0);
    await page.locator(`tr[data-id="${cle}"]`).getByRole('button').click();
    await expect(page.getByTestId('arrivee')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(ici).toHaveAttribute('data-cle', cle);
  });

  const autres = seuls.slice(2).filter((u) => u.antennes.at(-1)?.antenne === 'EST');
  const attendus = [0, 1, 2].map((n) => {
    const [u, aide] = [autres[n], aides[n % aides.length]];
    if (!u || !aide) throw new Error('trois autres usagers attendus');
    const nom = nomComplet(u);
    const lignes = page.locator('table.jour tbody tr');
    return {
      ...{ n, u, aide, nom },
      ligne: (statut: string) => page.locator(`table.jour tr[data-statut=${statut}]`, { hasText: nom }),
      /** Its place in the list. */
      rang: (statut: string) =>
        lignes.evaluateAll(
          (toutes, [nom = '', statut]) =>
            toutes.findIndex((tr) => tr.dataset.statut === statut && tr.textContent.includes(nom)),
          [nom, statut],
        ),
      appeler: () => service.appeler(u.telephones[0] ?? '', `${aide.codeSvi},1`),
    };
  });
  const [premier, deuxieme, troisieme] = attendus;
  if (!premier || !deuxieme || !troisieme) throw new Error('trois usagers attendus');
  const maintenant = Date.now();
  await planifier(
    service,
    attendus.map(({ n, u, aide }) => ({
      id: `ATTENDUE${n}`,
      ...{ usager: u, aide, de: ilYA(40), a: maintenant + 20 * 60_000 },
    })),
  );
  const motif = page.getByTestId('motif');
  const entreTemps = page.getByTestId('entre-temps');

  await test.step('[CO-7] elle saisit une visite en retard, et l’aide appelle : rien ne bouge, ni la ligne, ni le formulaire, ni le clavier', async () => {
    await premier
      .ligne('EN_RETARD')
      .getByRole('button', { name: /^Saisir/ })
      .click();
    await expect(page.getByTestId('depart')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.type('oub');
    const rang = await premier.rang('EN_RETARD');
    await premier.appeler();
    await expect(premier.ligne('EN_COURS')).toBeVisible();
    expect(await premier.rang('EN_COURS')).toBe(rang);
    await page.keyboard.type('li');
    await expect(motif).toHaveValue('oubli');
    await expect(titre).toContainText(premier.nom);
    await expect(entreTemps).toContainText('vient d’être pointée (arrivée à');
    // What the plan proposed gives way to the call.
    await expect(page.getByTestId('arrivee')).toHaveValue('');
    await page.keyboard.press('Escape');
    await expect(ici).toContainText(premier.nom);
  });

  await test.step('[CO-7] le clavier sur la ligne d’une autre y reste quand son aide appelle', async () => {
    await deuxieme
      .ligne('EN_RETARD')
      .getByRole('button', { name: /^Saisir/ })
      .click();
    await page.keyboard.press('Escape');
    await expect(ici).toContainText(deuxieme.nom);
    await deuxieme.appeler();
    await expect(deuxieme.ligne('EN_COURS')).toBeFocused();
  });

  await test.step('[CO-7] de même dans la grille des interventions', async () => {
    const q = new URLSearchParams({ jour: dateParis(instantDe(Date.now())), filtre: 'toutes' });
    await suivreLien(page, service.cable.origine, `/interventions/?${q}`);
    const enRetard = lignesDe(page).filter({ hasText: troisieme.nom }).filter({ hasText: 'En retard' });
    await enRetard.first().getByRole('gridcell').nth(1).click();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('depart')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.type('oub');
    await troisieme.appeler();
    await expect(entreTemps).toContainText('vient d’être pointée (arrivée à');
    await page.keyboard.type('li');
    await expect(motif).toHaveValue('oubli');
    await expect(titre).toContainText(troisieme.nom);
  });

  await test.step('sur une feuille A4, chaque usager et où il habite se lisent en entier', async () => {
    await suivreLien(page, service.cable.origine, '/aujourdhui/');
    await page.setViewportSize({ width: 703, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    const ou = page.locator('td.ou');
    await expect(ou.first()).toBeVisible();
    expect(await ou.evaluateAll((cases) => cases.filter((c) => c.scrollWidth > c.clientWidth).length)).toBe(0);
  });
});
