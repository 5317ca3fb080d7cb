import { expect, it } from 'vitest';
import { jsonCanonique } from './json-canonique';
import { lettreDe } from './repartition';

it('letters go on after Z', () => {
  expect([0, 25, 26, 27, 51, 52].map(lettreDe)).toEqual(['A', 'Z', 'AA', 'AB', 'AZ', 'BA']);
});

it('one text for one value', () => {
  expect(jsonCanonique({ b: [1, { d: undefined, c: 'é' }], a: null })).toBe('{"a":null,"b":[1,{"c":"é"}]}');
  expect(jsonCanonique({ a: null, b: [1, { c: 'é' }] })).toBe('{"a":null,"b":[1,{"c":"é"}]}');
});
