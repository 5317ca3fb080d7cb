import { expect } from '@playwright/test';
import { test } from '../../outils/histoire';
import { entrer } from '../../outils/navigateur';

// What is typed as soon as a field is there is kept, whatever the page still fetches: parts of it come at the first key, with styles
// of their own, and a network may be slow.

test('les lettres tapées pendant que le reste de la page arrive sont toutes gardées', async ({ page, service }) => {
  const origine = service.cable.origine;
  const compte = await service.creerCompte('octavia', '', { role: 'AUDITEUR' });
  await page.goto(origine);
  const identifiant = page.getByLabel('Identifiant');
  await expect(identifiant).toBeFocused();
  const retenus: string[] = [];
  let lacher = (): void => undefined;
  const lache = new Promise<void>((suite) => {
    lacher = suite;
  });
  await page.route('**/*.css', async (route) => {
    retenus.push(route.request().url());
    await lache;
    await route.continue();
  });
  await page.keyboard.type('une inconnue');
  await expect(identifiant).toHaveValue('une inconnue');
  // It is this that is still on its way, or nothing is shown.
  expect(retenus).not.toEqual([]);
  lacher();
  await page.unrouteAll({ behavior: 'wait' });

  await entrer(page, origine, compte);
  const cherche = page.getByLabel('Nom, prénom ou identifiant');
  await expect(cherche).toBeFocused();
  await page.keyboard.type('MARTIN Jeanne');
  await expect(cherche).toHaveValue('MARTIN Jeanne');
});
