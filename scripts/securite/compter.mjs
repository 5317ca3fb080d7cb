// Loaded into every process of the attacks (`--import`): how many requests its servers answered, by status, is written beside the
// others' in the folder COMPTE_REQUETES. The store's own traffic is not counted.
import { subscribe } from 'node:diagnostics_channel';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const dossier = process.env.COMPTE_REQUETES;
if (dossier !== undefined && !process.argv.some((a) => a.includes('embarque'))) {
  const comptes = {};
  let change = false;
  const ecrire = () => {
    if (!change) return;
    change = false;
    // Whole or as it was: a process that is killed here leaves nothing half written to who reads.
    const sien = join(dossier, String(process.pid));
    writeFileSync(`${sien}.neuf`, JSON.stringify(comptes));
    renameSync(`${sien}.neuf`, `${sien}.json`);
  };
  subscribe('http.server.response.finish', ({ response }) => {
    comptes[response.statusCode] = (comptes[response.statusCode] ?? 0) + 1;
    change = true;
  });
  setInterval(ecrire, 500).unref();
  process.on('exit', ecrire);
}
