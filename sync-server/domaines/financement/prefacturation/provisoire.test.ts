import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import { ajouterMois, moisDe } from '#shared/temps/paris';
import { type Minutes, type Mois, minutes } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../../cloture/testing/banc';
import { lireMoisPrefactures } from './lire-mois';
import { calculerLignes } from './prefacturer';

// A service closed month after month; before each closing, random late facts in those closed before.

const ANTENNES: Antenne[] = ['SUD', 'EST'];
let s: BancCloture;
let mois = '2026-05' as Mois;
let n = 0;

const visite = (jour: number, heures: number, usagerId: string) => {
  n += 1;
  const debut = `${mois}-${String(jour).padStart(2, '0')}`;
  return s.pointer(`V${n}`, paris(`${debut} 08:00`), paris(`${debut} ${String(8 + heures).padStart(2, '0')}:00`), {
    usagerId,
  });
};

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 6), ligneApa('M2', 4, 'EST')]);
  for (const jour of [7, 14]) for (const usager of ['M1', 'M2']) await visite(jour, 4, usager);
  await s.clore(mois);
});
afterAll(() => s.b.fermer());

const lire = async () => {
  const lus = await lireMoisPrefactures({ magasin: s.b.magasin, horloge: s.maintenant }, ANTENNES, mois);
  if (!lus.ok) throw new Error(lus.refus.message);
  const calcules = await Promise.all(lus.valeur.map((x) => calculerLignes(s.b.magasin, x)));
  return { clos: lus.valeur.map((x) => x.cloture !== undefined), calcules };
};

const tardif = fc.record({
  rang: fc.nat(),
  antenne: fc.constantFrom(...ANTENNES),
  quoi: fc.constantFrom('HORAIRE', 'MINUTES', 'SUPPRESSION', 'PLAN', 'POINTAGE'),
  valeur: fc.integer({ min: 1, max: 5 }),
});
type Tardif = { rang: number; antenne: Antenne; quoi: string; valeur: number };

const appliquer = async (t: Tardif): Promise<void> => {
  const usager = t.antenne === 'SUD' ? 'M1' : 'M2';
  if (t.quoi === 'PLAN') {
    await s.usager(t.antenne, usager, (u) => ({
      ...u,
      prisesEnCharge: u.prisesEnCharge.map((p) => ({ ...p, minutesMax: (t.valeur * 60) as Minutes })),
    }));
    return;
  }
  const closes = (await s.interventions(t.antenne)).filter((i) => moisDe(i.date) < mois && i.arrivee);
  const i = closes[t.rang % Math.max(1, closes.length)];
  if (!i?.arrivee) return;
  const fin = paris(`${i.date} ${String(8 + t.valeur).padStart(2, '0')}:30`);
  if (t.quoi === 'POINTAGE') {
    n += 1;
    await s.pointer(`T${n}`, paris(`${i.date} 15:00`), paris(`${i.date} ${15 + t.valeur}:00`), { usagerId: usager });
  } else if (t.quoi === 'HORAIRE') await s.corriger(i, 'HORAIRE', { fin });
  else if (t.quoi === 'MINUTES') await s.corriger(i, 'MINUTES', { minutes: minutes(t.valeur), motif: 'ATTENTE_PORTE' });
  else await s.corriger(i, 'SUPPRESSION', { motif: 'ERREUR_PLANNING' });
};

it('[CL-2] [CL-4] what is pre-billed of an open month is what closing it then bills, late facts of the months before included', async () => {
  let ecarts = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(tardif, { minLength: 2, maxLength: 5 }), async (faits) => {
      mois = ajouterMois(mois, 1);
      for (const usager of ['M1', 'M2']) await visite(12, 3, usager);
      for (const f of faits) await appliquer(f);
      s.aller(`${ajouterMois(mois, 1)}-02T08:00:00Z`);
      await s.tourner();
      const avant = await lire();
      await s.clore(mois);
      const apres = await lire();
      expect([avant.clos, apres.clos]).toEqual([
        [false, false],
        [true, true],
      ]);
      expect(avant.calcules).toEqual(apres.calcules);
      ecarts += avant.calcules.reduce((t, c) => t + c.complements.length, 0);
    }),
    { numRuns: 4, seed: 7, endOnFailure: true },
  );
  expect(ecarts).toBeGreaterThan(3);
});
