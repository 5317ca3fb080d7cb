import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import { localParis } from '../../temps/paris';
import { acceptee, apparier, contexte, correction, paris, pointage, visite } from '../../testing/constructeurs';
import { retenir } from '../intervention/retenir';
import type { CorrectionSuivie, Retenue } from '../types';

const h = (local: string) => paris(`2026-10-01 ${local}`);
const une = (is: Intervention[]): Intervention => {
  const [i] = is;
  if (!i) throw new Error('une intervention attendue');
  return i;
};
const planifiee = visite('V', '2026-10-01 08:30', '2026-10-01 09:30');
const sansDepart = une(apparier({ pointages: [pointage('A', '2026-10-01 08:31', { id: 'a' })], visites: [planifiee] }));
const nonPointee = une(apparier({ visites: [planifiee] }));
const complete = une(
  apparier({
    pointages: [pointage('A', '2026-10-01 08:31', { id: 'a' }), pointage('D', '2026-10-01 09:29', { id: 'd' })],
    visites: [planifiee],
  }),
);

let rang = 0;
/** One after the other, each based on the one before unless said. */
const suite = (i: Intervention, ...quoi: (Partial<Correction> & { nature: Correction['nature'] })[]) => {
  let base: string[] = [];
  return quoi.map(({ nature, ...plus }) => {
    rang += 1;
    const id = plus.id ?? `S${String(rang).padStart(5, '0')}`;
    const instant = paris('2026-10-02 10:00').replace('00:00Z', `00:${String(rang % 60).padStart(2, '0')}Z`);
    const cible = i.arrivee ? ({ genre: 'POINTAGE', id: 'a' } as const) : ({ genre: 'VISITE', id: 'V' } as const);
    const c = correction(nature, { cible, base, instant: instant as Correction['instant'], ...plus, id });
    base = [id];
    return c;
  });
};
const plier = (i: Intervention, cs: readonly Correction[]): Retenue =>
  retenir(
    i,
    cs.map((c): CorrectionSuivie => ({ correction: c })),
    contexte(),
  );
const etats = (r: Retenue) => r.corrections.map((j) => j.refus?.code ?? j.etat);
const heures = (r: Retenue): string => [r.debut, r.fin].map((x) => (x ? localParis(x).slice(11, 16) : '-')).join('-');
/** All but the history itself. */
const vue = (r: Retenue) => ({ ...r, corrections: [], base: [] });

describe('retirer une correction', () => {
  it.each([
    ['un départ ajouté', sansDepart, { nature: 'HORAIRE', fin: h('09:45') }],
    ['une création', nonPointee, { nature: 'CREATION', debut: h('08:30'), fin: h('09:30') }],
    ['des minutes', complete, { nature: 'MINUTES', minutes: 20 as Correction['minutes'] }],
    ['une autre aide', complete, { nature: 'DONNEES', intervenantId: 'I9' }],
    ['une annulation', complete, { nature: 'SUPPRESSION' }],
  ] as const)('[CO-1] %s : la visite redevient ce qu’elle était, rien n’est écrasé', (_, i, quoi) => {
    const cs = suite(i, { ...quoi, id: 'X' }, { nature: 'RETRAIT', retire: 'X' });
    const r = plier(i, cs);
    expect(vue(r)).toEqual(vue(plier(i, [])));
    expect(etats(r)).toEqual(['RETIREE', 'APPLIQUEE']);
    expect(r.base).toEqual([cs[1]?.id]);
  });

  it('[CO-1] une correction se refait après son retrait, création comprise', () => {
    const creation = { nature: 'CREATION', debut: h('08:30'), fin: h('09:30') } as const;
    const cs = suite(nonPointee, { ...creation, id: 'X' }, { nature: 'RETRAIT', retire: 'X' }, creation);
    const r = plier(nonPointee, cs);
    expect([r.statut, etats(r)]).toEqual(['CREEE', ['RETIREE', 'APPLIQUEE', 'APPLIQUEE']]);
  });

  it('[CO-3] ce qui est dessous ne se retire qu’après ce qui est dessus', () => {
    const dessous = { nature: 'HORAIRE', fin: h('09:45'), id: 'X' } as const;
    const dessus = { nature: 'MINUTES', minutes: 10 as Correction['minutes'], id: 'Y' } as const;
    const r = plier(sansDepart, suite(sansDepart, dessous, dessus, { nature: 'RETRAIT', retire: 'X' }));
    expect([etats(r), heures(r)]).toEqual([['APPLIQUEE', 'APPLIQUEE', 'RETRAIT_RECOUVERTE'], '08:31-09:45']);
    const tous = suite(
      sansDepart,
      dessous,
      dessus,
      { nature: 'RETRAIT', retire: 'Y' },
      { nature: 'RETRAIT', retire: 'X' },
    );
    expect(vue(plier(sansDepart, tous))).toEqual(vue(plier(sansDepart, [])));
  });

  it.each([
    ['inconnue', { nature: 'RETRAIT', retire: 'Z' }],
    ['non dite', { nature: 'RETRAIT' }],
    ['jamais vue de son auteur', { nature: 'RETRAIT', retire: 'X', base: [] as string[] }],
  ] as const)('[CO-3] rien à retirer d’une correction %s', (_, retrait) => {
    const r = plier(sansDepart, suite(sansDepart, { nature: 'HORAIRE', fin: h('09:45'), id: 'X' }, retrait));
    expect([etats(r)[1], heures(r)]).toEqual(['RETRAIT_SANS_OBJET', '08:31-09:45']);
  });
  it('[CO-3] un retrait ne se retire pas, ni deux fois la même correction', () => {
    const x = { nature: 'HORAIRE', fin: h('09:45'), id: 'X' } as const;
    const cs = suite(
      sansDepart,
      x,
      { nature: 'RETRAIT', retire: 'X', id: 'R' },
      { nature: 'RETRAIT', retire: 'R' },
      { nature: 'RETRAIT', retire: 'X', base: ['R'] },
    );
    expect(etats(plier(sansDepart, cs)).slice(2)).toEqual(['RETRAIT_SANS_OBJET', 'RETRAIT_SANS_OBJET']);
  });
  it('[CO-3] une visite créée sans prévu ni pointage ne perd pas sa création', () => {
    const libre = { ...nonPointee, creations: ['X'] };
    delete (libre as Partial<Intervention>).visite;
    const cs = suite(
      libre,
      { nature: 'CREATION', debut: h('08:30'), fin: h('09:30'), id: 'X', usagerId: 'U1', intervenantId: 'I1' },
      { nature: 'RETRAIT', retire: 'X' },
    );
    expect(etats(plier(libre, cs))[1]).toBe('RETRAIT_CREATION');
  });

  it('[CO-4] retirée ici pendant qu’elle est corrigée là : les deux versions, et rien de perdu', () => {
    const [x, r] = suite(
      sansDepart,
      { nature: 'HORAIRE', fin: h('09:45'), id: 'X' },
      { nature: 'RETRAIT', retire: 'X', id: 'R' },
    );
    const [y] = suite(sansDepart, { nature: 'HORAIRE', debut: h('08:00'), base: ['X'], id: 'Y', auteur: 'autre' });
    if (!x || !r || !y) throw new Error('trois corrections attendues');
    for (const ordre of [
      [x, r, y],
      [y, x, r],
    ]) {
      const plie = plier(sansDepart, ordre);
      expect(plie.conflit?.versions.map((v) => [v.correction.id, v.fin !== undefined])).toEqual([
        ['R', false],
        ['Y', true],
      ]);
    }
  });
  it('[CO-3] un retrait qui laisserait un départ avant l’arrivée est refusé', () => {
    const [x] = suite(complete, { nature: 'HORAIRE', debut: h('07:00'), id: 'X' });
    const [y] = suite(complete, { nature: 'HORAIRE', fin: h('08:00'), base: [], id: 'Y' });
    const [r] = suite(complete, { nature: 'RETRAIT', retire: 'X', base: ['X', 'Y'] });
    if (!x || !y || !r) throw new Error('trois corrections attendues');
    expect(etats(plier(complete, [x, y, r]))).toEqual(['APPLIQUEE', 'APPLIQUEE', 'RETRAIT_HEURES']);
  });
  it('[CO-7] acceptée, puis empêchée par un pointage venu depuis : son retrait ôte aussi le conflit', () => {
    const [x, r] = suite(
      sansDepart,
      { nature: 'HORAIRE', fin: h('08:31'), id: 'X' },
      { nature: 'RETRAIT', retire: 'X' },
    );
    if (!x || !r) throw new Error('deux corrections attendues');
    const plie = retenir(sansDepart, [acceptee(x), acceptee(r)], contexte());
    expect([etats(plie), plie.conflit]).toEqual([['RETIREE', 'APPLIQUEE'], undefined]);
  });

  it('[CO-1] retirer ce qu’on vient d’ajouter à une suite rend l’état d’avant (propriété)', () => {
    const minute = fc.integer({ min: 0, max: 300 });
    const quoi = fc.oneof(
      minute.map((m) => ({
        nature: 'HORAIRE' as const,
        fin: paris(`2026-10-01 ${String(9 + Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`),
      })),
      fc
        .integer({ min: 0, max: 240 })
        .map((m) => ({ nature: 'MINUTES' as const, minutes: m as Correction['minutes'] })),
      fc.constantFrom('I2', 'I3').map((intervenantId) => ({ nature: 'DONNEES' as const, intervenantId })),
      fc.constant({ nature: 'SUPPRESSION' as const }),
      fc.constant({ nature: 'RETABLISSEMENT' as const }),
    );
    fc.assert(
      fc.property(fc.array(quoi, { minLength: 1, maxLength: 6 }), (choix) => {
        rang = 0;
        // As a PC does: each on top of what stands, a refused one left out of the bases.
        const cs: Correction[] = [];
        for (const c of choix) cs.push(...suite(sansDepart, { ...c, base: plier(sansDepart, cs).base }));
        const avant = plier(sansDepart, cs);
        const derniere = avant.corrections.findLast((j) => j.etat === 'APPLIQUEE');
        if (!derniere) return;
        const retrait = correction('RETRAIT', {
          cible: { genre: 'POINTAGE', id: 'a' },
          retire: derniere.correction.id,
          base: avant.base,
          instant: paris('2026-10-02 11:00'),
        });
        const apres = plier(sansDepart, [...cs, retrait]);
        const sans = plier(sansDepart, cs.slice(0, cs.indexOf(derniere.correction)));
        expect(vue(apres)).toEqual(vue(sans));
      }),
    );
  });
});
