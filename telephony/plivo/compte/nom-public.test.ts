import { expect, test } from 'vitest';
import { verifierNom } from './nom-public';

const ICI = '127.0.0.1';
const dns = (code: string) => async () => {
  throw Object.assign(new Error(code), { code });
};
const dire = (adresses: string[], vueDIci = ICI) =>
  verifierNom('https://svi.test', { resoudre: async () => adresses, chercher: async () => vueDIci });

test('seen from this machine alone, an address that answers says nothing of the one that the operator calls: that one is named', async () => {
  const [controle, ...autres] = await dire(['203.0.113.4']);
  expect([controle?.bon, autres]).toEqual([true, []]);
  expect(controle?.message).toMatch(/203\.0\.113\.4.*\/etc\/hosts.*d’un autre réseau/);
  // Where the name leads outside, what answers is what the operator calls.
  expect((await dire(['203.0.113.4'], '203.0.113.4'))[0]?.message).not.toContain('autre réseau');
});

test('a name that the network does not know is a fault; one that leads to a private network is told', async () => {
  const absent = await verifierNom('https://svi.test', { resoudre: dns('ENOTFOUND'), chercher: async () => ICI });
  expect(absent).toEqual([{ controle: 'nom public', bon: false, message: expect.stringContaining('svi.test') }]);
  const muet = await verifierNom('https://svi.test', { resoudre: dns('ETIMEOUT'), chercher: async () => ICI });
  expect(muet[0]?.message).toContain('ETIMEOUT');
  expect((await dire(['10.0.0.4']))[0]?.message).toContain('privée');
});

test('an address of numbers has no name to look for', async () => {
  for (const origine of ['http://127.0.0.1:4000', 'http://[::1]:4000', 'http://localhost:4000'])
    expect(await verifierNom(origine, { resoudre: dns('ENOTFOUND'), chercher: dns('ENOTFOUND') })).toEqual([]);
});
