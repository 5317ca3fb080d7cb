import { expect } from '@playwright/test';
import { ajouterMois } from '#shared/temps/paris';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { allumerPoste, type Poste, seConnecter } from '../../outils/navigateur';
import type { ServiceEssai } from '../../outils/service';

let service: ServiceEssai;
let poste: Poste | undefined;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

type Usager = { id: string; nom: string; antennes: { antenne: string; depuis: string }[] };
type Intervention = { _id: string; usagerId: string; date: string };

test('[CL-1] la nouvelle antenne lit les visites de l’ancienne, avec le réseau, sans pouvoir les corriger', async () => {
  const mois = ajouterMois(service.moisPasse, 1);
  // The generator moves the second usager of Centre to Nord-Est on the first of the present month.
  const partis = (await service.lire<Usager>('usagers', { antenne: 'NORD_EST' })).filter(
    (u) => u.antennes[0]?.antenne === 'CENTRE' && u.antennes.at(-1)?.antenne === 'NORD_EST',
  );
  const visites = await service.lire<Intervention>('interventions', { antenne: 'NORD_EST', mois });
  const visite = visites.find((v) => partis.some((u) => u.id === v.usagerId));
  const usager = partis.find((u) => u.id === visite?.usagerId);
  if (!visite || !usager) throw new Error('un usager parti de Centre et une visite à Nord-Est attendus');
  const anciennes = (
    await service.lire<Intervention>('interventions', { antenne: 'CENTRE', mois: service.moisPasse })
  ).filter((v) => v.usagerId === usager.id);
  expect(anciennes.length).toBeGreaterThan(0);

  poste = await allumerPoste({ enLigne: true });
  const { page } = poste;
  await seConnecter(page, service.cable.origine, await service.creerCompte('nadege', 'NORD_EST'));
  const adresse = `${service.cable.origine}/interventions/?mois=${mois}&filtre=toutes`;
  await page.goto(`${adresse}&id=${encodeURIComponent(visite._id)}`);
  const panneau = page.getByRole('complementary');
  const bouton = panneau.getByRole('button', { name: /Ses visites à l’antenne Centre \(avant le 1er\s/ });
  const tiroir = page.getByRole('dialog');
  await expect(bouton).toBeEnabled({ timeout: 30_000 });

  await test.step('elle les lit', async () => {
    await bouton.click();
    await expect(tiroir).toContainText(/\d+\svisites? du\s/);
    await expect(tiroir).toContainText(usager.nom.toLocaleUpperCase('fr'));
    const lignes = tiroir.getByRole('row').filter({ has: page.getByRole('rowheader') });
    await expect(lignes).toHaveCount(anciennes.length);
    await expect(tiroir.getByRole('button')).toHaveCount(1);
  });

  await test.step('Échap ferme le tiroir seul, et rend sa place au clavier', async () => {
    await page.keyboard.press('Escape');
    await expect(tiroir).toBeHidden();
    await expect(panneau).toBeVisible();
    await expect(bouton).toBeFocused();
  });

  await test.step('sans réseau, le bouton dit pourquoi il ne peut rien', async () => {
    await service.cable.couper();
    await expect(page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });
    await expect(bouton).toHaveAccessibleDescription('Demande le réseau');
    await expect(bouton).toBeDisabled();
    await bouton.press('Enter');
    await expect(tiroir).toBeHidden();
    await service.cable.retablir();
    await expect(bouton).toBeEnabled({ timeout: 60_000 });
  });

  await test.step('une lecture qui échoue le dit, et se recommence', async () => {
    await page.route('**/api/usagers/**', (r) => r.abort());
    await bouton.press('Enter');
    await expect(tiroir.getByRole('alert')).toContainText('Le serveur ne répond pas');
    await page.unroute('**/api/usagers/**');
    await tiroir.getByRole('button', { name: 'Réessayer' }).click();
    await expect(tiroir.getByRole('table')).toBeVisible();
  });
});
