import { afterAll, beforeAll, expect, test } from 'vitest';
import { financeur, paris, pec, pointage, usager } from '#shared/testing/constructeurs';
import { type Banc, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../../http/testing/banc';
import { ecrireTout } from '../../../store/ecrire';
import { lireIds } from '../../../store/lire';
import type { Noeud } from '../../../store/magasin';
import { magasinMemoire } from '../../../store/memoire/memoire';
import { entourer } from '../../../store/testing/entourer';
import { rattraper } from '../../../transitions/rattraper';
import { intervenant } from '../../../transitions/testing/banc';

// A node that comes back while a month is being counted: what a screen is told, and that nothing was written.

const EST = 'tg-antenne-est';
const horloge = () => paris('2026-11-03 12:00');
const calme = (actifS = 3_600, aTransmettre = 0): Noeud[] =>
  [1, 2, 3].map((n) => ({ nom: `n${n}`, present: true, actifS, aTransmettre }));

let banc: Banc;
/** What the nodes say, one answer after the other, the last one for good. */
let suites: Noeud[][] = [calme()];

beforeAll(async () => {
  const magasin = entourer(magasinMemoire(), async ({ nom }, faire) =>
    nom === 'noeuds' ? ((suites.length > 1 ? suites.shift() : suites[0]) ?? []) : faire(),
  );
  banc = await ouvrirBanc({ magasin, horloge });
  for (const base of [EST, 'tg-central', 'tg-pointages-2026']) await magasin.creerBase(base);
  await ecrireTout(magasin, 'tg-central', [financeur('APA', 'APA'), financeur('PROPRE', 'TARIF_PROPRE')]);
  await ecrireTout(magasin, EST, [usager('U1', { prisesEnCharge: [pec('P1', 'APA')] }), intervenant('I1', 'EST')]);
  await ecrireTout(magasin, 'tg-pointages-2026', [
    pointage('A', '2026-10-01 08:00'),
    pointage('D', '2026-10-01 09:00'),
  ]);
  await rattraper(magasin, horloge);
  await creerCompteDEssai(magasin, 'chef', 'GESTIONNAIRE', ['EST'], true);
});
afterAll(() => banc.fermer());

const clore = async () =>
  (await banc.connecter('chef')).appeler('POST', '/api/cloture', {
    corps: { antenne: 'EST', mois: '2026-10', confirmation: '2026-10' },
  });
const ecrits = () => lireIds(banc.magasin, EST, { debut: 'c', fin: 'g' });

test('[CL-2] a node that comes back before, or while the month is read: refused with its sentence, and nothing is written', async () => {
  for (const vues of [
    [calme(3_600, 700)],
    // Twice calm: as the closing begins, and as it begins to read.
    [calme(), calme(), calme(8)],
  ]) {
    suites = vues;
    const r = await clore();
    expect(r.status).toBe(400);
    expect(await corpsDe(r)).toMatchObject({
      code: expect.stringMatching(/^GRAPPE_/),
      message: expect.stringMatching(/^La grappe se remet à jour : .* Rien n’a été clos\. Réessayez/),
    });
    expect(await ecrits()).toEqual([]);
  }
});

test('[CL-1] the screen goes on showing the month; a file of it is not given, nor one that was read meanwhile', async () => {
  const chef = await banc.connecter('chef');
  const voir = () => chef.appeler('GET', '/api/prefacturation?antenne=EST&mois=2026-10');
  const fichier = () => chef.appeler('GET', '/api/prefacturation/fichier?antenne=EST&mois=2026-10&quoi=csv');
  suites = [calme(3_600, 700)];
  expect(await corpsDe(await voir())).toMatchObject({ mois: '2026-10' });
  expect(await corpsDe(await fichier())).toMatchObject({ code: 'GRAPPE_RETARD' });
  suites = [calme()];
  expect((await fichier()).status).toBe(200);
  expect((await clore()).status).toBe(200);
  expect(await ecrits()).toContain('cloture:2026-10');
});
