import { servirJusquAuSignal } from '../main';
import type { ContexteCli } from '../socle/cli/contexte';

export const executer = async (c: ContexteCli): Promise<number> => {
  await servirJusquAuSignal(c.config, { imprimer: c.ecrire });
  return 0;
};
