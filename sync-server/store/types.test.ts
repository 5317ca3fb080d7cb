import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { ouvrirMagasinDEssai } from '../http/testing/banc';
import { type Ecarte, lireEcartes, surEcarte } from './ecartes';
import { ecrireTout } from './ecrire';
import { lireRevisions, lireUn, type Magasin } from './lire';
import { clesType, lireType, parcourirType, plageSure, plageType } from './types';

let magasin: Magasin;
let fermer: () => Promise<void>;
const EST = baseAntenne('EST');
const dits: Ecarte[] = [];

beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinDEssai());
  for (const base of [EST, BASE_CENTRALE]) await magasin.creerBase(base);
  surEcarte(magasin, (e) => dits.push(e));
});
afterAll(() => fermer());

const accuse = (date: string, id: string, plus: object = {}) => ({
  _id: `accuse:${date}:${id}`,
  type: 'accuse',
  documentId: `fiche:${date}:${id}`,
  date,
  recuLe: '2026-10-01T06:02:49Z',
  ...plus,
});

beforeEach(async () => {
  const revisions = await lireRevisions(magasin, EST, { debut: '', fin: '\uffff' });
  await ecrireTout(
    magasin,
    EST,
    [...revisions].map(([_id, _rev]) => ({ _id, _rev, _deleted: true })),
  );
  dits.length = 0;
});

test('a document is given as it is stored, what its schema does not name included', async () => {
  await ecrireTout(magasin, EST, [accuse('2026-10-01', 'a', { demain: 'un champ d’une autre version' })]);
  expect(await lireType(magasin, 'accuse', 'accuse:2026-10-01:a', { antenne: 'EST' })).toMatchObject({
    _rev: expect.stringMatching(/^1-/),
    demain: 'un champ d’une autre version',
  });
  expect(await lireType(magasin, 'accuse', 'accuse:2026-10-01:autre', { base: EST })).toBeUndefined();
});

test('one that is not of its type’s form is set aside and told once, and stops none of the others; mended, it is read', async () => {
  await ecrireTout(magasin, EST, [
    accuse('2026-10-01', 'a'),
    accuse('2026-10-01', 'b', { recuLe: 'le nom de quelqu’un' }),
    accuse('2026-10-02', 'c'),
  ]);
  for (const _ of [1, 2])
    expect((await plageType(magasin, 'accuse', { antenne: 'EST' })).map((d) => d._id)).toEqual([
      'accuse:2026-10-01:a',
      'accuse:2026-10-02:c',
    ]);
  const ecarte = { base: EST, id: 'accuse:2026-10-01:b', type: 'accuse', champs: ['recuLe'] };
  expect(dits).toEqual([ecarte]);
  expect(lireEcartes(magasin)).toEqual([ecarte]);
  const ids = ['accuse:2026-10-01:b', 'accuse:2026-10-02:c', 'accuse:2026-10-02:absent'];
  expect((await clesType(magasin, 'accuse', ids, { antenne: 'EST' })).map((d) => d?._id)).toEqual([
    undefined,
    'accuse:2026-10-02:c',
    undefined,
  ]);
  const { _rev } = (await lireUn<object>(magasin, EST, 'accuse:2026-10-01:b')) ?? {};
  await ecrireTout(magasin, EST, [{ ...accuse('2026-10-01', 'b'), _rev }]);
  expect(await lireType(magasin, 'accuse', 'accuse:2026-10-01:b', { antenne: 'EST' })).toBeDefined();
  expect(lireEcartes(magasin)).toEqual([]);
});

test('a range: from a date, before one, or up to all that begins with one', async () => {
  const jours = ['2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01'];
  await ecrireTout(
    magasin,
    EST,
    jours.map((d) => accuse(d, 'a')),
  );
  const dates = async (e: Parameters<typeof plageType>[3]): Promise<string[]> =>
    (await plageType(magasin, 'accuse', { antenne: 'EST' }, e)).map((d) => d.date);
  expect(await dates({})).toEqual(jours);
  expect(await dates({ de: '2026-10-01', avant: '2026-11' })).toEqual(jours.slice(1, 3));
  expect(await dates({ de: '2026-10', a: '2026-10' })).toEqual(jours.slice(1, 3));
  expect(await dates({ a: '2026-10-01' })).toEqual(jours.slice(0, 2));
});

test('an instant is within the day, and the month, that begins it', async () => {
  const appel = (instant: string) => ({
    ...{ _id: `appel:${instant}:x`, type: 'appel', id: 'x', instant, recuLe: instant },
    ...{ source: 'SVI', etape: 'CODE', issue: 'SILENCE' },
  });
  await ecrireTout(magasin, EST, [appel('2026-10-31T22:59:59Z'), appel('2026-11-01T00:00:00Z')]);
  for (const a of ['2026-10-31', '2026-10'])
    expect(await plageType(magasin, 'appel', { antenne: 'EST' }, { a })).toHaveLength(1);
});

test('[PT-5] a field that an older document lacks, and that its schema gives, is given; nothing else is changed', async () => {
  await ecrireTout(magasin, EST, [
    {
      ...{ _id: 'rattachement:2026-10-01:a', type: 'rattachement', id: 'a', date: '2026-10-01', antenne: 'EST' },
      ...{ auteur: 'x', instant: '2026-10-01T06:02:49Z', poste: 'p', numero: 'un numéro d’avant', usagerId: 'U1' },
    },
  ]);
  const [lu] = await plageType(magasin, 'rattachement', { antenne: 'EST' });
  expect(lu).toMatchObject({ geste: 'RATTACHER', numero: 'un numéro d’avant' });
});

test('by pages, all of it, those set aside left out', async () => {
  const tous = Array.from({ length: 4_001 }, (_, i) => accuse('2026-10-01', String(i).padStart(5, '0')));
  await ecrireTout(magasin, EST, [...tous.slice(1), { ...tous[0], date: 'hier' }]);
  let n = 0;
  for await (const d of parcourirType(magasin, 'accuse', { antenne: 'EST' })) n += d.date === '2026-10-01' ? 1 : 0;
  expect(n).toBe(4_000);
});

test('several types by their ids, in one reading; one of another type is not given', async () => {
  await ecrireTout(magasin, EST, [accuse('2026-10-01', 'a'), { _id: 'usager:U1', type: 'usager' }]);
  const lus = await clesType(magasin, ['accuse', 'verdict'], ['usager:U1', 'accuse:2026-10-01:a'], { base: EST });
  expect(lus.map((d) => d?.type)).toEqual([undefined, 'accuse']);
  expect(dits).toEqual([]);
});

test('a type is not asked of a database where its row says it never is', async () => {
  await expect(plageType(magasin, 'accuse', { base: BASE_CENTRALE })).rejects.toThrow(
    'accuse n’est pas dans tg-central',
  );
  await expect(plageType(magasin, 'purge', { base: EST })).rejects.toThrow('purge n’est pas dans');
  expect(await plageType(magasin, 'purge', {})).toEqual([]);
});

test('what must not be taken for absent is read whole, or not at all', async () => {
  await ecrireTout(magasin, EST, [accuse('2026-10-01', 'a'), accuse('2026-10-01', 'b', { date: 'hier' })]);
  await expect(plageSure(magasin, 'accuse', { antenne: 'EST' })).rejects.toThrow('illisible');
  expect(await plageSure(magasin, 'accuse', { antenne: 'EST' }, { a: '2026-10-01:a' })).toHaveLength(1);
});
