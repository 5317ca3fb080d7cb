import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { pointage, usager, visite } from '#shared/testing/constructeurs';
import { type BancCli, ouvrirBancCli } from '../../../cli/testing/banc';
import { changer, ecrireTout, sansReponse } from '../../../store/ecrire';
import { lireUn, type Magasin } from '../../../store/lire';
import { ouvrirMagasin } from '../../../store/ouvrir';
import { intervenant } from '../../../transitions/testing/banc';

const EST = baseAntenne('EST');
const ID = 'intervention:2026-10-01:A-2026-10-01 08:00';

let banc: BancCli;
let magasin: Magasin;
let fermer: () => Promise<void>;
beforeAll(async () => {
  banc = await ouvrirBancCli();
  // Held open: the commands below share one running store.
  const ouvert = await ouvrirMagasin({ dataDir: banc.dataDir });
  magasin = ouvert;
  fermer = ouvert.fermer;
  for (const base of [BASE_CENTRALE, EST, 'tg-pointages-2026']) await magasin.creerBase(base);
  await ecrireTout(magasin, EST, [
    usager('U1'),
    intervenant('I1', 'EST'),
    visite('V1', '2026-10-01 08:00', '2026-10-01 09:00'),
  ]);
  await ecrireTout(magasin, 'tg-pointages-2026', [
    pointage('A', '2026-10-01 08:00'),
    pointage('D', '2026-10-01 09:00'),
  ]);
});
afterAll(async () => {
  await fermer();
  await banc.fermer();
});

const verifier = async (...plus: string[]) => {
  const { code, stdout, stderr } = await banc.telegestion('verifier-derives', '--mois', '2026-10', ...plus);
  return [code, stdout.replaceAll('\u00a0', ' '), stderr];
};

test('[FL-2] what is derived is told to be right, or what differs by antenna, day and kind, then put right', async () => {
  const rien = [0, 'Rien ne diffère : tout ce qui est dérivé est ce qu’il doit être.\n', ''];
  expect(await verifier()).toEqual(rien);
  sansReponse(await changer<{ _id: string; depart?: object }>(magasin, EST, ID, ({ depart: _, ...reste }) => reste));
  const json = await banc.telegestion('verifier-derives', '--mois', '2026-10', '--json');
  expect([json.code, JSON.parse(json.stdout)]).toMatchObject([
    2,
    { reparer: false, documents: [{ base: EST, type: 'intervention', jour: '2026-10-01' }] },
  ]);
  expect(await verifier()).toEqual([
    2,
    expect.stringMatching(/Est, 1er octobre 2026 : une visite × 1\n.*1 document diffère : relancez avec --reparer/s),
    '',
  ]);
  expect((await lireUn<{ depart?: object }>(magasin, EST, ID))?.depart).toBeUndefined();
  expect(await verifier('--reparer')).toEqual([0, expect.stringContaining('1 document corrigé.'), '']);
  expect(await verifier()).toEqual(rien);
  expect((await lireUn<{ depart?: object }>(magasin, EST, ID))?.depart).toBeDefined();
});
