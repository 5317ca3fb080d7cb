import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type EtatFlux, ouvrirFlux, SILENCE_MAX } from './flux';

/** The browser's EventSource, as far as it is used here. */
class Source extends EventTarget {
  static readonly OPEN = 1;
  static ouvertes: Source[] = [];
  readyState = 0;
  onopen: (() => void) | undefined;
  onerror: (() => void) | undefined;
  constructor(readonly url: string) {
    super();
    Source.ouvertes.push(this);
  }
  close(): void {
    this.readyState = 2;
  }
  ouvrir(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  repondre(): void {
    this.ouvrir();
    this.battre();
  }
  battre(): void {
    this.dispatchEvent(new Event('battement'));
  }
}

let etats: EtatFlux[];
let flux: ReturnType<typeof ouvrirFlux>;
const derniere = (): Source => {
  const s = Source.ouvertes.at(-1);
  if (!s) throw new Error('un flux attendu');
  return s;
};
beforeEach(() => {
  vi.useFakeTimers();
  const page = new EventTarget();
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  Source.ouvertes = [];
  etats = [];
  flux = ouvrirFlux(
    'EST',
    'hugo',
    () => undefined,
    (e) => etats.push(e),
  );
});
afterEach(() => {
  flux.fermer();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('a stream that stays open and says nothing any more is cut, and opened again', () => {
  derniere().repondre();
  vi.advanceTimersByTime(SILENCE_MAX - 1);
  derniere().battre();
  vi.advanceTimersByTime(SILENCE_MAX - 1);
  expect(etats).toEqual(['OUVERT']);
  const muette = derniere();
  vi.advanceTimersByTime(1);
  expect(etats).toEqual(['OUVERT', 'COUPE']);
  expect(muette.readyState).toBe(2);
  vi.advanceTimersByTime(1_000);
  expect(derniere()).not.toBe(muette);
  derniere().repondre();
  expect(etats).toEqual(['OUVERT', 'COUPE', 'OUVERT']);
});

it('a stream that is asked for and never answered is given up, and asked for again', () => {
  const sansReponse = derniere();
  vi.advanceTimersByTime(SILENCE_MAX);
  expect(etats).toEqual(['COUPE']);
  expect(sansReponse.readyState).toBe(2);
  vi.advanceTimersByTime(1_000);
  expect(derniere()).not.toBe(sansReponse);
});

it('one that opens, and whose words something on the way holds back, is cut, and opened again', () => {
  derniere().ouvrir();
  vi.advanceTimersByTime(SILENCE_MAX - 1);
  expect(etats).toEqual(['OUVERT']);
  vi.advanceTimersByTime(1);
  expect(etats).toEqual(['OUVERT', 'COUPE']);
  const muette = derniere();
  vi.advanceTimersByTime(1_000);
  expect(derniere()).not.toBe(muette);
});

it('one that opens and is cut at once, each time, is asked for less and less often, until one speaks', () => {
  const couperDes = (): number => {
    const avant = Source.ouvertes.length;
    derniere().ouvrir();
    derniere().onerror?.();
    let attendu = 0;
    while (Source.ouvertes.length === avant) {
      vi.advanceTimersByTime(1_000);
      attendu += 1;
    }
    return attendu;
  };
  expect([1, 2, 3, 4, 5, 6].map(couperDes)).toEqual([1, 2, 4, 8, 15, 15]);
  derniere().battre();
  expect(couperDes()).toBe(1);
});

it('a closed stream watches nothing', () => {
  derniere().repondre();
  flux.fermer();
  vi.advanceTimersByTime(SILENCE_MAX * 2);
  expect(etats).toEqual(['OUVERT']);
  expect(Source.ouvertes).toHaveLength(1);
});

it('[CO-6] says for whom it is asked: a cookie that is of another opens none', () => {
  const { searchParams } = new URL(derniere().url, 'http://service');
  expect(Object.fromEntries(searchParams)).toMatchObject({ antenne: 'EST', compte: 'hugo' });
});

it('an open stream that is asked for again is closed at once, and no other is opened where one is already on its way', () => {
  derniere().repondre();
  const ancienne = derniere();
  flux.redemander();
  expect(ancienne.readyState).toBe(2);
  vi.advanceTimersByTime(1_000);
  expect(Source.ouvertes).toHaveLength(2);
  flux.redemander();
  vi.advanceTimersByTime(1_000);
  expect(Source.ouvertes).toHaveLength(2);
  expect(etats).toEqual(['OUVERT']);
});
