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

/** The same of one worker among several: a call that another one ended stays under way here, until it is forgotten. */
export const journalRegle = async (url: string): Promise<boolean> => {
  const { journal } = await lire(url);
  return journal.enAttente === 0 && journal.retenus === 0;
};
