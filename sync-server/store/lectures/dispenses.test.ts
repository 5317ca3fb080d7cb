import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Absence } from '#shared/contrats/dossiers/absence';
import type { SansTelegestion } from '#shared/contrats/dossiers/sans-telegestion';
import { baseAntenne } from '#shared/contrats/ids';
import { lecteurDispenses } from '#shared/domain/alerte/dispenses';
import { jour, paris, sansTelegestion } from '#shared/testing/constructeurs';
import { ouvrirMagasinEnMemoire } from '../../http/testing/banc';
import { assurerBases } from '../bases';
import { ecrireTout } from '../ecrire';
import { lireIds, lireUn, type Magasin, plageDuType } from '../lire';
import { entourer } from '../testing/entourer';
import { lireFaitsDispenses } from './connus';
import { lireDispenses } from './dispenses';

let magasin: Magasin;
let fermer: () => Promise<void>;
const BASE = baseAntenne('EST');
beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
  await assurerBases(magasin, [BASE]);
});
afterAll(() => fermer());

const JOURS = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'].map(jour);
const USAGERS = ['U1', 'U2', 'U3'];
const commun = (n: number) => ({
  id: `X${n}`,
  date: JOURS[0] ?? jour('2026-11-01'),
  antenne: 'EST' as const,
  auteur: 'bea',
  instant: paris(`2026-11-01 08:${String(n % 60).padStart(2, '0')}`),
  poste: 'PC',
});

const gesteArbitraire = fc.record({
  quoi: fc.constantFrom('ABSENCE' as const, 'MODIFIEE' as const, 'ANNULEE' as const, 'SANS' as const, 'PURGE' as const),
  usager: fc.constantFrom(...USAGERS),
  de: fc.nat(3),
  duree: fc.option(fc.nat(2)),
  autre: fc.nat(40),
});

let n = 0;
test('[PT-7] what is kept of absences and read anew in part says what reading all of them says, whatever is written or purged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(gesteArbitraire, { minLength: 1, maxLength: 6 }), async (gestes) => {
      for (const g of gestes) {
        n++;
        const [du, au] = [JOURS[g.de] ?? jour('2026-11-01'), g.duree === null ? undefined : JOURS[g.de + g.duree]];
        if (g.quoi === 'PURGE') {
          const ids = await lireIds(magasin, BASE, plageDuType('absence'));
          const id = ids[g.autre % Math.max(1, ids.length)];
          const doc = id === undefined ? undefined : await lireUn<object>(magasin, BASE, id);
          if (doc) await ecrireTout(magasin, BASE, [{ ...doc, _deleted: true }]);
          continue;
        }
        const fin = au === undefined ? {} : { au };
        const doc: Absence | SansTelegestion =
          g.quoi === 'SANS'
            ? sansTelegestion(`X${n}`, jour('2026-11-01'), {
                ...commun(n),
                usagerId: g.usager,
                depuis: du,
                ...(au === undefined ? {} : { jusqua: au }),
              })
            : {
                ...commun(n),
                _id: `absence:2026-11-01:X${n}`,
                type: 'absence',
                usagerId: g.usager,
                nature: 'VACANCES',
                du,
                ...fin,
                ...(g.quoi === 'ABSENCE' ? {} : { remplace: `X${1 + (g.autre % n)}` }),
                ...(g.quoi === 'ANNULEE' ? { annulee: true as const } : {}),
              };
        await ecrireTout(magasin, BASE, [doc]);
      }
      const { absences, marques } = await lireFaitsDispenses(magasin, BASE);
      const entiere = lecteurDispenses(absences, marques);
      const gardee = await lireDispenses(magasin, 'EST', [{ statut: 'PREVUE' }]);
      const dire = (l: typeof entiere) => USAGERS.flatMap((u) => JOURS.map((j) => l(u, j)));
      expect(dire(gardee)).toEqual(dire(entiere));
    }),
    { numRuns: 30 },
  );
});

test('nothing is asked of the store for visits that nothing could excuse', async () => {
  const demandes: string[] = [];
  const compte = entourer(magasin, (o, faire) => {
    demandes.push(o.nom);
    return faire();
  });
  const dispenses = await lireDispenses(compte, 'EST', [{ statut: 'COMPLETE' }, { statut: 'ANNULEE' }]);
  expect([dispenses('U1', JOURS[0] ?? jour('2026-11-01')), demandes]).toEqual([undefined, []]);
  await lireDispenses(compte, 'EST', [{ statut: 'COMPLETE' }, { statut: 'NON_POINTEE' }]);
  expect(demandes.length).toBeGreaterThan(0);
});
