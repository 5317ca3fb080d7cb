import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentReplique } from '#shared/replication/protocole';
import { fusionner, grouper, type Lot, lotDe } from './lots';

describe('lotDe', () => {
  it('range par jour ce qui a une date, par tranche les dossiers', () => {
    expect(lotDe('jours', 'intervention:2026-11-25:P1')).toBe('2026-11-25');
    expect(lotDe('decisions', 'verdict:2026-11-25:01J')).toBe('2026-11-25');
    expect(lotDe('decisions', 'refus:2026-11-25:correction:2026-11-24:01J')).toBe('2026-11-25');
    expect(lotDe('dossiers', 'usager:U1')).toMatch(/^usager-\d\d$/);
    expect(lotDe('dossiers', 'cloture:2026-10')).toMatch(/^cloture-\d\d$/);
  });
  it('répartit des dossiers sur toutes les tranches', () => {
    const lots = new Set(Array.from({ length: 500 }, (_, i) => lotDe('dossiers', `usager:B${10_000 + i}`)));
    expect(lots.size).toBe(16);
  });
});

const ids = fc.constantFrom(
  ...[1, 2, 3, 4].flatMap((j) => ['a', 'b', 'c'].map((n) => `intervention:2026-11-0${j}:${n}`)),
);
const changement: fc.Arbitrary<DocumentReplique> = fc.record({
  _id: ids,
  n: fc.nat(100),
  _deleted: fc.boolean(),
});

/** What the server holds after a feed: last writer wins, deleted ones leave. */
const serveur = (feed: readonly DocumentReplique[]) => {
  const etat = new Map<string, DocumentReplique>();
  for (const d of feed) {
    if (d._deleted) etat.delete(d._id);
    else etat.set(d._id, d);
  }
  return etat;
};
const appliquer = (lots: Map<string, Lot>, feed: readonly DocumentReplique[]): void => {
  for (const [cle, recus] of grouper('jours', feed)) lots.set(cle, fusionner(lots.get(cle), recus));
};
const aplat = (lots: Map<string, Lot>) => new Map([...lots.values()].flatMap((l) => Object.entries(l)));

describe('grouper et fusionner', () => {
  it('les lots disent ce que dit le serveur, quelle que soit la coupe des pages', () => {
    fc.assert(
      fc.property(fc.array(changement, { maxLength: 40 }), fc.nat(40), (feed, coupe) => {
        const lots = new Map<string, Lot>();
        appliquer(lots, feed.slice(0, coupe));
        appliquer(lots, feed.slice(coupe));
        expect(aplat(lots)).toEqual(serveur(feed));
      }),
    );
  });
  it('recevoir deux fois la fin du flux ne change rien', () => {
    fc.assert(
      fc.property(fc.array(changement, { maxLength: 40 }), fc.nat(40), (feed, coupe) => {
        const lots = new Map<string, Lot>();
        appliquer(lots, feed);
        appliquer(lots, feed.slice(coupe));
        expect(aplat(lots)).toEqual(serveur(feed));
      }),
    );
  });
  it('ne touche pas au lot reçu', () => {
    const lot: Lot = { 'intervention:2026-11-01:a': { _id: 'intervention:2026-11-01:a' } };
    fusionner(lot, [{ _id: 'intervention:2026-11-01:a', _deleted: true }]);
    expect(Object.keys(lot)).toHaveLength(1);
  });
});
