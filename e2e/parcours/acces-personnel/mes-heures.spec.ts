import { expect } from '@playwright/test';
import { dateLongue, heure, moisEnMots } from '#shared/mots/dates';
import { dateParis, epochMs, instantDe, localParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { fautes } from '../../outils/ecran/sans-faute';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, type Poste, seConnecter, suivreLien } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

type Aide = { id: string; antenne: string; codeSvi: string; prenom: string; dateFin?: string };
type Heures = { statut: string; debut?: Instant; fin?: Instant };
type Visite = {
  intervenantId: string;
  usagerId: string;
  date: DateCivile;
  arrivee?: unknown;
  depart?: unknown;
  retenue: Heures;
};

let service: ServiceEssai;
let poste: Poste;
let telephone: Poste;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
  poste = await allumerPoste({ enLigne: true });
  telephone = await allumerPoste({ neuf: true });
});
test.afterAll(ranger);

test('une aide ouvre son lien avec son code, conteste une visite, et sa gestionnaire le lit ; rien ne reste sur le téléphone', async () => {
  const valeur = JSON.stringify({ qui: 'INTERVENANTS', jours: 30 });
  await service.commande('parametre', 'ecrire', 'accesPersonnel', valeur, '--depuis', dateParis(instantDe(Date.now())));
  const visites = await service.lire<Visite>('interventions', { antenne: 'EST', mois: service.moisPasse });
  const aides = await service.lire<Aide>('intervenants', { antenne: 'EST' });
  const aide = aides.find(
    (a) => a.antenne === 'EST' && !a.dateFin && visites.some((v) => v.intervenantId === a.id && v.arrivee && v.depart),
  );
  if (!aide) throw new Error('une aide avec des visites attendue');

  // [AP-10] Of a day in the middle of her month: a visit, and the next one elsewhere.
  const faites = visites.filter((v) => v.intervenantId === aide.id && v.retenue.statut === 'COMPLETE');
  const suivies = faites.flatMap((v) => {
    const { fin } = v.retenue;
    const apres = faites.filter(
      (x) => x.date === v.date && x.usagerId !== v.usagerId && fin && x.retenue.debut && x.retenue.debut > fin,
    );
    const [suivante] = apres.map((x) => x.retenue.debut).sort();
    return suivante
      ? [{ visite: v, jusqua: localParis(instantDe(epochMs(suivante) + 20 * 60_000)).slice(11, 16) }]
      : [];
  });
  const suivie = suivies[Math.floor(suivies.length / 2)];
  if (!suivie) throw new Error('deux visites d’un jour attendues');

  const choisir = (antennes: string): Promise<string> =>
    service.commande(
      'parametre',
      'ecrire',
      'pointerSansTelephone',
      antennes,
      '--depuis',
      dateParis(instantDe(Date.now())),
    );

  const { page } = poste;
  await seConnecter(page, service.cable.origine, await service.creerCompte('marie-liens', 'EST'));
  const lien = await test.step('la gestionnaire donne le lien', async () => {
    await suivreLien(page, service.cable.origine, `/intervenants/?id=${encodeURIComponent(aide.id)}`);
    await page.getByRole('button', { name: 'Donner un lien' }).click();
    await expect(page.getByText('jamais ouvert')).toBeVisible();
    expect(await fautes(page)).toEqual([]);
    return (await page.getByTestId('lien-personnel').textContent()) ?? '';
  });

  const t = telephone.page;
  await t.setViewportSize({ width: 390, height: 800 });
  await test.step('l’aide se trompe de code, puis lit son mois et conteste', async () => {
    await t.goto(lien);
    await t.getByLabel('Votre code').fill('00000');
    await t.keyboard.press('Enter');
    const champ = t.getByLabel('Votre code');
    await expect(champ).toHaveAccessibleDescription(/Ce code n’est pas le bon/);
    await expect(champ).toBeFocused();
    await t.getByLabel('Votre code').fill(aide.codeSvi);
    await t.keyboard.press('Enter');
    await expect(t.getByText(`Bonjour ${aide.prenom}`)).toBeVisible();
    await t.getByLabel('Mois').selectOption(service.moisPasse);
    await expect(t.getByRole('status').filter({ hasText: moisEnMots(service.moisPasse) })).toBeVisible();
    await t.getByRole('button', { name: 'Ces heures ne sont pas justes' }).first().click();
    await t.getByLabel('Qu’est-ce qui n’est pas juste ?').fill('Je suis partie une heure plus tard');
    expect(await fautes(t)).toEqual([]);
    await t.getByRole('button', { name: 'Envoyer à l’antenne' }).click();
    await expect(t.getByText('Envoyé à l’antenne')).toBeVisible();
    // A page that is read downwards, on a narrow screen.
    expect(await t.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(
      await t.evaluate(async () => [
        localStorage.length + sessionStorage.length,
        (await navigator.serviceWorker.getRegistrations()).length,
        document.cookie,
      ]),
    ).toEqual([0, 0, '']);
  });

  await test.step('[PR-1] l’aide propose les heures de deux autres visites', async () => {
    const { date, retenue } = suivie.visite;
    const sienne = t
      .getByRole('listitem')
      .filter({ hasText: dateLongue(date) })
      .filter({ hasText: `${heure(retenue.debut)} – ${heure(retenue.fin)}` });
    for (const [mot, visite, depart] of [
      ['le bus', sienne, suivie.jusqua],
      ['la pluie', t.getByRole('list'), '+5'],
    ] as const) {
      await visite.getByRole('button', { name: 'Ces heures ne sont pas justes' }).first().click();
      await t.getByLabel('Départ', { exact: true }).fill(depart);
      await t.getByLabel('Qu’est-ce qui n’est pas juste ?').fill(mot);
      await t.getByRole('button', { name: 'Envoyer à l’antenne' }).click();
      await expect(t.getByText('Choisissez pourquoi')).toBeVisible();
      await t.getByLabel('Pourquoi ces heures').selectOption('LIGNE_OCCUPEE');
      expect(await fautes(t)).toEqual([]);
      expect(await t.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await t.getByRole('button', { name: 'Envoyer à l’antenne' }).click();
      await expect(t.getByText(new RegExp(`ligne occupée\\W+${mot}`))).toBeVisible();
    }
  });

  await test.step('[PR-3] la gestionnaire répond à l’un, reprend l’autre d’une touche, refuse le troisième', async () => {
    const suivant = async (dit: string, mot: string): Promise<void> => {
      await page.goto(`${service.cable.origine}/aujourdhui/`);
      await page.getByTestId('a-faire-aussi').getByRole('link', { name: dit }).click();
      await expect(page.getByTestId('mot-aide')).toContainText(mot);
      expect(await fautes(page)).toEqual([]);
    };
    const repondre = async (touche: string, texte: string): Promise<void> => {
      await page.keyboard.press(touche);
      const champ = page.getByRole('form', { name: 'Réponse à l’aide' }).getByRole('textbox');
      await champ.fill(texte);
      // [CO-6] Interrupted, what was typed is there again.
      await page.keyboard.press('Escape');
      await expect(champ).toBeHidden();
      await page
        .getByTestId('mot-aide')
        .getByRole('button', { name: /Répondre…|Refuser…/ })
        .click();
      await expect(page.getByText('Brouillon repris')).toBeVisible();
      await expect(champ).toHaveValue(texte);
      await champ.press('Enter');
      await expect(page.getByTestId('mot-aide')).toBeHidden();
    };
    await suivant('3 mots d’aides', 'Je suis partie une heure plus tard');
    await repondre('r', 'Appelez-moi demain');
    await suivant('2 mots d’aides', 'le bus');
    // [AP-10] Until after her next visit: asked before it is kept, and Entrée answers.
    await page.keyboard.press('r');
    await expect(page.getByTestId('mot-aide')).toContainText(/Cette aide est aussi chez .*\s: est-ce bien cela/);
    await expect(page.getByTestId('reprendre')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('mot-aide')).toBeHidden();
    await suivant('1 mot d’une aide', 'la pluie');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('reprendre')).toBeFocused();
    await repondre('f', 'Le cahier dit autrement');
    const corrections = async () =>
      (await service.lire<{ auteur: string; motif: string; commentaire?: string }>('corrections', { antenne: 'EST' }))
        .filter((c) => c.auteur === 'marie-liens')
        .map((c) => [c.motif, c.commentaire?.includes('le bus')]);
    await expect.poll(corrections).toEqual([['LIGNE_OCCUPEE', true]]);
  });

  await test.step('[PR-3] l’aide lit ce qui en a été fait', async () => {
    const relire = async (): Promise<string> => {
      await t.getByLabel('Mois').selectOption({ index: 0 });
      await t.getByLabel('Mois').selectOption(service.moisPasse);
      await expect(t.getByText('la pluie')).toBeVisible();
      return (await t.getByRole('list').textContent()) ?? '';
    };
    await expect.poll(relire).toMatch(/Refusé par l’antenne.*la pluie.*Le cahier dit autrement/);
    expect(await relire()).toMatch(/Repris par l’antenne.*le bus/);
    expect(await relire()).toContain('Appelez-moi demain');
  });

  await test.step('[PT-9] l’antenne choisit de pointer sans téléphone : un lien, une feuille, et celles qui manquent', async () => {
    await choisir('["EST"]');
    // Loaded again: what the parameters are now is read as a page opens.
    await page.goto(`${service.cable.origine}/intervenants/?id=${encodeURIComponent(aide.id)}`);
    await page.getByRole('button', { name: 'Donner un lien pour pointer' }).click();
    const adresse = (await page.getByTestId('lien-pointer').textContent()) ?? '';
    expect(await fautes(page)).toEqual([]);

    await t.setViewportSize({ width: 360, height: 640 });
    await t.goto(adresse);
    await t.getByLabel('Votre code d’aide').fill(aide.codeSvi);
    await t.getByRole('button', { name: 'Arrivée' }).click();
    await expect(t.getByText(/^Arrivée enregistrée à \d+\sh\s\d\d\./)).toBeVisible();
    expect(await fautes(t)).toEqual([]);
    expect(await t.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const pointages = await service.lire<{ source: string; intervenantId?: string }>('pointages', {});
    expect(pointages.filter((p) => p.source === 'LIEN').map((p) => p.intervenantId)).toEqual([aide.id]);

    const feuille = async (bouton: string): Promise<string> => {
      const telechargement = page.waitForEvent('download');
      await page.getByRole('button', { name: bouton, exact: true }).click();
      return (await telechargement).suggestedFilename();
    };
    const usagers = await service.lire<{ id: string; absentDepuis?: string }>('usagers', { antenne: 'EST' });
    const id = usagers.find((u) => u.absentDepuis === undefined)?.id ?? '';
    await suivreLien(page, service.cable.origine, `/usagers/?id=${encodeURIComponent(id)}`);
    expect(await feuille('Imprimer une feuille')).toBe(`pointer-${id}.pdf`);
    await expect(page.getByText('n’a pas encore servi')).toBeVisible();
    await suivreLien(page, service.cable.origine, '/usagers/');
    await page.getByRole('button', { name: 'Feuilles pour pointer' }).click();
    expect(await feuille('Faire les feuilles')).toBe('pointer-EST.pdf');
    expect(await fautes(page)).toEqual([]);
    await choisir('[]');
  });
});
