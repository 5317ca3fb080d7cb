import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { dernierJour, premierJour } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { ecrireTout } from '../../../store/ecrire';
import { lirePlage } from '../../../store/lire';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../../cloture/testing/banc';
import { calculerEtat } from './calculer';

const [AOUT, SEPTEMBRE, OCTOBRE] = ['2026-08', '2026-09', '2026-10'] as [Mois, Mois, Mois];
let banc: BancCloture;
beforeAll(async () => {
  banc = await ouvrirBancCloture([ligneApa('M1', 2), ligneApa('M2', 10)]);
});
afterAll(() => banc.b.fermer());

const demander = async (etat: string, mois: Mois, vue?: string) => {
  const d = {
    ...{ etat, antenne: 'SUD' as const, du: premierJour(mois), au: dernierJour(mois) },
    ...(vue === undefined ? {} : { vue }),
  };
  const r = await calculerEtat(banc.b.magasin, d, banc.maintenant);
  if (!r.ok) throw new Error(r.refus.message);
  return { lignes: r.valeur.lignes.map((l) => l.valeurs), totaux: r.valeur.totaux };
};
const visites = async (mois: Mois, n: number): Promise<void> => {
  for (let i = 1; i <= n; i++) await banc.pointer(`${mois}-${i}`, `${mois}-1${i}T08:00:00Z`, `${mois}-1${i}T09:00:00Z`);
  await banc.tourner();
};

test('[FI-6] an open month carries over what the closed ones left, told by their counts as by their visits', async () => {
  banc.aller('2026-09-01T08:00:00Z');
  await visites(AOUT, 1);
  await banc.clore(AOUT);
  banc.aller('2026-10-01T08:00:00Z');
  await visites(SEPTEMBRE, 1);
  await banc.clore(SEPTEMBRE);
  banc.aller('2026-11-02T08:00:00Z');
  await visites(OCTOBRE, 5);
  const ouvert = await demander('suivi-plans', OCTOBRE);
  // Two hours of its own, one left by each of the two months before; the fifth is nobody's.
  expect(ouvert.lignes.filter((l) => l.usagerId === 'M1')).toMatchObject([
    { autorise: 120, consomme: 240, report: 120, ecart: 0, taux: 1_000 },
  ]);
  const parFinanceur = await demander('usagers-financeurs', OCTOBRE);
  await banc.clore(OCTOBRE);
  expect(await demander('suivi-plans', OCTOBRE)).toEqual(ouvert);
  expect(await demander('usagers-financeurs', OCTOBRE)).toEqual(parFinanceur);
});

test('[CL-4] a late correction leaves the closed month as it was, and stands in the month of the closing that found it', async () => {
  const avant = await demander('heures-usagers', SEPTEMBRE);
  const [i] = (await banc.interventions('SUD')).filter((x) => x.date.startsWith(SEPTEMBRE));
  if (!i) throw new Error('aucune visite');
  banc.aller('2026-11-20T08:00:00Z');
  await banc.corriger(i, 'MINUTES', { minutes: 15 as never, motif: 'ATTENTE_PORTE' });
  await banc.tourner();
  banc.aller('2026-12-02T08:00:00Z');
  await banc.clore('2026-11' as Mois);
  expect(await demander('heures-usagers', SEPTEMBRE)).toEqual(avant);
  const novembre = await demander('heures-usagers', '2026-11' as Mois);
  expect(novembre.lignes).toMatchObject([{ usagerId: 'M1', visites: 0, duree: 0, regularisees: 15 }]);
  // So is it told of each funder, and of a usager whom it knows by that alone.
  const financeur = { visites: 0, minutes: 0, regularisees: 15 };
  expect((await demander('usagers-financeurs', '2026-11' as Mois)).lignes).toMatchObject([
    { usagers: 0, ...financeur },
  ]);
  expect((await demander('usagers-financeurs', '2026-11' as Mois, 'usager')).lignes).toMatchObject([
    { usagerId: 'M1', ...financeur },
  ]);
  // From December on, what September drew is told with its complement.
  await ecrireTout(
    banc.b.magasin,
    baseAntenne('SUD'),
    (await lirePlage<object>(banc.b.magasin, baseAntenne('SUD'), { debut: 'agregat:', fin: 'agregat;' })).map((d) => ({
      ...{ _id: d._id, _rev: d._rev, _deleted: true },
    })),
  );
  expect(await demander('heures-usagers', '2026-11' as Mois)).toEqual(novembre);
});

test('[CL-1] asked of one antenna, the month of a move does not say what is left of a plan of which the other may have taken hours', async () => {
  const b = await ouvrirBancCloture([ligneApa('M1', 2), ligneApa('M2', 10)]);
  try {
    b.aller('2026-11-02T08:00:00Z');
    for (const [id, jour, usagerId] of [
      ['un', '06', 'M1'],
      ['deux', '07', 'M2'],
      ['trois', '20', 'M2'],
    ] as const)
      await b.pointer(id, `2026-10-${jour}T08:00:00Z`, `2026-10-${jour}T10:00:00Z`, { usagerId });
    await b.usager('SUD', 'M2', (u) => ({
      ...u,
      antennes: [...u.antennes, { antenne: 'EST', depuis: '2026-10-15' as DateCivile }],
    }));
    await b.tourner();
    const mois = { du: premierJour(OCTOBRE), au: dernierJour(OCTOBRE) };
    const lire = async (antenne: 'SUD' | 'EST' | 'TOUTES') => {
      const r = await calculerEtat(b.b.magasin, { etat: 'suivi-plans', antenne, ...mois }, b.maintenant);
      if (!r.ok) throw new Error(r.refus.message);
      const { lignes, totaux, avertissements } = r.valeur;
      const dites = lignes.map(({ valeurs: v }) => [v.usagerId, v.autorise, v.consomme, v.ecart, v.taux]);
      return { dites, ecart: totaux.ecart, dit: avertissements.find((a) => a.includes('changé d’antenne')) };
    };
    const de = { M1: ['M1', 120, 120, 0, 1_000], M2: ['M2', 600, 120, null, null] };
    const sud = await lire('SUD');
    expect([sud.dites, sud.ecart]).toEqual([[de.M1, de.M2], 0]);
    expect(sud.dit).toMatch(/^A changé d’antenne dans le mois : .*LEBRUN/);
    expect((await lire('EST')).dites).toEqual([de.M2]);
    expect(await lire('TOUTES')).toEqual({
      dites: [de.M1, ['M2', 600, 240, 360, 400]],
      ecart: 360,
      dit: undefined,
    });
  } finally {
    await b.b.fermer();
  }
});
