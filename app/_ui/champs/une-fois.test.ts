import { describe, expect, it } from 'vitest';
import { creerUneFois } from './une-fois';

describe('un formulaire n’écrit qu’une fois', () => {
  it('deux envois à la suite n’en font qu’un, pendant l’écriture comme après', async () => {
    const uneFois = creerUneFois();
    let ecrites = 0;
    const ecrire = async (): Promise<boolean> => {
      await new Promise(setImmediate);
      ecrites += 1;
      return true;
    };
    await Promise.all([uneFois(ecrire), uneFois(ecrire)]);
    await uneFois(ecrire);
    expect(ecrites).toBe(1);
  });

  it('refusé, ou en échec, il se redemande', async () => {
    const uneFois = creerUneFois();
    const dits: string[] = [];
    await uneFois(async () => Boolean(dits.push('refusé') && false));
    await expect(
      uneFois(() => {
        dits.push('échec');
        return Promise.reject(new Error('disque'));
      }),
    ).rejects.toThrow('disque');
    await uneFois(async () => dits.push('gardé') > 0);
    expect(dits).toEqual(['refusé', 'échec', 'gardé']);
  });
});
