import type { ContexteCli } from '../socle/cli/contexte';
import { exigerReglages } from '../socle/demarrage/exiger-reglages';

export const executer = async (c: ContexteCli): Promise<number> => {
  if (c.options.reglages === true) {
    exigerReglages(c.config);
    c.ecrire('Réglages bons.');
    return 0;
  }
  const { servirJusquAuSignal } = await import('../main');
  await servirJusquAuSignal(c.config, { imprimer: c.ecrire });
  return 0;
};
