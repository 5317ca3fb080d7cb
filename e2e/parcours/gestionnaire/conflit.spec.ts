import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { ecrireFichier } from '#shared/formats/codec-ecriture';
import { INTERVENANTS } from '#shared/formats/intervenants/intervenants';
import { nomComplet } from '#shared/mots/textes';
import { ajouterMois, dateParis, instantDe, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { Lisible } from '../../../sync-server/domaines/exploitation/lire/lire';
import { clavierCompte } from '../../outils/clavier';
import { fautes } from '../../outils/ecran/sans-faute';
import { touchesAuPlus } from '../../outils/gestes';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, seConnecter } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

const ANTENNE = 'CENTRE';
let service: ServiceEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

type Personne = { id: string; nom: string; prenom: string };
type Usager = Personne & { antennes: { antenne: string }[] };
type Visite = { _id: string; intervenantId: string; retenue: { statut: string; intervenantId: string } };
type Ecrite = {
  auteur: string;
  nature: string;
  intervenantId?: string;
  base: string[];
  verdict?: { decision: string };
};

/** Each antenna has two aides: a third comes with the next file. */
const embaucher = async (): Promise<void> => {
  const connues = (await service.lire<Intervenant>('intervenants')).map((a) => ({
    id_intervenant: a.id,
    civilite: a.civilite,
    nom: a.nom,
    prenom: a.prenom,
    antenne: a.antenne,
    adresse_antenne: a.adresseAntenne,
    code_svi: a.codeSvi,
    telephone: a.telephone,
    date_debut: a.dateDebut,
    date_fin: a.dateFin,
  }));
  const modele = connues.find((a) => a.antenne === ANTENNE);
  if (!modele) throw new Error('une aide attendue');
  const neuve = { ...modele, id_intervenant: 'NEUVE', nom: 'Zola', prenom: 'Inès', code_svi: undefined };
  const dossier = join(service.dossier, 'embauche');
  mkdirSync(dossier);
  const jour = dateParis(instantDe(Date.now())).replaceAll('-', '');
  writeFileSync(join(dossier, `INTERVENANTS_${jour}.csv`), ecrireFichier(INTERVENANTS, [...connues, neuve]));
  await service.commande('importer', dossier);
};

const panneau = (page: Page) => page.getByRole('complementary');
const conflit = (page: Page) => panneau(page).getByRole('region', { name: 'Conflit' });
const allumer = async (identifiant: string, nom: string): Promise<Page> => {
  const poste = await allumerPoste();
  await seConnecter(
    poste.page,
    service.cable.origine,
    await service.creerCompte(`${identifiant}-conflit`, ANTENNE, { nom }),
  );
  return poste.page;
};
/** The keyboard is on the line of that visit. */
const clavierSur = (page: Page, id: string): Promise<void> =>
  expect(page.locator(`[row-id="${id}"] [role=gridcell]:focus`)).toHaveCount(1);
const ouvrir = async (page: Page, mois: string, id: string): Promise<void> => {
  await page.goto(`${service.cable.origine}/interventions/?mois=${mois}&filtre=toutes&id=${encodeURIComponent(id)}`);
  await expect(panneau(page).getByTestId('corriger')).toBeVisible({ timeout: 30_000 });
  await clavierSur(page, id);
};
const quiQuoi = async (page: Page): Promise<void> => {
  await panneau(page).getByTestId('corriger').click();
  await panneau(page).getByText('Qui, quoi', { exact: true }).click();
};
const donnerAide = async (page: Page, aide: string): Promise<void> => {
  await quiQuoi(page);
  await page.getByTestId('donnees-aide').fill(aide);
  await page.getByRole('option', { name: aide }).click();
  await page.getByTestId('motif').fill('rempl');
  await page.getByTestId('enregistrer').click();
  await expect(page.getByTestId('motif')).toBeHidden();
};

test('[CO-4] deux aides pour une visite : anne, hors ligne, garde la sienne, et c’est elle que tous retiennent', async () => {
  const mois = service.moisPasse;
  const lire = <T>(quoi: Lisible, ou: { mois?: Mois } = {}) => service.lire<T>(quoi, { antenne: ANTENNE, ...ou });
  const visite = (await lire<Visite>('interventions', { mois })).find((v) => v.retenue.statut === 'COMPLETE');
  await embaucher();
  const aides = (await lire<Personne>('intervenants')).filter((a) => a.id !== visite?.intervenantId);
  const [sienne, autre] = aides;
  if (!visite || !sienne || !autre) throw new Error('une visite complète et deux autres aides attendues');
  const anne = await allumer('anne', 'Anne Durand');
  const bea = await allumer('bea', 'Béatrice Le Goff');
  await ouvrir(anne, mois, visite._id);
  await ouvrir(bea, mois, visite._id);

  await test.step('anne, sans réseau, dit une aide ; béatrice en dit une autre', async () => {
    await anne.context().setOffline(true);
    await donnerAide(anne, nomComplet(sienne));
    await expect(anne.getByTestId('sync')).toContainText('1 correction en attente', { timeout: 60_000 });
    await donnerAide(bea, nomComplet(autre));
    await expect(bea.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
  });

  await test.step('le réseau revient : une annonce dit ce qui est parti, et le conflit à régler', async () => {
    await anne.context().setOffline(false);
    const retour = anne.getByRole('alert').filter({ hasText: 'De nouveau en ligne' });
    await expect(retour).toContainText(/1\ssaisie envoyée, dont 1 en conflit/, { timeout: 90_000 });
    await expect(retour.getByRole('link', { name: 'le régler' })).toHaveAttribute('href', /id=/);
  });

  await test.step('le réseau revient : les deux versions côte à côte, chacune par le nom de son aide', async () => {
    await anne.context().setOffline(false);
    await expect(anne.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
    for (const page of [anne, bea]) {
      await ouvrir(page, mois, visite._id);
      await expect(conflit(page)).toContainText('Corrigée en même temps par Anne Durand et Béatrice Le Goff', {
        timeout: 60_000,
      });
      await expect(conflit(page)).toContainText(`Aide : ${nomComplet(sienne)}`);
      await expect(conflit(page)).toContainText(`Aide : ${nomComplet(autre)}`);
    }
    expect(await fautes(anne, 'main')).toEqual([]);
  });

  await test.step('anne garde la sienne, d’un geste : sur les deux postes et au service, il n’y a plus qu’elle', async () => {
    // From the line: Entrée goes to what holds now, the arrow to the other version, Entrée keeps it.
    const garder = conflit(anne).getByRole('button', { name: /^Garder cette version/ });
    const noms = await garder.evaluateAll((bs) => bs.map((b) => b.getAttribute('aria-label')));
    expect(new Set(noms).size).toBe(2);
    await expect(conflit(anne).locator('.conflit__version--retenue')).toContainText('Retenue à présent');
    await expect(conflit(anne)).toContainText('Remplacement');
    const clavier = clavierCompte(anne);
    await clavier.touche('Enter');
    await expect(garder.first()).toBeFocused();
    await expect(anne.getByTestId('motif')).toHaveCount(0);
    if (!(noms[0] ?? '').includes(nomComplet(sienne))) await clavier.touche('ArrowDown');
    await expect(anne.locator('.conflit__version button:focus')).toHaveAttribute(
      'aria-label',
      new RegExp(nomComplet(sienne)),
    );
    await clavier.touche('Enter');
    expect(clavier.compte()).toBeLessThanOrEqual(touchesAuPlus('trancher un conflit, depuis sa ligne'));
    for (const page of [anne, bea]) {
      await expect(conflit(page)).toBeHidden({ timeout: 60_000 });
      await expect(panneau(page)).toContainText(` · ${nomComplet(sienne)}`);
    }
    await clavierSur(anne, visite._id);
    const laSienne = async (): Promise<Ecrite | undefined> =>
      (await lire<Ecrite>('corrections', { mois })).findLast((c) => c.auteur === 'anne-conflit');
    await expect.poll(async () => (await laSienne())?.verdict?.decision).toBe('ACCEPTEE');
    const reglee = await laSienne();
    expect([reglee?.nature, reglee?.intervenantId, reglee?.base.length]).toEqual(['DONNEES', sienne.id, 2]);
    const apres = (await lire<Visite>('interventions', { mois })).find((v) => v._id === visite._id);
    expect(apres?.retenue.intervenantId).toBe(sienne.id);
  });

  // The generator moves the second usager of Centre to Nord-Est on the first of the present month.
  const parti = (await lire<Usager>('usagers')).find((u) => u.antennes.at(-1)?.antenne === 'NORD_EST');
  if (!parti) throw new Error('un usager parti attendu');
  const nomParti = nomComplet(parti);

  await test.step('[CO-3] hors ligne, qui a changé d’antenne n’est proposé qu’aux visites d’avant', async () => {
    await anne.context().setOffline(true);
    await quiQuoi(anne);
    await anne.getByTestId('donnees-usager').fill(nomParti);
    await expect(anne.getByRole('option', { name: nomParti })).toBeVisible();
    await panneau(anne).getByRole('button', { name: 'Fermer', exact: true }).last().click();
  });

  await test.step('[CO-3] une visite au jour où il est parti est refusée au champ, avec le remède, avant tout envoi', async () => {
    await anne.getByRole('button', { name: 'Nouvelle visite' }).click();
    const fenetre = anne.getByRole('dialog');
    await fenetre.getByLabel('Jour').fill(premierJour(mois));
    await fenetre.getByLabel('Usager').fill(nomParti);
    await anne.getByRole('option', { name: nomParti }).click();
    await fenetre.getByLabel('Aide').fill(nomComplet(sienne));
    await anne.getByRole('option', { name: nomComplet(sienne) }).click();
    await fenetre.getByLabel('Jour').fill(premierJour(ajouterMois(mois, 1)));
    await fenetre.getByLabel('Arrivée').fill('0h');
    await fenetre.getByLabel('Départ').fill('0h10');
    await fenetre.getByTestId('motif').fill('pann');
    await fenetre.getByRole('button', { name: 'Créer la visite' }).click();
    await expect(fenetre).toContainText('n’est pas de cette antenne au jour de la visite');
    await expect(fenetre.getByLabel('Usager')).toHaveAttribute('aria-invalid', 'true');
    // Nothing waits to be sent: it was said before.
    await expect(anne.getByTestId('sync')).not.toContainText('en attente');
  });
});
