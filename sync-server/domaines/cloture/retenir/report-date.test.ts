import { afterAll, beforeAll, expect, it } from 'vitest';
import { BASE_CENTRALE, baseAntenne, idCadreClos } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { poser, sansReponse } from '../../../store/ecrire';
import { type BancCloture, ligneApa, lignesDe, ouvrirBancCloture } from '../testing/banc';

const [AOUT, SEPTEMBRE, OCTOBRE, NOVEMBRE] = ['2026-08', '2026-09', '2026-10', '2026-11'] as [Mois, Mois, Mois, Mois];
let s: BancCloture;

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
  await s.pointer('A', paris('2026-08-03 08:00'), paris('2026-08-03 16:00'));
  await s.pointer('B', paris('2026-09-07 08:00'), paris('2026-09-07 20:00'));
  s.aller('2026-09-15T08:00:00Z');
  // Written within September: its 1st has the former date still, by which it is closed.
  await s.poser(BASE_CENTRALE, [
    {
      _id: 'parametre:reportApaDepuis:2026-09-15',
      type: 'parametre',
      cle: 'reportApaDepuis',
      depuis: '2026-09-15',
      valeur: '2026-10-01',
      auteur: 'essai',
      instant: s.maintenant(),
    },
  ]);
  s.aller('2026-10-02T08:00:00Z');
  await s.clore(AOUT);
  await s.clore(SEPTEMBRE);
});
afterAll(() => s.b.fermer());

/** One more short visit of September, received now: the month is computed again by the next closing. */
const recalculer = async (id: string, jour: string, mois: Mois): Promise<string[]> => {
  await s.pointer(id, paris(`${jour} 08:00`), paris(`${jour} 08:10`));
  const [a, m] = mois.split('-').map(Number) as [number, number];
  s.aller(`${a}-${String(m + 1).padStart(2, '0')}-02T08:00:00Z`);
  await s.clore(mois);
  return lignesDe((await s.fichiers(mois, ['SUD']))[`VENTILATION_COMPLEMENTAIRE_SUD_${mois.replace('-', '')}.csv`]);
};

it('[CL-2] [FI-6] the carry-over begins, when a closed month is computed again, where it began when it was closed', async () => {
  // 12 h on a cap of 10 h: 2 h of August's, which are neither taken back nor sent to tarif propre.
  expect(lignesDe((await s.fichiers(SEPTEMBRE, ['SUD']))['VENTILATION_SUD_202609.csv'])).toEqual([
    'M1;PM1;APA;I1;720;1',
  ]);
  expect(await recalculer('T', '2026-09-21', OCTOBRE)).toEqual(['M1;;PROPRE;I1;0;10;1;2026-09']);
});

it('[CL-2] [FI-6] a month that was frozen with the date of its last day is computed again by that of its first', async () => {
  const ancien = await poser<{ _id: string; reportApaDepuis: string }>(
    s.b.magasin,
    baseAntenne('SUD'),
    idCadreClos(SEPTEMBRE),
    (c) => {
      if (!c) throw new Error('pas de cadre');
      return { ...c, reportApaDepuis: '2026-10-01' };
    },
  );
  sansReponse(ancien);
  expect(await recalculer('U', '2026-09-22', NOVEMBRE)).toEqual(['M1;;PROPRE;I1;10;20;2;2026-09']);
});
