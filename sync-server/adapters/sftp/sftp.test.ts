import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DepotDistant, FichierADeposer } from '../../ports/depot-distant';
import { depotDossier } from './dossier';
import { depotSftp, type ReglagesSftp } from './sftp';
import { ouvrirRelais, ouvrirSshd, type Relais, type Sshd } from './testing/serveur-sshd';

// A real OpenSSH server, behind a line that can be cut.

let sshd: Sshd;
let relais: Relais;
let local: string;
beforeAll(async () => {
  sshd = await ouvrirSshd();
  relais = await ouvrirRelais(sshd.port);
  local = await mkdtemp(join(tmpdir(), 'tg-depot-'));
});
afterAll(async () => {
  await relais?.fermer();
  await sshd?.fermer();
  await rm(local, { recursive: true, force: true });
});
beforeEach(async () => {
  relais.couperApres(undefined);
  relais.retenir(false);
  for (const f of await readdir(sshd.dossier)) await rm(join(sshd.dossier, f), { recursive: true });
});

const fichier = async (octets: number, graine = 'a'): Promise<FichierADeposer> => {
  const contenu = Buffer.alloc(octets, graine);
  const chemin = join(local, `source-${graine}-${octets}`);
  await writeFile(chemin, contenu);
  return {
    nom: 'DASES_202610.xml',
    chemin,
    octets,
    empreinte: createHash('sha256').update(contenu).digest('hex'),
  };
};
const depot = (plus: Partial<ReglagesSftp> = {}): DepotDistant =>
  depotSftp({
    reglages: 'DASES',
    url: sshd.url(relais.port),
    empreinteServeur: sshd.empreinte,
    cle: sshd.cle,
    ...plus,
  });
/** Whole under its name with its checksum, or absent: nothing between. */
const etat = async (f: FichierADeposer): Promise<'ABSENT' | 'ENTIER' | 'SANS_SOMME'> => {
  const noms = await readdir(sshd.dossier);
  if (!noms.includes(f.nom)) {
    expect(noms).not.toContain(`${f.nom}.sha256`);
    return 'ABSENT';
  }
  const recu = await readFile(join(sshd.dossier, f.nom));
  expect(createHash('sha256').update(recu).digest('hex')).toBe(f.empreinte);
  if (!noms.includes(`${f.nom}.sha256`)) return 'SANS_SOMME';
  expect(await readFile(join(sshd.dossier, `${f.nom}.sha256`), 'utf8')).toBe(`${f.empreinte}  ${f.nom}\n`);
  return 'ENTIER';
};
const sansRenommer = { remplacer: false };

describe('SFTP, on OpenSSH', () => {
  it('deposits a file whole, its checksum beside it, and not a second time', async () => {
    const f = await fichier(3_000_000);
    expect(await depot().deposer(f, sansRenommer)).toEqual({ ok: true, deja: false });
    expect(await etat(f)).toBe('ENTIER');
    expect(await depot().deposer(f, sansRenommer)).toEqual({ ok: true, deja: true });
    expect((await readdir(sshd.dossier)).sort()).toEqual([f.nom, `${f.nom}.sha256`]);
  });

  it('an other file of that name is replaced only where that was asked', async () => {
    const [un, deux] = [await fichier(1_000), await fichier(2_000, 'b')];
    await depot().deposer(un, sansRenommer);
    const refus = await depot().deposer(deux, sansRenommer);
    expect(refus).toMatchObject({ ok: false, definitif: true, raison: expect.stringContaining('déjà là') });
    expect(await etat(un)).toBe('ENTIER');
    expect(await depot().deposer(deux, { remplacer: true })).toEqual({ ok: true, deja: false });
    expect(await etat(deux)).toBe('ENTIER');
  });

  it('cut anywhere, the file is whole or absent; tried again, it is there once', async () => {
    const f = await fichier(400_000);
    const vus = new Set<string>();
    for (let octets = 1_000; octets < 430_000; octets += 39_000) {
      relais.couperApres(octets);
      const r = await depot().deposer(f, sansRenommer);
      const apres = await etat(f);
      vus.add(apres);
      if (r.ok) expect(apres).toBe('ENTIER');
      else expect(r).toMatchObject({ definitif: false, raison: expect.stringContaining('coupée') });
      relais.couperApres(undefined);
      expect((await depot().deposer(f, sansRenommer)).ok).toBe(true);
      expect((await readdir(sshd.dossier)).sort()).toEqual([f.nom, `${f.nom}.sha256`]);
      for (const nom of await readdir(sshd.dossier)) await unlink(join(sshd.dossier, nom));
    }
    expect(vus).toContain('ABSENT');
  });

  it('cut between the file and its checksum, the next attempt adds the checksum alone', async () => {
    const f = await fichier(50_000);
    await depot().deposer(f, sansRenommer);
    await unlink(join(sshd.dossier, `${f.nom}.sha256`));
    await utimes(join(sshd.dossier, f.nom), 1_000, 1_000);
    expect(await depot().deposer(f, sansRenommer)).toEqual({ ok: true, deja: false });
    expect(await etat(f)).toBe('ENTIER');
    const vus = await depot().lister('retours');
    expect(vus).toEqual({ ok: true, valeur: [] });
  });

  it('a server with another key is told nothing, in words', async () => {
    const f = await fichier(1_000);
    const r = await depot({ empreinteServeur: `SHA256:${'A'.repeat(43)}` }).deposer(f, sansRenommer);
    expect(r).toMatchObject({ ok: false, definitif: true, raison: expect.stringContaining('clé du serveur') });
    expect(await etat(f)).toBe('ABSENT');
  });

  it('a server that refuses: the account, the folder, the connection, each in its words', async () => {
    const f = await fichier(1_000);
    const sansCle = await depot({ cle: undefined, motDePasse: 'faux' }).deposer(f, sansRenommer);
    expect(sansCle).toMatchObject({ ok: false, definitif: true, raison: expect.stringContaining('compte') });
    expect(sansCle).toMatchObject({ raison: expect.stringContaining('DASES_SFTP_MOT_DE_PASSE') });
    expect(JSON.stringify(sansCle)).not.toContain('faux');
    const ailleurs = await depot({ url: `${sshd.url(relais.port)}/absent` }).deposer(f, sansRenommer);
    expect(ailleurs).toMatchObject({ ok: false, definitif: false, raison: expect.stringContaining('dossier') });
    const eteint = await depot({ url: sshd.url(1) }).deposer(f, sansRenommer);
    expect(eteint).toMatchObject({
      ok: false,
      definitif: false,
      raison: expect.stringContaining('refuse la connexion'),
    });
    const illisible = await depot({ cle: join(local, 'absente') }).deposer(f, sansRenommer);
    expect(illisible).toMatchObject({ ok: false, definitif: true, raison: expect.stringContaining('DASES_SFTP_CLE') });
  });

  it('a server that does not answer in time', async () => {
    const f = await fichier(1_000);
    relais.retenir(true);
    const r = await depot({ delaiMs: 300 }).deposer(f, sansRenommer);
    expect(r).toMatchObject({ ok: false, definitif: false, raison: expect.stringContaining('à temps') });
    relais.retenir(false);
    expect((await depot().deposer(f, sansRenommer)).ok).toBe(true);
  });

  it('a server whose disk is full keeps nothing of the file under its name', async () => {
    const plein = await ouvrirSshd({ tailleMaxBlocs: 64 });
    try {
      const f = await fichier(300_000);
      const d = depotSftp({ reglages: 'DASES', url: plein.url(), empreinteServeur: plein.empreinte, cle: plein.cle });
      const r = await d.deposer(f, sansRenommer);
      expect(r).toMatchObject({ ok: false, definitif: false });
      expect(r.ok ? '' : r.raison).toMatch(/disque plein/);
      expect(await readdir(plein.dossier)).toEqual([]);
      expect((await d.deposer(await fichier(10_000), sansRenommer)).ok).toBe(true);
    } finally {
      await plein.fermer();
    }
  });

  it('a server that knows no replacing rename takes files all the same', async () => {
    const autre = await ouvrirSshd({ sansExtension: true });
    try {
      const d = depotSftp({ reglages: 'DASES', url: autre.url(), empreinteServeur: autre.empreinte, cle: autre.cle });
      const [un, deux] = [await fichier(1_000), await fichier(2_000, 'b')];
      expect(await d.deposer(un, sansRenommer)).toEqual({ ok: true, deja: false });
      expect(await d.deposer(deux, { remplacer: true })).toEqual({ ok: true, deja: false });
      expect((await readdir(autre.dossier)).sort()).toEqual([un.nom, `${un.nom}.sha256`]);
      expect(await readFile(join(autre.dossier, `${un.nom}.sha256`), 'utf8')).toBe(`${deux.empreinte}  ${un.nom}\n`);
    } finally {
      await autre.fermer();
    }
  });

  it('reads what the other side leaves; a box that does not exist is empty', async () => {
    expect(await depot().lister('factures')).toEqual({ ok: true, valeur: [] });
    await mkdir(join(sshd.dossier, 'retours'));
    await writeFile(join(sshd.dossier, 'retours', 'RETOUR_X.csv'), 'abc');
    await writeFile(join(sshd.dossier, 'retours', '.cache'), 'abc');
    const vus = await depot().lister('retours');
    expect(vus.ok && vus.valeur.map((v) => [v.nom, v.octets])).toEqual([['RETOUR_X.csv', 3]]);
    const lu = await depot().lire('retours', 'RETOUR_X.csv');
    expect(lu.ok && Buffer.from(lu.valeur).toString()).toBe('abc');
    expect(await depot().lire('retours', 'absent')).toMatchObject({ ok: false, refus: { code: 'DEPOT' } });
  });
});

describe.each([
  ['SFTP', () => ({ racine: sshd.dossier, d: depot() })],
  ['folder', () => ({ racine: sshd.dossier, d: depotDossier(sshd.dossier) })],
])('links, %s', (_, ouvrir) => {
  it('a link is listed as one, with what it points to: a file, a folder, or nothing that we see', async () => {
    const { racine, d } = ouvrir();
    await mkdir(join(racine, 'archives'));
    await writeFile(join(racine, 'a.csv'), 'abc');
    await symlink(join(racine, 'a.csv'), join(racine, 'fichier.csv'));
    await symlink(join(racine, 'archives'), join(racine, 'anciens'));
    await symlink(join(racine, 'nulle-part'), join(racine, 'perdu.csv'));
    const vus = await d.lister('.');
    expect(vus.ok && Object.fromEntries(vus.valeur.map((v) => [v.nom, v.lien]))).toEqual({
      'a.csv': undefined,
      'fichier.csv': 'FICHIER',
      anciens: 'DOSSIER',
      'perdu.csv': 'FICHIER',
    });
  });

  it('a file that became a link since it was listed is not read, whatever it points to', async () => {
    const { racine, d } = ouvrir();
    await writeFile(join(racine, 'secret'), 'secret');
    for (const cible of ['secret', '.', 'nulle-part']) {
      await writeFile(join(racine, 'a.csv'), 'abc');
      const vus = await d.lister('.');
      expect(vus.ok && vus.valeur.find((v) => v.nom === 'a.csv')).toMatchObject({ octets: 3 });
      await unlink(join(racine, 'a.csv'));
      await symlink(join(racine, cible), join(racine, 'a.csv'));
      const lu = await d.lire('.', 'a.csv');
      expect(lu).toMatchObject({ ok: false, refus: { message: expect.stringContaining('le fichier lui-même') } });
      await unlink(join(racine, 'a.csv'));
    }
  });
});

describe.each([
  ['SFTP', () => depot()],
  ['folder', () => depotDossier(sshd.dossier)],
])('asked for once more, %s', (_, ouvrir) => {
  const MINUTE = 60_000;
  it('the same file, left in place by who takes it, is deposited anew; not again by an attempt of the same demand', async () => {
    const f = await fichier(5_000);
    const d = ouvrir();
    await d.deposer(f, sansRenommer);
    const ecritLe = async () => (await stat(join(sshd.dossier, f.nom))).mtimeMs;
    await utimes(join(sshd.dossier, f.nom), 1_000, 1_000);
    const renvoi = { remplacer: true, depuisMs: () => MINUTE };
    expect(await d.deposer(f, renvoi)).toEqual({ ok: true, deja: false });
    expect(await ecritLe()).toBeGreaterThan(Date.now() - MINUTE);
    expect(await etat(f)).toBe('ENTIER');
    const avant = await ecritLe();
    expect(await d.deposer(f, renvoi)).toEqual({ ok: true, deja: true });
    expect(await ecritLe()).toBe(avant);
    expect((await readdir(sshd.dossier)).sort()).toEqual([f.nom, `${f.nom}.sha256`]);
  });

  it('cut between the file and its checksum: one of before is deposited anew, one of this demand takes its checksum', async () => {
    const f = await fichier(5_000);
    const d = ouvrir();
    for (const [age, anew] of [
      [2 * MINUTE, true],
      [MINUTE / 2, false],
    ] as const) {
      await d.deposer(f, sansRenommer);
      await unlink(join(sshd.dossier, `${f.nom}.sha256`));
      const ecrit = Math.floor((Date.now() - age) / 1_000);
      await utimes(join(sshd.dossier, f.nom), ecrit, ecrit);
      expect(await d.deposer(f, { remplacer: true, depuisMs: () => MINUTE })).toEqual({ ok: true, deja: false });
      expect(await etat(f)).toBe('ENTIER');
      expect((await stat(join(sshd.dossier, f.nom))).mtimeMs !== ecrit * 1_000).toBe(anew);
    }
  });
});

describe('folder', () => {
  it('the same steps; a folder that has gone is said, not made anew', async () => {
    const f = await fichier(20_000);
    const dossier = await mkdtemp(join(local, 'd-'));
    const d = depotDossier(dossier);
    expect(await d.deposer(f, sansRenommer)).toEqual({ ok: true, deja: false });
    expect(await d.deposer(f, sansRenommer)).toEqual({ ok: true, deja: true });
    expect((await readdir(dossier)).sort()).toEqual([f.nom, `${f.nom}.sha256`]);
    const absent = depotDossier(join(dossier, 'absent'));
    expect(await absent.deposer(f, sansRenommer)).toMatchObject({
      ok: false,
      definitif: false,
      raison: expect.stringContaining('n’existe pas'),
    });
    expect(await absent.lister('retours')).toEqual({ ok: true, valeur: [] });
  });

  it('a link that waits under the temporary name has nothing written elsewhere', async () => {
    const f = await fichier(1_000);
    const dossier = await mkdtemp(join(local, 'd-'));
    await writeFile(join(local, 'ailleurs'), 'tel quel');
    await symlink(join(local, 'ailleurs'), join(dossier, `.${f.nom}.tmp`));
    expect(await depotDossier(dossier).deposer(f, sansRenommer)).toEqual({ ok: true, deja: false });
    expect(await readFile(join(local, 'ailleurs'), 'utf8')).toBe('tel quel');
    expect((await lstat(join(dossier, f.nom))).isFile()).toBe(true);
  });

  it('what is no file, put in the place of one, is neither read nor waited for', async () => {
    const dossier = await mkdtemp(join(local, 'd-'));
    execFileSync('mkfifo', [join(dossier, 'a.csv')]);
    const lu = await depotDossier(dossier).lire('.', 'a.csv');
    expect(lu).toMatchObject({ ok: false, refus: { message: expect.stringContaining('n’est plus un fichier') } });
  });
});
