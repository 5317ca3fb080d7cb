import { expect, test } from '@playwright/test';
import { dateParis, instantDe } from '#shared/temps/paris';
import { ranger } from '../../outils/menage';
import { allumerPoste, type Poste, seConnecter } from '../../outils/navigateur';
import { demarrerServiceEssai, type ServiceEssai } from '../../outils/service';

// The day's screen by the keyboard alone: two aides forgot their arrival, the manager has the telephone in the other hand.

let service: ServiceEssai | undefined;
let poste: Poste | undefined;

test.afterEach(ranger);

type Usager = { id: string; nom: string; telephones: string[] };
type Visite = { date: string; usagerId: string };
type Aide = { id: string; antenne: string; codeSvi: string; dateFin?: string };

const heureDeParis = (ms: number): string =>
  new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' }).format(ms);

test('la journée se corrige au clavier : ↑ ↓, Entrée, et la suivante vient', async () => {
  service = await demarrerServiceEssai(33);
  const usagers = await service.lire<Usager>('usagers', '--antenne', 'EST');
  const jour = dateParis(instantDe(Date.now()));
  const visites = await service.lire<Visite>('interventions', '--antenne', 'EST', '--mois', jour.slice(0, 7));
  // Nothing is planned of them today: at some hours a call would be of that visit.
  const duJour = new Set(visites.flatMap((v) => (v.date === jour ? [v.usagerId] : [])));
  const seuls = usagers.filter(
    (u) =>
      !duJour.has(u.id) &&
      u.telephones[0] &&
      usagers.filter((v) => v.telephones.includes(u.telephones[0] ?? '')).length === 1,
  );
  const aides = (await service.lire<Aide>('intervenants', '--antenne', 'EST')).filter(
    (a) => a.antenne === 'EST' && a.dateFin === undefined,
  );
  poste = await allumerPoste();
  const { page } = poste;
  await seConnecter(page, service.cable.origine, await service.creerCompte('lea', 'EST'));
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
    const dit = page.getByRole('alert').filter({ hasText: /orrection/ });
    await expect(dit).toContainText('Oubli à l’arrivée');
    await expect(page.locator(`tr[data-id="${cle}"][data-statut=CORRIGEE]`)).toBeVisible();
    await expect(ici).not.toHaveAttribute('data-cle', cle);
    await expect(ici).toHaveAttribute('data-statut', /^(?!COMPLETE|CORRIGEE|EN_COURS|PREVUE)/);

    await page.keyboard.press('Control+z');
    await expect(dit).toContainText('Correction annulée');
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

  await test.step('sur une feuille A4, chaque usager et où il habite se lisent en entier', async () => {
    await page.setViewportSize({ width: 703, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    const ou = page.locator('td.ou');
    await expect(ou.first()).toBeVisible();
    expect(await ou.evaluateAll((cases) => cases.filter((c) => c.scrollWidth > c.clientWidth).length)).toBe(0);
  });
});
