import { setTimeout as attendre } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { deFront } from './de-front';

test('so many at once and no more, what each gives in the order of the list', async () => {
  let ensemble = 0;
  let auPlus = 0;
  const faire = async (n: number): Promise<number> => {
    auPlus = Math.max(auPlus, ++ensemble);
    await attendre(n);
    ensemble -= 1;
    return n * 10;
  };
  expect(await deFront(2, [9, 1, 5, 0, 3], faire)).toEqual([90, 10, 50, 0, 30]);
  expect(auPlus).toBe(2);
  expect(await deFront(3, [], faire)).toEqual([]);
});

test('after a failure none is begun, and it is told once those that were begun are over', async () => {
  const finis: string[] = [];
  const faire = async (x: string): Promise<void> => {
    if (x === 'casse') throw new Error('ne répond pas');
    await attendre(5);
    finis.push(x);
  };
  await expect(deFront(2, ['lent', 'casse', 'jamais'], faire)).rejects.toThrow('ne répond pas');
  expect(finis).toEqual(['lent']);
});
