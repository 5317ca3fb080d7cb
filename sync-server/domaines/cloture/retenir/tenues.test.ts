import { afterEach, expect, it } from 'vitest';
import type { Correction } from '#shared/contrats/corrections/correction';
import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { ajouterMois } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { correction, paris } from '#shared/testing/constructeurs';
import { lireComplements, lireFiges } from '../../../store/lectures/clos';
import { lirePlage, plageDuType } from '../../../store/lire';
import { rattachement } from '../../../transitions/testing/banc';
import { dresserBilan } from '../clore/bilan';
import { type BancCloture, dejaParti, ditesDeuxFois, ligneApa, lignesDe, ouvrirBancCloture } from '../testing/banc';

// [CL-1, CL-4] A visit that passes from an antenna to another between their closings: told by one at a time, whoever closes first.

const [AOUT, SEPTEMBRE, OCTOBRE, NOVEMBRE] = ['2026-08', '2026-09', '2026-10', '2026-11'] as [Mois, Mois, Mois, Mois];
const DEUX = ['SUD', 'EST'] as const;
let s: BancCloture;
afterEach(() => s.b.fermer());

const clore = async (mois: Mois, ...antennes: readonly (typeof DEUX)[number][]) => {
  s.aller(`${ajouterMois(mois, 1)}-01T08:00:00Z`);
  await s.tourner();
  return s.clore(mois, antennes);
};
const ouvrir = async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10), ligneApa('M2', 10, 'EST')]);
  await s.pointer('A', paris('2026-08-31 08:00'), paris('2026-08-31 10:00'));
  await s.pointer('B', paris('2026-08-12 08:00'), paris('2026-08-12 09:00'), { usagerId: 'M2' });
};
const donner = async (usagerId: string): Promise<Correction> => {
  await s.donner('AA', usagerId);
  const [don] = await lirePlage<Correction>(s.b.magasin, baseAntenne('SUD'), plageDuType('correction'));
  if (!don) throw new Error('aucune correction');
  return don;
};
/** What stands told, and what was ever told twice. */
const bilan = async () => ({
  dits: [...(await dejaParti(s.b, DEUX))].map(([k, n]) => `${k} ${n}`).sort(),
  doubles: await ditesDeuxFois(s.b, DEUX),
});
const B = '2026-08 M2 PM2 APA I1 60';

const NUMERO = '+33199004999';
/** A number that was given to M1 is taken back from them, and given to M2: what was punched from it passes too. */
const rendreNumero = async () => {
  const geste = (usagerId: string, antenne: (typeof DEUX)[number]) =>
    rattachement(NUMERO, usagerId, antenne, s.maintenant());
  await s.poser(baseAntenne('SUD'), [{ ...geste('M1', 'SUD'), geste: 'DETACHER' }]);
  await s.poser(baseAntenne('EST'), [geste('M2', 'EST')]);
  await s.tourner();
};
const ouvrirNumero = async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10), ligneApa('M2', 10, 'EST')]);
  await s.pointer('N', paris('2026-08-31 08:00'), paris('2026-08-31 10:00'), { numeroAppelant: NUMERO });
  await s.poser(baseAntenne('SUD'), [rattachement(NUMERO, 'M1', 'SUD', s.maintenant())]);
};
const figures = async (mois: Mois) => {
  const r = await dresserBilan({ magasin: s.b.magasin, horloge: s.maintenant }, { antenne: 'EST', mois });
  if (!r.ok) throw new Error(r.refus.message);
  const { visites, complements, tenues } = r.valeur;
  return { visites, complements: complements.visites, tenues };
};

it('[CL-4] given to the usager of another antenna, which closes the month after: its own tells it no more once the first has taken it back', async () => {
  await ouvrir();
  await clore(AOUT, 'SUD');
  await donner('M2');
  s.aller('2026-09-01T08:00:00Z');
  await s.tourner();
  const avant = await dresserBilan({ magasin: s.b.magasin, horloge: s.maintenant }, { antenne: 'EST', mois: AOUT });
  expect(avant.ok && [avant.valeur.visites, avant.valeur.tenues]).toEqual([1, 1]);
  expect((await clore(AOUT, 'EST')).tenues).toEqual([{ antenne: 'EST', visites: 1 }]);
  expect(await bilan()).toEqual({ dits: ['2026-08 M1 PM1 APA I1 120', B], doubles: [] });
  // East closes first, and again nothing was written since: it waits for South.
  await clore(SEPTEMBRE, 'EST');
  await clore(OCTOBRE, 'EST');
  await clore(SEPTEMBRE, 'SUD');
  expect(await bilan()).toEqual({ dits: [B], doubles: [] });
  await clore(OCTOBRE, 'SUD');
  expect((await clore(NOVEMBRE, 'EST')).tenues).toEqual([]);
  expect(await bilan()).toEqual({ dits: ['2026-08 M2 PM2 APA I1 180'], doubles: [] });
  expect(lignesDe((await s.fichiers(NOVEMBRE, ['EST']))['COMPLEMENTAIRE_EST_202611.csv'])).toHaveLength(1);
});

it('[CL-4] both close together: one takes it back and the other tells it in the same files', async () => {
  await ouvrir();
  await clore(AOUT, 'SUD');
  await donner('M2');
  await clore(AOUT, 'EST');
  await clore(SEPTEMBRE, ...DEUX);
  expect(await bilan()).toEqual({ dits: ['2026-08 M2 PM2 APA I1 180'], doubles: [] });
});

it('[CL-4] given back before it was taken back: it never left its antenna', async () => {
  await ouvrir();
  await clore(AOUT, 'SUD');
  const don = await donner('M2');
  await clore(AOUT, 'EST');
  await s.corriger(await s.intervention('SUD', 'AA'), 'RETRAIT', { retire: don.id, base: [don.id] });
  await clore(SEPTEMBRE, ...DEUX);
  expect(await bilan()).toEqual({ dits: ['2026-08 M1 PM1 APA I1 120', B], doubles: [] });
  const complements = await Promise.all(DEUX.map((a) => lireComplements(s.b.magasin, a, SEPTEMBRE)));
  expect(complements).toEqual([[], []]);
});

it('[CL-4] an antenna that closes the month when the other has taken it back in a later one already: the message of the month tells it once', async () => {
  await ouvrir();
  await clore(AOUT, 'SUD');
  await donner('M2');
  await clore(SEPTEMBRE, 'SUD');
  await clore(AOUT, 'EST');
  expect(await bilan()).toEqual({ dits: [B], doubles: [] });
  await clore(SEPTEMBRE, 'EST');
  expect(await bilan()).toEqual({ dits: ['2026-08 M2 PM2 APA I1 180'], doubles: [] });
});

it('[CL-4] given to the usager of another antenna and moved to the month after, which that one closes first: withheld, then told of that month', async () => {
  await ouvrir();
  await clore(AOUT, ...DEUX);
  const don = await donner('M2');
  const heures = { debut: paris('2026-09-01 08:00'), fin: paris('2026-09-01 10:00'), base: [don.id] };
  await s.corriger(await s.intervention('SUD', 'AA'), 'HORAIRE', heures);
  await clore(SEPTEMBRE, 'EST');
  expect(await bilan()).toEqual({ dits: ['2026-08 M1 PM1 APA I1 120', B], doubles: [] });
  await clore(SEPTEMBRE, 'SUD');
  await clore(OCTOBRE, ...DEUX);
  expect(await bilan()).toEqual({ dits: [B, '2026-09 M2 PM2 APA I1 120'], doubles: [] });
});

it('[CL-1] [FI-6] a file puts a usager in another antenna before a visit that the first has told: it draws once on their cap, and is in one BRUT', async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 2)]);
  await s.pointer('A', paris('2026-08-31 08:00'), paris('2026-08-31 10:00'));
  await clore(AOUT, 'SUD');
  const avant = await lireFiges(s.b.magasin, 'SUD', AOUT);
  await s.usager('SUD', 'M1', (u) => ({
    ...u,
    antennes: [...u.antennes, { antenne: 'EST', depuis: '2026-08-20' as DateCivile }],
  }));
  await s.pointer('B', paris('2026-08-30 08:00'), paris('2026-08-30 09:00'));
  await clore(AOUT, 'EST');
  expect(avant).toHaveLength(1);
  // The cap is used up by what South told.
  expect(await bilan()).toEqual({
    dits: ['2026-08 M1  PROPRE I1 60', '2026-08 M1 PM1 APA I1 120'],
    doubles: [],
  });
  const bruts = await s.fichiers(AOUT, DEUX);
  const ids = DEUX.flatMap((a) => lignesDe(bruts[`BRUT_${a}_202608.csv`])).map((l) => l.split(';')[6]);
  expect(ids.sort()).toEqual(['AA', 'BA']);
  await clore(SEPTEMBRE, ...DEUX);
  const { dits, doubles } = await bilan();
  expect(doubles).toEqual([]);
  expect(dits.reduce((n, l) => n + Number(l.split(' ').at(-1)), 0)).toBe(180);
  expect((await Promise.all(codesAntennes().map((a) => lireFiges(s.b.magasin, a, SEPTEMBRE)))).flat()).toEqual([]);
});

it('[CL-1] [PT-5] a number passes from a usager to one of another antenna: the screen before says what the closing does, of the month and of a closed one', async () => {
  await ouvrirNumero();
  await clore(AOUT, 'SUD');
  await rendreNumero();
  expect(await figures(AOUT)).toMatchObject({ visites: 0, tenues: 1 });
  expect((await clore(AOUT, 'EST')).tenues).toEqual([{ antenne: 'EST', visites: 1 }]);
  s.aller('2026-10-01T08:00:00Z');
  expect(await figures(SEPTEMBRE)).toMatchObject({ complements: 0, tenues: 1 });
  await clore(SEPTEMBRE, ...DEUX);
  expect(await bilan()).toEqual({ dits: ['2026-08 M2 PM2 APA I1 120'], doubles: [] });
});

it('[CL-4] [PT-5] a number passes, and the hours of its visit to the month after, which the other antenna closes first: withheld', async () => {
  await ouvrirNumero();
  await clore(AOUT, ...DEUX);
  await rendreNumero();
  const heures = { debut: paris('2026-09-01 08:00'), fin: paris('2026-09-01 10:00') };
  await s.corriger(await s.intervention('EST', 'NA'), 'HORAIRE', heures);
  await clore(SEPTEMBRE, 'EST');
  expect(await bilan()).toEqual({ dits: ['2026-08 M1 PM1 APA I1 120'], doubles: [] });
  await clore(SEPTEMBRE, 'SUD');
  await clore(OCTOBRE, ...DEUX);
  expect(await bilan()).toEqual({ dits: ['2026-09 M2 PM2 APA I1 120'], doubles: [] });
});

it('[CO-3] a correction that was refused because it cannot be read stops no closing, before or after another', async () => {
  await ouvrir();
  s.aller('2026-09-01T08:00:00Z');
  await s.tourner();
  await s.corriger(await s.intervention('SUD', 'AA'), 'HORAIRE', { debut: 'hier matin' as Instant });
  await clore(AOUT, 'EST');
  await clore(AOUT, 'SUD');
  expect(await bilan()).toEqual({ dits: ['2026-08 M1 PM1 APA I1 120', B], doubles: [] });
});

it('[CL-1] a visit created under the id of another antenna’s is no telling of that one, whichever closes first', async () => {
  await ouvrir();
  const creer = async (antenne: 'SUD' | 'EST', usagerId: string, date: string, plus: Partial<Correction> = {}) => {
    s.aller('2026-08-26T08:00:00Z');
    const c = correction('CREATION', {
      antenne,
      usagerId,
      intervenantId: 'I1',
      date: date as DateCivile,
      debut: paris(`${date} 15:00`),
      fin: paris(`${date} 16:00`),
      instant: s.maintenant(),
      ...plus,
    });
    await s.poser(baseAntenne(antenne), [c]);
    await s.tourner();
    return c;
  };
  const { id } = await creer('EST', 'M2', '2026-08-20');
  await creer('SUD', 'M1', '2026-08-25', { id });
  s.aller('2026-09-01T08:00:00Z');
  await clore(AOUT, 'SUD');
  expect((await clore(AOUT, 'EST')).tenues).toEqual([]);
  const visites = (await lireFiges(s.b.magasin, 'EST', AOUT)).flatMap((e) => e.visites);
  expect(visites.map((v) => [v.usagerId, v.duree])).toEqual([
    ['M2', 60],
    ['M2', 60],
  ]);
});
