import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instant } from '#shared/temps/types';

const HEURE = 3_600_000;
/** The true time: what the server says, and what goes on however the PC's clock is set. */
const vraie = (): number => Date.parse('2026-11-25T08:00:00Z') + ecoule;
let ecoule: number;
let eveil: number;
let horloge: typeof import('./horloge');

/** The PC's clock is that much ahead. */
const avancerDe = (ms: number): void => void vi.setSystemTime(vraie() + ms);
const passer = (ms: number): void => {
  ecoule += ms;
  eveil += ms;
  vi.setSystemTime(Date.now() + ms);
};
/** Asleep, the clock goes on, and what the page counts since it was opened may not. */
const dormir = (ms: number): void => {
  ecoule += ms;
  vi.setSystemTime(Date.now() + ms);
};
const lireServeur = (): void => horloge.reglerHorloge(new Date(vraie()).toISOString().replace(/\.\d+/, '') as Instant);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  [ecoule, eveil] = [0, 10_000];
  vi.spyOn(performance, 'now').mockImplementation(() => eveil);
  vi.resetModules();
  horloge = await import('./horloge');
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('[CO-3] the time of a PC whose clock is wrong', () => {
  it.each([2 * HEURE, -2 * HEURE])('ahead by %i ms: the server’s, as soon as it has been read', (avance) => {
    avancerDe(avance);
    expect(horloge.maintenantMs()).toBe(vraie() + avance);
    lireServeur();
    passer(60_000);
    expect(horloge.maintenantMs()).toBe(vraie());
  });

  it.each([2 * HEURE, -2 * HEURE, 20_000, -20_000])(
    'ahead by %i ms, then set right, to a few seconds: the page does not go wrong by as much',
    async (avance) => {
      avancerDe(avance);
      lireServeur();
      passer(60_000);
      avancerDe(4_000);
      expect(Math.abs(horloge.maintenantMs() - vraie())).toBeLessThanOrEqual(5_000);
      passer(60_000);
      expect(Math.abs(horloge.maintenantMs() - vraie())).toBeLessThanOrEqual(5_000);
    },
  );

  it('right, then set back: the server’s time goes on', () => {
    avancerDe(0);
    lireServeur();
    avancerDe(-3 * HEURE);
    expect(horloge.maintenantMs()).toBe(vraie());
  });

  it('a PC that has slept is not one whose clock was set', () => {
    avancerDe(2 * HEURE);
    lireServeur();
    dormir(9 * HEURE);
    expect(horloge.maintenantMs()).toBe(vraie());
  });

  it('never read from the server: the PC’s, even once it is set', () => {
    avancerDe(2 * HEURE);
    expect(horloge.maintenantMs()).toBe(vraie() + 2 * HEURE);
    avancerDe(0);
    expect(horloge.maintenantMs()).toBe(vraie());
  });

  it('set, or asleep: it is to be read again, once', async () => {
    const sauts = vi.fn();
    const cesser = horloge.suivreSaut(sauts);
    avancerDe(2 * HEURE);
    lireServeur();
    avancerDe(-HEURE);
    for (const _ of [1, 2]) horloge.maintenantMs();
    await vi.waitFor(() => expect(sauts).toHaveBeenCalledTimes(1));
    dormir(HEURE);
    horloge.maintenantMs();
    await vi.waitFor(() => expect(sauts).toHaveBeenCalledTimes(2));
    cesser();
  });

  it('what the server’s time is from this PC’s is told, for the other tabs, which take it as it is', async () => {
    const ecarts: number[] = [];
    const cesser = horloge.suivreEcart((e) => void ecarts.push(e));
    avancerDe(2 * HEURE);
    lireServeur();
    await vi.waitFor(() => expect(ecarts).toEqual([-2 * HEURE]));
    horloge.reprendreEcart(-HEURE);
    expect(horloge.maintenantMs() - Date.now()).toBe(-HEURE);
    cesser();
  });

  describe('the application is started again, without network', () => {
    const garde = new Map<string, string>();
    beforeEach(() => {
      garde.clear();
      vi.stubGlobal('localStorage', {
        getItem: (c: string) => garde.get(c) ?? null,
        setItem: (c: string, v: string) => void garde.set(c, v),
        removeItem: (c: string) => void garde.delete(c),
      });
    });
    afterEach(() => vi.unstubAllGlobals());
    const relancer = async (): Promise<void> => {
      eveil = 3_000;
      vi.resetModules();
      horloge = await import('./horloge');
    };

    it.each([2 * HEURE, -2 * HEURE])(
      'ahead by %i ms as a moment before: what the server said holds',
      async (avance) => {
        avancerDe(avance);
        lireServeur();
        dormir(50 * 60_000);
        await relancer();
        expect(horloge.maintenantMs()).toBe(vraie());
        passer(HEURE);
        expect(horloge.maintenantMs()).toBe(vraie());
      },
    );

    it('set back since it was last seen: nothing is known of it any more, then or later', async () => {
      avancerDe(2 * HEURE);
      lireServeur();
      // Seen as long as the page lived, and not only when it was measured.
      passer(3 * HEURE);
      horloge.maintenantMs();
      avancerDe(0);
      for (const _ of [1, 2]) {
        await relancer();
        expect(horloge.maintenantMs()).toBe(vraie());
        dormir(12 * HEURE);
      }
    });

    it.each([
      [-2 * HEURE, 12 * HEURE],
      [2 * HEURE, 12 * HEURE],
      [-2 * HEURE, 5 * 60_000],
      [-HEURE / 2, 5 * 60_000],
    ])('ahead by %i ms, set right while it was closed for %i ms: it is not made wrong', async (avance, ferme) => {
      avancerDe(avance);
      lireServeur();
      dormir(ferme);
      avancerDe(0);
      for (const _ of [1, 2]) {
        await relancer();
        expect(horloge.maintenantMs()).toBe(vraie());
        passer(60_000);
      }
    });

    it('after a night nobody knows whether it was set: the PC’s own clock, until the server is read', async () => {
      avancerDe(-2 * HEURE);
      lireServeur();
      dormir(12 * HEURE);
      await relancer();
      expect(horloge.maintenantMs()).toBe(Date.now());
      lireServeur();
      expect(horloge.maintenantMs()).toBe(vraie());
    });

    it('right, or wiped with the account: nothing is kept', async () => {
      avancerDe(0);
      lireServeur();
      expect([...garde.keys()]).toEqual([]);
      avancerDe(2 * HEURE);
      lireServeur();
      expect(garde.size).toBe(1);
      garde.clear();
      passer(HEURE);
      horloge.maintenantMs();
      expect([...garde.keys()]).toEqual([]);
    });

    it('a browser that keeps nothing: the PC’s', async () => {
      const refuse = (): never => {
        throw new DOMException('', 'SecurityError');
      };
      vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
      avancerDe(2 * HEURE);
      lireServeur();
      expect(horloge.maintenantMs()).toBe(vraie());
      await relancer();
      expect(horloge.maintenantMs()).toBe(vraie() + 2 * HEURE);
    });
  });
});
