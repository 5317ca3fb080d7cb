import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ajouterJours,
  ajouterMois,
  dateExiste,
  dateParis,
  decalageParis,
  dernierJour,
  ecartJours,
  epochMs,
  heureAffichee,
  instantDe,
  instantsDeLocal,
  localParis,
  moisParis,
} from './paris';
import type { DateCivile, Instant, Mois } from './types';

const i = (s: string) => s as Instant;

describe('l’heure de Paris', () => {
  it('[DU-1] été, hiver, et l’heure répétée de l’automne deux fois', () => {
    expect(localParis(i('2026-10-01T06:02:49Z'))).toBe('2026-10-01T08:02:49');
    expect(localParis(i('2026-12-01T06:02:49Z'))).toBe('2026-12-01T07:02:49');
    expect(instantsDeLocal('2026-10-25T02:30:00')).toEqual(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']);
    expect([decalageParis(i('2026-10-25T00:59:59Z')), decalageParis(i('2026-10-25T01:00:00Z'))]).toEqual([
      '+02:00',
      '+01:00',
    ]);
  });

  it('[DU-1] un instant se compte comme le ferait Date.parse, et un texte qui n’en est pas un aussi', () => {
    const instants = fc
      .integer({ min: Date.parse('1900-01-01') / 1000, max: Date.parse('2100-01-01') / 1000 })
      .map((s) => instantDe(s * 1000));
    const abimes = fc
      .tuple(instants, fc.nat({ max: 19 }), fc.constantFrom(...'0123456789:-TZ ,/+a', ''))
      .map(([t, n, c]) => t.slice(0, n) + c + t.slice(n + 1));
    fc.assert(
      fc.property(fc.oneof(instants, abimes), (t) => {
        expect(epochMs(i(t))).toBe(Date.parse(t));
      }),
      { numRuns: 2_000 },
    );
    for (const t of [
      '2026-10-01T24:00:00Z',
      '2026-02-29T08:00:00Z',
      '2026-10-01T23:59:60Z',
      '2026-13-01T08:00:00Z',
      '',
    ])
      expect(epochMs(i(t))).toBe(Date.parse(t));
  });

  it('[DU-1] l’heure que le printemps saute n’existe pas', () => {
    expect(instantsDeLocal('2026-03-29T02:30:00')).toEqual([]);
    expect(instantsDeLocal('pas une date')).toEqual([]);
  });

  it('[CL-1] jour et mois civils de Paris autour de minuit', () => {
    expect([dateParis(i('2026-09-30T22:00:00Z')), moisParis(i('2026-09-30T21:59:59Z'))]).toEqual([
      '2026-10-01',
      '2026-09',
    ]);
    expect([
      ajouterMois('2026-01' as Mois, -1),
      dernierJour('2024-02' as Mois),
      ajouterJours('2026-12-31' as DateCivile, 1),
    ]).toEqual(['2025-12', '2024-02-29', '2027-01-01']);
    expect([dateExiste('2026-04-31'), dateExiste('2024-02-29'), dateExiste('2026-02-29')]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('[CL-1] le calendrier, au-delà de ce qui en est retenu, et ce qui n’est pas une date', () => {
    const naif = (n: number): string => new Date(Date.UTC(1970, 0, 1 + n)).toISOString().slice(0, 10);
    const debut = '1970-01-01' as DateCivile;
    for (const n of [...Array(13_000).keys(), ...Array(50).keys()]) {
      const d = ajouterJours(debut, n);
      expect(d).toBe(naif(n));
      expect(ecartJours(debut, d)).toBe(n);
      expect(ajouterJours(d, -n)).toBe(debut);
    }
    for (const d of ['2026-02-30', '2026-13-01', '', 'demain']) expect(dateExiste(d)).toBe(false);
    expect(() => ajouterJours('2026-13-01' as DateCivile, 1)).toThrow(RangeError);
  });

  it('affiche « 8 h 05 »', () => {
    expect(heureAffichee(i('2026-10-01T06:05:00Z'))).toBe('8 h 05');
  });

  it('[DU-1] ce que dit Intl, sur tout instant et à chaque heure des jours de changement', () => {
    const intl = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Paris',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const memeHeure = (s: number): void => {
      expect(localParis(instantDe(s * 1000))).toBe(intl.format(s * 1000).replace(' ', 'T'));
    };
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2015-01-01') / 1000, max: Date.parse('2045-01-01') / 1000 }),
        memeHeure,
      ),
    );
    for (const jour of ['2026-03-29', '2026-10-25'])
      for (let h = -24; h < 48; h++) memeHeure(Date.parse(`${jour}T00:30:00Z`) / 1000 + h * 3600);
  });

  it('[DU-1] aller et retour sur tout instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.parse('2015-01-01') / 1000, max: Date.parse('2045-01-01') / 1000 }), (s) => {
        const instant = instantDe(s * 1000);
        expect(instantsDeLocal(localParis(instant))).toContain(instant);
      }),
      { numRuns: 2000 },
    );
  });
});
