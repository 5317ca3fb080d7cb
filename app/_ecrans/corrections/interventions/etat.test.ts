import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DEPART, type EtatEcran, type Geste, panneauDe, reduire, suiteDuLot } from './etat';

const raisons = new Map([
  ['a', 'conflit'],
  ['b', 'annulée'],
]);
const PLEIN: EtatEcran = { saisie: true, selection: ['a', 'b'], lot: ['a', 'b'], raisons, nouvelle: true };

describe('what a gesture leaves', () => {
  test.each<[Geste, Partial<EtatEcran>]>([
    [{ quoi: 'CHOISIR' }, { saisie: false, lot: undefined }],
    [{ quoi: 'SAISIR', ouverte: false }, { saisie: false }],
    [
      { quoi: 'PASSER', corrigee: 'a' },
      { saisie: false, raisons: new Map([['b', 'annulée']]) },
    ],
    [{ quoi: 'COCHER', ids: ['c'] }, { selection: ['c'] }],
    [{ quoi: 'OUVRIR_LOT', ids: ['b', 'c'] }, { lot: ['b', 'c'] }],
    [{ quoi: 'QUITTER_LOT' }, { lot: undefined }],
    [{ quoi: 'LOT_FAIT', raisons: new Map() }, { raisons: new Map() }],
    [{ quoi: 'CREER', ouverte: false }, { nouvelle: false }],
  ])('$quoi', (geste, plus) => {
    expect(reduire(PLEIN, geste)).toEqual({ ...PLEIN, ...plus });
  });

  it('the form of one visit, left open under that of a lot, comes back when the lot is left', () => {
    const gestes: Geste[] = [
      { quoi: 'SAISIR', ouverte: true },
      { quoi: 'OUVRIR_LOT', ids: ['a', 'b'] },
      { quoi: 'QUITTER_LOT' },
    ];
    expect(gestes.reduce(reduire, DEPART)).toEqual({ ...DEPART, saisie: true });
  });

  it('the state is the same one where nothing changes: the arrows draw nothing more than the line', () => {
    const rien: Geste[] = [
      { quoi: 'CHOISIR' },
      { quoi: 'SAISIR', ouverte: false },
      { quoi: 'PASSER', corrigee: 'a' },
      { quoi: 'COCHER', ids: DEPART.selection },
      { quoi: 'QUITTER_LOT' },
      { quoi: 'CREER', ouverte: false },
    ];
    for (const g of rien) expect(reduire(DEPART, g)).toBe(DEPART);
  });
});

describe('what stands beside the list', () => {
  test.each([
    [{ saisie: true, lot: true, plusieurs: true, visite: true }, 'LOT'],
    [{ saisie: false, lot: false, plusieurs: true, visite: true }, 'CHOIX'],
    [{ saisie: true, lot: false, plusieurs: true, visite: true }, 'VISITE'],
    [{ saisie: false, lot: false, plusieurs: false, visite: true }, 'VISITE'],
    [{ saisie: true, lot: false, plusieurs: true, visite: false }, 'RIEN'],
    [{ saisie: false, lot: false, plusieurs: false, visite: false }, 'RIEN'],
  ] as const)('%o: %s', ({ saisie, ...montre }, attendu) => {
    expect(panneauDe({ saisie }, montre)).toBe(attendu);
  });
});

describe('after a lot', () => {
  const ordre = ['c', 'a', 'd', 'b'];
  it('goes to the first of those left, as the screen orders them, which stay chosen where they are several', () => {
    const encore = new Set(['c', 'd', 'b']);
    expect(suiteDuLot(ordre, encore, new Set(['b', 'd']), 'a')).toEqual({ gardees: new Set(['d', 'b']), suite: 'd' });
    expect(suiteDuLot(ordre, encore, new Set(['b']), 'a')).toEqual({ gardees: new Set(), suite: 'b' });
  });
  it('with none left: stays where it was, or goes to the visit after; the last one has gone, and nothing follows', () => {
    const rien = new Set<string>();
    expect(suiteDuLot(ordre, new Set(ordre), rien, 'a').suite).toBe('a');
    expect(suiteDuLot(ordre, new Set(['c', 'd']), rien, 'a').suite).toBe('d');
    expect(suiteDuLot(ordre, new Set(ordre), rien, undefined).suite).toBeUndefined();
    expect(suiteDuLot(ordre, rien, rien, 'b').suite).toBe('b');
  });
  it('whatever is left, what stays chosen was left and is still shown, and is several or none', () => {
    const parmi = fc.subarray(ordre).map((x) => new Set(x));
    fc.assert(
      fc.property(
        parmi,
        parmi,
        fc.option(fc.constantFrom(...ordre), { nil: undefined }),
        (encore, laissees, choisie) => {
          const { gardees, suite } = suiteDuLot(ordre, encore, laissees, choisie);
          expect([...gardees].every((id) => laissees.has(id) && encore.has(id))).toBe(true);
          expect(gardees.size).not.toBe(1);
          if (gardees.size > 0) expect(suite).toBe(ordre.find((id) => gardees.has(id)));
        },
      ),
    );
  });
});
