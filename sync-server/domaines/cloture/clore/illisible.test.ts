import { afterEach, beforeEach, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne, basePointages } from '#shared/contrats/ids';
import type { TypeDocument } from '#shared/documents/registre';
import type { Instant, Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../../store/ecrire';
import { illisibleDe } from '../../../store/illisible';
import { lireIds, lireUn, plageDuType } from '../../../store/lire';
import { expliquer } from '../../exploitation';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../testing/banc';

const SEPTEMBRE = '2026-09' as Mois;
const OCTOBRE = '2026-10' as Mois;
const SUD = baseAntenne('SUD');
let s: BancCloture;

beforeEach(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
  s.aller('2026-09-20T08:00:00Z');
  await s.pointer('V1', paris('2026-09-07 08:00'), paris('2026-09-07 10:00'));
  await s.tourner();
  await s.corriger(await s.intervention('SUD', 'V1A'), 'HORAIRE', { fin: paris('2026-09-07 09:00') });
  await s.tourner();
  s.aller('2026-10-02T08:00:00Z');
});
afterEach(() => s.b.fermer());

/** Its first document of that type loses what its schema wants, and keeps what someone wrote; its id. */
const abimer = async (base: string, type: TypeDocument, debut = `${type}:`): Promise<string> => {
  const [id] = (await lireIds(s.b.magasin, base, plageDuType(type))).filter((x) => x.startsWith(debut));
  if (id === undefined) throw new Error(`pas de ${type} dans ${base}`);
  const lu = await lireUn<object>(s.b.magasin, base, id);
  const [, date, cle] = id.split(':');
  const gardes = { _id: id, _rev: lu?._rev, type, date, id: cle, note: 'CONFIDENTIEL' };
  await ecrireTout(s.b.magasin, base, [gardes]);
  return id;
};

const echec = (faire: () => Promise<unknown>): Promise<unknown> =>
  faire().then(
    () => 'rien n’a été refusé',
    (e: unknown) => e,
  );

/** What the command line says of it: which document, and what to do; never what is in it. */
const phrase = (e: unknown): string => expliquer(e, { dossier: '.', libres: undefined });

const dit = (base: string, id: string) =>
  new RegExp(
    `^Le document « ${id} » de la base ${base} est illisible \\(champs : .*rien n’est pris\\. .*, puis recommencez\\.$`,
  );

test.each<[string, TypeDocument]>([
  [BASE_CENTRALE, 'financeur'],
  [SUD, 'usager'],
  [SUD, 'intervenant'],
  [SUD, 'intervention'],
  [SUD, 'correction'],
  [SUD, 'verdict'],
])(
  '[CL-1] the closing stops where a document it counts on cannot be read, and nothing is closed: %s, %s',
  async (base, type) => {
    const id = await abimer(base, type);
    const e = await echec(() => s.clore(SEPTEMBRE, ['SUD']));
    expect(illisibleDe(e)).toEqual({ base, ids: [id] });
    expect(phrase(e)).toMatch(dit(base, id));
    expect(phrase(e)).not.toContain('CONFIDENTIEL');
    for (const genre of ['cloture', 'cloture-en-cours', 'cadre-clos'])
      expect(await lireIds(s.b.magasin, SUD, plageDuType(genre))).toEqual([]);
  },
);

test('[CL-1] a punch that was set aside is paired with nothing: the closing of its month stops, another’s does not', async () => {
  const instant = paris('2026-09-08 08:00');
  const id = `pointage:${instant}:V2A`;
  const illisible = { _id: id, type: 'pointage', id: 'V2A', sens: 'ARRIVEE', instant: 'hier' };
  await s.poser(basePointages(instant as Instant), [illisible]);
  await s.tourner();
  expect(illisibleDe(await echec(() => s.clore(SEPTEMBRE, ['SUD'])))?.ids).toEqual([id]);
  expect((await s.clore('2026-08' as Mois, ['SUD'])).closes).toHaveLength(1);
  // Mended, or taken away, it is no obstacle.
  const lu = await lireUn<object>(s.b.magasin, basePointages(instant as Instant), id);
  await s.poser(basePointages(instant as Instant), [{ _id: id, _rev: lu?._rev, _deleted: true }]);
  expect((await s.clore(SEPTEMBRE, ['SUD'])).closes).toHaveLength(1);
});

test.each<TypeDocument>(['fige', 'cloture', 'cadre-clos'])(
  '[CL-2] [CL-3] the files of a closed month are whole, or are not made; what follows does not count without it: %s',
  async (type) => {
    await s.clore(SEPTEMBRE, ['SUD']);
    const id = await abimer(SUD, type);
    expect(phrase(await echec(() => s.fichiers(SEPTEMBRE, ['SUD'])))).toMatch(dit(SUD, id));
    s.aller('2026-11-02T08:00:00Z');
    expect(phrase(await echec(() => s.clore(OCTOBRE, ['SUD'])))).toMatch(dit(SUD, id));
  },
);

test('[CO-5] a correction that was refused may be anything: it stops no closing', async () => {
  await ecrireTout(s.b.magasin, SUD, [
    { _id: 'correction:2026-09-09:illisible', type: 'correction', date: '2026-09-09', id: 'illisible' },
  ]);
  await s.tourner();
  expect((await s.clore(SEPTEMBRE, ['SUD'])).closes).toHaveLength(1);
});
