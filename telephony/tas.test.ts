import { expect, test } from 'vitest';
import { peser } from './testing/epreuve/tas';

// A hundred thousand calls: bench/tas-svi.ts.
test('the heap of the worker after 5,000 calls is within 20 % of that after 1,000', async () => {
  const [mille, cinqMille] = await peser([1_000, 5_000]);
  expect(mille?.octets).toBeGreaterThan(0);
  expect(cinqMille?.octets ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(1.2 * (mille?.octets ?? 0));
}, 400_000);
