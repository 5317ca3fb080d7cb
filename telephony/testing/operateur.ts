import { apiPlivo, type OptionsApi } from '../plivo/compte/api';
import { type ApiOperateur, demarrerApiOperateur } from '../simulator/api-operateur';
import { JETON } from './atelier';

export const COMPTE = 'MAESSAIS';
export const NUMERO_SVI = '+33805123456';
/** Failures are tried again at once; a machine that is busy is not taken for an operator that is silent. */
const VITE: OptionsApi = { delaiMs: 8_000, reculMs: { min: 1, max: 2 } };

/** The operator, simulated, with one number and no application; and a client of it. */
export const operateurDEssai = async (
  options: Partial<Parameters<typeof demarrerApiOperateur>[0]> = {},
  client: OptionsApi = {},
): Promise<{ operateur: ApiOperateur; api: ReturnType<typeof apiPlivo>; env: Record<string, string> }> => {
  const operateur = await demarrerApiOperateur({ mode: 'formation', authId: COMPTE, authToken: JETON, ...options });
  operateur.numeros.set('33805123456', { number: '33805123456', application: null, voice_enabled: true });
  return {
    operateur,
    api: apiPlivo({ base: operateur.url, authId: COMPTE, authToken: JETON }, { ...VITE, ...client }),
    env: { PLIVO_API: operateur.url, PLIVO_AUTH_ID: COMPTE, PLIVO_AUTH_TOKEN: JETON, PLIVO_NUMERO: NUMERO_SVI },
  };
};
