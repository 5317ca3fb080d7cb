import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { portLibre } from '../demo/processus';
import { assurerPaquet } from '../outils/paquets';

const CONF = fileURLToPath(new URL('../../deploy/nginx/telegestion.conf', import.meta.url));

export type Ports = {
  svi: readonly [number, number];
  extranet: number;
  tls: number;
  clair: number;
  /** Where another machine reads the metrics. */
  surveillance: number;
  couchdb: number;
  /** Where nginx asks itself which node is open. */
  choix: number;
  /** Of the three nodes, at 127.0.0.11 to 13. */
  noeuds: number;
};

/** Ports that nobody holds, each another one, from about `depuis` on: suites that run beside each other look elsewhere. */
export const choisirPorts = async (depuis: number): Promise<Ports> => {
  let port = depuis + ((process.pid * 7) % 10_000);
  const libre = async (): Promise<number> => {
    port = (await portLibre(port)) + 1;
    return port - 1;
  };
  return {
    svi: [await libre(), await libre()],
    extranet: await libre(),
    tls: await libre(),
    clair: await libre(),
    surveillance: await libre(),
    couchdb: await libre(),
    choix: await libre(),
    noeuds: await libre(),
  };
};

export type Mandataire = {
  dossier: string;
  /** What `nginx -t` says of the file, and whether it takes it. */
  verifier: () => { bon: boolean; dit: string };
  demarrer: () => Promise<void>;
  arreter: () => Promise<void>;
};

/** The product's own nginx file, as it stands, but for its ports and the place of its certificates; made here for the test. */
export const preparerMandataire = (ports: Ports): Mandataire => {
  const nginx = assurerPaquet('nginx');
  const dossier = mkdtempSync(join(tmpdir(), 'tg-nginx-'));
  // Run by root, its workers are nobody, and keep here what they remember.
  chmodSync(dossier, 0o711);
  const tls = join(dossier, 'tls');
  mkdirSync(tls);
  for (const nom of ['extranet', 'svi']) {
    const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    const fichiers = ['-keyout', join(tls, `${nom}.cle`), '-out', join(tls, `${nom}.pem`)];
    const fait = spawnSync('openssl', [...args, ...fichiers, '-subj', `/CN=${nom}.exemple.fr`]);
    if (fait.status !== 0) throw new Error(`openssl : ${String(fait.stderr)}`);
  }
  const remplacements: readonly (readonly [string, string])[] = [
    // The only name that resolves everywhere.
    ['svi.exemple.fr', 'localhost'],
    ['/etc/telegestion/tls/', `${tls}/`],
    ['listen 443 ssl;', `listen 127.0.0.1:${ports.tls} ssl;`],
    ['listen 9443 ssl;', `listen 127.0.0.1:${ports.surveillance} ssl;`],
    ['listen 80 default_server;', `listen 127.0.0.1:${ports.clair};`],
    ['listen 127.0.0.1:5985;', `listen 127.0.0.1:${ports.couchdb};`],
    ['127.0.0.1:5986', `127.0.0.1:${ports.choix}`],
    ['10.0.0.1', '127.0.0.1'],
    [':5984', `:${ports.noeuds}`],
    ['/var/log/nginx/error.log', join(dossier, 'erreurs.log')],
    ['/var/www/telegestion', join(dossier, 'preuves')],
    ['/var/lib/nginx/telegestion-noeud', join(dossier, 'noeud')],
    ['127.0.0.1:4000', `127.0.0.1:${ports.svi[0]}`],
    ['127.0.0.1:4001', `127.0.0.1:${ports.svi[1]}`],
    ['127.0.0.1:3000', `127.0.0.1:${ports.extranet}`],
  ];
  let conf = readFileSync(CONF, 'utf8');
  for (const [de, vers] of remplacements) {
    if (!conf.includes(de)) throw new Error(`telegestion.conf ne dit plus « ${de} »`);
    conf = conf.replaceAll(de, vers);
  }
  const temporaires = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (t) => `${t}_temp_path ${join(dossier, t)};`,
  );
  const principal = join(dossier, 'nginx.conf');
  writeFileSync(join(dossier, 'telegestion.conf'), conf);
  writeFileSync(
    principal,
    [
      // As Debian’s: what a server says nothing of is written at its level.
      `daemon off; worker_processes 1; error_log ${join(dossier, 'erreurs.log')};`,
      `pid ${join(dossier, 'nginx.pid')};`,
      'events { worker_connections 512; }',
      `http { ${temporaires.join(' ')} include ${join(dossier, 'telegestion.conf')}; }`,
    ].join('\n'),
  );
  const commun = ['-c', principal, '-e', 'stderr'];
  let enfant: ChildProcess | undefined;
  return {
    dossier,
    verifier: () => {
      const r = spawnSync(nginx, [...commun, '-t'], { encoding: 'utf8' });
      return { bon: r.status === 0, dit: r.stderr };
    },
    demarrer: async () => {
      const p = spawn(nginx, commun, { stdio: ['ignore', 'ignore', 'ignore'] });
      enfant = p;
      const limite = Date.now() + 20_000;
      while (p.exitCode === null && Date.now() < limite) {
        if ((await demanderTls(ports.tls, 'telegestion.exemple.fr', '/sante')) !== undefined) return;
        await new Promise((suite) => setTimeout(suite, 50));
      }
      throw new Error('nginx ne répond pas');
    },
    arreter: async () => {
      const p = enfant;
      if (p && p.exitCode === null) {
        const mort = once(p, 'exit');
        p.kill('SIGTERM');
        await mort;
      }
      rmSync(dossier, { recursive: true, force: true });
    },
  };
};

/** The status that an address answers to a client of the outside; undefined where nothing answers. */
export const demanderTls = (port: number, hote: string, chemin: string): Promise<number | undefined> =>
  new Promise((dire) => {
    const r = request(
      { host: '127.0.0.1', port, path: chemin, servername: hote, headers: { host: hote }, rejectUnauthorized: false },
      (reponse) => {
        reponse.resume();
        dire(reponse.statusCode);
      },
    );
    r.on('error', () => dire(undefined));
    r.end();
  });
