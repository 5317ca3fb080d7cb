import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { choisirPorts, demanderTls, preparerMandataire } from './mandataire';

const DEPLOY = fileURLToPath(new URL('../../deploy', import.meta.url));
const lire = (chemin: string): string => readFileSync(join(DEPLOY, chemin), 'utf8');

test('whoever watches from another machine reads each process by nginx, and nothing else of it; nobody else does', async () => {
  const ports = await choisirPorts(33_000);
  const lus: string[] = [];
  const servir = async (port: number) => {
    const s = createServer((req, res) => {
      lus.push(`${port} ${req.url} ${req.headers.authorization}`);
      res.end('x');
    });
    s.listen(port, '127.0.0.1');
    await once(s, 'listening');
    return s;
  };
  const services = await Promise.all([ports.extranet, ...ports.svi].map(servir));
  const m = preparerMandataire(ports);
  try {
    await m.demarrer();
    const actives = lire('prometheus/prometheus.yml').replace(/^ *#.*$/gm, '');
    const chemins = [...actives.matchAll(/__metrics_path__: (\S+)/g)].map(([, c = '']) => c);
    expect(chemins).toHaveLength(3);
    for (const chemin of chemins)
      expect([chemin, await demanderTls(ports.surveillance, 'telegestion.exemple.fr', chemin)]).toEqual([chemin, 200]);
    expect(lus).toEqual([ports.extranet, ...ports.svi].map((p) => `${p} /metrics undefined`));
    for (const chemin of ['/', '/metrics', '/sante', '/serveur/metrics/x', '/svi-4000/sante'])
      expect([chemin, await demanderTls(ports.surveillance, 'telegestion.exemple.fr', chemin)]).toEqual([chemin, 404]);
  } finally {
    await m.arreter();
    for (const s of services) s.close();
  }
  const [, bloc = ''] = /listen 9443 ssl;([\s\S]*?)\n}/.exec(lire('nginx/telegestion.conf')) ?? [];
  expect(bloc).toMatch(/allow 127\.0\.0\.1;\s+deny all;/);
});

test('an alert has somewhere to go, and the disks of the nodes are among what is watched', () => {
  const prometheus = lire('prometheus/prometheus.yml');
  expect(prometheus).toMatch(/^alerting:\n\s+alertmanagers:/m);
  expect(prometheus).not.toMatch(/127\.0\.0\.1:(3000|400\d)/);
  const [, recepteur = ''] = /^ {2}receiver: (\S+)$/m.exec(lire('prometheus/alertmanager.yml')) ?? [];
  expect(lire('prometheus/alertmanager.yml')).toContain(`- name: ${recepteur}\n`);
  const noeuds = [...prometheus.matchAll(/"(10\.0\.0\.1\d):(\d+)"/g)];
  expect(noeuds.map(([, hote]) => hote)).toEqual(['10.0.0.11', '10.0.0.12', '10.0.0.13']);
  // Those ports are CouchDB's own, between nodes.
  for (const [, , port] of noeuds) expect(Number(port) < 9100 || Number(port) > 9105).toBe(true);
  const page = lire('README.md');
  expect(page).toContain(`listen-address=:${noeuds[0]?.[2]}`);
  for (const fichier of ['prometheus.yml', 'alertes.yml', 'alertmanager.yml'])
    expect(page).toContain(`deploy/prometheus/${fichier}`);
  expect(lire('prometheus/alertes.yml')).toContain('job="noeuds"');
});

test('a second machine that bears telephones is watched as the first: its targets are there to be uncommented, and an alert reads them', () => {
  const [, commente = ''] = /((?:^ {2}# .*\n)+)$/m.exec(lire('prometheus/prometheus.yml')) ?? [];
  const lignes = commente.replace(/^ {2}# /gm, '  ');
  expect(lignes).toMatch(/^ {2}- job_name: seconde$/m);
  expect([...lignes.matchAll(/__metrics_path__: (\S+)/g)].map(([, c]) => c)).toEqual([
    '/svi-4000/metrics',
    '/svi-4001/metrics',
  ]);
  expect(lire('prometheus/alertes.yml')).toContain('up{job="seconde"}');
  expect(lire('README.md')).toMatch(/prometheus\.yml`[^|]*« seconde »/);
  // What counts the workers of the first counts them alone.
  expect(lire('prometheus/alertes.yml')).toContain('sum(up{job="telegestion", partie="svi"}) == 1');
});
