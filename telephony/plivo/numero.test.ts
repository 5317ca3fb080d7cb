import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numeroE164Schema } from '#shared/contrats/commun';
import { normaliserNumero } from './numero';

test.each([
  ['33199000001', '+33199000001'],
  ['+33199000001', '+33199000001'],
  ['0199000001', '+33199000001'],
  ['01 99 00 00 01', '+33199000001'],
  ['01.99.00.00.01', '+33199000001'],
  ['0033199000001', '+33199000001'],
  ['sip:33199000001@phone.plivo.com', '+33199000001'],
  ['33639989580', '+33639989580'],
  ['4915123456789', '+4915123456789'],
])('%s is %s', (recu, attendu) => {
  expect(normaliserNumero(recu)).toBe(attendu);
});

test.each([
  'anonymous',
  'Anonymous',
  '266696687',
  '+266696687',
  '',
  ' ',
  'unknown',
  'sip:anonymous@anonymous.invalid',
  undefined,
])('[PT-4] %s is a withheld number', (recu) => {
  expect(normaliserNumero(recu)).toBeUndefined();
});

test('[PT-4] a From that is no number is no number, and never throws', () => {
  for (const recu of ['bonjour', '12', '<xml>', '00', '+', '99999999999999999999', '0199000001; DROP']) {
    expect(normaliserNumero(recu)).toBeUndefined();
  }
  fc.assert(
    fc.property(fc.string(), (recu) => {
      const n = normaliserNumero(recu);
      return n === undefined || numeroE164Schema.safeParse(n).success;
    }),
  );
});
