import { afterAll, beforeAll, expect, test } from 'vitest';
import { ID_OUVERTURE } from '#shared/contrats/store/inventaire';
import { financeur, paris, pec, pointage, usager } from '#shared/testing/constructeurs';
import { type Banc, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../../http/testing/banc';
import { ecrireTout, supprimerLot } from '../../../store/ecrire';
import { lireCles, lireIds } from '../../../store/lire';
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
  await creerCompteDEssai(magasin, 'siege', 'CENTRAL', []);
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

const EST_OCTOBRE = 'antenne=EST&mois=2026-10';
const JOURS = 'antenne=EST&du=2026-10-01&au=2026-10-31';
test.each([
  `/api/etats/heures/fichier?${JOURS}&format=csv`,
  `/api/etats/planning-intervenants/plannings?${JOURS}`,
  `/api/etats/justificatifs?${EST_OCTOBRE}`,
  `/api/prefacturation/fichier?${EST_OCTOBRE}&quoi=csv`,
  '/api/prefacturation/fichier?antenne=TOUTES&mois=2026-10&quoi=csv',
  `/api/pro-forma/fichier?${EST_OCTOBRE}&dispositif=APA&quoi=pdf`,
  `/api/cloture/fichier?${EST_OCTOBRE}&nom=x`,
])('[CL-1] a file that leaves the screen goes through the one gate: %s', async (url) => {
  const qui = await banc.connecter(url.includes('TOUTES') ? 'siege' : 'chef');
  const code = async (...vues: Noeud[][]) => {
    suites = vues;
    return (await corpsDe(await qui.appeler('GET', url))).code;
  };
  const [ouverture] = await lireCles<object>(banc.magasin, 'tg-central', [ID_OUVERTURE]);
  if (ouverture) await supprimerLot(banc.magasin, 'tg-central', [ouverture]);
  expect(await code(calme(3_600, 700))).toBe('GRAPPE_RETARD');
  // Calm as it begins, and agitated as what was received is to be counted.
  expect(await code(calme(), calme(3_600, 700), calme())).toBe('INVENTAIRE_FERME');
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
