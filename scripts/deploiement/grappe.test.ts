import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { portLibre } from '../demo/processus';
import { ADRESSES, type FauxNoeud, MOT_DE_PASSE, ouvrirFauxNoeuds } from './faux-noeud';

vi.setConfig({ testTimeout: 60_000 });

const SCRIPTS = fileURLToPath(new URL('../../deploy/couchdb', import.meta.url));
const dossier = mkdtempSync(join(tmpdir(), 'tg-grappe-'));
afterAll(() => rmSync(dossier, { recursive: true }));

const COOKIE = 'c'.repeat(64);
const SECRET = 's'.repeat(64);
const UUID = 'a'.repeat(32);
const MOT = 'un-mot-de-passe-long';
const SECRETS = `${MOT}\n${COOKIE}\n${SECRET}\n${UUID}\n`;

describe('a node as it is installed', () => {
  let racine: string;
  beforeEach(() => {
    racine = mkdtempSync(join(dossier, 'couchdb-'));
    mkdirSync(join(racine, 'etc/local.d'), { recursive: true });
    mkdirSync(join(racine, 'systemd'));
    // As CouchDB 3.5 comes: it listens to the other nodes on the loopback only.
    writeFileSync(
      join(racine, 'etc/vm.args'),
      '-name couchdb@127.0.0.1\n# -setcookie\n-kernel inet_dist_use_interface {127,0,0,1}\n-kernel error_logger silent\n+SDio 16\n',
    );
  });
  const lire = (f: string): string => readFileSync(join(racine, f), 'utf8');
  const installer = (secrets = SECRETS, env: Record<string, string> = {}) => {
    const r = spawnSync('sh', [join(SCRIPTS, 'installer-noeud.sh'), racine], {
      input: secrets,
      encoding: 'utf8',
      env: { ...process.env, NOEUD: '10.0.0.12', UNITES: join(racine, 'systemd'), ...env },
    });
    return { code: r.status, dit: r.stdout + r.stderr };
  };
  const fermer = () => spawnSync('sh', [join(racine, 'etc/fermer-noeud.sh'), racine], { encoding: 'utf8' });

  test('its name, its own private address, one cookie, one secret, one uuid; and the same once more', () => {
    expect(installer()).toMatchObject({ code: 0 });
    const args = lire('etc/vm.args');
    expect(args).not.toContain('127,0,0,1');
    expect(args.match(/^-kernel inet_dist_use_interface .*$/gm)).toEqual([
      '-kernel inet_dist_use_interface {10,0,0,12}',
    ]);
    for (const ligne of ['-name couchdb@10.0.0.12', `-setcookie ${COOKIE}`, '-kernel error_logger silent', '+SDio 16'])
      expect(args.split('\n').filter((l) => l === ligne)).toHaveLength(1);
    expect(lire('etc/local.d/20-telegestion.ini')).toMatch(/^bind_address = 10\.0\.0\.12$/m);
    expect(lire('etc/local.d/90-noeud.ini').split('\n')).toEqual(
      expect.arrayContaining([
        `uuid = ${UUID}`,
        `secret = ${SECRET}`,
        `telegestion = ${MOT}`,
        'maintenance_mode = true',
      ]),
    );
    cpSync(join(racine, 'etc'), join(racine, 'avant'), { recursive: true });
    expect(installer()).toMatchObject({ code: 0 });
    for (const f of ['vm.args', 'local.d/90-noeud.ini', 'local.d/20-telegestion.ini'])
      expect(lire(`etc/${f}`)).toBe(lire(`avant/${f}`));
  });

  test('[RE] a database that is dropped leaves the disk: nothing keeps its files aside, to be deleted by hand', () => {
    expect(installer()).toMatchObject({ code: 0 });
    const poses = readdirSync(join(racine, 'etc/local.d')).map((f) => lire(`etc/local.d/${f}`));
    expect(poses.join('\n').match(/^enable_database_recovery.*$/gm)).toEqual(['enable_database_recovery = false']);
  });

  test('the password is in the last file alone, where CouchDB puts its hash instead; nobody else reads it', () => {
    writeFileSync(join(racine, 'etc/local.d/10-admin.ini'), `[admins]\ntelegestion = ${MOT}\n`);
    expect(installer()).toMatchObject({ code: 0 });
    const fichiers = readdirSync(join(racine, 'etc/local.d')).sort();
    expect(fichiers.filter((f) => lire(`etc/local.d/${f}`).includes(MOT))).toEqual(['90-noeud.ini']);
    expect(fichiers.at(-1)).toBe('90-noeud.ini');
    expect(statSync(join(racine, 'etc/local.d/90-noeud.ini')).mode & 0o777).toBe(0o600);
    writeFileSync(join(racine, 'etc/local.d/99-autre.ini'), '');
    expect(installer()).toEqual({ code: 1, dit: expect.stringContaining('99-autre.ini') });
  });

  test('the account that the package wrote in clear is refused: CouchDB would leave it there', () => {
    const paquet = join(racine, 'etc/local.d/10-admins.ini');
    writeFileSync(paquet, '[admins]\n; admin = d’avant\nadmin = mot-du-paquet\n');
    writeFileSync(join(racine, 'etc/local.ini'), '[couchdb]\nuuid = x\n[admins]\n;admin = mysecretpassword\n');
    expect(installer()).toEqual({ code: 1, dit: expect.stringContaining('etc : local.d/10-admins.ini — CouchDB ne') });
    expect(installer().dit).not.toContain('mot-du-paquet');
    expect(readdirSync(join(racine, 'etc/local.d'))).toEqual(['10-admins.ini']);
    // Its hash, or nothing, is no secret.
    writeFileSync(paquet, '[admins]\nadmin = -pbkdf2:sha256-0a,0b,50000\n[log]\nlevel = info\n');
    expect(installer()).toMatchObject({ code: 0 });
    expect(installer()).toMatchObject({ code: 0 });
  });

  test('what it is given is checked before anything is written', () => {
    const avant = lire('etc/vm.args');
    for (const [secrets, mot] of [
      ['court\n', 'Quatre lignes'],
      [`${MOT}\n${COOKIE}\n`, 'Quatre lignes'],
      [SECRETS.replace(MOT, 'court'), '16 caractères'],
      [SECRETS.replace(MOT, 'un mot ; de passe long'), 'des lettres et des chiffres'],
      // In an address, and in a setting that a line of the page fills.
      ...['&', '#', '@', '/', ':', '?', '%', '"', '\\', '|'].map(
        (c) => [SECRETS.replace(MOT, () => `un-mot-de-passe${c}long`), 'des lettres et des chiffres'] as const,
      ),
      [SECRETS.replace(COOKIE, 'court'), 'cookie'],
      [SECRETS.replace(SECRET, 'court'), 'secret des sessions'],
      [SECRETS.replace(UUID, 'pas-un-identifiant'), 'identifiant'],
    ] as const)
      expect(installer(secrets)).toEqual({ code: 1, dit: expect.stringContaining(mot) });
    expect(installer(SECRETS, { NOEUD: 'noeud2.local' })).toEqual({ code: 1, dit: expect.stringContaining('IPv4') });
    expect([lire('etc/vm.args'), readdirSync(join(racine, 'etc/local.d'))]).toEqual([avant, []]);
  });

  test('it comes back closed each time that it starts, whatever was said while it ran', () => {
    expect(installer()).toMatchObject({ code: 0 });
    expect(lire('systemd/couchdb.service.d/ferme.conf')).toBe(
      `[Service]\nExecStartPre=/bin/sh ${racine}/etc/fermer-noeud.sh ${racine}\n`,
    );
    const fichier = join(racine, 'etc/local.d/90-noeud.ini');
    const ferme = lire('etc/local.d/90-noeud.ini');
    // As CouchDB leaves it: opened; the setting taken away; its section too.
    for (const laisse of [
      ferme.replace('maintenance_mode = true', 'maintenance_mode = false'),
      ferme.replace('maintenance_mode = true\n', ''),
      `[admins]\ntelegestion = -pbkdf2:sha256-0a,0b,50000\n`,
      ferme,
    ]) {
      writeFileSync(fichier, laisse, { mode: 0o600 });
      expect(fermer().status).toBe(0);
      const lu = lire('etc/local.d/90-noeud.ini');
      expect(lu.match(/^maintenance_mode.*$/gm)).toEqual(['maintenance_mode = true']);
      expect(/\[couchdb\][^[]*maintenance_mode = true/.test(lu)).toBe(true);
      for (const l of laisse.split('\n').filter((x) => !x.startsWith('maintenance_mode'))) expect(lu).toContain(l);
    }
    expect(statSync(fichier).mode & 0o777).toBe(0o600);
    rmSync(fichier);
    expect(fermer()).toMatchObject({ status: 1, stderr: expect.stringContaining('installer-noeud.sh') });
  });
});

describe('three nodes', () => {
  let noeuds: [FauxNoeud, FauxNoeud, FauxNoeud];
  let port: number;
  beforeEach(async () => {
    port = await portLibre(41_000 + ((process.pid * 7) % 10_000));
    const [un, deux, trois] = await ouvrirFauxNoeuds(port);
    if (!un || !deux || !trois) throw new Error('three nodes');
    noeuds = [un, deux, trois];
    for (const n of noeuds) n.ferme = true;
  });
  afterEach(async () => {
    for (const n of noeuds) await n.arreter();
  });
  const lancer = async (script: string, env: Record<string, string>, secrets = `${MOT_DE_PASSE}\n`) => {
    const p = spawn('sh', [join(SCRIPTS, script)], {
      env: { ...process.env, PORT: String(port), NOEUDS: ADRESSES.join(' '), PAUSE_S: '0.1', ...env },
    });
    let dit = '';
    for (const flux of [p.stdout, p.stderr])
      flux.on('data', (d: Buffer) => {
        dit += d.toString();
      });
    p.stdin.end(secrets);
    await once(p, 'close');
    return { code: p.exitCode, dit };
  };
  const tous = () => ADRESSES.map((a) => `couchdb@${a}`);
  const formee = (): void => {
    for (const n of noeuds) n.connus = tous();
  };
  const ouvrir = (env: Record<string, string> = {}) =>
    lancer('rouvrir-noeud.sh', { NOEUD: ADRESSES[1], PATIENCE_S: '20', ...env });

  test('are formed: the two others added to the first, then opened one by one', async () => {
    const r = await lancer('former-grappe.sh', {}, `${MOT_DE_PASSE}\nla suite\nn’est pas\nlue\n`);
    expect(r).toEqual({ code: 0, dit: expect.stringContaining('Grappe formée') });
    const gestes = noeuds[0].demandes.flatMap((d) =>
      d.startsWith('POST /_cluster_setup') ? [JSON.parse(d.slice(21))] : [],
    );
    expect(gestes.map((g: { action: string; host?: string }) => [g.action, g.host])).toEqual([
      ['add_node', ADRESSES[1]],
      ['add_node', ADRESSES[2]],
      ['finish_cluster', undefined],
    ]);
    expect(gestes[0]).toMatchObject({ username: 'telegestion', password: MOT_DE_PASSE, port });
    expect(noeuds.map((n) => n.ferme)).toEqual([false, false, false]);
    // Once more: nothing is undone.
    expect(await lancer('former-grappe.sh', {})).toMatchObject({ code: 0 });
  });

  test('are not formed with two secrets, with none, nor without one of them; the secrets are not shown', async () => {
    noeuds[2].secret = 't'.repeat(64);
    const autre = await lancer('former-grappe.sh', {});
    expect(autre).toEqual({ code: 1, dit: expect.stringContaining(`${ADRESSES[2]} n’a pas les secrets de`) });
    noeuds[1].secret = '';
    const sans = await lancer('former-grappe.sh', {});
    expect(sans).toEqual({ code: 1, dit: expect.stringContaining('ni secret ni identifiant') });
    expect(autre.dit + sans.dit).not.toMatch(/[st]{64}/);
    expect(await lancer('former-grappe.sh', {}, 'un-autre-mot\n')).toEqual({
      code: 1,
      dit: expect.stringContaining('refuse ce compte'),
    });
    await noeuds[1].arreter();
    expect(await lancer('former-grappe.sh', {})).toEqual({
      code: 1,
      dit: expect.stringContaining(`${ADRESSES[1]} ne répond pas`),
    });
    expect(noeuds.flatMap((n) => n.demandes).filter((d) => d.startsWith('POST'))).toEqual([]);
    expect(noeuds.map((n) => n.ferme)).toEqual([true, true, true]);
  });

  test('one is opened once nothing is left to copy on any, three times in a row', async () => {
    formee();
    // A zero just after it came back proves nothing: the others have not seen it yet.
    noeuds[0].jobs = [0, 2_000, 1_500, 0, 0, 300, 0];
    noeuds[2].jobs = [0, 0, 1_200, 0];
    const r = await ouvrir();
    expect(r).toEqual({ code: 0, dit: expect.stringContaining(`Nœud ${ADRESSES[1]} ouvert.`) });
    const phrases = r.dit.split('\n').map((l) => l.slice(10));
    expect(phrases).toEqual([
      'Plus rien à recopier : 1 fois sur 3.',
      `Encore 2000 documents à recopier (${ADRESSES[0]} : 2000).`,
      `Encore 2700 documents à recopier (${ADRESSES[0]} : 1500, ${ADRESSES[2]} : 1200).`,
      'Plus rien à recopier : 1 fois sur 3.',
      'Plus rien à recopier : 2 fois sur 3.',
      `Encore 300 documents à recopier (${ADRESSES[0]} : 300).`,
      'Plus rien à recopier : 1 fois sur 3.',
      'Plus rien à recopier : 2 fois sur 3.',
      'Plus rien à recopier : 3 fois sur 3.',
      `Nœud ${ADRESSES[1]} ouvert.`,
      '',
    ]);
    expect(noeuds.map((n) => n.ferme)).toEqual([true, false, true]);
  });

  test('a password that is refused is tried once: a few failures close the account, to the service too', async () => {
    formee();
    const r = await lancer('rouvrir-noeud.sh', { NOEUD: ADRESSES[1] }, 'un-autre-mot\n');
    expect(r).toEqual({ code: 1, dit: expect.stringContaining('refuse ce compte') });
    expect([noeuds[1].demandes, noeuds[1].ferme]).toEqual([['GET /_membership'], true]);
  });

  test('one stays closed: something left, one that has just started, one that does not answer, a cluster not known yet', async () => {
    const ferme = async (dit: string): Promise<void> => {
      expect(await ouvrir({ PATIENCE_S: '1' })).toEqual({ code: 1, dit: expect.stringContaining(dit) });
      expect(noeuds[1].ferme).toBe(true);
    };
    await ferme('ne connaît que 1 nœuds sur 3');
    formee();
    noeuds[2].jobs = [1];
    await ferme('Encore 1 documents');
    noeuds[2].jobs = [0];
    noeuds[0].age = 12;
    await ferme(`couchdb@${ADRESSES[0]} vient de démarrer`);
    noeuds[0].age = 3600;
    noeuds[2].joint = false;
    await ferme(`${ADRESSES[1]} ne joint pas couchdb@${ADRESSES[2]}`);
    // Known to be lost: the two that are left make the quorum again.
    expect(await ouvrir({ SANS: ADRESSES[2] })).toMatchObject({ code: 0 });
    expect(noeuds[1].ferme).toBe(false);
  });
});
