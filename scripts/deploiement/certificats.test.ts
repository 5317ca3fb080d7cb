import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { choisirPorts, preparerMandataire } from './mandataire';

const RACINE = fileURLToPath(new URL('../..', import.meta.url));
const SCRIPT = join(RACINE, 'deploy/poser-certificat.sh');
const dossier = mkdtempSync(join(tmpdir(), 'tg-certificat-'));
afterAll(() => rmSync(dossier, { recursive: true }));

const tls = join(dossier, 'tls');
mkdirSync(tls);
const poser = (lignee: string | undefined, nginx = 'true', plus: Record<string, string> = {}) => {
  const env = {
    ...process.env,
    TLS: tls,
    NGINX: nginx,
    ...plus,
    RELIRE: `touch ${join(dossier, 'relu')}`,
    ...(lignee === undefined ? {} : { RENEWED_LINEAGE: lignee }),
  };
  const r = spawnSync('sh', [SCRIPT], { env, encoding: 'utf8' });
  return { code: r.status, dit: r.stderr, relu: readdirSync(dossier).includes('relu') };
};
const lignee = (nom: string, texte: string): string => {
  const live = join(dossier, 'live', nom);
  mkdirSync(live, { recursive: true });
  writeFileSync(join(live, 'privkey.pem'), `clé ${texte}`);
  writeFileSync(join(live, 'fullchain.pem'), `chaîne ${texte}`);
  return live;
};

test('what certbot renews is laid where nginx reads it, its key for root alone, and nginx is told', () => {
  writeFileSync(join(tls, 'svi.pem'), 'ancien');
  writeFileSync(join(tls, 'svi.cle'), 'ancienne');
  const renouvele = lignee('svi', 'neuve');
  expect(poser(renouvele)).toMatchObject({ code: 0, relu: true });
  expect(readFileSync(join(tls, 'svi.cle'), 'utf8')).toBe('clé neuve');
  expect(readFileSync(join(tls, 'svi.pem'), 'utf8')).toBe('chaîne neuve');
  expect(statSync(join(tls, 'svi.cle')).mode & 0o777).toBe(0o600);
  expect(readdirSync(tls).sort()).toEqual(['svi.cle', 'svi.pem']);
});

test('another machine that presents the same certificate receives it, and its nginx is told; one that is not reached is named', () => {
  const autre = join(dossier, 'autre');
  mkdirSync(join(autre, 'tls'), { recursive: true });
  // Who is asked what, and on that machine the same folder is elsewhere.
  const ssh = join(dossier, 'ssh');
  writeFileSync(
    ssh,
    `#!/bin/sh\n[ "$1" != 10.0.0.4 ] || exit 255\necho "$1" >> ${autre}/dits\nsh -c "$(echo "$2" | sed 's,${tls},${autre}/tls,g; s,${dossier}/relu,${autre}/relu,')"\n`,
    { mode: 0o755 },
  );
  const renouvele = lignee('svi', 'des deux');
  expect(poser(renouvele, 'true', { AUTRES: '10.0.0.3', SSH: ssh })).toMatchObject({ code: 0, dit: '' });
  for (const ou of [tls, join(autre, 'tls')]) expect(readFileSync(join(ou, 'svi.pem'), 'utf8')).toBe('chaîne des deux');
  expect(statSync(join(autre, 'tls/svi.cle')).mode & 0o777).toBe(0o600);
  expect([readFileSync(join(autre, 'dits'), 'utf8'), readdirSync(autre).includes('relu')]).toEqual([
    '10.0.0.3\n',
    true,
  ]);
  const coupee = poser(renouvele, 'true', { AUTRES: '10.0.0.4 10.0.0.3', SSH: ssh });
  expect(coupee).toMatchObject({
    code: 1,
    dit: expect.stringMatching(/^10\.0\.0\.4 : .*encore l’ancien.*AUTRES=10\.0\.0\.4 sh/),
  });
  expect(readFileSync(join(autre, 'dits'), 'utf8')).toBe('10.0.0.3\n10.0.0.3\n');
});

test('under another name, by hand, or where nginx does not take it, it says so and tells nginx nothing', () => {
  rmSync(join(dossier, 'relu'), { force: true });
  expect(poser(lignee('telegestion.exemple.fr', 'x'))).toMatchObject({
    code: 1,
    relu: false,
    dit: expect.stringContaining('--cert-name extranet'),
  });
  expect(poser(undefined)).toMatchObject({ code: 2, relu: false, dit: expect.stringContaining('certbot') });
  expect(poser(lignee('svi', 'autre'), 'false')).toMatchObject({ code: 1, relu: false });
});

test('the page gives certbot the names, the folder and the hook that nginx and the script know', () => {
  const page = readFileSync(join(RACINE, 'deploy/README.md'), 'utf8');
  const conf = readFileSync(join(RACINE, 'deploy/nginx/telegestion.conf'), 'utf8');
  const noms = [...page.matchAll(/^certbot certonly .*--cert-name (\S+) -d (\S+) --deploy-hook '(.*)'$/gm)];
  expect(noms.map(([, nom, hote]) => [nom, hote])).toEqual([
    ['extranet', 'telegestion.exemple.fr'],
    ['svi', 'svi.exemple.fr'],
  ]);
  for (const [ligne, nom = '', , accroche = ''] of noms) {
    expect(conf).toContain(`/etc/telegestion/tls/${nom}.pem`);
    expect(accroche).toBe('sh /opt/telegestion/courante/deploy/poser-certificat.sh');
    const [, racine = ''] = /--webroot-path (\S+)/.exec(ligne) ?? [];
    expect(conf).toContain(`location /.well-known/acme-challenge/ { root ${racine}; }`);
    expect(page).toContain(`install -d ${racine}\n`);
  }
});

test('in clear, nginx gives the proof that the authority asks for, and sends everything else to https', async () => {
  const ports = await choisirPorts(30_000);
  const m = preparerMandataire(ports);
  try {
    const preuves = join(m.dossier, 'preuves/.well-known/acme-challenge');
    mkdirSync(preuves, { recursive: true });
    writeFileSync(join(preuves, 'jeton'), 'preuve');
    await m.demarrer();
    const demander = (chemin: string) => fetch(`http://127.0.0.1:${ports.clair}${chemin}`, { redirect: 'manual' });
    expect(await (await demander('/.well-known/acme-challenge/jeton')).text()).toBe('preuve');
    expect((await demander('/.well-known/acme-challenge/autre')).status).toBe(404);
    expect((await demander('/agenda')).status).toBe(301);
  } finally {
    await m.arreter();
  }
});
