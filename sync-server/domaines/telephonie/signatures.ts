import { z } from 'zod';
import type { Registre } from '../../ports/acces';

const DELAI_MS = 5_000;
const santeSchema = z.object({ travailleur: z.string().default(''), signaturesRefusees: z.number().int().min(0) });

/**
 * The SVI counts the calls whose signature is not the operator's; what is new since the last look goes to the register. A
 * worker that started again counts from zero. One that does not answer is the watch's matter, not ours.
 */
export const suivreSignatures = (
  adresse: () => string | undefined,
  registre: Pick<Registre, 'noter'>,
): (() => Promise<void>) => {
  // Behind a balancer each answer may be another worker's, which counts on its own.
  const vuesDe = new Map<string, number>();
  return async () => {
    const url = adresse();
    if (url === undefined) return;
    const sante: unknown = await fetch(`${url}/sante`, { signal: AbortSignal.timeout(DELAI_MS) })
      .then((r) => r.json())
      .catch(() => undefined);
    const lue = santeSchema.safeParse(sante);
    if (!lue.success) return;
    const { travailleur, signaturesRefusees } = lue.data;
    const vues = vuesDe.get(travailleur) ?? 0;
    const nombre = signaturesRefusees >= vues ? signaturesRefusees - vues : signaturesRefusees;
    vuesDe.set(travailleur, signaturesRefusees);
    if (nombre > 0) registre.noter({ genre: 'SIGNATURE_FAUSSE', objet: 'SVI', nombre });
  };
};
