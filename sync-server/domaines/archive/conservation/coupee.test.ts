import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import type { DateCivile, Instant } from '#shared/temps/types';
import { note, pointage } from '#shared/testing/constructeurs';
import { assurerBases } from '../../../store/bases';
import { ecrireTout } from '../../../store/ecrire';
import { lireIds, type Magasin } from '../../../store/lire';
import { entourer } from '../../../store/testing/entourer';
import { lireAudit } from '../../audit';
import { type Banc, ouvrirBanc } from '../../dossiers/testing/banc-import';
import { lirePurges } from './journal';
import { purger } from './purger';
import { travauxConservation } from './travaux';

// [RE] A purge that is cut at any of its writes: what it was erasing was written before, and the next one ends it.

const EST = baseAntenne('EST');
const ANNEE = 'tg-pointages-2020';
const [LE_4, LE_5, LE_6] = ['2026-11-04T02:00:00Z', '2026-11-05T02:00:00Z', '2026-11-06T02:00:00Z'] as [
  Instant,
  Instant,
  Instant,
];
let b: Banc;

const garnir = async (): Promise<void> => {
  b = await ouvrirBanc();
  await assurerBases(b.magasin, [ANNEE]);
  await ecrireTout(b.magasin, ANNEE, [pointage('A', '2020-10-12 08:30', { usagerId: 'U1' })]);
  await ecrireTout(b.magasin, EST, [
    { _id: 'intervention:2020-10-12:V1', type: 'intervention', date: '2020-10-12', usagerId: 'U1' },
    note('N1', '2020-10-12' as DateCivile, { usagerId: 'U1' }),
  ]);
};
beforeEach(garnir);
afterEach(() => b.fermer());

const ports = (magasin: Magasin, instant: Instant) => ({
  magasin,
  horloge: () => instant,
  dossier: join(b.dataDir, 'archive'),
  fichiers: {},
});
const purge = (instant: Instant, magasin = b.magasin) =>
  purger(ports(magasin, instant), { auteur: 'essai', aBlanc: false });

const ECRITURES: readonly string[] = ['ecrire', 'detruireBase', 'compacter'];
/** Of a process that is killed before its next write, once it has made so many. */
const tueeApres = (n: number): Magasin => {
  let restent = n;
  return entourer(b.magasin, async (o, faire) => {
    if (ECRITURES.includes(o.nom)) restent -= 1;
    if (restent < 0) throw new Error('tuée');
    return faire();
  });
};

const dites = async (): Promise<string[]> =>
  (await lirePurges(b.magasin)).flatMap(({ annoncees = [], lignes }) =>
    [...annoncees, ...lignes].map((l) => `${l.base} ${l.genre} ${l.nombre} ${l.empreinte?.length}`),
  );
const parties = async (): Promise<string[]> => {
  const sans = async (type: string) =>
    (await lireIds(b.magasin, EST, { debut: `${type}:`, fin: `${type};` })).length === 0 ? [`${EST} ${type} 1 64`] : [];
  const annee = (await b.magasin.bases()).includes(ANNEE) ? [] : [`${ANNEE} base entière 1 64`];
  return [...annee, ...(await sans('intervention')), ...(await sans('note'))];
};
const auditees = async (): Promise<string[]> =>
  (await lireAudit(b.magasin, { action: 'PURGE' })).entrees.map((e) => e.objet.replace(/\s/g, ' '));

test('[RE] wherever a purge is cut, what is no more was written in its journal, with its hash; run again, it ends it and says so', async () => {
  let coupures = 0;
  for (let n = 0; ; n += 1) {
    const coupee = await purge(LE_4, tueeApres(n)).then(
      () => false,
      () => true,
    );
    expect(await dites()).toEqual(expect.arrayContaining(await parties()));
    // Of what was erased, the log of the service says something too.
    if ((await parties()).length > 0) expect(await auditees()).toContain('3 à effacer, 0 gelé');
    // The lock of a process that was killed ends by itself.
    expect(await purge(LE_5)).toMatchObject({ ok: true });
    const faites = await lirePurges(b.magasin);
    expect(faites.filter((p) => p.annoncees && !p.acheveePar)).toEqual([]);
    expect(await parties()).toHaveLength(3);
    expect(await dites()).toEqual(expect.arrayContaining(await parties()));
    await b.fermer();
    await garnir();
    if (!coupee) break;
    coupures += 1;
  }
  expect(coupures).toBeGreaterThan(10);
});

test('[RE] a purge that ends keeps what it erased alone, and says in the log that it began and ended', async () => {
  await purge(LE_4);
  expect(await lirePurges(b.magasin)).toMatchObject([{ instant: LE_4, lignes: { length: 3 } }]);
  expect((await lirePurges(b.magasin))[0]).not.toHaveProperty('annoncees');
  expect(await auditees()).toEqual(['3 effacés, 0 gelé', '3 à effacer, 0 gelé']);
});

const nuit = (instant: string, magasin = b.magasin) =>
  travauxConservation({ ...ports(magasin, instant as Instant), autorite: undefined }).purger();

test('[RE] a purge that was cut is ended the night after, whatever its day', async () => {
  await purge(LE_4);
  await ecrireTout(b.magasin, EST, [note('N2', '2020-10-13' as DateCivile, { usagerId: 'U1' })]);
  await ecrireTout(b.magasin, EST, [note('N3', '2020-10-14' as DateCivile, { usagerId: 'U1' })]);
  expect(await nuit(LE_5)).toBe(0);
  await expect(purge(LE_5, tueeApres(3))).rejects.toThrow('tuée');
  expect(await nuit(LE_6)).toBe(2);
  expect((await lirePurges(b.magasin)).map((p) => p.acheveePar)).toEqual([undefined, LE_6, undefined]);
  expect(await nuit(LE_6)).toBe(0);
});

test('[RE] the server purges once a month, on the 4th or the first night after that it can, started again or not', async () => {
  await purge('2026-10-30T02:00:00Z' as Instant);
  expect(await nuit('2026-11-03T02:00:00Z')).toBe(0);
  const refusee = entourer(b.magasin, async (o, faire) => {
    if (o.nom === 'infos' || o.nom === 'bases') throw new Error('magasin absent');
    return faire();
  });
  await expect(nuit(LE_4, refusee)).rejects.toThrow();
  await nuit(LE_6);
  await nuit('2026-11-20T02:00:00Z');
  expect((await lirePurges(b.magasin)).map((p) => p.instant)).toEqual(['2026-10-30T02:00:00Z', LE_6]);
});
