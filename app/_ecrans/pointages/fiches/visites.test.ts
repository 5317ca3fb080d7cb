import { describe, expect, it, test } from 'vitest';
import type { Fiche } from '#shared/contrats/pointages/fiche';
import { apparier, fiche, jour, paris, pointage, usager, visite } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserJour, poserSaisies } from '../../../_donnees/depot/etat-depot';
import { lignesDe } from '../../../_donnees/depot/plier';
import { avertir } from './avertir';
import { fichesDuJour, fichesSaisiesLe } from './suivi';
import { aidesSansHeures, tenir, visitesDeLAide } from './visites';

const J = jour('2026-10-01');
const le = (hm: string) => paris(`2026-10-01 ${hm}`);

/** The day as the screen has it, from planned visits, punches and slips. */
const journee = (
  plans: [string, string, string][],
  pointages: ['A' | 'D', string][] = [],
  fiches: Fiche[] = [],
): EtatDepot => {
  const lot = apparier({
    visites: plans.map(([id, de, a]) => visite(id, `2026-10-01 ${de}`, `2026-10-01 ${a}`)),
    pointages: pointages.map(([sens, hm]) => pointage(sens, `2026-10-01 ${hm}`)),
  });
  const e = poserJour(ETAT_VIDE, J, Object.fromEntries(lot.map((i) => [i._id, i])), undefined);
  return poserSaisies(e, fiches);
};
const visitesDe = (e: EtatDepot, poste = 'PC-01') =>
  visitesDeLAide(lignesDe(e, J, J, paris('2026-10-02 10:00')), fichesDuJour(e, poste, J), 'I1');
const F = (arrivee: string | undefined, depart: string | undefined, plus: Partial<Fiche> = {}): Fiche =>
  fiche({
    date: J,
    arrivee: arrivee === undefined ? undefined : le(arrivee),
    depart: depart === undefined ? undefined : le(depart),
    ...plus,
  });

const DEUX: [string, string, string][] = [
  ['V1', '08:30', '09:30'],
  ['V2', '18:00', '19:00'],
];

describe('les visites à ficher', () => {
  it('those that lack an hour come first, by hour', () => {
    const v = visitesDe(
      journee(DEUX, [
        ['A', '08:31'],
        ['D', '09:29'],
      ]),
    );
    expect(v.map((x) => [x.cle, x.ouverte])).toEqual([
      ['V2', true],
      ['V1', false],
    ]);
  });

  it('[AP-11] a visit that the calls of the one before cover waits for no slip', () => {
    const e = journee(
      [
        ['V1', '16:00', '17:00'],
        ['V2', '17:00', '18:00'],
      ],
      [
        ['A', '16:02'],
        ['D', '18:01'],
      ],
    );
    expect(visitesDe(e).map((x) => [x.cle, x.ligne.statut, x.ouverte])).toEqual([
      ['V1', 'COMPLETE', false],
      ['V2', 'COUVERTE', false],
    ]);
    expect(aidesSansHeures(lignesDe(e, J, J, paris('2026-10-02 10:00')), [])).toEqual(new Set());
  });

  it('a visit with one punch waits for its other side', () => {
    const [v] = visitesDe(journee([['V1', '08:30', '09:30']], [['A', '08:31']]));
    expect(v).toMatchObject({ ouverte: true, arrivee: le('08:31') });
    expect(v?.depart).toBeUndefined();
  });

  it('[CO-6] a slip of this PC fills its visit before the server has answered; of two visits, the nearest', () => {
    const [v2, v1] = visitesDe(journee(DEUX, [], [F('17:55', '19:05')])).toSorted((a, b) => (a.cle < b.cle ? 1 : -1));
    expect(v2).toMatchObject({ cle: 'V2', ouverte: false, arrivee: le('17:55'), depart: le('19:05') });
    expect(v2?.fiches.map((f) => f.etat)).toEqual(['ATTENTE']);
    expect(v1).toMatchObject({ cle: 'V1', ouverte: true, fiches: [] });
  });

  it('a refused slip leaves its visit to be typed, with the reason', () => {
    const f = F('08:30', '09:30');
    const refus = new Map([[f._id, { documentId: f._id, code: 'X', message: 'Non.' }]]);
    const [v] = visitesDe({ ...journee([['V1', '08:30', '09:30']], [], [f]), refus });
    expect(v).toMatchObject({ ouverte: true, fiches: [{ etat: 'REFUSEE', raison: 'Non.' }] });
  });

  it('a slip of another PC came from the server: it is received', () => {
    const e = journee([['V1', '08:30', '09:30']], [], [F('08:30', '09:30', { poste: 'PC-02' })]);
    expect(visitesDe(e)[0]?.fiches[0]?.etat).toBe('RECUE');
  });

  it('the order first shown holds while one types; what is new comes last', () => {
    const avant = visitesDe(journee(DEUX));
    const apres = visitesDe(
      journee(DEUX, [
        ['A', '08:31'],
        ['D', '09:29'],
      ]),
    );
    expect(apres.map((v) => v.cle)).toEqual(['V2', 'V1']);
    expect(
      tenir(
        apres,
        avant.map((v) => v.cle),
      ).map((v) => v.cle),
    ).toEqual(['V1', 'V2']);
    expect(tenir(apres, ['V1']).map((v) => v.cle)).toEqual(['V1', 'V2']);
  });

  it('aides with something to type are those with an open visit', () => {
    const aides = (e: EtatDepot) =>
      aidesSansHeures(lignesDe(e, J, J, paris('2026-10-02 10:00')), fichesDuJour(e, 'PC-01', J));
    expect([...aides(journee(DEUX))]).toEqual(['I1']);
    expect([...aides(journee([['V1', '08:30', '09:30']], [], [F('08:30', '09:30')]))]).toEqual([]);
    const avant = lignesDe(journee(DEUX), J, J, le('08:00'));
    expect([...aidesSansHeures(avant, [])]).toEqual([]);
  });
});

describe('ce qui est dit avant de garder une fiche', () => {
  const dire = (
    e: EtatDepot,
    cle: string | undefined,
    arrivee: string | undefined,
    depart: string | undefined,
    plus: Partial<Parameters<typeof avertir>[0]> = {},
  ) => {
    const visites = visitesDe(e);
    return avertir({
      etat: e,
      maintenant: paris('2026-10-02 10:00'),
      date: J,
      intervenantId: 'I1',
      cotes: { arrivee: arrivee && le(arrivee), depart: depart && le(depart) } as Parameters<
        typeof avertir
      >[0]['cotes'],
      usagerId: 'U1',
      visite: visites.find((v) => v.cle === cle),
      visites,
      rapprochement: 120,
      ...plus,
    });
  };

  it('nothing for a planned visit, within the hours that match it', () => {
    expect(dire(journee(DEUX), 'V1', '08:30', '09:30')).toEqual([]);
    expect(dire(journee(DEUX), 'V1', '10:30', '11:00')).toEqual([]);
  });

  it('[AP-6] further than the matching allows, it will count as not planned', () => {
    expect(dire(journee(DEUX), 'V1', '10:31', '11:00')[0]).toMatch(/2\sh\s00 de l’heure prévue/);
    expect(dire(journee(DEUX), 'V1', undefined, '11:31')).toHaveLength(1);
  });

  it('hours far from the plan are read back: an hour mistyped makes a visit of a whole day', () => {
    expect(dire(journee(DEUX), 'V1', '08:30', '22:45')).toEqual([
      '8\u00a0h\u00a030 → 22\u00a0h\u00a045 = 14\u00a0h\u00a015, prévu 1\u00a0h\u00a000.',
    ]);
    expect(dire(journee([['V1', '08:30', '09:30']], [['A', '08:31']]), 'V1', undefined, '11:00')[0]).toContain('→ 11');
  });

  it('the punches and the slip that the visit has, for the same side only', () => {
    const pointee = journee([['V1', '08:30', '09:30']], [['A', '08:31']]);
    expect(dire(pointee, 'V1', '08:30', '09:30')[0]).toMatch(/déjà pointée.*8\sh\s31/);
    expect(dire(pointee, 'V1', undefined, '09:30')).toEqual([]);
    const fichee = journee([['V1', '08:30', '09:30']], [], [F('08:30', '09:30')]);
    expect(dire(fichee, 'V1', '08:30', undefined)[0]).toMatch(/fiche est déjà saisie/);
    expect(dire(fichee, undefined, '08:30', '09:30')[0]).toMatch(/fiche est déjà saisie/);
  });

  it('a departure that does not follow the arrival known', () => {
    const pointee = journee([['V1', '08:30', '09:30']], [['A', '09:20']]);
    expect(dire(pointee, 'V1', undefined, '09:10')[0]).toMatch(/n’est pas après l’arrivée connue/);
  });

  it('[AP-10] the aide cannot be in two homes at once, save those of one telephone', () => {
    const e = journee(DEUX, [
      ['A', '08:31'],
      ['D', '09:29'],
    ]);
    const ailleurs = { usagerId: 'U2' };
    const la = /^Cette aide est aussi chez .* à ces heures \(8\sh\s31 – 9\sh\s29\)\.$/;
    expect(dire(e, undefined, '09:00', '10:00', ailleurs)).toEqual([expect.stringMatching(la)]);
    expect(dire(e, undefined, '09:24', '10:00', ailleurs)).toEqual([]);
    const usagers = ['U1', 'U2'].map((id) => usager(id, { telephones: ['+33199000001'] }));
    const couple = { ...e, usagers: new Map(usagers.map((u) => [u.id, u])) };
    expect(dire(couple, undefined, '09:00', '10:00', ailleurs)).toEqual([]);
    // A slip of the other visit waits for its verdict still.
    const fichee = journee(DEUX, [], [F('08:30', '09:30')]);
    expect(dire(fichee, undefined, '09:00', '10:00', ailleurs)).toEqual([expect.stringContaining('aussi chez')]);
  });
});

test('slips typed today, the last first, whatever the day of their visit', () => {
  const e = journee(
    [],
    [],
    [
      F('08:30', undefined, { id: 'a', _id: 'fiche:2026-10-01:a', instant: paris('2026-10-02 09:00') }),
      F('08:30', undefined, { id: 'b', _id: 'fiche:2026-10-01:b', instant: paris('2026-10-02 10:00') }),
      F('08:30', undefined, { id: 'c', _id: 'fiche:2026-10-01:c', instant: paris('2026-10-01 23:00') }),
    ],
  );
  expect(fichesSaisiesLe(e, 'PC-01', jour('2026-10-02')).map((s) => s.fiche.id)).toEqual(['b', 'a']);
});
