import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lettresDe, nomCourt } from './noms-courts';

const montres = (...noms: string[]): (string | undefined)[] => {
  const lettres = lettresDe(noms);
  return noms.map((n) => nomCourt(n, lettres)?.montre);
};

describe('un nom court dit encore de qui il est', () => {
  it('une initiale suffit, sauf à qui en partage le nom et l’initiale', () => {
    expect(montres('MARTIN Jeanne', 'DUVAL Marie', 'DUVAL Madeleine', 'DUVAL Suzanne')).toEqual([
      'MARTIN J',
      'DUVAL Mar',
      'DUVAL Mad',
      'DUVAL S',
    ]);
  });
  it('un prénom qui en commence un autre s’écrit en entier', () => {
    expect(montres('DUVAL Marie', 'DUVAL Marie-Claude')).toEqual([undefined, 'DUVAL Marie-C']);
  });
  it('deux noms écrits pareil n’en allongent aucun', () => {
    expect(montres('GUICHARD Jacqueline', 'GUICHARD Jacqueline')).toEqual(['GUICHARD J', 'GUICHARD J']);
  });
  it('un identifiant, un nom sans prénom, un texte vide restent ce qu’ils sont', () => {
    expect(montres('M200125', 'DUVAL', '')).toEqual([undefined, undefined, undefined]);
  });
  it('ce qui est montré et ce qui est tu font le nom, et deux noms n’ont jamais le même texte court', () => {
    const prenom = fc.stringMatching(/^[A-C][a-b]{1,4}$/);
    const noms = fc.uniqueArray(fc.tuple(fc.constantFrom('LE ROUX', 'ROUX'), prenom).map((x) => x.join(' ')));
    fc.assert(
      fc.property(noms, (tous) => {
        const lettres = lettresDe(tous);
        const courts = tous.map((n) => nomCourt(n, lettres) ?? { montre: n, tu: '' });
        expect(courts.map((c) => c.montre + c.tu)).toEqual(tous);
        expect(new Set(courts.map((c) => c.montre)).size).toBe(tous.length);
      }),
    );
  });
});
