import { setTimeout as delai } from 'node:timers/promises';
import { pourquoi } from '../plivo/compte/api';
import { type Champs, signerV3 } from './signature';

export type OptionsEnvoi = {
  /** Address that is signed: the SVI's PUBLIC_ORIGIN. */
  origin: string;
  /** Address that is really called, where it is another (behind a proxy). */
  baseUrl?: string;
  authToken: string;
  /** Further tokens of the account, while one takes the place of another: all their signatures come, comma between. */
  autresJetons?: readonly string[];
  /** Every request is sent twice, with the same nonce, as Plivo does when an answer is late. */
  repeter?: boolean;
  /** New tries, with the same nonce, where the SVI does not answer, is late or answers 5xx; else `rc` of the URL's fragment. */
  essais?: number;
  delaiEssaiMs?: number;
  /** How long an answer is waited for; else `rt` of the URL's fragment, else half a minute. */
  delaiReponseMs?: number;
};

const PATIENCE_MS = 30_000;

/** What happened while sending. */
export type SuiviEnvoi = { repetition: (identique: boolean) => void; nouvelEssai: () => void };

const fragment = (url: string): URLSearchParams => new URLSearchParams(new URL(url).hash.slice(1));
const nombre = (recu: string | null): number | undefined => (recu === null ? undefined : Number(recu));

/** Posts as Plivo does: one nonce for a request, however often it is sent. Throws where no try gets an answer. */
export const envoyeur = (o: OptionsEnvoi, suivi: SuiviEnvoi) => {
  return async (url: string, champs: Champs): Promise<string> => {
    const { nonce, signature } = signerV3(o.authToken, url, champs);
    const autres = (o.autresJetons ?? []).map((jeton) => signerV3(jeton, url, champs, nonce).signature);
    const headers = {
      'X-Plivo-Signature-V3': [...autres, signature].join(','),
      'X-Plivo-Signature-V3-Nonce': nonce,
      'User-Agent': 'Plivo-Simule',
    };
    const body = new URLSearchParams();
    for (const [cle, valeur] of Object.entries(champs)) {
      for (const v of Array.isArray(valeur) ? valeur : [valeur]) body.append(cle, v);
    }
    const reglages = fragment(url);
    const essais = o.essais ?? nombre(reglages.get('rc')) ?? 0;
    const patience = o.delaiReponseMs ?? nombre(reglages.get('rt')) ?? PATIENCE_MS;
    const reelle = o.baseUrl === undefined ? url : url.replace(o.origin, o.baseUrl);

    const envoyer = async (): Promise<string> => {
      const signal = AbortSignal.timeout(patience);
      let lu: { ok: boolean; statut: number; texte: string };
      try {
        const reponse = await fetch(reelle, { method: 'POST', body, headers, signal });
        lu = { ok: reponse.ok, statut: reponse.status, texte: await reponse.text() };
      } catch (e) {
        if (signal.aborted) throw new Error(`le SVI ne répond pas en ${patience / 1000} s`);
        throw new Error(`le SVI ne répond pas (${pourquoi(e)})`);
      }
      if (!lu.ok) throw new Error(`le SVI répond ${lu.statut}`);
      return lu.texte;
    };
    for (let essai = 0; ; essai += 1) {
      try {
        const xml = await envoyer();
        if (o.repeter) suivi.repetition((await envoyer()) === xml);
        return xml;
      } catch (e) {
        if (essai >= essais) throw e;
        suivi.nouvelEssai();
        await delai(o.delaiEssaiMs ?? 1000);
      }
    }
  };
};
