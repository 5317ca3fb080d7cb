import { expect, test } from 'vitest';
import { ouvrirTours } from './tours';

const tache = () => {
  let finir: () => void = () => undefined;
  const faite = new Promise<void>((ok) => {
    finir = ok;
  });
  return { faite, finir };
};

test('of one key one at a time, in order, after a failure too; another key does not wait', async () => {
  const auTour = ouvrirTours();
  const dits: string[] = [];
  const longue = tache();
  const une = auTour('a', async () => {
    dits.push('a1 commence');
    await longue.faite;
    dits.push('a1 finit');
    throw new Error('ratée');
  });
  const deux = auTour('a', async () => {
    dits.push('a2');
    return 2;
  });
  expect(await auTour('b', async () => 'b')).toBe('b');
  expect(dits).toEqual(['a1 commence']);
  longue.finir();
  await expect(une).rejects.toThrow('ratée');
  expect(await deux).toBe(2);
  expect(await auTour('a', async () => 3)).toBe(3);
  expect(dits).toEqual(['a1 commence', 'a1 finit', 'a2']);
});
