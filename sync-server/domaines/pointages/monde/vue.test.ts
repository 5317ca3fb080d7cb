import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { idIntervention } from '#shared/contrats/ids';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { ecrireTout } from '../../../store/ecrire';
import { magasinMemoire } from '../../../store/memoire/memoire';
import { joursEntre } from './chantier';
import { creerVue, deLAide, deLUsager } from './vue';

test('the days of a service of sixty antennas, empty or not, are kept between two rounds: they are not read again', async () => {
  const memoire = magasinMemoire();
  const bases = Array.from({ length: 60 }, (_, n) => `tg-antenne-a${n + 10}`);
  for (const base of bases) await memoire.creerBase(base);
  let lectures = 0;
  const vue = creerVue({
    ...memoire,
    plage: (...args) => {
      lectures += 1;
      return memoire.plage(...args);
    },
  });
  const debut = '2026-10-01' as DateCivile;
  const jours = joursEntre(debut, ajouterJours(debut, 39));
  const lire = async (): Promise<void> => {
    for (const base of bases)
      for (const type of ['visite', 'intervention', 'correction'] as const) await vue.lire(base, type, jours);
  };
  await lire();
  const premieres = lectures;
  expect(premieres).toBeGreaterThan(0);
  vue.alleger();
  await lire();
  expect(lectures).toBe(premieres);
});

const visiteDe = (id: string, usagerId: string, intervenantId: string, date: DateCivile): Intervention => ({
  ...{ _id: idIntervention(date, id), type: 'intervention', id, date, antenne: 'EST', usagerId, intervenantId },
  ...{ codePrestation: 'AD', ecartes: [], creations: [], anomalies: [], explication: [] },
});

test('what a key finds is what a reading of the whole days would show, however the days have changed since', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          id: fc.integer({ min: 0, max: 5 }),
          usager: fc.integer({ min: 0, max: 2 }),
          aide: fc.integer({ min: 0, max: 2 }),
          jour: fc.constantFrom('2026-10-01', '2026-10-02'),
          geste: fc.constantFrom('ECRIT', 'CHANGE', 'OTE', 'LU', 'OUBLIE'),
        }),
        { maxLength: 30 },
      ),
      async (gestes) => {
        const m = magasinMemoire();
        const base = 'tg-antenne-est';
        await m.creerBase(base);
        const vue = creerVue(m);
        const jours = ['2026-10-01', '2026-10-02'].map((j) => j as DateCivile);
        const lues = async (usager: number, aide: number) => {
          const [tous, siens] = [
            await vue.lire(base, 'intervention', jours),
            await vue.lireDe(base, 'intervention', jours, [deLUsager(`U${usager}`), deLAide(`A${aide}`)]),
          ];
          const attendus = tous.filter((i) => i.usagerId === `U${usager}` || i.intervenantId === `A${aide}`);
          expect(new Set(siens.map((i) => i._id))).toEqual(new Set(attendus.map((i) => i._id)));
          expect(siens).toHaveLength(attendus.length);
          for (const i of tous) expect(vue.connu(base, 'intervention', i._id)).toBe(i);
        };
        for (const g of gestes) {
          const i = visiteDe(`P${g.id}`, `U${g.usager}`, `A${g.aide}`, g.jour as DateCivile);
          const avant = await m.lire(base, i._id);
          if (g.geste === 'OTE' && !avant) continue;
          const rev = avant ? { _rev: avant._rev } : {};
          if (g.geste === 'OUBLIE') vue.oublier(base, i._id);
          else if (g.geste !== 'LU') {
            const [ecrite] = await ecrireTout(m, base, [
              g.geste === 'OTE' ? { _id: i._id, ...rev, _deleted: true } : { ...i, ...rev },
            ]);
            if (ecrite?.rev === undefined) continue;
            const doc = { ...i, _rev: ecrite.rev };
            if (g.geste === 'ECRIT') vue.ecrit(base, i._id, doc);
            else await vue.changes(base, [{ id: i._id, rev: ecrite.rev, supprime: g.geste === 'OTE' }]);
          }
          await lues(g.usager, g.aide);
        }
      },
    ),
  );
});
