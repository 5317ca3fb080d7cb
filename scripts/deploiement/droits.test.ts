import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const DEPLOY = fileURLToPath(new URL('../../deploy', import.meta.url));
const moi = execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
const dossier = mkdtempSync(join(tmpdir(), 'tg-droits-'));
const etc = join(dossier, 'etc');
afterAll(() => rmSync(dossier, { recursive: true }));

const poser = (nom: string, texte: string, droits: number): void => {
  writeFileSync(join(etc, nom), texte);
  chmodSync(join(etc, nom), droits);
};
mkdirSync(join(etc, 'tls'), { recursive: true });
chmodSync(etc, 0o750);
chmodSync(join(etc, 'tls'), 0o700);
const reglages = `MODE=formation\nDASES_SFTP_CLE=${join(etc, 'dases.cle')}\nCOURRIEL_DE="Le service" <a@b.fr>\n`;
poser('environnement', reglages, 0o600);
poser('dases.cle', 'x', 0o600);
poser('tls/extranet.cle', 'x', 0o600);

const verifier = () => {
  const env = { ...process.env, ETC: etc, COMPTE: moi, ADMIN: moi, JETON: join(etc, 'aucun') };
  const r = spawnSync('sh', [join(DEPLOY, 'verifier-droits.sh')], { env, encoding: 'utf8' });
  return { code: r.status, dit: r.stdout.trim().split('\n') };
};

test('the rights of /etc/telegestion: what is good is said so; a key that others can read is named, with what mends it', () => {
  expect(verifier()).toEqual({ code: 0, dit: ['droits : bons'] });
  const cle = join(etc, 'dases.cle');
  chmodSync(cle, 0o644);
  const { code, dit } = verifier();
  expect([code, dit.length]).toEqual([1, 1]);
  expect(dit[0]).toContain(`chmod 600 ${cle}`);
  // What it says to do is enough.
  execFileSync('sh', ['-c', dit[0]?.split('→')[1] ?? 'exit 1']);
  expect(verifier().code).toBe(0);
  rmSync(cle);
  expect(verifier()).toEqual({ code: 1, dit: [`${cle} manque`] });
  poser('dases.cle', 'x', 0o600);
  chmodSync(join(etc, 'environnement'), 0o640);
  expect(verifier().dit[0]).toContain('environnement');
});

test('a key whose path has a space, or a quote, is read as systemd reads it, and what mends it can be pasted', () => {
  mkdirSync(join(etc, 'clés SFTP'));
  const nom = "clés SFTP/l’envoi d'ici.cle";
  poser(nom, 'x', 0o644);
  poser('clés SFTP/dases.cle', 'x', 0o600);
  const entouree = `DASES_SFTP_CLE='${join(etc, 'clés SFTP/dases.cle')}'\n`;
  poser('environnement', `${reglages}${entouree}MILLESIME_SFTP_CLE="${join(etc, nom)}"\n`, 0o600);
  const { code, dit } = verifier();
  expect([code, dit.length]).toEqual([1, 1]);
  execFileSync('sh', ['-c', dit[0]?.split('→')[1] ?? 'exit 1']);
  expect(verifier()).toEqual({ code: 0, dit: ['droits : bons'] });
  chmodSync(join(etc, 'clés SFTP/dases.cle'), 0o644);
  expect(verifier().dit).toEqual([expect.stringMatching(/chmod 600 '.*clés SFTP\/dases\.cle'$/)]);
});

test('a command of the product has the environment that systemd gives the service, and its folder', () => {
  mkdirSync(join(dossier, 'bin'));
  writeFileSync(
    join(dossier, 'bin/telegestion'),
    'console.log(process.env.COURRIEL_DE, process.env.MODE, process.env.DATA_DIR, process.argv[2], process.env.STRUCTURE);',
  );
  poser('environnement', `${reglages}STRUCTURE='L’aide "à domicile"'\n`, 0o600);
  const lancer = (plus: Record<string, string>) =>
    spawnSync('sh', [join(DEPLOY, 'telegestion.sh'), 'lire'], {
      env: {
        NODE_ENV: process.env.NODE_ENV,
        PATH: process.env.PATH,
        ...{ ENVIRONNEMENT: join(etc, 'environnement'), RACINE: dossier, COMPTE: moi, NODE: process.execPath, ...plus },
      },
      encoding: 'utf8',
    });
  expect(lancer({}).stdout).toBe(
    '"Le service" <a@b.fr> formation /var/lib/telegestion/serveur lire L’aide "à domicile"\n',
  );
  expect(lancer({ DATA_DIR: '/var/lib/telegestion/svi-4000' }).stdout).toContain('svi-4000');
  // A restoration with the key of that time: what is given by hand is not overwritten.
  expect(lancer({ MODE: 'demonstration' }).stdout).toContain('demonstration');
  // A path that was typed is the terminal's: not the product's folder.
  writeFileSync(join(dossier, 'bin/telegestion'), 'console.log(process.cwd());');
  expect(lancer({}).stdout).toBe(`${process.cwd()}\n`);
  // Nothing stands between: what is sent to it reaches the command, under its account as under another.
  writeFileSync(join(dossier, 'bin/telegestion'), 'console.log(process.pid, process.getuid());');
  chmodSync(dossier, 0o755);
  const autre = process.getuid?.() === 0 ? 'nobody' : moi;
  for (const COMPTE of [moi, autre]) {
    const lance = lancer({ COMPTE });
    expect(lance.stdout).toBe(`${lance.pid} ${execFileSync('id', ['-u', COMPTE], { encoding: 'utf8' })}`);
  }
  const sans = lancer({ ENVIRONNEMENT: join(etc, 'absent') });
  expect([sans.status, sans.stderr]).toEqual([1, expect.stringContaining('par root')]);
});
