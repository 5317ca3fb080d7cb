// Loaded into every process of the attacks (`--import`): how many requests its servers answered, by status, is written beside the
// others' in the folder COMPTE_REQUETES. The store's own traffic is not counted.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const dossier = process.env.COMPTE_REQUETES;
if (dossier !== undefined && !process.argv.some((a) => a.includes('embarque'))) {
  const comptes = {};
  let change = false;
  const ecrire = () => {
    if (change) writeFileSync(join(dossier, `${process.pid}.json`), JSON.stringify(comptes));
    change = false;
  };
  subscribe('http.server.response.finish', ({ response }) => {
    comptes[response.statusCode] = (comptes[response.statusCode] ?? 0) + 1;
    change = true;
  });
  setInterval(ecrire, 500).unref();
  process.on('exit', ecrire);
}
