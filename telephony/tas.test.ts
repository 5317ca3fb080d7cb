import { expect, test } from 'vitest';
import { peser } from './testing/epreuve/tas';

// A hundred thousand calls, within 20 %: bench/tas-svi.ts. What fails here is two kilobytes kept of each call.
test('the heap of the worker after 2,500 calls is within 8 % of that after 1,000', async () => {
  const [mille, ensuite] = await peser([1_000, 2_500]);
  expect(mille?.octets).toBeGreaterThan(0);
  expect(ensuite?.octets ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(1.08 * (mille?.octets ?? 0));
}, 400_000);
