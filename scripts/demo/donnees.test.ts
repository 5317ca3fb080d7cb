import { expect, test } from 'vitest';
import { instantSchema, moisSchema } from '#shared/temps/types';
import { jour } from '#shared/testing/constructeurs';
import { genererService } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { fichiersDe } from './donnees';

const [passe, mois] = [moisSchema.parse('2026-10'), moisSchema.parse('2026-11')];
const service = (jusqua: string) =>
  genererService({ graine: 6, mois: [passe, mois], taille: TAILLES.petite, jusqua: instantSchema.parse(jusqua) });
const rangees = (contenu: string): string[] => contenu.split('\r\n').slice(1, -2);

test('what was prepared some days ago and what comes with the day are all that happened, each row once, and counted', () => {
  const limite = jour('2026-11-15');
  // Prepared in the night, while visits of the evening before are not over.
  const avant = fichiersDe(service('2026-11-17T01:30:00Z'), { mois, limite, depuis: false });
  const tout = service('2026-11-20T14:00:00Z');
  const apres = fichiersDe(tout, { mois, limite, depuis: true });
  expect(apres.map((f) => f.nom)).toEqual(['POINTAGES_202611.csv', 'CORRECTIONS_202611.csv']);
  const de = (fichiers: typeof avant, nom: string): string => fichiers.find((f) => f.nom === nom)?.contenu ?? '';
  const pointages = [avant, apres].map((f) => de(f, 'POINTAGES_202611.csv'));
  for (const p of pointages) expect(p).toMatch(new RegExp(`#FIN;${rangees(p).length}\\s*$`));
  expect(pointages.flatMap(rangees).sort()).toEqual(rangees(de(tout.fichiers, 'POINTAGES_202611.csv')).sort());
  for (const nom of ['USAGERS_20261101.csv', 'PLANNING_202611.csv', 'CORRECTIONS_202610.csv'])
    expect(de(avant, nom)).toBe(de(tout.fichiers, nom));
});
