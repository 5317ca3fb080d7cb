import { afterAll, beforeAll, expect, test } from 'vitest';
import { rapportDisponibiliteSchema } from '#shared/contrats/disponibilite';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { ouvrirMagasin } from '../adapters/magasin/magasin';
import { ecrireLot } from '../ports/documents';
import { type BancCli, ouvrirBancCli } from './banc';

let banc: BancCli;
let fermer: () => Promise<void>;
beforeAll(async () => {
  banc = await ouvrirBancCli();
  // Held open: the commands below share one running store.
  const magasin = await ouvrirMagasin({ dataDir: banc.dataDir });
  fermer = magasin.fermer;
  await magasin.nano.db.create(BASE_CENTRALE);
  const jour = (date: string, minutes: string) => ({
    _id: `disponibilite:${date}`,
    type: 'disponibilite',
    date,
    debut: '08:00',
    minutes,
  });
  await ecrireLot(magasin, BASE_CENTRALE, [
    jour('2025-10-25', `${'R'.repeat(748)}EE`),
    // The night of the clock change: same minutes, another hour in UTC.
    jour('2025-10-26', `EER${'R'.repeat(647)}${'M'.repeat(100)}`),
  ]);
});
afterAll(async () => {
  await fermer();
  await banc.fermer();
});

test('[RG] the rate of a month with both its figures, what it leaves out, and the outages', async () => {
  const texte = await banc.telegestion('disponibilite', '--mois', '2025-10');
  expect(texte.code).toBe(0);
  expect(texte.stdout.replaceAll('\u00a0', ' ')).toBe(
    [
      'Disponibilité du téléphone (SVI), 2025-10 : 6,03 % au moins (1 396 réussies sur 23 150 minutes), 99,71 % des minutes mesurées (1 396 réussies sur 1 400 minutes) ; 100 minutes de maintenance prévue ; 21 750 minutes non mesurées. Visée : 99 %.',
      'Pannes :',
      '  2025-10-25 20 h 28 → 2025-10-26 8 h 02 : 4 min en échec',
      '',
    ].join('\n'),
  );
  const json = await banc.telegestion('disponibilite', '--mois', '2025-10', '--json');
  const rapport = rapportDisponibiliteSchema.parse(JSON.parse(json.stdout));
  expect(rapport.coupures).toEqual([{ debut: '2025-10-25T18:28:00Z', fin: '2025-10-26T07:02:00Z', minutes: 4 }]);
  expect(rapport.taux).toEqual({
    mesurees: { reussies: 1_396, sur: 1_400, centiemes: 9_971 },
    plancher: { reussies: 1_396, sur: 23_150, centiemes: 603 },
  });
  expect(rapport.jours).toHaveLength(31);
});

test('a month that is none is said so; one that has not begun has no minute', async () => {
  expect(await banc.telegestion('disponibilite', '--mois', 'octobre')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('AAAA-MM'),
  });
  const futur = await banc.telegestion('disponibilite', '--mois', '2099-01');
  expect(futur.stdout).toContain('Aucune minute mesurée');
});
