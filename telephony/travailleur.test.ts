import { expect, test } from 'vitest';
import { marqueTravailleur } from './travailleur';

test('a worker has one mark, the same after a restart, another for another folder, and it says nothing of the path', () => {
  expect(marqueTravailleur('/srv/a/svi')).toBe(marqueTravailleur('/srv/a/../a/svi'));
  expect(marqueTravailleur('/srv/a/svi')).not.toBe(marqueTravailleur('/srv/b/svi'));
  expect(marqueTravailleur('/srv/a/svi')).toMatch(/^[0-9a-f]{12}$/);
});
