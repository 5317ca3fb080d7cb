import { describe, expect, it } from 'vitest';
import { prochaine } from './prochaine';

const avant = ['c', 'a', 'd', 'b'];

describe('prochaine', () => {
  it('suit l’ordre de l’écran, non celui des dates, que la ligne corrigée soit partie, restée ou déplacée', () => {
    expect(prochaine(avant, new Set(['c', 'd', 'b']), 'a')).toBe('d');
    expect(prochaine(avant, new Set(['a', 'b', 'c', 'd']), 'a')).toBe('d');
  });
  it('sous tous les statuts, va à la suivante à traiter ; s’il n’en reste pas plus bas, à la suivante', () => {
    expect(prochaine(avant, new Set(avant), 'c', new Set(['b']))).toBe('b');
    expect(prochaine(avant, new Set(avant), 'a', new Set(['c']))).toBe('d');
    expect(prochaine(avant, new Set(['a', 'd']), 'c', new Set(['b']))).toBe('a');
  });
  it('saute les lignes parties entre-temps', () => {
    expect(prochaine(avant, new Set(['c', 'b']), 'a')).toBe('b');
  });
  it('après la dernière : la précédente si elle est partie, elle-même sinon', () => {
    expect(prochaine(avant, new Set(['c', 'a', 'd']), 'b')).toBe('d');
    expect(prochaine(avant, new Set(avant), 'b')).toBeUndefined();
    expect(prochaine(avant, new Set(), 'b')).toBeUndefined();
  });
  it('une visite que le filtre ne montrait pas mène à la première ligne', () => {
    expect(prochaine(avant, new Set(avant), 'z')).toBe('c');
  });
});
