// Loaded into every process of the attacks (`--import`): the status of each request that its servers answer is a line of a file of its
// own in the folder COMPTE_REQUETES, at once: a process that is killed has told all. The store's own traffic is not counted.
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

const dossier = process.env.COMPTE_REQUETES;
if (dossier !== undefined && !process.argv.some((a) => a.includes('embarque'))) {
  const sien = join(dossier, String(process.pid));
  subscribe('http.server.response.finish', ({ response }) => appendFileSync(sien, `${response.statusCode}\n`));
}
