import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { DateCivile } from '#shared/temps/types';
import { textesDuPdf } from '../../../app/_ecrans/pointages/fiches/testing/texte-pdf';
import { fautes } from '../../outils/ecran/sans-faute';
import { touchesAuPlus } from '../../outils/gestes';
import { test } from '../../outils/histoire';
import { avecLignes } from '../../outils/lignes';
import { ranger } from '../../outils/menage';
import { allumerPoste, attendreServiceWorker, type Poste, seConnecter, suivreLien } from '../../outils/navigateur';
import { visitesLeJour } from '../../outils/planifier';
import type { ServiceEssai } from '../../outils/service';

type Usager = {
  id: string;
  civilite: 'M' | 'MME';
  nom: string;
  prenom: string;
  codeUsager: string;
  antennes: unknown[];
};
type Intervenant = { id: string; nom: string; prenom: string; antenne: string; codeSvi: string; dateFin?: string };
type Intervention = {
  id: string;
  date: string;
  usagerId: string;
  intervenantId: string;
  visite?: { id: string };
  arrivee?: { instant: string; source: string };
  depart?: { instant: string; source: string };
  retenue: { statut: string };
};

let service: ServiceEssai;
let poste: Poste | undefined;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

/** Planned hours, then what is written on the slip, as it is keyed. */
const FICHES = [
  { prevu: ['05:30', '06:15'], touches: ['532', '614'], lues: ['5 h 32', '6 h 14'] },
  { prevu: ['06:20', '07:05'], touches: ['620', '+3'], lues: ['6 h 20', '7 h 08'] },
  { prevu: ['07:10', '07:55'], touches: ['710', '755'], lues: ['7 h 10', '7 h 55'] },
] as const;

/**
 * A day of the last month on which an aide was to make three visits, and could not call from any; another aide made two that follow
 * each other, at a fourth usager's, and called once when she came and once when she left.
 */
const preparer = async (): Promise<{ jour: DateCivile; aide: Intervenant; usagers: Usager[] }> => {
  const jour = `${service.moisPasse}-12` as DateCivile;
  const [aide, autre] = (await service.lire<Intervenant>('intervenants', { antenne: 'EST' })).filter(
    (a) => a.antenne === 'EST' && a.dateFin === undefined,
  );
  const duJour = await visitesLeJour(service, 'EST', jour);
  const usagers = (await service.lire<Usager>('usagers', { antenne: 'EST' }))
    .filter((u) => u.antennes.length === 1 && !duJour.has(u.id))
    .slice(0, FICHES.length + 1);
  const quatrieme = usagers[FICHES.length];
  if (!aide || !autre || !quatrieme) throw new Error('deux aides et quatre usagers libres attendus');
  const lire = (nom: string): string => readFileSync(join(service.dossier, 'millesime', nom), 'utf8');
  const mois = service.moisPasse.replace('-', '');
  const lignes: string[] = [];
  const francaise = jour.split('-').toReversed().join('/');
  for (const [n, { prevu }] of FICHES.entries()) {
    const [debut, fin] = prevu.map((h) => `${francaise} ${h}`);
    lignes.push(`F${n + 1};${usagers[n]?.id};${aide.id};${debut};${fin};AD`);
  }
  for (const [n, [debut, fin]] of [
    ['16:00', '17:00'],
    ['17:00', '18:00'],
  ].entries())
    lignes.push(`C${n + 1};${quatrieme.id};${autre.id};${francaise} ${debut};${francaise} ${fin};AD`);
  const appels = [`C1;${francaise} 16:02:00;A`, `C2;${francaise} 18:01:00;D`].map(
    (a) => `${a};${autre.id};${quatrieme.id};`,
  );
  const vers = join(service.dossier, 'complement');
  mkdirSync(vers);
  for (const [nom, plus] of [
    [`PLANNING_${mois}.csv`, lignes],
    [`POINTAGES_${mois}.csv`, appels],
  ] as const)
    writeFileSync(join(vers, nom), avecLignes(lire(nom), plus));
  await service.commande('importer', vers);
  await service.commande('parametre', 'ecrire', 'numeroVert', '+33805123456', '--depuis', `${service.moisPasse}-01`);
  return { jour, aide, usagers };
};

/** Keys pressed, and how many. */
const taper = async (page: Page, ...touches: readonly string[]): Promise<number> => {
  for (const t of touches) await page.keyboard.press(t);
  return touches.length;
};

const sansFaute = async (page: Page): Promise<void> => {
  // One that fades away is half transparent.
  await expect(page.locator('.mantine-Notification-root')).toHaveCount(0);
  expect(await fautes(page)).toEqual([]);
};

/** Where each column of the slips begins, in pixels. */
const colonnesDe = (page: Page): Promise<number[]> =>
  page.locator('table.fiches__saisie th').evaluateAll((es) => es.map((e) => e.getBoundingClientRect().x));

const brouillonsSur = (page: Page): Promise<boolean> =>
  page.evaluate(() => Object.keys(localStorage).some((c) => c.startsWith('tg.brouillons.')));

/** What was typed is sealed on the disk: the page may be left without a question. */
const scelle = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(true);

const nomDe = (p: { nom: string; prenom: string }): string => `${p.nom.toLocaleUpperCase('fr')} ${p.prenom}`;

test('[CO-6] [PT-1] trois fiches tapées sans réseau ni souris survivent à la mort du navigateur et font les pointages', async () => {
  const { jour, aide, usagers } = await preparer();
  const compte = await service.creerCompte('marie-fiches', 'EST');
  poste = await allumerPoste();
  const adresse = `${service.cable.origine}/fiches/?date=${jour}`;
  await seConnecter(poste.page, adresse, compte);
  await expect(poste.page.getByRole('combobox', { name: 'Aide' })).toBeFocused();
  await attendreServiceWorker(poste.page);
  await sansFaute(poste.page);

  await test.step('une heure tapée et pas gardée survit à un rechargement ; effacée, elle n’est plus sur ce poste', async () => {
    const { page } = poste as Poste;
    const arrivee = page.locator('tr[data-visite=F1]').getByLabel('Arrivée');
    await taper(page, ...aide.codeSvi, 'Enter');
    await expect(arrivee).toBeFocused();
    const colonnes = await colonnesDe(page);
    await taper(page, ...'532');
    // What is read back has its place already: no field leaves from under the keyboard.
    await expect(page.getByText('Non enregistré')).toBeVisible();
    expect(await colonnesDe(page)).toEqual(colonnes);
    await scelle(page);
    expect(await brouillonsSur(page)).toBe(true);
    await page.reload();
    await expect(arrivee).toHaveValue('532');
    await arrivee.fill('');
    await expect.poll(() => brouillonsSur(page)).toBe(false);
    await page.goto(adresse);
    await expect(page.getByRole('combobox', { name: 'Aide' })).toBeFocused();
  });

  await test.step('la ligne d’un autre usager, le motif et le commentaire survivent à un rechargement, scellés ; une saisie vierge les oublie', async () => {
    const { page } = poste as Poste;
    const libre = page.locator('tr[data-visite=libre]');
    const usager = libre.getByRole('combobox');
    const motif = page.getByRole('combobox', { name: 'Motif' });
    const commentaire = page.getByRole('textbox', { name: /^Commentaire/ });
    const propose = await motif.inputValue();
    await taper(page, ...aide.codeSvi, 'Enter');
    await usager.focus();
    await page.keyboard.type((usagers[1] as Usager).nom.slice(0, 3));
    await page.getByRole('option', { name: nomDe(usagers[1] as Usager) }).click();
    await expect(libre.getByLabel('Arrivée')).toBeFocused();
    await taper(page, ...'631');
    await motif.fill('pan');
    await page.getByRole('option', { name: 'Panne du SVI' }).click();
    await commentaire.fill('Câble coupé rue des Lilas');
    await expect(motif).not.toHaveValue(propose);
    const choisi = await motif.inputValue();
    await scelle(page);
    // What is sealed may hold any three digits, among others of its alphabet.
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/Lilas|(?<![\w+/=])631(?![\w+/=])/);

    await page.reload();
    await expect(usager).toHaveValue(nomDe(usagers[1] as Usager));
    await expect(libre.getByLabel('Arrivée')).toHaveValue('631');
    await expect(motif).toHaveValue(choisi);
    await expect(commentaire).toHaveValue('Câble coupé rue des Lilas');

    await libre.getByRole('button', { name: /^Enregistrer la fiche/ }).press('Escape');
    await expect(usager).toHaveValue('');
    await suivreLien(page, service.cable.origine, '/fiches/?vierge=1');
    await expect(commentaire).toHaveValue('');
    await expect(motif).toHaveValue(propose);
    await expect.poll(() => brouillonsSur(page)).toBe(false);
    await page.goto(adresse);
    await expect(page.getByRole('combobox', { name: 'Aide' })).toBeFocused();
  });

  await test.step('le réseau est coupé, trois fiches sont tapées au clavier, en huit touches au plus chacune', async () => {
    const { page } = poste as Poste;
    await service.cable.couper();
    await expect(page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });
    await taper(page, ...aide.codeSvi, 'Enter');
    for (const [n, { touches, lues }] of FICHES.entries()) {
      const ligne = page.locator(`tr[data-visite=F${n + 1}]`);
      await expect(ligne.getByLabel('Arrivée')).toBeFocused();
      const [arrivee, depart] = touches;
      const combien = await taper(page, ...arrivee, 'Tab', ...depart, 'Enter');
      expect(combien).toBeLessThanOrEqual(touchesAuPlus("saisir une visite d'une fiche"));
      await expect(ligne).toContainText(nomDe(usagers[n] as Usager));
      await expect(ligne).toContainText('En attente d’envoi');
      for (const l of lues) await expect(ligne).toContainText(l.replaceAll(' ', '\u00a0'));
    }
    await expect(page.getByTestId('sync')).toContainText(/3\s\S+ en attente/);
    await sansFaute(page);
  });

  await test.step('ce qui est faux ou déjà là est dit avant d’être gardé', async () => {
    const { page } = poste as Poste;
    const usager = page.getByRole('combobox', { name: 'Autre usager' });
    await usager.focus();
    await page.keyboard.type((usagers[0] as Usager).nom.slice(0, 3));
    await page.getByRole('option', { name: nomDe(usagers[0] as Usager) }).click();
    await taper(page, ...'600', 'Tab', ...'545', 'Enter');
    await expect(page.getByText('Le départ doit suivre l’arrivée (6 h 00).')).toBeVisible();
    await taper(page, 'Control+A', ...'614', 'Enter');
    await expect(page.getByText('Une fiche est déjà saisie pour cette visite')).toBeVisible();
    await taper(page, 'Escape');
    await expect(page.getByText('Une fiche est déjà saisie pour cette visite')).toBeHidden();
    await expect(page.locator('tr[data-fiche]')).toHaveCount(3);
  });

  await test.step('le navigateur est tué, rallumé sans réseau : elles sont là', async () => {
    const p = poste as Poste;
    await p.tuer();
    await p.rallumer();
    await p.page.goto(adresse);
    await p.page.getByLabel(`Mot de passe de ${compte.identifiant}`).fill(compte.motDePasse);
    await p.page.getByRole('button', { name: 'Déverrouiller' }).click();
    await expect(p.page.locator('tr[data-fiche]')).toHaveCount(3);
    await expect(p.page.locator('tr[data-fiche] [data-etat=ATTENTE]')).toHaveCount(3);
  });

  await test.step('les fiches à imprimer se font sans réseau : le jour, le numéro vert, les codes', async () => {
    const { page } = poste as Poste;
    await page.getByRole('button', { name: 'Fiches à imprimer' }).click();
    const fenetre = page.getByRole('dialog');
    await fenetre.getByLabel('Jour').fill(jour);
    await fenetre.getByRole('combobox', { name: 'Aides' }).click();
    await page.getByRole('option', { name: new RegExp(nomDe(aide)) }).click();
    await sansFaute(page);
    const recu = page.waitForEvent('download');
    await fenetre.getByRole('button', { name: 'Télécharger le PDF' }).click();
    const chemin = await (await recu).path();
    const texte = textesDuPdf(readFileSync(chemin)).flat().join('\n');
    expect(texte).toContain(nomDe(aide));
    expect(texte).toContain('0 805 123 456');
    for (const [n, { prevu }] of FICHES.entries()) {
      const u = usagers[n] as Usager;
      expect(texte).toContain(nomDe(u));
      expect(texte).toContain(`Code du bénéficiaire : ${u.codeUsager.slice(0, 3)} ${u.codeUsager.slice(3)}`);
      expect(texte).toContain(prevu[0].replace(/^0/, '').replace(':', ' h '));
    }
    expect(texte).not.toContain(aide.codeSvi);
  });

  await test.step('la page d’un usager : son code à la demande, sa feuille, et ce qui demande le réseau', async () => {
    const { page } = poste as Poste;
    const u = usagers[0] as Usager;
    const code = `${u.codeUsager.slice(0, 3)}\u00a0${u.codeUsager.slice(3)}`;
    await page.getByRole('link', { name: 'Usagers' }).click();
    await expect(page.getByLabel('Chercher un usager')).toBeFocused();
    await sansFaute(page);
    await page.keyboard.type(nomDe(u));
    await taper(page, 'Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(nomDe(u));
    await expect(page.getByTestId('code-svi')).not.toContainText(code);
    await page.getByRole('button', { name: 'Afficher le code' }).click();
    await expect(page.getByTestId('code-svi')).toHaveText(code);
    await expect(page.getByRole('button', { name: 'Changer le code' })).toHaveAccessibleDescription(
      /demande le réseau/,
    );
    await sansFaute(page);
    const recu = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Feuille à imprimer' }).click();
    const texte = textesDuPdf(readFileSync(await (await recu).path()))
      .flat()
      .join('\n');
    for (const dit of [
      `Chez ${u.civilite === 'M' ? 'M.' : 'Mme'} ${u.prenom} ${u.nom}`,
      '0 805 123 456',
      code.replace('\u00a0', ' '),
    ])
      expect(texte).toContain(dit);
  });

  await test.step('le réseau revient : elles partent d’elles-mêmes et complètent les visites', async () => {
    const { page } = poste as Poste;
    await service.cable.retablir();
    await expect(page.getByTestId('sync')).toHaveText(/À jour/, { timeout: 60_000 });
    await page.goto(adresse);
    await expect(page.locator('tr[data-fiche] [data-etat=RECUE]')).toHaveCount(3, { timeout: 30_000 });
    // As who sits down: the field has the keyboard before one types.
    await expect(page.getByRole('combobox', { name: 'Aide' })).toBeFocused();
    await taper(page, ...aide.codeSvi, 'Enter');
    for (const n of [1, 2, 3]) await expect(page.locator(`tr[data-visite=F${n}]`)).toContainText('Complète');
    const faites = (
      await service.lire<Intervention>('interventions', { antenne: 'EST', mois: service.moisPasse })
    ).filter((i) => i.visite?.id.startsWith('F'));
    expect(faites.map((i) => i.visite?.id).toSorted()).toEqual(['F1', 'F2', 'F3']);
    for (const i of faites) {
      expect([i.arrivee?.source, i.depart?.source, i.retenue.statut]).toEqual(['FICHE', 'FICHE', 'COMPLETE']);
    }
    await sansFaute(page);
  });

  await test.step('[AP-11] deux visites à la suite, deux appels : la seconde est couverte, le panneau dit par laquelle, et y mène', async () => {
    const { page } = poste as Poste;
    const visites = await service.lire<Intervention>('interventions', { antenne: 'EST', mois: service.moisPasse });
    const id = visites.find((i) => i.visite?.id === 'C2')?.id;
    await suivreLien(
      page,
      service.cable.origine,
      `/interventions/?jour=${jour}&filtre=toutes&id=intervention:${jour}:${id}`,
    );
    const panneau = page.getByRole('complementary');
    await expect(panneau.getByRole('heading', { level: 2 })).toContainText(nomDe(usagers[3] as Usager));
    await expect(page.locator(`[role=row][row-id="intervention:${jour}:${id}"]`)).toContainText('Couverte');
    await expect(panneau).toContainText('La visite de 17 h 00 à 18 h 00 est couverte par celle de 16 h 02.');
    await sansFaute(page);
    await panneau.getByRole('link', { name: /^Voir la visite de 16.h.02$/ }).click();
    await expect(panneau.getByTestId('couvre-aussi')).toHaveText(
      /Couvre aussi la visite prévue de 17.h.00 à 18.h.00\./,
    );
    await expect(panneau.getByRole('heading', { level: 2 })).toContainText(nomDe(usagers[3] as Usager));
  });

  await test.step('avec le réseau, le code de l’usager se change', async () => {
    const { page } = poste as Poste;
    const u = usagers[0] as Usager;
    await suivreLien(page, service.cable.origine, `/usagers/?id=${u.id}`);
    await page.getByRole('button', { name: 'Afficher le code' }).click();
    const avant = (await page.getByTestId('code-svi').textContent()) ?? '';
    await page.getByRole('button', { name: 'Changer le code' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Changer le code' }).click();
    await expect(page.getByTestId('code-svi')).not.toHaveText(avant);
    await expect(page.getByTestId('code-svi')).toHaveText(/^\d{3}\s\d{3}$/);
  });
});
