import { expect, test } from 'vitest';
import { jour } from '#shared/testing/constructeurs';
import { naissanceEnMots } from './naissance';

test('a date of birth is said whatever the clock of Paris was then, with the age of the day', () => {
  expect(naissanceEnMots(jour('1935-01-23'), jour('2026-01-22'))).toBe('23\u00a0janvier\u00a01935, 90\u00a0ans');
  expect(naissanceEnMots(jour('1935-01-23'), jour('2026-01-23'))).toBe('23\u00a0janvier\u00a01935, 91\u00a0ans');
  expect(naissanceEnMots(jour('1911-03-01'), jour('2026-11-25'))).toBe('1er\u00a0mars\u00a01911, 115\u00a0ans');
});
