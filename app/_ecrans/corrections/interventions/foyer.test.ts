import { describe, expect, it } from 'vitest';
import { creerFoyer } from './foyer';

describe('whose doing a focus in the grid is', () => {
  it('[CO-6] a line focused without a key, a click or the screen asking is the grid’s own: it chooses nothing', () => {
    const foyer = creerFoyer();
    expect(foyer.prendre('b')).toBe('GRILLE');
    foyer.geste('u');
    expect(foyer.prendre('b')).toBe('GRILLE');
  });

  it('[CO-6] an arrow or the mouse moves it once; what the grid does after is its own', () => {
    const foyer = creerFoyer();
    for (const touche of ['ArrowDown', 'End', undefined]) {
      foyer.geste(touche);
      expect(foyer.prendre('b')).toBe('PERSONNE');
      expect(foyer.prendre('c')).toBe('GRILLE');
    }
  });

  it('[CO-6] Tab goes through the grid and opens nothing', () => {
    const foyer = creerFoyer();
    foyer.geste('Tab');
    expect(foyer.prendre('b')).toBe('GRILLE');
  });

  it('[CO-6] the focus belongs to the line last taken, asked for or chosen, whatever the grid does of it', () => {
    const foyer = creerFoyer();
    expect(foyer.ou()).toBeUndefined();
    foyer.geste('ArrowDown');
    foyer.prendre('b');
    foyer.prendre('c');
    expect(foyer.ou()).toBe('b');
    foyer.demander('d');
    expect(foyer.ou()).toBe('d');
    foyer.suivre('e');
    expect(foyer.ou()).toBe('e');
  });

  it('[CO-6] what the screen asks for is that line alone, until the next key', () => {
    const foyer = creerFoyer();
    foyer.demander('b');
    expect(foyer.prendre('c')).toBe('GRILLE');
    expect(foyer.prendre('b')).toBe('ECRAN');
    foyer.demander('b');
    foyer.geste('Enter');
    // Drawn late, while the form already has the keyboard.
    expect(foyer.prendre('b')).toBe('GRILLE');
  });

  it('[CO-6] an arrow typed while the screen still expects its line wins', () => {
    const foyer = creerFoyer();
    foyer.demander('b');
    foyer.geste('ArrowDown');
    expect(foyer.prendre('c')).toBe('PERSONNE');
  });
});
