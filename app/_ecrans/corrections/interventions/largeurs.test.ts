import { describe, expect, it } from 'vitest';
import { aRetirer } from './largeurs';

const dites = (...p: Parameters<typeof aRetirer>): string => [...aRetirer(...p)].join(' ');

describe('aRetirer', () => {
  it('the motif leaves first, then the duration and the retained hours; then names are tightened, and the status is its icon', () => {
    expect([2000, 1198].map((l) => dites(l, true, false))).toEqual(['', '']);
    expect(dites(1038, true, false)).toBe('motif duree');
    // A tablet without its panel: both names are read whole.
    expect(dites(936, true, false)).toBe('motif duree retenu');
    // A desk’s screen of 1,280 pixels with the room of its panel, of a month then of a day.
    expect(dites(732, true, false)).toBe('motif duree retenu serre noms');
    expect(dites(752, false, false)).toBe('motif duree retenu serre');
    // One of 1,440 pixels: both names are read whole beside the panel.
    expect(dites(814, true, false)).toBe('motif duree retenu serre');
    // A tablet with its panel.
    expect(dites(624, true, false)).toBe('motif duree retenu serre noms equipe statut');
  });
  it('the day alone leaves the room of the date', () => {
    expect(aRetirer(1110, false, false).size).toBe(0);
  });
  it('who has a visit gives way before its status is cut', () => {
    expect(dites(822, true, true)).toBe('motif duree retenu serre noms');
    expect(dites(732, true, true)).toBe('motif duree retenu serre noms equipe');
  });
  it('the same set for two widths that take away the same: columns are not made anew', () => {
    expect(aRetirer(1040, true, false)).toBe(aRetirer(1042, true, false));
    expect(aRetirer(0, true, false)).toBe(aRetirer(2000, true, false));
  });
  it('nothing is taken away as long as the width is not known', () => {
    expect(aRetirer(0, true, false).size).toBe(0);
  });
});
