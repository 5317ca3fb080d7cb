import { expect, test } from 'vitest';
import { refusIllisible } from './lisible';

const imbrique = (n: number): unknown => JSON.parse(`${'['.repeat(n)}${']'.repeat(n)}`);

test.each([
  ['half of an emoji in a text', { texte: 'Vu \ud83d' }],
  ['its other half, deep in a list', { base: ['C1', { a: ['\udc4d'] }] }],
  ['in the name of a field', { 'a\ud83d': 1 }],
  ['a bare text', '\ud83d'],
])('%s is refused, with what to do', (_, valeur) => {
  expect(refusIllisible(valeur)).toMatchObject({
    refus: { code: 'TEXTE_ILLISIBLE', message: expect.stringMatching(/Effacez-le/) },
  });
});

test('levels beyond what is ever sent are refused, however many: the stack is not what counts them', () => {
  expect(refusIllisible(imbrique(1_000_000))).toMatchObject({ refus: { code: 'FORMAT' } });
  expect(refusIllisible({ x: imbrique(40) })).toMatchObject({ refus: { code: 'FORMAT' } });
});

test('whole emoji, accents, null and what screens send are taken', () => {
  expect(refusIllisible({ texte: 'Déjà vu 👍🏽 𝒳', a: null, b: [1, true, { c: [[['x']]] }] })).toBeUndefined();
});
