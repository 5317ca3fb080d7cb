import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Instant } from '#shared/temps/types';
import { hacher } from '../../../adapters/dossier';
import { depotDossier } from '../../../adapters/sftp/dossier';
import { retourDistant } from '../../../adapters/sftp/retour';
import { type BancSftp, ouvrirBancSftp } from '../../../adapters/sftp/testing/banc';
import { lireConfig } from '../../../config';
import type { Retour } from '../../../ports/depot-distant';
import { rattraper } from '../../../transitions/rattraper';
import { retourMillesime } from '../../financement';
import { type Banc, ouvrirBanc, SERVICE } from '../testing/banc-import';
import { ouvrirQuotidien } from './quotidien';

// The restitution laid on Millésime's own server: a real OpenSSH, behind a line that can be cut.

let banc: Banc;
let distant: BancSftp;
let maintenant = '2026-11-24T05:45:00Z' as Instant;
beforeAll(async () => {
  [banc, distant] = await Promise.all([ouvrirBanc(), ouvrirBancSftp('MILLESIME')]);
  await banc.importer(SERVICE);
});
afterAll(async () => {
  await distant?.fermer();
  await banc?.fermer();
});

const ouvrir = (retour: Retour) =>
  ouvrirQuotidien({
    magasin: banc.magasin,
    horloge: () => maintenant,
    courrier: { envoyer: async (c) => ({ ok: true, valeur: { id: c.cle ?? '' } }) },
    extranet: () => '',
    rattraper: () => rattraper(banc.magasin, () => maintenant),
    depot: undefined,
    retour,
  });
const atelier = () => join(banc.dataDir, 'retour-en-cours');
const parSftp = () => retourDistant(distant.depot(), atelier());
const vus = async () => (await readdir(distant.sshd.dossier)).filter((n) => !n.startsWith('.')).sort();
const NOM = 'RESTITUTION_20261124.csv';

it('cut, it is tried again; there whole with its checksum, it is not laid a second time, nor kept here', async () => {
  await mkdir(join(atelier(), 'retour-coupe'), { recursive: true });
  await writeFile(join(atelier(), 'retour-coupe', 'reste.csv'), 'x');
  const service = ouvrir(parSftp());
  distant.relais.couperApres(2_500);
  await expect(service.restituer()).rejects.toThrow(
    /RESTITUTION_20261124.csv n’est pas déposé .* : la liaison a été coupée/,
  );
  expect([await vus(), await readdir(atelier())]).toEqual([[], []]);
  distant.relais.couperApres(undefined);
  await service.restituer();
  expect(await vus()).toEqual([NOM, `${NOM}.sha256`]);
  const texte = await readFile(join(distant.sshd.dossier, NOM), 'utf8');
  expect(await readFile(join(distant.sshd.dossier, `${NOM}.sha256`), 'utf8')).toBe(`${hacher(texte)}  ${NOM}\n`);
  // Millésime takes it away: it does not come back, even after a restart.
  for (const n of await vus()) await rm(join(distant.sshd.dossier, n));
  expect([await service.restituer(), await ouvrir(parSftp()).restituer(), await vus()]).toEqual([0, 0, []]);
});

it('in a folder, likewise: what was taken from it does not come back; the next day’s does', async () => {
  const dossier = await banc.dossier();
  maintenant = '2026-11-25T05:45:00Z' as Instant;
  const service = ouvrir(retourDistant(depotDossier(dossier), atelier()));
  await service.restituer();
  const [nom, somme] = ['RESTITUTION_20261125.csv', 'RESTITUTION_20261125.csv.sha256'];
  expect((await readdir(dossier)).sort()).toEqual([nom, somme]);
  expect(await readFile(join(dossier, somme), 'utf8')).toBe(
    `${hacher(await readFile(join(dossier, nom), 'utf8'))}  ${nom}\n`,
  );
  for (const n of [nom, somme]) await rm(join(dossier, n));
  await service.restituer();
  expect(await readdir(dossier)).toEqual([]);
  maintenant = '2026-11-26T05:45:00Z' as Instant;
  await service.restituer();
  expect((await readdir(dossier)).sort()).toEqual(['RESTITUTION_20261126.csv', 'RESTITUTION_20261126.csv.sha256']);
});

it('a folder whose mount has gone is not made anew: it is said, and the file is laid once it is back', async () => {
  const parent = await banc.dossier();
  const dossier = join(parent, 'retour');
  maintenant = '2026-11-26T22:45:00Z' as Instant;
  const config = { ...lireConfig({ MILLESIME_RETOUR: dossier }), DATA_DIR: banc.dataDir };
  const retour = retourMillesime(config);
  if (!retour) throw new Error('aucun retour');
  const poser = () => retour((atelier) => writeFile(join(atelier, NOM), 'x'));
  await expect(poser()).rejects.toThrow(
    /n’est pas déposé .* : le dossier n’existe pas : créez-le, ou vérifiez le montage/,
  );
  expect(await readdir(parent)).toEqual([]);
  await mkdir(dossier);
  await poser();
  expect((await readdir(dossier)).sort()).toEqual([NOM, `${NOM}.sha256`]);
});

it('a day on which the place took nothing is laid with the next one, before it: no other file tells it', async () => {
  const ratee: Retour = async () => {
    throw new Error('coupé');
  };
  maintenant = '2026-11-27T05:45:00Z' as Instant;
  await expect(ouvrir(ratee).restituer()).rejects.toThrow('coupé');
  maintenant = '2026-11-28T05:45:00Z' as Instant;
  const dossier = await banc.dossier();
  const poses: string[] = [];
  const retour: Retour = async (travail) => {
    const fait = await travail(dossier);
    poses.push(...(await readdir(dossier)).filter((n) => !poses.includes(n)));
    return fait;
  };
  await ouvrir(retour).restituer();
  expect(poses).toEqual(['RESTITUTION_20261127.csv', 'RESTITUTION_20261128.csv']);
  expect(await ouvrir(ratee).restituer()).toBe(0);
});
