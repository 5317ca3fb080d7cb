import { expect } from '@playwright/test';
import { corrigerLaPremiere, interventionsDuMois, lignesDe } from '../outils/corriger';
import { test } from '../outils/histoire';
import { isoler } from '../outils/isoler';
import { ranger } from '../outils/menage';
import { allumerPoste, deverrouiller, type Poste, seConnecter } from '../outils/navigateur';
import type { ServiceEssai } from '../outils/service';

type Ecrite = { auteur: string; motif: string; cible?: { id: string } };

let service: ServiceEssai;
let poste: Poste | undefined;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterAll(ranger);

test('[CO-6] deux onglets corrigent sans réseau ; le premier fermé, l’autre envoie tout, une fois', async () => {
  const compte = await service.creerCompte('ines', 'EST');
  poste = await allumerPoste();
  const { page } = poste;
  await seConnecter(page, service.cable.origine, compte);
  await isoler(page, service);
  const second = await page.context().newPage();
  await interventionsDuMois(second, service);
  await deverrouiller(second, compte);
  await expect(lignesDe(second).first()).toBeVisible();

  await test.step('ce que l’un garde, l’autre le montre', async () => {
    await page.bringToFront();
    await corrigerLaPremiere(page, 'pan');
    await second.bringToFront();
    await expect(second.getByTestId('sync')).toContainText('1 correction en attente');
    await corrigerLaPremiere(second, 'urg');
    for (const p of [page, second]) await expect(p.getByTestId('sync')).toContainText('2 corrections en attente');
  });

  await test.step('celui qui envoyait n’est plus là : l’autre envoie les deux', async () => {
    await page.close();
    await service.cable.retablir();
    await expect(second.getByTestId('sync')).toHaveText(/À jour/, { timeout: 90_000 });
    const lues = await service.lire<Ecrite>('corrections', { antenne: 'EST', mois: service.moisPasse });
    const siennes = lues.filter((c) => c.auteur === compte.identifiant);
    expect(siennes.map((c) => c.motif).sort()).toEqual(['PANNE_SVI', 'URGENCE']);
    expect(new Set(siennes.map((c) => c.cible?.id)).size).toBe(2);
  });
});
