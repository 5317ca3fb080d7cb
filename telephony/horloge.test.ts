import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { ouArret } from './horloge';

test('a wait that ends leaves nothing on the signal, however often one waits; the signal ends it too', async () => {
  const fin = new AbortController();
  for (let n = 0; n < 100; n++) await ouArret(Promise.resolve(n), fin.signal);
  await expect(ouArret(Promise.reject(new Error('disque')), fin.signal)).rejects.toThrow('disque');
  expect(getEventListeners(fin.signal, 'abort')).toHaveLength(0);
  const jamais = ouArret(new Promise(() => undefined), fin.signal);
  fin.abort();
  await expect(jamais).resolves.toBeUndefined();
  await expect(ouArret(new Promise(() => undefined), fin.signal)).resolves.toBeUndefined();
});
