import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Resultat, refuser, refusSchema } from '#shared/contrats/commun';
import { type AppelFormation, type PasFormation, pasFormationSchema } from '#shared/contrats/exploitation/formation';

const DELAI_MS = 20_000;
const fiche = z.object({ url: z.url({ protocol: /^http$/ }), cle: z.string().min(20) });
const reponseSchema = z.union([z.object({ refus: refusSchema }), pasFormationSchema]);

/** The training telephone as the SVI offers it on this machine: each call of it is a step of a call. */
export type SviFormation = {
  appeler: (demande: AppelFormation) => Promise<Resultat<PasFormation>>;
  taper: (appelId: string, pour: string, touches: string) => Promise<Resultat<PasFormation>>;
  raccrocher: (appelId: string, pour: string) => Promise<Resultat<PasFormation>>;
};

const INJOIGNABLE = refuser(
  'SVI_INJOIGNABLE',
  'Le serveur vocal ne répond pas. Attendez une minute, puis appelez de nouveau.',
);

/** Found, at each step, by the file that the SVI writes beside the data: it may have been started again since. */
export const sviFormation = (dataDir: string): SviFormation => {
  const poster = async (chemin: string, corps: object): Promise<Resultat<PasFormation>> => {
    try {
      const { url, cle } = fiche.parse(JSON.parse(await readFile(join(dataDir, 'formation.json'), 'utf8')));
      const r = await fetch(`${url}/formation/appels${chemin}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${cle}` },
        body: JSON.stringify(corps),
        signal: AbortSignal.timeout(DELAI_MS),
      });
      if (!r.ok) return INJOIGNABLE;
      const lu = reponseSchema.parse(await r.json());
      return 'refus' in lu ? { ok: false, refus: lu.refus } : { ok: true, valeur: lu };
    } catch {
      return INJOIGNABLE;
    }
  };
  const de = (appelId: string): string => `/${encodeURIComponent(appelId)}`;
  return {
    appeler: (demande) => poster('', demande),
    taper: (appelId, pour, touches) => poster(`${de(appelId)}/touches`, { pour, touches }),
    raccrocher: (appelId, pour) => poster(`${de(appelId)}/fin`, { pour }),
  };
};
