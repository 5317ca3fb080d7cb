import { afterAll, beforeAll, expect, it } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { plageDuType } from '../../../store/lire';
import { entourer } from '../../../store/testing/entourer';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../testing/banc';
import { cloturer } from './cloturer';

const [AOUT, OCTOBRE] = ['2026-08', '2026-10'] as [Mois, Mois];
let s: BancCloture;
beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10), ligneApa('M2', 10, 'EST')]);
  await s.pointer('A', paris('2026-08-03 08:00'), paris('2026-08-03 09:00'));
  await s.pointer('B', paris('2026-09-07 08:00'), paris('2026-09-07 09:00'));
  await s.pointer('C', paris('2026-10-05 08:00'), paris('2026-10-05 09:00'));
  await s.pointer('D', paris('2026-10-05 08:00'), paris('2026-10-05 09:00'), { usagerId: 'M2', intervenantId: 'I2' });
  s.aller('2026-11-03T08:00:00Z');
  await s.tourner();
});
afterAll(() => s.b.fermer());

const clore = (mois: Mois, motif?: string) =>
  cloturer(
    { magasin: s.b.magasin, horloge: s.maintenant, rattraper: s.tourner },
    { mois, antennes: ['SUD', 'EST'], auteur: 'essai', motif },
  );

it('[CL-1] [FI-6] a month is not closed before those that precede it: it says which, of which antenna, and what to do', async () => {
  const r = await clore(OCTOBRE);
  expect(r.ok ? '' : r.refus).toMatchObject({ code: 'MOIS_ANTERIEUR' });
  expect(r.ok ? '' : r.refus.message).toBe(
    'Des mois d’avant octobre 2026 ne sont pas clos (Sud : août 2026, septembre 2026) : ils comptent dans ses plafonds. Clôturez-les d’abord, ou donnez un motif écrit avec --motif.',
  );
});

it('[CL-1] the first month of the service is asked of each antenna once, however many are closed', async () => {
  const demandes = new Map<string, number>();
  const compte = entourer(s.b.magasin, (o, faire) => {
    if (o.plage === plageDuType('intervention').debut) demandes.set(o.base, (demandes.get(o.base) ?? 0) + 1);
    return faire();
  });
  const r = await cloturer(
    { magasin: compte, horloge: s.maintenant, rattraper: s.tourner },
    { mois: OCTOBRE, antennes: ['SUD', 'EST'], auteur: 'essai' },
  );
  expect(r.ok).toBe(false);
  expect([...demandes.keys()]).toContain(baseAntenne('SUD'));
  expect([...demandes.values()].filter((n) => n > 1)).toEqual([]);
});

it('[CL-1] the first month of all closes; out of order, only with a written reason, and the answer says what is left open', async () => {
  expect((await clore(AOUT)).ok).toBe(true);
  expect((await clore(OCTOBRE, ' ')).ok).toBe(false);
  const r = await clore(OCTOBRE, 'reprise en cours');
  expect(r.ok ? r.valeur : r.refus).toMatchObject({ anterieurs: [{ antenne: 'SUD', mois: ['2026-09'] }] });
});
