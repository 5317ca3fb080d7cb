import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Banc, fichier, ouvrirBanc, rapportDe, SERVICE } from '../testing/banc-import';

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer({
    ...SERVICE,
    'PLANNING_202610.csv': fichier('PLANNING', [
      'V1;M1;I1;05/10/2026 09:00;05/10/2026 10:00;AD',
      'V2;M1;I1;06/10/2026 09:00;06/10/2026 10:00;AD',
    ]),
  });
});
afterAll(() => b.fermer());

it('[CO-1] une création sur une visite prévue dit d’une autre aide, ou d’une autre prestation, qu’elle est ignorée', async () => {
  const nom = 'CORRECTIONS_202610.csv';
  const f = rapportDe(
    await b.importer({
      [nom]: fichier('CORRECTIONS', [
        'C1;07/10/2026 10:00:00;anne;CREATION;;V1;M1;I2;LM;05/10/2026 09:00;05/10/2026 10:00;;OUBLI_TOTAL;;',
        'C2;07/10/2026 10:00:00;anne;CREATION;;V2;M1;I1;AD;06/10/2026 09:00;06/10/2026 10:00;;OUBLI_TOTAL;;',
      ]),
    }),
    nom,
  );
  expect([f.crees, f.refuses]).toEqual([2, []]);
  expect(f.avertissements).toMatchObject([
    { ligne: 2, colonne: 'id_intervenant', raison: expect.stringContaining('(I1)') },
    { ligne: 2, colonne: 'code_prestation', raison: expect.stringContaining('correction DONNEES') },
  ]);
});
