import { expect, it } from 'vitest';
import { filPartage } from './fil-partage';
import type { Magasin } from './magasin';
import { magasinMemoire } from './memoire/memoire';

const BASE = 'tg-central';

const monter = async (n: number) => {
  const m = magasinMemoire();
  await m.creerBase(BASE);
  await m.ecrire(
    BASE,
    Array.from({ length: n }, (_, i) => ({ _id: `lot:${String(i).padStart(3, '0')}` })),
  );
  let demandes = 0;
  const compte: Magasin = {
    ...m,
    changements: (base, o) => {
      demandes += 1;
      return m.changements(base, o);
    },
  };
  return { m, fil: filPartage(compte), demandes: () => demandes };
};

/** All that a follower is told from a checkpoint. */
const suivre = async (m: Magasin, limite: number): Promise<string[]> => {
  const ids: string[] = [];
  let [depuis, restants] = ['0', 1];
  while (restants > 0) {
    const page = await m.changements(BASE, { depuis, limite });
    ids.push(...page.lignes.map((l) => l.id));
    depuis = page.seq;
    restants = page.lignes.length === 0 ? 0 : page.restants;
  }
  return ids;
};

it('[FL-1] several followers read a page once, and each is told what came since it was read', async () => {
  const { m, fil, demandes } = await monter(25);
  const premiers = await suivre(fil.magasin, 10);
  expect(premiers).toHaveLength(25);
  expect(demandes()).toBe(3);
  await m.ecrire(BASE, [{ _id: 'lot:999' }]);
  expect(await suivre(fil.magasin, 10)).toEqual([...premiers, 'lot:999']);
  // Three pages from memory, the one that has come since, and its end, which nothing follows.
  expect(demandes()).toBe(4);
  expect(await suivre(fil.magasin, 10)).toEqual([...premiers, 'lot:999']);
});

it('[FL-1] tells rows that were given before from new ones, and lets all go at the end of a round', async () => {
  const { fil, demandes } = await monter(3);
  const lire = async () => (await fil.magasin.changements(BASE, { depuis: '0', limite: 10 })).lignes;
  expect(fil.redonnees(await lire())).toBe(false);
  expect(fil.redonnees(await lire())).toBe(true);
  fil.oublier();
  expect(fil.redonnees(await lire())).toBe(false);
  expect(demandes()).toBe(2);
});
