import { createInterface } from 'node:readline';
import { z } from 'zod';
import { lireIdentifiants } from '../plivo/compte/identifiants';
import { simulerAppel } from '../simulator/appel';
import { CODE_SONDE, NUMERO_SONDE } from '../svi/sonde';

// The caller of the synthetic call (svi/sonde.ts): for each line that it reads, one call, and one line that says what was
// met. It lives as long as its standard input: whoever started it may die without leaving it behind.

const demande = z.object({ callUuid: z.string(), origine: z.url(), url: z.url() });
const CONFIRMATION = /^Arrivée enregistrée à /;

type Reponse = { callUuid: string; issue: 'REUSSI' | 'ECHEC' | 'NON_MESURE'; raison?: string };

const sonder = async ({ callUuid, origine, url }: z.infer<typeof demande>): Promise<Reponse> => {
  const authToken =
    process.env.PLIVO_AUTH_TOKEN || (await lireIdentifiants(process.env.DATA_DIR || './donnees'))?.authToken;
  if (authToken === undefined) return { callUuid, issue: 'NON_MESURE', raison: 'SANS_JETON' };
  const appel = await simulerAppel({
    origin: origine,
    baseUrl: url,
    authToken,
    de: NUMERO_SONDE.slice(1),
    touches: `${CODE_SONDE},1`,
    callUuid,
  });
  if (appel.dit.some((phrase) => CONFIRMATION.test(phrase))) return { callUuid, issue: 'REUSSI' };
  if (appel.issue !== 'ECHEC_HTTP') return { callUuid, issue: 'ECHEC', raison: 'SANS_CONFIRMATION' };
  const statut = /répond (\d{3})$/.exec(appel.detail ?? '')?.[1];
  return { callUuid, issue: 'ECHEC', raison: statut === undefined ? 'INJOIGNABLE' : `HTTP_${statut}` };
};

console.log('Sonde prête');
for await (const ligne of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await sonder(demande.parse(JSON.parse(ligne)))));
}
