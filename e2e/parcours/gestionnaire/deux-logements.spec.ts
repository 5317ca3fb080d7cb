import { expect, type Page } from '@playwright/test';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { heure } from '#shared/mots/dates';
import { nomComplet } from '#shared/mots/textes';
import { epochMs, instantDe, localParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { lignesDe } from '../../outils/corriger';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, seConnecter } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

// [AP-10] Wherever hours come from, what would have an aide in two homes at once is asked before it is kept, in the same words.

const ANTENNE = 'SUD';
let service: ServiceEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

type Visite = Intervention & { retenue: { statut: string; intervenantId: string; debut?: Instant; fin?: Instant } };
type Ecrite = { auteur: string; nature: string; fin?: Instant };
const QUESTION = /ette aide est aussi chez .*\s: est-ce bien cela/;

const panneau = (page: Page) => page.getByRole('complementary');
const conflit = (page: Page) => panneau(page).getByRole('region', { name: 'Conflit' });
const plus = (i: Instant, minutes: number): Instant => instantDe(epochMs(i) + minutes * 60_000);
/** As one types it: « 10:05 ». */
const tapee = (i: Instant): string => localParis(i).slice(11, 16);

const allumer = async (identifiant: string): Promise<Page> => {
  const { page } = await allumerPoste();
  await seConnecter(page, service.cable.origine, await service.creerCompte(`${identifiant}-logements`, ANTENNE));
  return page;
};

test('[AP-10] deux logements à la fois : dit avant de créer une visite, demandé avant de garder un lot ou une version', {
  tag: '@long',
}, async () => {
  const mois = service.moisPasse;
  const lire = <T>(quoi: Parameters<ServiceEssai['lire']>[0]) => service.lire<T>(quoi, { antenne: ANTENNE, mois });
  const visites = await lire<Visite>('interventions');
  // Nothing else of that aide around it.
  const seule = ({ _id, intervenantId, visite }: Visite): boolean =>
    visite !== undefined &&
    visites.every(({ _id: autre, retenue: r, visite: v }) => {
      const [de, a] = [r.debut ?? v?.debut, r.fin ?? v?.fin];
      if (autre === _id || r.intervenantId !== intervenantId || (!de && !a)) return true;
      return (a ?? de ?? '') < plus(visite.debut, -90) || (de ?? a ?? '') > plus(visite.fin, 90);
    });
  const manquante = visites.find((i) => i.retenue.statut === 'SANS_DEPART' && i.arrivee && seule(i));
  const prevu = manquante?.visite;
  const aide = (await lire<Intervenant>('intervenants')).find((a) => a.id === manquante?.intervenantId);
  const chez = (await lire<Usager>('usagers')).find(
    (u) => u.id !== manquante?.usagerId && u.antennes.length === 1 && u.telephones.length > 0,
  );
  if (!manquante || !prevu || !aide || !chez) throw new Error('une visite sans départ, et un autre usager attendus');
  const adresse = `${service.cable.origine}/interventions/?mois=${mois}`;
  const ouvrir = async (page: Page): Promise<void> => {
    await page.goto(`${adresse}&filtre=toutes&id=${encodeURIComponent(manquante._id)}`);
    await expect(panneau(page).getByTestId('corriger')).toBeVisible();
  };
  const anne = await allumer('anne');
  const bea = await allumer('bea');
  const siennes = async () => (await lire<Ecrite>('corrections')).filter((c) => c.auteur === 'anne-logements');

  await test.step('« Nouvelle visite » : l’aide est ailleurs à son arrivée ; après elle, rien n’est su', async () => {
    await anne.goto(adresse);
    await anne.getByRole('button', { name: 'Nouvelle visite' }).click();
    const fenetre = anne.getByRole('dialog');
    await fenetre.getByLabel('Jour').fill(manquante.date);
    await fenetre.getByLabel('Usager').fill(nomComplet(chez));
    await anne.getByRole('option', { name: nomComplet(chez) }).click();
    await fenetre.getByLabel('Aide').fill(nomComplet(aide));
    await anne.getByRole('option', { name: nomComplet(aide) }).click();
    await fenetre.getByLabel('Arrivée').fill(tapee(plus(prevu.debut, -30)));
    await fenetre.getByLabel('Départ').fill(tapee(plus(prevu.fin, 30)));
    await expect(fenetre.getByTestId('deja')).toContainText(/Cette aide est aussi chez .* à ces heures \(arrivée/);
    await fenetre.getByLabel('Arrivée').fill(tapee(plus(prevu.fin, -20)));
    await expect(fenetre).not.toContainText('Cette aide est aussi chez');
    await fenetre.getByTestId('motif').fill('pann');
    await fenetre.getByRole('button', { name: 'Créer la visite' }).click();
    await expect(fenetre).toBeHidden();
    await expect.poll(async () => (await siennes()).map((c) => c.nature)).toEqual(['CREATION']);
  });

  await test.step('un lot donne à l’autre visite son départ prévu : demandé, puis gardé', async () => {
    await anne.goto(`${adresse}&statut=SANS_DEPART`);
    await expect(lignesDe(anne).first()).toBeVisible();
    await anne.keyboard.press('ArrowDown');
    await anne.keyboard.press('Control+a');
    await anne.keyboard.press('Enter');
    await expect(anne.getByTestId('enregistrer-lot')).toBeVisible();
    await anne.getByTestId('motif').fill('ou');
    await anne.keyboard.press('Enter');
    await expect(anne.getByTestId('enregistrer-lot')).toBeFocused();
    await anne.keyboard.press('Enter');
    await expect(panneau(anne).getByText(QUESTION)).toContainText(nomComplet(chez));
    expect(await siennes()).toHaveLength(1);
    await expect(anne.getByTestId('enregistrer-lot')).toBeFocused();
    await anne.keyboard.press('Enter');
    await expect.poll(async () => (await siennes()).length).toBeGreaterThan(2);
    await expect(anne.getByTestId('sync')).toContainText('À jour');
  });

  const [longue, courte] = [plus(prevu.fin, 5), plus(prevu.fin, -25)];
  const donnerDepart = async (page: Page, depart: Instant): Promise<void> => {
    await panneau(page).getByTestId('corriger').click();
    await page.getByTestId('depart').fill(tapee(depart));
    await page.getByTestId('motif').fill('ou');
    await page.keyboard.press('Enter');
  };

  await test.step('deux départs pour une visite ; garder celui qui la met en deux logements se demande', async () => {
    for (const page of [anne, bea]) await ouvrir(page);
    await anne.context().setOffline(true);
    await donnerDepart(anne, longue);
    await expect(panneau(anne).getByText(QUESTION)).toBeVisible();
    await anne.keyboard.press('Enter');
    await expect(anne.getByTestId('motif')).toBeHidden();
    await donnerDepart(bea, courte);
    await expect(bea.getByTestId('motif')).toBeHidden();
    await expect(bea.getByTestId('sync')).toContainText('À jour');
    await anne.context().setOffline(false);
    await expect(anne.getByTestId('sync')).toContainText('À jour', { timeout: 90_000 });
    await ouvrir(anne);
    const sienne = conflit(anne).getByRole('button', {
      name: new RegExp(`^Garder cette version.*${heure(longue).replace(/\s/g, '\\s')}`),
    });
    await sienne.focus();
    await anne.keyboard.press('Enter');
    await expect(conflit(anne).getByText(QUESTION)).toBeVisible();
    await anne.keyboard.press('Enter');
    await expect(conflit(anne)).toBeHidden();
    const retenu = async () => (await lire<Visite>('interventions')).find((i) => i._id === manquante._id)?.retenue.fin;
    await expect.poll(retenu).toBe(longue);
  });
});
