import { afterAll, beforeAll, expect, it } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { DateCivile, Mois } from '#shared/temps/types';
import { ecrireTout } from '../../../store/ecrire';
import { lireVisites } from '../../../store/lectures/connus';
import { type Banc, fichier, ligneUsager, ouvrirBanc, rapportDe, SERVICE } from '../testing/banc-import';
import { dernierImport, derniersRefuses } from './journal-imports';

// The journal keeps the words of the first thousand refusals, and the number of every refused line.

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer(SERVICE);
});
afterAll(() => b.fermer());

const N = 1_500;
/** Two rows, one of which is taken, then those of an usager who is not known yet. */
const planning = (mois: string, usager: string) =>
  fichier('PLANNING', [
    `${mois}A;M1;I1;03/${mois}/2026 08:30;03/${mois}/2026 09:30;AD`,
    ...Array.from({ length: N }, (_, i) => `${mois}-${i};${usager};I1;04/${mois}/2026 08:30;04/${mois}/2026 09:30;AD`),
    `${mois}B;M2;I2;03/${mois}/2026 10:00;03/${mois}/2026 11:00;AD`,
  ]);
const nommer = (jour: string, ...ids: string[]) =>
  b.importer({
    [`USAGERS_202610${jour}.csv`]: fichier('USAGERS', [
      ...['M1', ...ids].map((id) => ligneUsager(id)),
      ligneUsager('M2', { antenne: 'EST' }),
    ]),
  });
const visites = async (mois: string) =>
  (await lireVisites(b.magasin, '2026-09-01' as DateCivile, 'fin')).filter((v) => v.doc.id.startsWith(`${mois}-`))
    .length;

it('takes up all the refused rows of a file, past the thousand whose words the journal keeps', async () => {
  const nom = 'PLANNING_202610.csv';
  const texte = planning('10', 'M8');
  expect(rapportDe(await b.importer({ [nom]: texte }), nom).refuses.length).toBe(N);
  // Still unknown: it comes once more, and forgets none of them.
  const encore = rapportDe(await b.importer({ [nom]: texte }), nom);
  expect([encore.etat, encore.refuses.length, encore.inchanges]).toEqual(['INCHANGE', N, 2]);
  await nommer('02', 'M8');
  expect(rapportDe(await b.importer({ [nom]: texte }), nom)).toMatchObject({ etat: 'IMPORTE', crees: N, refuses: [] });
  expect(await visites('10')).toBe(N);
  expect(rapportDe(await b.importer({ [nom]: texte }), nom)).toMatchObject({ etat: 'DEJA_IMPORTE', inchanges: N + 2 });
});

it('takes them up too where a journal of before kept a thousand and no number', async () => {
  const nom = 'PLANNING_202609.csv';
  const texte = planning('09', 'M9');
  await b.importer({ [nom]: texte });
  const garde = await dernierImport(b.magasin, nom);
  if (!garde) throw new Error('pas de journal');
  expect(garde.rapport.refuses.length).toBe(1_000);
  expect(garde.lignesRefusees).toEqual([[3, N + 2]]);
  const { lignesRefusees: _, ...avant } = garde;
  await ecrireTout(b.magasin, BASE_CENTRALE, [avant]);
  await nommer('03', 'M8', 'M9');
  expect(rapportDe(await b.importer({ [nom]: texte }), nom)).toMatchObject({ etat: 'IMPORTE', crees: N, refuses: [] });
  expect(await visites('09')).toBe(N);
  expect(await derniersRefuses(b.magasin, ['PLANNING'], '2026-09' as Mois)).toEqual([]);
});
