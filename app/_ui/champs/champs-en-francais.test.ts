import { expect, test } from 'vitest';
import { phraseDuChamp } from './champs-en-francais';

const BORNES = { type: 'text', minLength: 2, maxLength: 40, min: '1', max: '31' };

test('a field that the browser refuses says in French what to do', () => {
  expect(phraseDuChamp({ valueMissing: true }, BORNES)).toBe('Remplissez ce champ.');
  expect(phraseDuChamp({ valueMissing: true }, { ...BORNES, type: 'checkbox' })).toBe('Cochez cette case.');
  expect(phraseDuChamp({ tooShort: true }, BORNES)).toBe('Tapez au moins 2 caractères.');
  expect(phraseDuChamp({ tooLong: true }, BORNES)).toBe('Gardez au plus 40 caractères.');
  expect(phraseDuChamp({ typeMismatch: true }, BORNES)).toContain('adresse complète');
  expect(phraseDuChamp({ rangeUnderflow: true }, BORNES)).toBe('Pas moins de 1.');
  expect(phraseDuChamp({ rangeOverflow: true }, BORNES)).toBe('Pas plus de 31.');
  expect(phraseDuChamp({}, BORNES)).toBeUndefined();
});

test('a date half typed is to be completed, not filled in again', () => {
  expect(phraseDuChamp({ badInput: true, valueMissing: true }, { ...BORNES, type: 'date' })).toContain('Complétez');
  expect(phraseDuChamp({ badInput: true }, { ...BORNES, type: 'number' })).toBe('Tapez un nombre.');
});
