import { z } from 'zod';

const schema = z.object({
  journal: z.object({ enAttente: z.number(), retenus: z.number() }),
  appelsEnCours: z.number(),
});
const lire = async (url: string) => schema.parse(await (await fetch(`${url}/sante`)).json());

/** Lines of the journal that CouchDB has not confirmed. */
export const enAttente = async (url: string): Promise<number> => (await lire(url)).journal.enAttente;

/** No call under way, no failed call held back, nothing left to send. */
export const toutEstRegle = async (url: string): Promise<boolean> => {
  const { journal, appelsEnCours } = await lire(url);
  return journal.enAttente === 0 && journal.retenus === 0 && appelsEnCours === 0;
};
