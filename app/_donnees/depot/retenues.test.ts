import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lecteurParametres, type Parametre } from '#shared/contrats/exploitation/parametre';
import { retenir } from '#shared/domain/intervention/retenir';
import type { CorrectionSuivie } from '#shared/domain/types';
import type { Instant } from '#shared/temps/types';
import { acceptee, apparier, correction, paris, pointage, visite } from '#shared/testing/constructeurs';
import { type MemoireRetenues, retenirUneFois } from './retenues';

const H = (hm: string): Instant => paris(`2026-11-25 ${hm}`);
const visites = apparier({
  pointages: [pointage('A', '2026-11-25 08:31'), pointage('D', '2026-11-25 09:28'), pointage('A', '2026-11-25 14:00')],
  visites: [
    visite('V1', '2026-11-25 08:30', '2026-11-25 09:30'),
    visite('V2', '2026-11-25 14:00', '2026-11-25 15:00'),
    visite('V3', '2026-11-25 18:00', '2026-11-25 19:00'),
  ],
});
const corrections: CorrectionSuivie[] = [
  acceptee(correction('HORAIRE', { fin: H('09:30'), instant: H('10:00') })),
  { correction: correction('HORAIRE', { fin: H('15:00'), instant: H('16:00') }) },
];
const DUREE: Parametre = {
  _id: 'parametre:dureeMax:2026-01-01',
  type: 'parametre',
  cle: 'dureeMax',
  depuis: '2026-01-01' as Parametre['depuis'],
  valeur: 60,
  auteur: 'essai',
  instant: H('07:00'),
};
const TABLES: readonly (readonly Parametre[])[] = [[], [DUREE]];

it('[CO-1] what is kept in memory is what the fold gives, whatever the clock, the corrections and the parameters do', () => {
  const geste = fc.record({
    i: fc.nat(visites.length - 1),
    avec: fc.subarray(corrections),
    a: fc.constantFrom(...['07:00', '08:40', '15:10', '18:30', '23:00'].map(H), paris('2026-11-26 12:00')),
    table: fc.nat(1),
  });
  fc.assert(
    fc.property(fc.array(geste, { maxLength: 20 }), (gestes) => {
      const memoire: MemoireRetenues = new WeakMap();
      for (const g of gestes) {
        const [i, parametres] = [visites[g.i], TABLES[g.table]];
        if (!i || !parametres) throw new Error('hors de la table');
        const contexte = { maintenant: g.a, parametresAu: lecteurParametres(parametres) };
        expect(retenirUneFois(memoire, i, g.avec, { contexte, parametres })).toEqual(retenir(i, g.avec, contexte));
      }
    }),
  );
});

it('a visit that is over is folded once', () => {
  const [i] = visites;
  const memoire: MemoireRetenues = new WeakMap();
  const parametres = TABLES[0] ?? [];
  const lire = (a: Instant) =>
    i &&
    retenirUneFois(memoire, i, corrections, {
      contexte: { maintenant: a, parametresAu: lecteurParametres([]) },
      parametres,
    });
  expect(lire(H('12:00'))).toBe(lire(H('18:00')));
});
