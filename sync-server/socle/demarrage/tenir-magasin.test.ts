import { expect, test, vi } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { lireUn } from '../../store/lire';
import { magasinMemoire } from '../../store/memoire/memoire';
import { tenirMagasin } from './tenir-magasin';

const DEBUT = paris('2026-11-27 18:00');
const apres = (s: number): Instant => instantDe(epochMs(DEBUT) + s * 1000);
const A = { identite: 'a', hote: 'machine-a' };
const B = { identite: 'b', hote: 'machine-b' };

const banc = async () => {
  const magasin = magasinMemoire();
  await magasin.creerBase(BASE_CENTRALE);
  let maintenant = DEBUT;
  return {
    magasin,
    passer: (s: number) => {
      maintenant = apres(s);
    },
    tenir: (qui: typeof A, o: { renouvellementMs?: number; perdu?: () => void } = {}) =>
      tenirMagasin(magasin, () => maintenant, { ...qui, perdu: () => undefined, ...o }),
    lire: () => lireUn<{ depuis: Instant; jeton: string }>(magasin, BASE_CENTRALE, 'verrou:serveur'),
  };
};

test('a second server on the same store is refused, with who has it and what to do; once the first one has stopped, it starts', async () => {
  const b = await banc();
  const rendre = await b.tenir(A);
  b.passer(200);
  await expect(b.tenir(B)).rejects.toThrow(/machine-a.*systemctl stop telegestion/s);
  await rendre();
  await (await b.tenir(B))();
});

test('a server that was killed starts again at once where it was; elsewhere, once it has been silent for long', async () => {
  const b = await banc();
  await b.tenir(A, { renouvellementMs: 3_600_000 });
  b.passer(2);
  await b.tenir(A, { renouvellementMs: 3_600_000 });
  b.passer(300);
  await expect(b.tenir(B)).rejects.toThrow('machine-a');
  b.passer(400);
  await (await b.tenir(B))();
});

test('it says that it lives; one that another has replaced says so, once, and takes nothing back', async () => {
  const b = await banc();
  const perdu = vi.fn();
  const rendre = await b.tenir(A, { renouvellementMs: 5, perdu });
  b.passer(120);
  await expect.poll(async () => (await b.lire())?.depuis, { interval: 5 }).toBe(apres(120));
  await rendre();
  const lent = await b.tenir(A, { renouvellementMs: 40, perdu });
  // As a machine that slept finds it.
  b.passer(900);
  const autre = await b.tenir(B, { renouvellementMs: 3_600_000 });
  await expect.poll(() => perdu.mock.calls.length, { interval: 5 }).toBe(1);
  await new Promise((suite) => setTimeout(suite, 120));
  await lent();
  expect([perdu.mock.calls.length, (await b.lire())?.jeton]).toEqual([1, 'b']);
  await autre();
});
