import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Two versions of the application from one build: the one built is the new one; the one before is its copy, whose local data are
// of the schema before, and all of whose files have other names, as those of another build would.

const TEXTE = /\.(html|js|json|txt|css)$/;

/** The step undone: what the application stores was of version 0, with shorter ids. */
const SCHEMA = /version:1,primaryKey:"id",type:"object",properties:\{id:\{type:"string",maxLength:300\}/g;
const SCHEMA_AVANT = 'version:0,primaryKey:"id",type:"object",properties:{id:{type:"string",maxLength:220}';

/** The service worker names each page with its content: other pages, other contents. */
const autresRevisions = (texte: string): string =>
  texte.replace(/"revision":"([0-9a-f]{32})"/g, (_, r: string) => `"revision":"${[...r].reverse().join('')}"`);

/** Writes in `vers` the version before that of the shell built in `de`. */
export const ecrireVersionPrecedente = (de: string, vers: string): void => {
  cpSync(de, vers, { recursive: true });
  let schemas = 0;
  for (const f of readdirSync(vers, { recursive: true, encoding: 'utf8' }).filter((nom) => TEXTE.test(nom))) {
    const chemin = join(vers, f);
    const texte = readFileSync(chemin, 'utf8');
    schemas += texte.match(SCHEMA)?.length ?? 0;
    const avant = texte.replaceAll('static/chunks/', 'static/avant/').replace(SCHEMA, SCHEMA_AVANT);
    writeFileSync(chemin, f === 'sw.js' ? autresRevisions(avant) : avant);
  }
  renameSync(join(vers, '_next/static/chunks'), join(vers, '_next/static/avant'));
  if (schemas !== 1)
    throw new Error(`le schéma des données du poste attendu une fois dans l’application, vu ${schemas}`);
};

/** Puts a version in the folder that the server serves, in place of the one that is there. */
export const installerVersion = (de: string, servi: string): void => {
  for (const f of readdirSync(servi)) rmSync(join(servi, f), { recursive: true });
  cpSync(de, servi, { recursive: true });
};
