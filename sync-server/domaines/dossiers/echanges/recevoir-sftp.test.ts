import { mkdir, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { type BancSftp, ouvrirBancSftp } from '../../../adapters/sftp/testing/banc';
import type { DepotDistant } from '../../../ports/depot-distant';
import { lireUn } from '../../../ports/documents';
import { rattraper } from '../../../transitions/rattraper';
import { type Banc, FINANCEURS, INTERVENANTS, ouvrirBanc, USAGERS } from '../testing/banc-import';
import { ouvrirQuotidien } from './quotidien';

// Millésime lays its files on a real OpenSSH server, behind a line that can be cut.

let banc: Banc;
let distant: BancSftp;
let depot: string;
let maintenant = '2026-11-24T04:36:00Z' as Instant;
beforeAll(async () => {
  [banc, distant] = await Promise.all([ouvrirBanc(), ouvrirBancSftp('MILLESIME')]);
  depot = join(banc.dataDir, 'reception');
});
afterAll(async () => {
  await distant?.fermer();
  await banc?.fermer();
});
beforeEach(async () => {
  distant.relais.couperApres(undefined);
  for (const f of await readdir(distant.sshd.dossier)) await rm(join(distant.sshd.dossier, f), { recursive: true });
});

const ouvrir = (s: DepotDistant = distant.depot()) =>
  ouvrirQuotidien({
    magasin: banc.magasin,
    horloge: () => maintenant,
    courrier: { envoyer: async (c) => ({ ok: true, valeur: { id: c.cle ?? '' } }) },
    extranet: () => '',
    rattraper: () => rattraper(banc.magasin, () => maintenant),
    depot,
    source: s,
    retour: undefined,
  });
const poser = async (nom: string, texte: string, depuisS = 600) => {
  await writeFile(join(distant.sshd.dossier, nom), texte);
  const t = epochMs(maintenant) / 1000 - depuisS;
  await utimes(join(distant.sshd.dossier, nom), t, t);
};
const ici = () => readdir(depot).then((n) => n.filter((x) => /csv|txt|tmp/.test(x)));
const recus = async () => (await ouvrir().lire()).receptions.flatMap((r) => r.fichiers.map((f) => [f.nom, f.etat]));

it('files of the server are taken once, and left where they are; one that still grows waits; an unknown one is told', async () => {
  await poser('FINANCEURS.csv', FINANCEURS);
  await poser('INTERVENANTS_20261124.csv', INTERVENANTS);
  await poser('USAGERS_20261124.csv', USAGERS, 5);
  await poser('notes.txt', 'x');
  expect(await ouvrir().recevoir()).toBe(2);
  expect(await ici()).toEqual([]);
  maintenant = '2026-11-24T04:41:00Z' as Instant;
  expect(await ouvrir().recevoir()).toBe(1);
  expect((await ouvrir().lire()).receptions[0]).toMatchObject({ ignores: ['notes.txt'] });
  maintenant = '2026-11-24T04:46:00Z' as Instant;
  expect(await ouvrir().recevoir()).toBe(0);
  expect(await recus()).toHaveLength(3);
  expect((await readdir(distant.sshd.dossier)).sort()).toHaveLength(4);
  // The same name with other bytes is another file.
  await poser('FINANCEURS.csv', FINANCEURS.replace('26,30', '26,40'), 90);
  expect(await ouvrir().recevoir()).toBe(1);
});

it('cut anywhere, a file is here whole or not at all, and taken once', async () => {
  maintenant = '2026-11-25T04:36:00Z' as Instant;
  const gros = INTERVENANTS.replace('PERRIN', 'P'.repeat(150_000));
  await poser('INTERVENANTS_20261125.csv', gros);
  let pannes = 0;
  for (const octets of [200, 1_500, 2_500, 3_500]) {
    distant.relais.couperApres(octets);
    await ouvrir()
      .recevoir()
      .catch(() => {
        pannes += 1;
      });
    expect(await ici()).toEqual([]);
  }
  expect(pannes).toBe(4);
  distant.relais.couperApres(undefined);
  expect([await ouvrir().recevoir(), await ouvrir().recevoir()]).toEqual([1, 0]);
  const nom = (await recus()).filter(([n]) => n === 'INTERVENANTS_20261125.csv');
  expect(nom).toHaveLength(1);
});

it('brought and not yet noted when all stopped: it is brought again over itself, and taken once', async () => {
  maintenant = '2026-11-26T04:36:00Z' as Instant;
  await poser('INTERVENANTS_20261126.csv', INTERVENANTS);
  const arret: DepotDistant = {
    ...distant.depot(),
    lire: async (boite, nom) => {
      const lu = await distant.depot().lire(boite, nom);
      // As it stands between the two: laid here, and nothing noted.
      if (lu.ok) await writeFile(join(depot, nom), lu.valeur);
      throw new Error('arrêt');
    },
  };
  await expect(ouvrir(arret).recevoir()).rejects.toThrow('arrêt');
  expect(await ici()).toEqual(['INTERVENANTS_20261126.csv']);
  expect([await ouvrir().recevoir(), await ouvrir().recevoir()]).toEqual([1, 0]);
  expect(await lireUn(banc.magasin, BASE_CENTRALE, 'fichier-lu:MILLESIME:.:INTERVENANTS_20261126.csv')).toBeDefined();
});

it('a server that is away, that has another key, or whose folder has gone is said on the screen; what is here is taken', async () => {
  maintenant = '2026-11-27T04:36:00Z' as Instant;
  await mkdir(depot, { recursive: true });
  await writeFile(join(depot, 'INTERVENANTS_20261127.csv'), INTERVENANTS);
  const t = epochMs(maintenant) / 1000 - 600;
  await utimes(join(depot, 'INTERVENANTS_20261127.csv'), t, t);
  const autre = ouvrir(distant.depot({ empreinteServeur: `SHA256:${'A'.repeat(43)}` }));
  await expect(autre.recevoir()).rejects.toThrow(/MILLESIME_SFTP_EMPREINTE/);
  const lues = await autre.lire();
  expect(lues.panne).toMatch(/la clé du serveur n’est plus/);
  expect(lues.receptions[0]).toMatchObject({ fichiers: [{ nom: 'INTERVENANTS_20261127.csv' }] });
  const absent = distant.depot({ url: `${distant.sshd.url()}/absent` });
  await expect(ouvrir(absent).recevoir()).rejects.toThrow(/n’existe pas/);
  expect(await ouvrir().recevoir()).toBe(0);
});

/** The server, with a file in its list that is not there to be read, before those that are. */
const avec = (nom: string, octets: number): DepotDistant => ({
  ...distant.depot(),
  lister: async (boite) => {
    const lu = await distant.depot().lister(boite);
    const modifieLe = instantDe(epochMs(maintenant) - 600_000);
    return lu.ok ? { ok: true, valeur: [{ nom, octets, modifieLe }, ...lu.valeur] } : lu;
  },
});
const compterReceptions = async () => (await ouvrir().lire()).receptions.length;

it.each([
  ['that cannot be read', 10, '2026-11-28', /^Lecture impossible de USAGERS_20261128\.csv : le serveur ne l’a plus/],
  ['that is far too big', 300_000_000, '2026-11-29', /dépasse 200 Mo/],
])(
  'a file of theirs %s is told once in the report and stays on the screen; what is beside it is taken',
  async (_, octets, jour, raison) => {
    maintenant = `${jour}T04:36:00Z` as Instant;
    const nom = `USAGERS_${jour.replaceAll('-', '')}.csv`;
    await poser(`INTERVENANTS_${jour.replaceAll('-', '')}.csv`, INTERVENANTS);
    const mauvais = ouvrir(avec(nom, octets));
    await expect(mauvais.recevoir()).rejects.toThrow(raison);
    const lues = await mauvais.lire();
    expect(lues.panne).toMatch(raison);
    expect(lues.receptions[0]).toMatchObject({
      fichiers: [
        { nom: `INTERVENANTS_${jour.replaceAll('-', '')}.csv` },
        { nom, etat: 'REFUSE', refusFichier: { raison: expect.stringContaining(nom) } },
      ],
    });
    // Tried again, said on the screen again, and not in the report.
    const avant = await compterReceptions();
    await expect(mauvais.recevoir()).rejects.toThrow();
    expect(await compterReceptions()).toBe(avant);
  },
);

it('a file that could not be read is taken once it can be', async () => {
  maintenant = '2026-11-30T04:36:00Z' as Instant;
  await expect(ouvrir(avec('INTERVENANTS_20261130.csv', Buffer.byteLength(INTERVENANTS))).recevoir()).rejects.toThrow();
  await poser('INTERVENANTS_20261130.csv', INTERVENANTS);
  expect(await ouvrir().recevoir()).toBe(1);
  expect((await ouvrir().lire()).panne).toBeUndefined();
});

it('a name too long for our disk stops nothing', async () => {
  maintenant = '2026-12-01T04:36:00Z' as Instant;
  const long = `${'é'.repeat(122)}.pdf`;
  await ouvrir(avec(long, 10)).recevoir();
  expect((await ouvrir().lire()).receptions[0]).toMatchObject({ ignores: [long] });
});

it('a link on the server is told once in the report, as one of the folder is, and not followed', async () => {
  maintenant = '2026-12-02T04:36:00Z' as Instant;
  const [nom, cible] = ['INTERVENANTS_20261202.csv', join(distant.sshd.dossier, '.cible')];
  await writeFile(cible, INTERVENANTS);
  await symlink(cible, join(distant.sshd.dossier, nom));
  await symlink(cible, join(distant.sshd.dossier, 'ailleurs.txt'));
  const [vu, autre] = [nom, 'ailleurs.txt'].map((n) => ({
    nom: n,
    etat: 'REFUSE',
    refusFichier: {
      raison: `${n} est un lien, et non un fichier : il n’est pas suivi, et rien n’en est pris. Déposez le fichier lui-même à sa place.`,
    },
  }));
  const avant = await compterReceptions();
  expect(await ouvrir().recevoir()).toBe(2);
  const lues = await ouvrir().lire();
  expect(lues.panne).toBeUndefined();
  expect(lues.receptions[0]?.ignores ?? []).toEqual([]);
  expect(lues.receptions[0]?.fichiers).toHaveLength(2);
  expect(lues.receptions[0]?.fichiers).toEqual(
    expect.arrayContaining([expect.objectContaining(vu), expect.objectContaining(autre)]),
  );
  expect(await ouvrir().recevoir()).toBe(0);
  expect(await compterReceptions()).toBe(avant + 1);
  expect(await ici()).toEqual([]);
});

it('a link to a folder on the server is told once as what it is, with what to do', async () => {
  maintenant = '2026-12-03T04:36:00Z' as Instant;
  await mkdir(join(distant.sshd.dossier, '.anciens'));
  await symlink(join(distant.sshd.dossier, '.anciens'), join(distant.sshd.dossier, 'anciens'));
  expect(await ouvrir().recevoir()).toBe(1);
  expect((await ouvrir().lire()).receptions[0]?.fichiers).toMatchObject([
    {
      nom: 'anciens',
      refusFichier: {
        raison:
          'anciens est un lien vers un dossier : il n’est pas suivi, et rien n’en est pris, pas plus que d’un dossier. Déposez ici les fichiers eux-mêmes, et retirez ce lien.',
      },
    },
  ]);
  expect(await ouvrir().recevoir()).toBe(0);
});
