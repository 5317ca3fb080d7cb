import { Agent, request } from 'node:http';
import { instantDe } from '#shared/temps/paris';
import { type Champs, signerV3 } from '../../simulator/signature';
import { JETON } from '../atelier';

// The lightest client that the SVI takes for Plivo: it shares the machine's cores with what it measures.

/** Milliseconds from the sending of a request to the last byte of its answer. */
export type Mesure = { debut: number; ms: number };

export type ClientLeger = {
  /** Signed; rejects where the answer is not a 200. */
  poster: (adresse: string, champs: Champs) => Promise<{ xml: string; mesure: Mesure }>;
  fermer: () => void;
};

export const clientLeger = (origine: string): ClientLeger => {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const { hostname, port } = new URL(origine);
  return {
    poster: (adresse, champs) =>
      new Promise((reussir, echouer) => {
        const { nonce, signature } = signerV3(JETON, adresse, champs);
        const corps = Object.entries(champs)
          .map(([k, v]) => `${k}=${encodeURIComponent(String(v))}`)
          .join('&');
        const headers = {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': String(corps.length),
          'x-plivo-signature-v3': signature,
          'x-plivo-signature-v3-nonce': nonce,
        };
        const debut = performance.now();
        const path = adresse.slice(origine.length);
        const r = request({ agent, hostname, port, path, method: 'POST', headers }, (reponse) => {
          let xml = '';
          reponse.setEncoding('utf8');
          reponse.on('data', (morceau: string) => {
            xml += morceau;
          });
          reponse.on('end', () => {
            if (reponse.statusCode !== 200) echouer(new Error(`le SVI répond ${reponse.statusCode}`));
            else reussir({ xml, mesure: { debut, ms: performance.now() - debut } });
          });
          reponse.on('error', echouer);
        });
        r.on('error', echouer);
        r.end(corps);
      }),
    fermer: () => agent.destroy(),
  };
};

const actionDe = (xml: string): string | undefined => /action="([^"]+)"/.exec(xml)?.[1]?.replaceAll('&amp;', '&');

export type AppelLeger = {
  id: string;
  de: string;
  /** What is keyed at each question; then the caller hangs up. */
  touches: readonly string[];
  /** Before each key, and before hanging up. */
  attendre?: () => Promise<unknown>;
  surMesure?: (m: Mesure) => void;
  /** At the answer that says that a punch is recorded. */
  surConfirmation?: () => void;
};

/** A call from ring to hang-up; gives how many confirmations were spoken. */
export const passerAppel = async (client: ClientLeger, origine: string, a: AppelLeger): Promise<number> => {
  const commun: Champs = {
    CallUUID: a.id,
    From: a.de,
    To: '33800000000',
    Direction: 'inbound',
    SessionStart: instantDe(Date.now()).replace('T', ' ').replace('Z', ''),
  };
  let confirmations = 0;
  const demander = async (adresse: string, champs: Champs): Promise<string> => {
    const { xml, mesure } = await client.poster(adresse, { ...commun, ...champs });
    a.surMesure?.(mesure);
    if (xml.includes('enregistré')) {
      confirmations += 1;
      a.surConfirmation?.();
    }
    return xml;
  };
  let xml = await demander(`${origine}/plivo/appel`, { CallStatus: 'ringing', Event: 'StartApp' });
  for (const touches of a.touches) {
    const action = actionDe(xml);
    if (action === undefined) break;
    await a.attendre?.();
    xml = await demander(action, { CallStatus: 'in-progress', Digits: touches, InputType: 'dtmf' });
  }
  await a.attendre?.();
  await demander(`${origine}/plivo/fin`, { CallStatus: 'completed', Event: 'Hangup' });
  return confirmations;
};

/** Calls as fast as the SVI takes them, `simultanes` at once, until `suivant` gives none. */
export const passerEnFile = async (
  client: ClientLeger,
  origine: string,
  simultanes: number,
  suivant: () => AppelLeger | undefined,
): Promise<void> => {
  const passer = async (): Promise<void> => {
    for (let a = suivant(); a; a = suivant()) await passerAppel(client, origine, a);
  };
  await Promise.all(Array.from({ length: simultanes }, passer));
};
