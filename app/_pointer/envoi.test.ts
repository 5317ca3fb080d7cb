import { beforeEach, expect, test, vi } from 'vitest';
import type { SortPassage } from '#shared/contrats/pointages/pointer';
import { envoyerTout, mesurer, type Sort } from './envoi';
import { type Garde, garder, lireGardes } from './garde';
import { telephoneFictif } from './testing/base';

const MIDI = Date.parse('2026-11-25T11:00:00Z');
const HEURE = 3_600_000;
const { base } = telephoneFictif();

/** The server: which life of its data it is in, and what it says of each. */
let histoire: string;
let recus: string[][];
let sortDe: (id: string) => SortPassage;

beforeEach(() => {
  vi.useFakeTimers({ now: MIDI, toFake: ['Date'] });
  base.clear();
  [histoire, recus] = ['A', []];
  sortDe = (id) => ({ id, sort: 'ENREGISTRE', sens: 'ARRIVEE', instant: new Date(MIDI - HEURE).toISOString() });
  const repondre = (corps: object) => ({ status: 200, ok: true, json: async () => corps });
  vi.stubGlobal('fetch', async (chemin: string, o: { body?: string }) => {
    if (chemin === '/api/pointer/heure') return repondre({ maintenant: Date.now(), histoire });
    const { passages } = JSON.parse(o.body ?? '') as { passages: { id: string }[] };
    recus.push(passages.map((p) => p.id));
    return repondre({ maintenant: Date.now(), histoire, sorts: passages.map((p) => sortDe(p.id)) });
  });
});

const passage = (id: string): Garde => ({ id, lien: 'l', iv: 'i', scelle: 's', sens: 'ARRIVEE', heure: MIDI - HEURE });
const attendent = async (): Promise<string[]> => (await lireGardes()).map((g) => g.id);
const envoyer = async (): Promise<Sort['sort'][]> => {
  const sorts: Sort['sort'][] = [];
  await envoyerTout((s) => sorts.push(...s.map((x) => x.sort)));
  return sorts;
};

test('[PT-9] what a server has confirmed waits no more, and is sent again once its data have another life', async () => {
  await garder(passage('a'), passage('b'));
  expect(await envoyer()).toEqual(['ENREGISTRE', 'ENREGISTRE']);
  expect(await attendent()).toEqual([]);
  expect(await mesurer()).toBe(false);
  expect(await envoyer()).toEqual([]);
  histoire = 'B';
  expect(await mesurer()).toBe(true);
  expect(await attendent()).toEqual(['a', 'b']);
  await envoyer();
  expect(await mesurer()).toBe(false);
  expect(await envoyer()).toEqual([]);
  expect(recus).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
});

test('[PT-9] learnt from the answer to another passage, it is sent again at once', async () => {
  await garder(passage('a'));
  await envoyer();
  histoire = 'B';
  await garder(passage('b'));
  await envoyer();
  expect(recus).toEqual([['a'], ['b'], ['a']]);
  expect(await attendent()).toEqual([]);
});

test('[PT-9] what is refused is forgotten; what is confirmed, once it would be refused for its age', async () => {
  sortDe = (id) => ({ id, sort: 'REFUSE', message: 'Non.' });
  await garder(passage('a'));
  expect(await envoyer()).toEqual(['REFUSE']);
  expect(base.size).toBe(0);
  sortDe = (id) => ({ id, sort: 'ENREGISTRE', sens: 'ARRIVEE', instant: new Date(MIDI).toISOString() });
  await garder(passage('b'));
  await envoyer();
  expect(base.size).toBe(1);
  histoire = 'B';
  vi.setSystemTime(MIDI + 73 * HEURE);
  expect(await mesurer()).toBe(false);
  expect(base.size).toBe(0);
});
