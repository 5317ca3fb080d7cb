import { describe, expect, it } from 'vitest';
import { confronter } from './secours';

const l = (id: string) => ({ _id: id });

describe('confronter', () => {
  it('[CO-6] ne dit rien quand la base et la copie s’accordent', () => {
    expect(confronter(new Set(['a', 'b']), [l('b')], 1, 1)).toEqual({ aRemettre: [], perdues: 0 });
  });
  it('[CO-6] une base vide est remplie de la copie', () => {
    expect(confronter(new Set(), [l('a'), l('b')], 2, 0)).toEqual({ aRemettre: [l('a'), l('b')], perdues: 0 });
  });
  it('[CO-6] une ligne que la base n’a pas revient, les autres restent', () => {
    expect(confronter(new Set(['a']), [l('a'), l('b')], 2, 1)).toEqual({ aRemettre: [l('b')], perdues: 0 });
  });
  it('[CO-6] sans base ni copie, le compte dit ce qui est perdu', () => {
    expect(confronter(new Set(), [], 3, 0)).toEqual({ aRemettre: [], perdues: 3 });
    expect(confronter(new Set(), [l('a')], 3, 0)).toEqual({ aRemettre: [l('a')], perdues: 2 });
  });
  it('un premier démarrage ne perd rien', () => {
    expect(confronter(new Set(), [], 0, 0)).toEqual({ aRemettre: [], perdues: 0 });
  });
});
