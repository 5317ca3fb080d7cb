import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Courriel } from '../../../ports/courriel';
import { rattraper } from '../../../transitions/rattraper';
import { type Banc, FINANCEURS, fichier, INTERVENANTS, ligneUsager, ouvrirBanc } from '../testing/banc-import';
import { ouvrirQuotidien } from './quotidien';

// What one file brings and another lacks, whenever each comes.

let banc: Banc;
let depot: string;
let maintenant: Instant;
let partis: Courriel[];

const quotidien = () =>
  ouvrirQuotidien({
    magasin: banc.magasin,
    // It ticks: what is written by a taking is later than the taking.
    horloge: () => {
      maintenant = instantDe(epochMs(maintenant) + 1_000);
      return maintenant;
    },
    courrier: {
      envoyer: async (c) => {
        partis.push(c);
        return { ok: true, valeur: { id: c.cle ?? '' } };
      },
    },
    extranet: () => 'https://extranet.exemple',
    rattraper: () => rattraper(banc.magasin, () => maintenant),
    depot,
    retour: undefined,
  });

const deposer = async (nom: string, texte: string, depuisS = 600) => {
  await writeFile(join(depot, nom), texte);
  const t = epochMs(maintenant) / 1000 - depuisS;
  await utimes(join(depot, nom), t, t);
};
/** A later hour at each taking: the next five minutes, and more. */
const prendre = async () => {
  maintenant = instantDe(epochMs(maintenant) + 600_000);
  const n = await quotidien().recevoir();
  const recue = (await quotidien().lire()).receptions[0];
  return { n, recue, fichiers: recue?.fichiers.map((f) => [f.nom, f.etat, f.crees, f.nombreRefuses]) };
};
const racine = async () =>
  (await readdir(depot, { withFileTypes: true }))
    .filter((e) => e.isFile())
    .map((e) => e.name)
    .sort();

const TOUS = Array.from({ length: 20 }, (_, i) => `M${i + 1}`);
const usagers = (...ids: string[]) =>
  fichier(
    'USAGERS',
    ids.map((id) => ligneUsager(id)),
  );
const PLANNING = 'PLANNING_202611.csv';
const planning = fichier('PLANNING', [
  'V1;M1;I1;30/11/2026 08:30;30/11/2026 09:30;AD',
  'V2;NEUF;I1;30/11/2026 10:00;30/11/2026 11:00;AD',
]);

beforeEach(async () => {
  banc = await ouvrirBanc();
  depot = join(await banc.dossier(), 'depot');
  await mkdir(depot);
  partis = [];
  maintenant = '2026-11-23T06:00:00Z' as Instant;
  await deposer('FINANCEURS.csv', FINANCEURS);
  await deposer('INTERVENANTS_20261123.csv', INTERVENANTS);
  await deposer('USAGERS_20261123.csv', usagers(...TOUS));
  expect((await prendre()).n).toBe(3);
  maintenant = '2026-11-24T06:00:00Z' as Instant;
});
afterEach(() => banc.fermer());

const REFUSE_PLANNING = [PLANNING, 'IMPORTE', 1, 1];

it('[formats] rows refused for want of a usager are taken when the file that brings it is laid later, and nothing is laid again', async () => {
  await deposer('USAGERS_20261124.csv', usagers(...TOUS, 'NEUF').replace(/#FIN.*/s, ''));
  await deposer(PLANNING, planning);
  expect((await prendre()).fichiers).toEqual([['USAGERS_20261124.csv', 'REFUSE', 0, 0], REFUSE_PLANNING]);
  await deposer('USAGERS_20261124.csv', usagers(...TOUS, 'NEUF'));
  expect((await prendre()).fichiers).toEqual([
    ['USAGERS_20261124.csv', 'IMPORTE', 1, 0],
    [PLANNING, 'IMPORTE', 1, 0],
  ]);
  expect(await racine()).toEqual([]);
  const [dossier = ''] = (await readdir(join(depot, 'pris'))).sort().reverse();
  expect(await readdir(join(depot, 'pris', dossier))).toEqual(['USAGERS_20261124.csv']);
  expect(await readdir(join(depot, '.en-cours'))).toEqual([]);
  // It refuses nothing more: it is not looked at again.
  await deposer('USAGERS_20261125.csv', usagers(...TOUS, 'NEUF', 'NEUF2'));
  expect((await prendre()).fichiers).toEqual([['USAGERS_20261125.csv', 'IMPORTE', 1, 0]]);
});

it('[formats] so are they when the file that waited is confirmed', async () => {
  await deposer('USAGERS_20261124.csv', usagers('M1', 'NEUF'));
  await deposer(PLANNING, planning);
  const { recue, fichiers } = await prendre();
  expect(fichiers).toEqual([['USAGERS_20261124.csv', 'EN_ATTENTE', 0, 0], REFUSE_PLANNING]);
  const decide = await quotidien().decider({ id: recue?._id ?? '', decision: 'CONFIRME', auteur: 'technique' });
  expect(decide).toMatchObject({
    ok: true,
    valeur: { fichiers: [{ etat: 'IMPORTE' }, { nom: PLANNING, etat: 'IMPORTE', crees: 1, nombreRefuses: 0 }] },
  });
});

it('[formats] what still lacks it is not told again, and one that was changed since is not taken from where it was put away', async () => {
  await deposer(PLANNING, planning);
  expect((await prendre()).fichiers).toEqual([REFUSE_PLANNING]);
  await deposer('USAGERS_20261124.csv', usagers(...TOUS, 'AUTRE'));
  expect((await prendre()).fichiers).toEqual([['USAGERS_20261124.csv', 'IMPORTE', 1, 0]]);
  // Sent by hand since: the one that was put away is not the last one.
  const autre = planning.replace('V1;M1', 'V1;M2');
  await banc.importer({ [PLANNING]: autre }, { a: maintenant });
  const photo = await banc.photographier();
  await deposer('USAGERS_20261124.csv', usagers(...TOUS, 'AUTRE'));
  expect((await prendre()).fichiers).toEqual([['USAGERS_20261124.csv', 'DEJA_IMPORTE', 0, 0]]);
  expect(await banc.photographier()).toEqual(photo);
});

it('[formats] while a file is being copied, those of later kinds wait for it, and those before it do not', async () => {
  await deposer(PLANNING, planning);
  await deposer('INTERVENANTS_20261124.csv', INTERVENANTS.replace('Awa', 'Ava'));
  await deposer('USAGERS_20261124.csv', usagers(...TOUS, 'NEUF'), -595);
  expect((await prendre()).fichiers).toEqual([['INTERVENANTS_20261124.csv', 'IMPORTE', 0, 0]]);
  expect(await racine()).toEqual([PLANNING, 'USAGERS_20261124.csv']);
  expect((await prendre()).fichiers).toEqual([
    ['USAGERS_20261124.csv', 'IMPORTE', 1, 0],
    [PLANNING, 'IMPORTE', 2, 0],
  ]);
});

it('[formats] a file whose date is far ahead holds up no other', async () => {
  await deposer(PLANNING, planning);
  await deposer('USAGERS_20261124.csv', usagers(...TOUS, 'NEUF'), -86_400);
  expect((await prendre()).fichiers).toEqual([REFUSE_PLANNING]);
});

it('[formats] a file dated after tomorrow waits for a person, and keeps out no file of the day', async () => {
  await deposer('USAGERS_20271124.csv', usagers(...TOUS, 'NEUF'));
  await deposer('USAGERS_20261125.csv', usagers(...TOUS, 'DEMAIN'));
  const { recue, fichiers } = await prendre();
  expect(fichiers).toEqual([
    ['USAGERS_20261125.csv', 'IMPORTE', 1, 0],
    ['USAGERS_20271124.csv', 'EN_ATTENTE', 0, 0],
  ]);
  expect(recue?.fichiers[1]?.refusFichier?.raison).toMatch(
    /^la date du nom n’est pas encore venue \(24\snovembre\s2027\).*écartez/,
  );
  await deposer('USAGERS_20261126.csv', usagers(...TOUS, 'DEMAIN', 'ENCORE'));
  maintenant = '2026-11-25T06:00:00Z' as Instant;
  expect((await prendre()).fichiers).toEqual([['USAGERS_20261126.csv', 'IMPORTE', 1, 0]]);
  // Confirmed, it is taken as it is; those of before it say what to do.
  const decide = await quotidien().decider({ id: recue?._id ?? '', decision: 'CONFIRME', auteur: 'technique' });
  expect(decide).toMatchObject({ ok: true, valeur: { fichiers: [{ nom: 'USAGERS_20271124.csv', etat: 'IMPORTE' }] } });
  await deposer('USAGERS_20261127.csv', usagers(...TOUS));
  expect((await prendre()).recue?.fichiers[0]?.refusFichier?.raison).toMatch(
    /plus ancien que le dernier pris \(USAGERS_20271124\.csv\) : .*déposez.*prévenez/,
  );
});

it('[formats] the command takes a file of any date: its folder may be dated after the clock', async () => {
  const r = await banc.importer({ 'USAGERS_20271124.csv': usagers(...TOUS, 'NEUF') }, { a: maintenant });
  expect(r.fichiers).toMatchObject([{ etat: 'IMPORTE', crees: 1 }]);
});
