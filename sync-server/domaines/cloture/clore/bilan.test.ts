import { afterAll, beforeAll, expect, it } from 'vitest';
import { bilanClotureSchema } from '#shared/contrats/cloture/bilan-cloture';
import type { Mois } from '#shared/temps/types';
import { ligneUsager } from '../../dossiers/testing/banc-import';
import { type BancCloture, ouvrirBancCloture } from '../testing/banc';
import { dresserBilan, NOMMES } from './bilan';

// More usagers whose plan is over than a balance names: each has one visit in November, and a call of October that nobody knew.

const [OCT, NOV] = ['2026-10', '2026-11'] as [Mois, Mois];
const TOUS = NOMMES + 3;
const usagers = Array.from({ length: TOUS }, (_, n) => `M${n + 1}`);

let s: BancCloture;
beforeAll(async () => {
  s = await ouvrirBancCloture(usagers.map((id) => ligneUsager(id, { fin: '31/12/2025' })));
  s.aller('2026-11-04T08:00:00Z');
  await s.clore(OCT, ['SUD']);
  const pointer = (id: string, usagerId: string, sens: 'ARRIVEE' | 'DEPART', instant: string) => ({
    ...{ _id: `pointage:${instant}:${id}`, type: 'pointage', id, sens, instant, recuLe: s.maintenant() },
    ...{ source: 'SVI', usagerId, intervenantId: 'I1' },
  });
  await s.poser(
    'tg-pointages-2026',
    usagers.flatMap((usagerId, n) => {
      const minute = String(n % 60).padStart(2, '0');
      const heure = String(7 + Math.floor(n / 60)).padStart(2, '0');
      return [
        pointer(`A${n}`, usagerId, 'ARRIVEE', `2026-11-03T${heure}:${minute}:00Z`),
        pointer(`D${n}`, usagerId, 'DEPART', `2026-11-03T${Number(heure) + 4}:${minute}:00Z`),
        pointer(`O${n}`, usagerId, 'ARRIVEE', `2026-10-06T${heure}:${minute}:00Z`),
      ];
    }),
  );
  s.aller('2026-11-12T08:00:00Z');
  await s.tourner();
});
afterAll(() => s.b.fermer());

it('[CL-1] [CL-4] where not all are named, the balance says how many they are', async () => {
  const r = await dresserBilan({ magasin: s.b.magasin, horloge: s.maintenant }, { antenne: 'SUD', mois: NOV });
  if (!r.ok) throw new Error(r.refus.message);
  const { comptes, aVoir, aVoirEnTout } = bilanClotureSchema.parse({ ...r.valeur, postes: [] });
  const sans = comptes.find((c) => c.quoi === 'SANS_FINANCEUR');
  expect([sans?.nombre, sans?.usagers?.length, sans?.usagersEnTout]).toEqual([TOUS, NOMMES, TOUS]);
  expect([aVoir?.length, aVoirEnTout]).toEqual([NOMMES, TOUS]);
});
