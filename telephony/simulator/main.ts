import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { lireIdentifiants } from '../plivo/identifiants';
import { simulerAppel } from './appel';

const AIDE = `simuler-appel --de NUMÉRO --touches 12345,1 [--json] [--vers ADRESSE]

  --de NUMÉRO      numéro appelant (toute écriture), ou « anonymous » pour un numéro masqué
  --touches LISTE  ce qui est tapé à chaque question, séparé par des virgules ; rien entre deux virgules = silence
  --vers ADRESSE   adresse du SVI (par défaut celui de ce dossier de données, sinon http://127.0.0.1:4000)
  --json           résultat en JSON sur la sortie standard`;

const fichierSvi = z.object({ url: z.string(), origine: z.string() });

const echouer = (message: string): never => {
  console.error(message);
  process.exit(1);
};

/** The worker of this data folder, as it wrote its own address at start. */
const trouverSvi = async (dataDir: string): Promise<{ url: string; origine: string } | undefined> => {
  try {
    return fichierSvi.parse(JSON.parse(await readFile(join(dataDir, 'svi.json'), 'utf8')));
  } catch {
    return undefined;
  }
};

const lireArguments = () => {
  try {
    return parseArgs({
      options: {
        de: { type: 'string' },
        touches: { type: 'string' },
        vers: { type: 'string' },
        json: { type: 'boolean', default: false },
        aide: { type: 'boolean', default: false },
      },
    }).values;
  } catch (e) {
    return echouer(`${e instanceof Error ? e.message : String(e)}\n\n${AIDE}`);
  }
};

const args = lireArguments();
if (args.aide) {
  console.log(AIDE);
  process.exit(0);
}
if (args.de === undefined || args.touches === undefined) echouer(AIDE);
if (!/^[0-9*#, ]*$/.test(args.touches ?? '')) echouer('--touches : des chiffres, # ou *, séparés par des virgules');

const dataDir = process.env.DATA_DIR || './donnees';
const authToken = process.env.PLIVO_AUTH_TOKEN || (await lireIdentifiants(dataDir))?.authToken;
if (authToken === undefined) {
  echouer(
    `Aucun jeton Plivo : donner PLIVO_AUTH_TOKEN, ou DATA_DIR d’un service de démonstration (cherché : ${dataDir})`,
  );
}
const svi = await trouverSvi(dataDir);
const port = process.env.TELEPHONY_PORT || '4000';
const baseUrl = args.vers ?? svi?.url ?? `http://127.0.0.1:${port}`;
const origin =
  process.env.SVI_ORIGIN ||
  process.env.PUBLIC_ORIGIN ||
  (args.vers === undefined ? svi?.origine : undefined) ||
  baseUrl;

const appel = await simulerAppel({
  origin: new URL(origin).origin,
  baseUrl: new URL(baseUrl).origin,
  authToken: authToken ?? '',
  de: args.de ?? '',
  touches: args.touches ?? '',
});

const FINS = {
  RACCROCHE_SVI: 'Le SVI a raccroché.',
  RACCROCHE_APPELANT: 'L’appelant a raccroché.',
  ECHEC_HTTP: 'L’appel a échoué.',
} as const;

if (args.json) console.log(JSON.stringify(appel));
else {
  for (const phrase of appel.dit) console.log(`— ${phrase}`);
  console.log(FINS[appel.issue]);
}
if (appel.issue === 'ECHEC_HTTP') {
  echouer(`${appel.detail ?? ''} (${baseUrl}). Vérifier que le SVI tourne (« telegestion servir »).`);
}
