import { beforeEach, describe, expect, it, vi } from 'vitest';
import { enPlaceDe, pourquoiFermee } from './ouverture';

type Base = { nom: string };
let fait: string[];
/** What the disk refuses, by name. */
let refusees: Set<string>;
beforeEach(() => {
  [fait, refusees] = [[], new Set()];
});

const passer = (avant: Base | undefined, nom: string, garder: boolean): Promise<Base> =>
  enPlaceDe(avant, {
    nom,
    garder,
    suspendre: async () => void fait.push('suspendre'),
    reprendre: (p) => void fait.push(`reprendre ${p.nom}`),
    fermer: async (p) => void fait.push(`fermer ${p.nom}`),
    ouvrir: async () => {
      fait.push(`ouvrir ${nom}`);
      if (refusees.has(nom)) throw new DOMException('', 'QuotaExceededError');
      return { nom };
    },
    remplacer: async (p) => void fait.push(`montrer ${p.nom}`),
  });

describe('[CO-6] another antenna is chosen', () => {
  it('the one on the screen is closed once the new one is there', async () => {
    await passer({ nom: 'est' }, 'sud', true);
    expect(fait).toEqual(['suspendre', 'ouvrir sud', 'montrer sud', 'fermer est']);
  });

  it('a full disk opens nothing: the one on the screen is still open, and goes on', async () => {
    refusees.add('sud');
    await expect(passer({ nom: 'est' }, 'sud', true)).rejects.toThrow();
    expect(fait).toEqual(['suspendre', 'ouvrir sud', 'reprendre est']);
  });

  it('one that is hers no more, or that is the same base, is closed first', async () => {
    await passer({ nom: 'est' }, 'sud', false);
    await passer({ nom: 'sud' }, 'sud', true);
    expect(fait).toEqual([
      ...['suspendre', 'fermer est', 'ouvrir sud', 'montrer sud'],
      ...['suspendre', 'fermer sud', 'ouvrir sud', 'montrer sud'],
    ]);
  });
});

it('why an antenna did not open is told: the disk, or what is left in the console', () => {
  const console_ = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(pourquoiFermee('SUD', new DOMException('', 'QuotaExceededError'))).toMatch(
    /^Le disque de ce poste est plein : l’antenne Sud .* Libérez de la place/,
  );
  expect(console_).not.toHaveBeenCalled();
  expect(pourquoiFermee('SUD', new TypeError('x'))).toMatch(/l’antenne Sud .* Réessayez/);
  expect(console_).toHaveBeenCalled();
  console_.mockRestore();
});
