import { beforeEach, expect, test, vi } from 'vitest';
import { ecartConnu, noterHeure } from './horloge';

const garde = new Map<string, string>();
const MIDI = Date.parse('2026-11-25T11:00:00Z');
const HEURE = 3_600_000;

beforeEach(() => {
  garde.clear();
  vi.useFakeTimers({ now: MIDI, toFake: ['Date'] });
  vi.stubGlobal('localStorage', {
    getItem: (cle: string) => garde.get(cle) ?? null,
    setItem: (cle: string, valeur: string) => void garde.set(cle, valeur),
    removeItem: (cle: string) => void garde.delete(cle),
  });
});

/** The telephone lags by `ecart`; the answer takes `aller`, all of it on its way back. */
const mesurer = (ecart: number, aller: number): void => {
  const parti = Date.now();
  vi.setSystemTime(parti + aller);
  noterHeure(parti + ecart, parti, Date.now());
};

test('[PT-9] nothing is known before a first measure, and half of what an answer takes is what it may be wrong by', () => {
  expect(ecartConnu()).toBeUndefined();
  mesurer(HEURE, 400);
  expect(ecartConnu()).toBe(HEURE - 200);
});

test('[PT-9] a slower answer replaces no better one, until that one is old; a clock that was set does at once', () => {
  mesurer(HEURE, 200);
  mesurer(HEURE, 7_000);
  expect(ecartConnu()).toBe(HEURE - 100);
  mesurer(2 * HEURE, 7_000);
  expect(ecartConnu()).toBe(2 * HEURE - 3_500);
  mesurer(2 * HEURE, 100);
  expect(ecartConnu()).toBe(2 * HEURE - 50);
  vi.setSystemTime(Date.now() + 13 * HEURE);
  mesurer(2 * HEURE, 2_000);
  expect(ecartConnu()).toBe(2 * HEURE - 1_000);
});

test('[PT-9] an answer of 14 s is no measure, not even the first; what it shows is only that the clock was set', () => {
  mesurer(HEURE, 14_000);
  expect(ecartConnu()).toBeUndefined();
  mesurer(HEURE, 200);
  mesurer(HEURE, 14_000);
  expect(ecartConnu()).toBe(HEURE - 100);
  mesurer(2 * HEURE, 14_000);
  expect(ecartConnu()).toBeUndefined();
  mesurer(2 * HEURE, 200);
  expect(ecartConnu()).toBe(2 * HEURE - 100);
});

test('[PT-9] a clock set back since: what was measured is no longer known', () => {
  mesurer(HEURE, 200);
  vi.setSystemTime(MIDI - HEURE);
  expect(ecartConnu()).toBeUndefined();
});
