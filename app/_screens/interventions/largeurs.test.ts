import { describe, expect, it } from 'vitest';
import { aRetirer } from './largeurs';

describe('aRetirer', () => {
  it('retire le motif d’abord, puis les heures brutes, l’aide, la durée, et le prévu en dernier', () => {
    expect([...aRetirer(2000, true, false)]).toEqual([]);
    expect([...aRetirer(1042, true, false)]).toEqual(['motif']);
    expect([...aRetirer(900, true, false)]).toEqual(['motif', 'arrivee', 'depart']);
    expect([...aRetirer(560, true, false)]).toEqual(['motif', 'arrivee', 'depart', 'aide', 'duree', 'prevu']);
  });
  it('le jour seul laisse la place de la date', () => {
    expect(aRetirer(1042, false, false).size).toBe(0);
  });
  it('l’équipe prend sa place là où une visite est prise ou porte une note', () => {
    expect([...aRetirer(860, true, false)]).not.toContain('aide');
    expect([...aRetirer(828, true, true)]).toEqual(['motif', 'arrivee', 'depart', 'aide']);
    // A desk's screen with the panel open: what is planned is still read.
    expect([...aRetirer(818, true, true)]).toEqual(['motif', 'arrivee', 'depart', 'aide', 'duree']);
  });
  it('ne retire rien tant que la largeur n’est pas connue', () => {
    expect(aRetirer(0, true, false).size).toBe(0);
  });
});
