import { describe, expect, it } from 'vitest';
import { collateur, deNom, majuscule, minuscule, nomComplet, pointFinal, sansAccents, telephone } from './textes';

describe('names and sentences', () => {
  it('a name takes d’ before a vowel, accented or not, and before the h that is not heard', () => {
    for (const nom of ['Élodie', 'AUBERT Nadège', 'ÉVRARD Paul', 'Ouest', 'Hélène', 'HUBERT Jean', 'Yvette', 'Œuvre'])
      expect(deNom(nom)).toBe(`d’${nom}`);
    for (const nom of ['Jeanne', 'BÉNARD René', 'Hamid', 'Yasmina', 'Çelik', '']) expect(deNom(nom)).toBe(`de ${nom}`);
  });

  it('a person is named by the family name first, in capitals with their accents', () => {
    expect(nomComplet({ nom: 'Bénard', prenom: 'René' })).toBe('BÉNARD René');
  });

  it('a telephone as it is written here; a freephone number as it is advertised; a foreign one as it came', () => {
    expect(
      ['+33199000001', '+33805123456', '+3225551234'].map(telephone).map((t) => t.replaceAll('\u00a0', ' ')),
    ).toEqual(['01 99 00 00 01', '0 805 123 456', '+3225551234']);
  });

  it('what is looked for has neither accent nor case; what is sorted neither', () => {
    expect(sansAccents('Élodie LEFÈBVRE')).toBe('elodie lefebvre');
    expect(['Zoé', 'élodie', 'Eva', 'ÉLODIE 10', 'élodie 9'].sort(collateur.compare)).toEqual([
      'élodie',
      'élodie 9',
      'ÉLODIE 10',
      'Eva',
      'Zoé',
    ]);
  });

  it('the first letter alone changes, and no sentence ends twice', () => {
    expect([majuscule('écran'), minuscule('Entrée en EHPAD'), majuscule('')]).toEqual(['Écran', 'entrée en EHPAD', '']);
    expect(['le 26 nov.', 'le 26 mai'].map(pointFinal)).toEqual(['le 26 nov.', 'le 26 mai.']);
  });
});
