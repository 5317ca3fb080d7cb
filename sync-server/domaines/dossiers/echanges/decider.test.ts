import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { lireUsagers } from '../../../store/lectures/connus';
import { entourer } from '../../../store/testing/entourer';
import { rattraper } from '../../../transitions/rattraper';
import { type Banc, FINANCEURS, fichier, INTERVENANTS, ligneUsager, ouvrirBanc } from '../testing/banc-import';
import { ouvrirQuotidien } from './quotidien';

// What a person decides of a file that waits, when other files have come since, or with it.

let banc: Banc;
let depot: string;
let maintenant: Instant;

const quotidien = (magasin = banc.magasin) =>
  ouvrirQuotidien({
    magasin,
    // It ticks: what is written by a taking is later than the taking.
    horloge: () => {
      maintenant = instantDe(epochMs(maintenant) + 1_000);
      return maintenant;
    },
    courrier: { envoyer: async (c) => ({ ok: true, valeur: { id: c.cle ?? '' } }) },
    extranet: () => 'https://extranet.exemple',
    rattraper: () => rattraper(banc.magasin, () => maintenant),
    depot,
    retour: undefined,
  });
const deposer = async (nom: string, texte: string) => {
  await writeFile(join(depot, nom), texte);
  const t = epochMs(maintenant) / 1000 - 600;
  await utimes(join(depot, nom), t, t);
};
const receptions = async () => (await quotidien().lire()).receptions;
const prendre = async () => {
  maintenant = instantDe(epochMs(maintenant) + 600_000);
  await quotidien().recevoir();
  return (await receptions())[0];
};
const decider = (id: string | undefined, decision: 'CONFIRME' | 'ECARTE') => {
  maintenant = instantDe(epochMs(maintenant) + 600_000);
  return quotidien().decider({ id: id ?? '', decision, auteur: 'technique' });
};
const attendent = async () => (await receptions()).filter((r) => r.attente && !r.attente.suite).map((r) => r._id);
const presents = async () => [...(await lireUsagers(banc.magasin)).values()].filter((u) => !u.doc.absentDepuis).length;

const TOUS = Array.from({ length: 20 }, (_, i) => `M${i + 1}`);
const usagers = (...ids: string[]) =>
  fichier(
    'USAGERS',
    ids.map((id) => ligneUsager(id)),
  );
const COURT = usagers('M1', 'M2');

beforeEach(async () => {
  banc = await ouvrirBanc();
  depot = join(await banc.dossier(), 'depot');
  await mkdir(depot);
  maintenant = '2026-11-23T06:00:00Z' as Instant;
  await deposer('FINANCEURS.csv', FINANCEURS);
  await deposer('INTERVENANTS_20261123.csv', INTERVENANTS);
  await deposer('USAGERS_20261123.csv', usagers(...TOUS));
  await prendre();
  maintenant = '2026-11-24T06:00:00Z' as Instant;
});
afterEach(() => banc.fermer());

it.each(['USAGERS_20261124.csv', 'USAGERS_20261125.csv'])(
  'a file that waits is not taken over the corrected one that came since (%s): it says to put it aside, which it then is',
  async (corrige) => {
    await deposer('USAGERS_20261124.csv', COURT);
    const attend = await prendre();
    expect(attend?.fichiers).toMatchObject([{ etat: 'EN_ATTENTE' }]);
    await deposer(corrige, usagers(...TOUS, 'M21'));
    expect((await prendre())?.fichiers).toMatchObject([{ nom: corrige, etat: 'IMPORTE' }]);
    expect(await decider(attend?._id, 'CONFIRME')).toEqual({
      ok: false,
      refus: {
        code: 'FICHIER_DEPASSE',
        message: expect.stringMatching(new RegExp(`^Pris depuis : ${corrige}\\. .*Écartez-le`)),
      },
    });
    expect([await presents(), await attendent()]).toEqual([21, [attend?._id]]);
    expect(await decider(attend?._id, 'ECARTE')).toMatchObject({ ok: true });
    expect([await presents(), await attendent()]).toEqual([21, []]);
  },
);

it('a file that waits is taken where what came before it, of its name, is what it replaces', async () => {
  await deposer('USAGERS_20261124.csv', usagers(...TOUS, 'M21'));
  await prendre();
  await deposer('USAGERS_20261124.csv', COURT);
  const attend = await prendre();
  expect(await decider(attend?._id, 'CONFIRME')).toMatchObject({ ok: true, valeur: { fichiers: [{ absents: 19 }] } });
  expect(await presents()).toBe(2);
});

it('a file that waits is taken though the former one of its name was read again meanwhile, for what its rows lacked', async () => {
  const nom = 'USAGERS_20261124.csv';
  await deposer(nom, usagers(...TOUS, 'M21').replace(/^(M21;.*);CNAV;/m, '$1;NEUF;'));
  expect((await prendre())?.fichiers).toMatchObject([{ nom, etat: 'IMPORTE', nombreRefuses: 1 }]);
  await deposer(nom, COURT);
  const attend = await prendre();
  expect(attend?.fichiers).toMatchObject([{ nom, etat: 'EN_ATTENTE' }]);
  await deposer('FINANCEURS.csv', FINANCEURS.replace('CNAV;CNAV;', 'NEUF;CNAV;'));
  expect((await prendre())?.fichiers).toMatchObject([{ nom: 'FINANCEURS.csv' }, { nom, etat: 'IMPORTE', crees: 1 }]);
  expect(await decider(attend?._id, 'CONFIRME')).toMatchObject({
    ok: true,
    valeur: { fichiers: [{ nom, absents: 19 }] },
  });
});

it('a file that has gone from the folder is settled by putting it aside', async () => {
  await deposer('USAGERS_20261124.csv', COURT);
  const attend = await prendre();
  await rm(join(depot, 'en-attente'), { recursive: true });
  expect(await decider(attend?._id, 'CONFIRME')).toMatchObject({
    ok: false,
    refus: { code: 'FICHIER_DISPARU', message: expect.stringContaining('Écartez') },
  });
  expect(await decider(attend?._id, 'ECARTE')).toMatchObject({ ok: true });
  expect(await attendent()).toEqual([]);
});

it('who confirms a file that empties the service does not take with it one whose date is not come: it waits by itself', async () => {
  await deposer('USAGERS_20261124.csv', COURT);
  await deposer('INTERVENANTS_20271124.csv', INTERVENANTS);
  const attend = await prendre();
  expect(attend?.fichiers).toMatchObject([{ etat: 'EN_ATTENTE' }, { etat: 'EN_ATTENTE' }]);
  expect(await decider(attend?._id, 'CONFIRME')).toMatchObject({
    ok: true,
    valeur: {
      fichiers: [
        { nom: 'INTERVENANTS_20271124.csv', etat: 'EN_ATTENTE' },
        { nom: 'USAGERS_20261124.csv', etat: 'IMPORTE' },
      ],
    },
  });
  const [seconde, ...autres] = await attendent();
  expect(autres).toEqual([]);
  // Alone, a person may still want it.
  expect(await decider(seconde, 'CONFIRME')).toMatchObject({ ok: true, valeur: { fichiers: [{ etat: 'IMPORTE' }] } });
  expect([await attendent(), await readdir(join(depot, '.en-cours'))]).toEqual([[], []]);
});

it('what a node that comes back keeps from being taken waits for nobody: it is where it was, and the next round takes it', async () => {
  let ecrit = false;
  const revenu = () =>
    entourer(banc.magasin, async (o, faire) => {
      if (o.nom === 'noeuds')
        return ['n1', 'n2', 'n3'].map((nom) => ({ nom, present: true, actifS: ecrit ? 5 : 3_600, aTransmettre: 0 }));
      if (o.nom === 'ecrire' && o.ids.some((id) => id.startsWith('financeur:'))) ecrit = true;
      return faire();
    });
  await deposer('FINANCEURS.csv', FINANCEURS.replace('26,30', '26,40'));
  await deposer('USAGERS_20261124.csv', usagers(...TOUS, 'M21'));
  await quotidien(revenu()).recevoir();
  const [recue] = await receptions();
  expect(recue).toMatchObject({
    fichiers: [{ nom: 'FINANCEURS.csv', etat: 'IMPORTE' }],
    refus: { code: 'GRAPPE_RECENTS' },
  });
  expect([await attendent(), (await readdir(depot)).sort()]).toEqual([
    [],
    ['.en-cours', 'USAGERS_20261124.csv', 'pris'],
  ]);
  expect((await prendre())?.fichiers).toMatchObject([{ nom: 'USAGERS_20261124.csv', etat: 'IMPORTE' }]);

  // Where nothing of what a person confirms could be taken, they read why.
  maintenant = '2026-11-25T06:00:00Z' as Instant;
  await deposer('USAGERS_20261125.csv', COURT);
  const seul = await prendre();
  ecrit = true;
  const aucun = await quotidien(revenu()).decider({ id: seul?._id ?? '', decision: 'CONFIRME', auteur: 'technique' });
  expect(aucun).toMatchObject({ ok: false, refus: { code: 'GRAPPE_RECENTS' } });
  expect(await attendent()).toEqual([seul?._id]);
  expect(await decider(seul?._id, 'ECARTE')).toMatchObject({ ok: true });

  // Of two that a person confirms, the second one still waits where it was.
  ecrit = false;
  maintenant = '2026-11-25T06:00:00Z' as Instant;
  await deposer('USAGERS_20261125.csv', COURT);
  await deposer('USAGERS_20261126.csv', usagers('M1', 'M3'));
  const attend = await prendre();
  const magasin = entourer(banc.magasin, async (o, faire) => {
    if (o.nom === 'noeuds')
      return ['n1', 'n2', 'n3'].map((nom) => ({ nom, present: true, actifS: ecrit ? 5 : 3_600, aTransmettre: 0 }));
    if (o.nom === 'ecrire' && o.ids.some((id) => id.startsWith('usager:'))) ecrit = true;
    return faire();
  });
  maintenant = instantDe(epochMs(maintenant) + 600_000);
  expect(
    await quotidien(magasin).decider({ id: attend?._id ?? '', decision: 'CONFIRME', auteur: 'technique' }),
  ).toMatchObject({ ok: true, valeur: { fichiers: [{ nom: 'USAGERS_20261125.csv', etat: 'IMPORTE' }] } });
  expect(await attendent()).toEqual([attend?._id]);
  expect(await decider(attend?._id, 'CONFIRME')).toMatchObject({
    valeur: { fichiers: [{ nom: 'USAGERS_20261126.csv', etat: 'IMPORTE' }] },
  });
  expect(await attendent()).toEqual([]);
});
