import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import { BASE_CENTRALE, baseAntenne, idVerdict } from '#shared/contrats/ids';
import { retenir } from '#shared/domain/intervention/retenir';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { lireUn } from '../../../store/lire';
import { type BancCloture, ligneApa, lignesDe, ouvrirBancCloture } from '../testing/banc';
import { cadreDe } from '../testing/rectifications';

const [AOUT, SEPTEMBRE, OCTOBRE] = ['2026-08', '2026-09', '2026-10'] as [Mois, Mois, Mois];
const SUD = baseAntenne('SUD');
let s: BancCloture;

/** What a visit may last, from that day. */
const permettre = (depuis: string, minutes: number): Promise<void> =>
  s.poser(BASE_CENTRALE, [
    {
      _id: `parametre:dureeMax:${depuis}`,
      type: 'parametre',
      cle: 'dureeMax',
      depuis,
      valeur: minutes,
      auteur: 'essai',
      instant: s.maintenant(),
    },
  ]);

const verdictDe = async (c: Correction): Promise<Verdict | undefined> => {
  await s.tourner();
  return lireUn<Verdict>(s.b.magasin, SUD, idVerdict(c.date, c.id));
};

/** 7:00 to 22:30: longer than the 14 h of August as it was closed. */
const allonger = async (pointage: string, jour: string): Promise<Correction> =>
  s.corriger(await s.intervention('SUD', pointage), 'HORAIRE', { fin: paris(`${jour} 22:30`) });

const complements = async (mois: Mois): Promise<string[]> =>
  lignesDe((await s.fichiers(mois, ['SUD']))[`COMPLEMENTAIRE_SUD_${mois.replace('-', '')}.csv`]);

/** What a screen shows: the fold by today's parameters. */
const montree = async (pointage: string, c: Correction) => {
  const { parametresAu } = await cadreDe(s);
  const verdict = await verdictDe(c);
  const r = retenir(await s.intervention('SUD', pointage), [{ correction: c, verdict }], {
    maintenant: s.maintenant(),
    parametresAu,
  });
  return [r.corrections[0]?.etat, r.fin];
};

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
  await s.pointer('A', paris('2026-08-03 07:00'), paris('2026-08-03 09:00'));
  await s.pointer('B', paris('2026-08-05 07:00'), paris('2026-08-05 09:00'));
  s.aller('2026-09-02T08:00:00Z');
  await s.clore(AOUT);
});
afterAll(() => s.b.fermer());

it('[CO-3] [CO-5] a late correction, taken by a maximum that was raised after its month was closed, leaves in complementary lines', async () => {
  expect((await verdictDe(await allonger('AA', '2026-08-03')))?.refus?.code).toBe('TROP_LONGUE');
  await permettre('2026-08-01', 1000);
  const c = await allonger('AA', '2026-08-03');
  expect((await verdictDe(c))?.decision).toBe('TARDIVE');
  s.aller('2026-10-02T08:00:00Z');
  await s.clore(SEPTEMBRE);
  expect(await complements(SEPTEMBRE)).toEqual([
    'M1;I1;03/08/2026 07:00;03/08/2026 09:00;120;0;;AD;M1;I1;03/08/2026 07:00;03/08/2026 22:30;930;0;OUBLI_DEPART;AD;2026-08',
  ]);
  expect(await montree('AA', c)).toEqual(['TARDIVE', paris('2026-08-03 22:30')]);
});

it('[CO-3] [CO-5] a maximum put back since takes nothing from what was corrected meanwhile, on the screens as in the files', async () => {
  const c = await allonger('BA', '2026-08-05');
  expect((await verdictDe(c))?.decision).toBe('TARDIVE');
  await permettre('2026-08-02', 840);
  s.aller('2026-11-02T08:00:00Z');
  await s.clore(OCTOBRE);
  expect(await complements(OCTOBRE)).toEqual([
    'M1;I1;05/08/2026 07:00;05/08/2026 09:00;120;0;;AD;M1;I1;05/08/2026 07:00;05/08/2026 22:30;930;0;OUBLI_DEPART;AD;2026-08',
  ]);
  expect(await montree('BA', c)).toEqual(['TARDIVE', paris('2026-08-05 22:30')]);
});
