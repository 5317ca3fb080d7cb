import { expect, test } from 'vitest';
import { memeSecret } from './secret';

test('a secret is itself alone: not a part of it, not more than it, not two of it, not nothing', () => {
  expect(memeSecret('Bearer abc', 'Bearer abc')).toBe(true);
  for (const recu of ['', 'Bearer ab', 'Bearer abcd', 'bearer abc', undefined, null, ['Bearer abc']])
    expect(memeSecret(recu, 'Bearer abc')).toBe(false);
});
