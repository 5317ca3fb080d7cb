import { describe, expect, it } from 'vitest';
import { aRetirer } from './largeurs';

describe('aRetirer', () => {
  it('retire le motif d’abord, puis la durée, les heures brutes, l’aide, et le prévu en dernier', () => {
    expect([...aRetirer(2000, true, false)]).toEqual([]);
    expect([...aRetirer(1198, true, false)]).toEqual([]);
    // A screen of 1,280 pixels: both names are read, and both raw hours.
    expect([...aRetirer(1038, true, false)]).toEqual(['motif', 'duree']);
    expect([...aRetirer(900, true, false)]).toEqual(['motif', 'duree', 'arrivee', 'depart']);
    expect([...aRetirer(560, true, false)]).toEqual(['motif', 'duree', 'arrivee', 'depart', 'aide', 'prevu']);
  });
  it('le jour seul laisse la place de la date', () => {
    expect(aRetirer(1110, false, false).size).toBe(0);
  });
  it('l’équipe prend sa place là où une visite est prise ou porte une note', () => {
    expect([...aRetirer(960, true, true)]).not.toContain('aide');
    // A desk's screen with the panel open: what is planned is still read.
    expect([...aRetirer(822, true, true)]).toEqual(['motif', 'duree', 'arrivee', 'depart', 'aide']);
  });
  it('donne le même ensemble pour deux largeurs qui retirent la même chose : les colonnes ne sont pas refaites', () => {
    expect(aRetirer(1040, true, false)).toBe(aRetirer(1042, true, false));
    expect(aRetirer(0, true, false)).toBe(aRetirer(2000, true, false));
  });
  it('ne retire rien tant que la largeur n’est pas connue', () => {
    expect(aRetirer(0, true, false).size).toBe(0);
  });
});
