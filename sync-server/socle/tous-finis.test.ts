import { setTimeout as attendre } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { tousFinis } from './tous-finis';

test('gives what each gave, in the order of the list', async () => {
  const [nombre, mot] = await tousFinis([attendre(5, 1), Promise.resolve('deux')]);
  expect([nombre, mot]).toEqual([1, 'deux']);
  expect(await tousFinis([])).toEqual([]);
});

test('a failure is told once the others are over; of two, that of the first in the list', async () => {
  const finis: string[] = [];
  const lent = attendre(15).then(() => finis.push('lent'));
  const tard = attendre(10).then(() => Promise.reject(new Error('le premier de la liste')));
  const tot = Promise.reject(new Error('le premier tombé'));
  await expect(tousFinis([lent, tard, tot])).rejects.toThrow('le premier de la liste');
  expect(finis).toEqual(['lent']);
});
