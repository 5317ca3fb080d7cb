import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { epochMs } from '#shared/temps/paris';
import { lireFinCertificat, suivreCertificats } from './certificats';

const JOUR_MS = 24 * 3_600_000;
const dossier = mkdtempSync(join(tmpdir(), 'tg-certificat-'));
const fichier = (nom: string): string => join(dossier, nom);
const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '9'];
const fichiers = ['-keyout', fichier('a.cle'), '-out', fichier('a.pem'), '-subj', '/CN=localhost'];
execFileSync('openssl', [...args, ...fichiers], { stdio: 'ignore' });
const serveur = createServer({ key: readFileSync(fichier('a.cle')), cert: readFileSync(fichier('a.pem')) });
let poignees = 0;
serveur.on('connection', () => {
  poignees += 1;
});
serveur.listen(0, '127.0.0.1');
await once(serveur, 'listening');
const { port } = serveur.address() as AddressInfo;
afterAll(() => {
  serveur.close();
  rmSync(dossier, { recursive: true });
});

test('the end of the certificate that an address presents is read, though nobody signed it; where nothing answers, it is not known', async () => {
  for (const hote of ['localhost', '127.0.0.1']) {
    const fin = await lireFinCertificat(`https://${hote}:${port}`);
    expect(fin).toBeDefined();
    if (fin) expect(Math.abs(epochMs(fin) - Date.now() - 9 * JOUR_MS)).toBeLessThan(JOUR_MS / 2);
  }
  expect(await lireFinCertificat('https://127.0.0.1:9')).toBeUndefined();
});

test('each address is read once an hour, those in clear never', async () => {
  const lire = suivreCertificats([
    ['extranet', `http://127.0.0.1:${port}`],
    ['svi', `https://127.0.0.1:${port}`],
  ]);
  const avant = poignees;
  const [fait, ...autres] = await lire();
  expect([fait?.nom, typeof fait?.fin, autres]).toEqual(['svi', 'string', []]);
  await lire();
  expect(poignees - avant).toBe(1);
  expect(await suivreCertificats([['extranet', undefined]])()).toEqual([]);
});
