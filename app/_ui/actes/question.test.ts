import { describe, expect, it } from 'vitest';
import { demander } from './question';

describe('demander', () => {
  it('rien à dire, rien à demander ; sinon une seule question', () => {
    expect(demander([])).toBeUndefined();
    expect(demander(['Une', 'Deux'])?.replaceAll('\u00a0', ' ')).toBe(
      'Une. Deux : est-ce bien cela ? Entrée de nouveau l’enregistre.',
    );
  });
});
