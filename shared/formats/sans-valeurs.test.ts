import { expect, it } from 'vitest';
import { lireFichier } from './codec-lecture';
import { PLANNING } from './planning/planning';
import { FORMATS } from './registre';
import { USAGERS } from './usagers/usagers';

// The reasons go to who may not read the rows: technicians, managers of another antenna. What a cell holds is in `valeur` alone.

const MARQUE = 'ZZ-12-RUE-ROYER';
/** Of every type of column, something that it refuses; in several parts, that the second one is at fault. */
const FAUTES = [
  MARQUE,
  `${MARQUE}|${MARQUE}`,
  `01 99 00 49 64|${MARQUE}`,
  `${MARQUE}${'x'.repeat(2_500)}`,
  `a\u0001${MARQUE}`,
];

it.each(FORMATS.map((f) => [f.nom, f] as const))('%s : no reason quotes a cell', (_, format) => {
  for (const [nom, champ] of Object.entries(format.champs))
    for (const faute of FAUTES) {
      const lu = champ.lire(faute, '');
      const dit = lu.ok ? lu.avertissement : lu.raison;
      expect([nom, dit?.includes('ZZ') ?? false]).toEqual([nom, false]);
    }
});

it('neither does a wrong offset, nor a trailer', () => {
  const lu = PLANNING.champs.debut.lire('25/10/2026 02:30', MARQUE);
  expect(lu.ok ? 'lu' : lu.raison).toBe('le décalage donné n’est pas celui de Paris à cette heure');
  expect(lireFichier(PLANNING, `${Object.keys(PLANNING.champs).join(';')}\n#FIN;${MARQUE}\n`)).toMatchObject({
    raison: expect.not.stringContaining('ZZ'),
  });
});

it('a file without a header begins with somebody’s row: the columns that lack are said, nothing of the row', () => {
  const rangee = `M1;MME;${MARQUE};${MARQUE};12 rue Royer;75013;Paris;24/01/1933;;;SUD;P1;CNAV;1;01/01/2026;;;AD;O`;
  const lu = lireFichier(USAGERS, `${rangee}\n#FIN;0\n`);
  expect(lu).toMatchObject({ ok: false, raison: expect.stringContaining('colonne obligatoire absente') });
  expect(JSON.stringify(lu)).not.toContain('ZZ');
});
