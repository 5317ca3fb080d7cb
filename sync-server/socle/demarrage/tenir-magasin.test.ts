import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../store/ecrire';
import { lireUn } from '../../store/lire';
import { magasinMemoire } from '../../store/memoire/memoire';
import { tenirMagasin } from './tenir-magasin';
import { ecrireTenues } from './tenues';

const DEBUT = paris('2026-11-27 18:00');
const apres = (s: number): Instant => instantDe(epochMs(DEBUT) + s * 1000);
const A = { identite: 'a', hote: 'machine-a' };
const B = { identite: 'b', hote: 'machine-b' };

const banc = async () => {
  const magasin = magasinMemoire();
  await magasin.creerBase(BASE_CENTRALE);
  const neuf = async () => {
    const d = await mkdtemp(join(tmpdir(), 'tg-tenue-'));
    onTestFinished(() => rm(d, { recursive: true, force: true }));
    return d;
  };
  // Where a test says nothing of it, the second server has the files of the first as they are.
  const commun = await neuf();
  let maintenant = DEBUT;
  return {
    magasin,
    neuf,
    passer: (s: number) => {
      maintenant = apres(s);
    },
    tenir: (qui: typeof A, o: { dossier?: string; renouvellementMs?: number; perdu?: () => void } = {}) =>
      tenirMagasin(magasin, () => maintenant, { ...qui, dossier: commun, perdu: () => undefined, ...o }),
    lire: () => lireUn<{ depuis: Instant; jeton: string; tenue?: string }>(magasin, BASE_CENTRALE, 'verrou:serveur'),
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

/** One server, and a second that had a copy of its folder when it took over. */
const releve = async () => {
  const b = await banc();
  const premier = await b.neuf();
  const second = await b.neuf();
  await (await b.tenir(A, { dossier: premier }))();
  await cp(premier, second, { recursive: true });
  await (await b.tenir(B, { dossier: second }))();
  return { ...b, premier, second };
};

test('[decision 0162] the first machine back after another took over does not take the store with files of before; with a copy of the other’s, it does', async () => {
  const b = await releve();
  const avant = await b.lire();
  await expect(b.tenir(A, { dossier: b.premier })).rejects.toThrow(
    /machine-b.*disable --now telegestion.*deploy\/README.*restaurer <sauvegardes> --fichiers/s,
  );
  expect(await b.lire()).toEqual(avant);
  // The one that served last goes on, as often as it is started.
  for (let fois = 0; fois < 2; fois += 1) await (await b.tenir(B, { dossier: b.second }))();
  await cp(b.second, b.premier, { recursive: true });
  await (await b.tenir(A, { dossier: b.premier }))();
  await expect(b.tenir(B, { dossier: b.second })).rejects.toThrow('machine-a');
});

test('[decision 0162] a folder that has served nobody does not take a store that has; the same place emptied neither', async () => {
  const b = await releve();
  await expect(b.tenir({ identite: 'c', hote: 'neuve' }, { dossier: await b.neuf() })).rejects.toThrow('--fichiers');
  await rm(join(b.second, 'tenue'));
  await expect(b.tenir(B, { dossier: b.second })).rejects.toThrow('--fichiers');
});

test('[decision 0162] what a version of before wrote of its holding refuses no folder, and a start that was cut refuses none either', async () => {
  const b = await banc();
  const dossier = await b.neuf();
  const ancien = {
    _id: 'verrou:serveur',
    type: 'verrou',
    jeton: 'a',
    pid: 1,
    hote: 'machine-a',
    depuis: DEBUT,
    libre: true,
  };
  await ecrireTout(b.magasin, BASE_CENTRALE, [ancien]);
  await (await b.tenir(B, { dossier }))();
  const { tenue = '' } = (await b.lire()) ?? {};
  expect(await readFile(join(dossier, 'tenue'), 'utf8')).toBe(`${tenue}\n`);
  // Cut before the store was told of the next one, and after.
  for (const la of [
    [tenue, 'jamais-dite'],
    ['d-avant', tenue],
  ]) {
    await ecrireTenues(dossier, la);
    await (await b.tenir(B, { dossier }))();
    expect(await readFile(join(dossier, 'tenue'), 'utf8')).toBe(`${tenue}\n`);
  }
});
