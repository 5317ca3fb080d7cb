import { describe, expect, it } from 'vitest';
import { aRetirer } from './largeurs';

describe('aRetirer', () => {
  it('retire le motif d’abord, puis les heures brutes, l’aide, et le prévu en dernier', () => {
    expect([...aRetirer(2000, true)]).toEqual([]);
    expect([...aRetirer(1042, true)]).toEqual(['motif']);
    expect([...aRetirer(900, true)]).toEqual(['motif', 'arrivee', 'depart']);
    expect([...aRetirer(560, true)]).toEqual(['motif', 'arrivee', 'depart', 'aide', 'prevu']);
  });
  it('le jour seul laisse la place de la date', () => {
    expect(aRetirer(1042, false).size).toBe(0);
  });
  it('ne retire rien tant que la largeur n’est pas connue', () => {
    expect(aRetirer(0, true).size).toBe(0);
  });
});
