import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { lireIdentifiants } from '../plivo/compte/identifiants';
import { normaliserNumero } from '../plivo/numero';
import { simulerAppel } from './appel';

const AIDE = `simuler-appel --de NUMÉRO --touches 12345,1 [--json] [--vers ADRESSE]

  --de NUMÉRO      numéro appelant (toute écriture), ou « masque » pour un numéro masqué
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
  } catch {
    return echouer(`Option inconnue ou sans valeur.\n\n${AIDE}`);
  }
};

const args = lireArguments();
if (args.aide) {
  console.log(AIDE);
  process.exit(0);
}
if (args.de === undefined || args.touches === undefined) echouer(AIDE);
if (!/^[0-9*#, ]*$/.test(args.touches ?? '')) echouer('--touches : des chiffres, # ou *, séparés par des virgules');

/** As Plivo writes it: E.164 without +, or `anonymous`. */
const appelant = (recu: string): string => {
  if (['masque', 'masqué', 'anonymous'].includes(recu.trim().toLowerCase())) return 'anonymous';
  return (
    normaliserNumero(recu)?.slice(1) ??
    echouer(
      `--de : « ${recu} » n’est pas un numéro de téléphone ; écrivez par exemple 0199000001, ou « masque » pour un numéro masqué.`,
    )
  );
};

/** Only the origin counts: the simulator knows the paths. */
const origineDe = (recu: string, quoi: string): string =>
  URL.canParse(recu) && /^https?:/.test(recu)
    ? new URL(recu).origin
    : echouer(`${quoi} : adresse http(s) attendue, par exemple http://127.0.0.1:4000`);

const de = appelant(args.de ?? '');

const dataDir = process.env.DATA_DIR || './donnees';
const authToken = process.env.PLIVO_AUTH_TOKEN || (await lireIdentifiants(dataDir))?.authToken;
if (authToken === undefined) {
  echouer(
    `Aucun jeton Plivo : donner PLIVO_AUTH_TOKEN, ou DATA_DIR d’un service de démonstration (cherché : ${dataDir})`,
  );
}
const svi = await trouverSvi(dataDir);
const port = process.env.TELEPHONY_PORT || '4000';
const adresse = args.vers ?? svi?.url ?? `http://127.0.0.1:${port}`;
const baseUrl = origineDe(adresse, args.vers === undefined ? 'Adresse du SVI' : '--vers');
const origin = origineDe(
  process.env.SVI_ORIGIN ||
    process.env.PUBLIC_ORIGIN ||
    (args.vers === undefined ? svi?.origine : undefined) ||
    baseUrl,
  'SVI_ORIGIN ou PUBLIC_ORIGIN',
);

const appel = await simulerAppel({ origin, baseUrl, authToken: authToken ?? '', de, touches: args.touches ?? '' });

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
  echouer(`${baseUrl} : ${appel.detail ?? 'pas de réponse'}. Vérifier que le SVI tourne (« telegestion servir »).`);
}
