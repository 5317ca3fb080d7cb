import { createInterface } from 'node:readline';
import { z } from 'zod';
import { instantSchema } from '#shared/temps/types';
import { lireVariables } from '../config';
import { apiPlivo, compteDe } from '../plivo/compte/api';
import { lireIdentifiants } from '../plivo/compte/identifiants';
import { simulerAppel } from '../simulator/appel';
import { CODE_SONDE, NUMERO_SONDE } from '../svi/sonde';
import { type Lance, lancerEssai } from './exterieur';

// The caller of the synthetic call (svi/sonde.ts), and of the outside check (exterieur.ts): for each line that it reads, one call, and
// one line that says what was met. It lives as long as its standard input: whoever started it may die without leaving it behind.

const demande = z.union([
  z.object({ callUuid: z.string(), origine: z.url(), url: z.url() }),
  z.object({ essai: instantSchema, origine: z.url() }),
]);
type Demande = z.infer<typeof demande>;
const CONFIRMATION = /^Arrivée enregistrée à /;

type Reponse = { callUuid: string; issue: 'REUSSI' | 'ECHEC' | 'NON_MESURE'; raison?: string };

const sonder = async ({ callUuid, origine, url }: Extract<Demande, { url: string }>): Promise<Reponse> => {
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

type Essaye = (Lance | { issue: 'NON_MESURE'; raison: string }) & { essai: string };

const essayer = async ({ essai, origine }: Extract<Demande, { essai: string }>): Promise<Essaye> => {
  const lu = lireVariables(process.env);
  if (!lu.ok) return { essai, issue: 'NON_MESURE', raison: 'REGLAGE' };
  const { PLIVO_SONDE_NUMERO: de, PLIVO_NUMERO: vers } = lu.config;
  const compte = compteDe(lu.config);
  if (de === undefined || vers === undefined || !compte.ok) return { essai, issue: 'NON_MESURE', raison: 'REGLAGE' };
  return { essai, ...(await lancerEssai(apiPlivo(compte.valeur), { de, vers, origine, essai })) };
};

console.log('Sonde prête');
for await (const ligne of createInterface({ input: process.stdin })) {
  const d = demande.parse(JSON.parse(ligne));
  console.log(JSON.stringify(await ('essai' in d ? essayer(d) : sonder(d))));
}
