import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attendreSante, demarrerService, portLibre, telegestion } from '../demo/processus';

// The product under the Node that runs this file: a month imported, closed and exported, to the byte; then the service, a call by
// the real addresses of the telephone, and a clean stop.

const RACINE = fileURLToPath(new URL('../..', import.meta.url));
const PETIT = join(RACINE, 'sync-server/domaines/dossiers/testing/fixtures/petit');
const dossier = mkdtempSync(join(tmpdir(), 'tg-node-'));
const journal = openSync(join(dossier, 'journal'), 'a');
const ports = { PORT: String(await portLibre(21_000)), TELEPHONY_PORT: String(await portLibre(21_500)) };
const env = { ...ports, DATA_DIR: join(dossier, 'donnees'), MODE: 'formation', COUCHDB_URL: '' };
const o = { racine: RACINE, env };

try {
  await telegestion(['importer', PETIT], o);
  await telegestion(['cloturer', '2026-10', '--motif', 'essai'], o);
  const vers = join(dossier, 'sortie');
  await telegestion(['exporter', '2026-10', '--vers', vers], o);
  const attendus = readdirSync(join(PETIT, 'attendu'));
  for (const nom of attendus)
    if (!readFileSync(join(vers, nom)).equals(readFileSync(join(PETIT, 'attendu', nom))))
      throw new Error(`${nom} n’est pas ce qui est attendu.`);
  console.log(`✓ import, clôture, export : ${attendus.length} fichiers, à l’octet`);

  await telegestion(['compte', 'creer', 'essai', '--nom', 'Essai', '--role', 'CENTRAL'], o);
  const service = demarrerService(o, journal);
  try {
    for (const port of [ports.PORT, ports.TELEPHONY_PORT]) await attendreSante(`http://127.0.0.1:${port}`, service);
    await telegestion(['simuler-appel', '--de', 'masque', '--touches', ','], o);
    console.log('✓ service et téléphone : prêts, un appel mené à sa fin');
  } finally {
    await service.arreter();
  }
  if ((await service.mort) !== 0) throw new Error(`Le service s’arrête mal (sortie ${await service.mort}).`);
  console.log('✓ arrêt demandé : propre');
} catch (e) {
  console.log(readFileSync(join(dossier, 'journal'), 'utf8').split('\n').slice(-20).join('\n'));
  throw e;
} finally {
  closeSync(journal);
  rmSync(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
