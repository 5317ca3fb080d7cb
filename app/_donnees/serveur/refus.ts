import type { Refus } from '#shared/contrats/commun';
import { EchecHttp } from './api';

const ILLISIBLE = 'La réponse du serveur n’a pas pu être lue. Rechargez la page, puis recommencez.';

/**
 * Why the server did not do or give what was asked, in a sentence. What is no refusal of its own (an answer that is not as its contract
 * says, a fault of ours) is told as well, and left in the console: thrown on, the screen that waits would wait for ever.
 */
export const refusDe = (e: unknown): Refus => {
  if (e instanceof EchecHttp) return { code: e.code, message: e.message };
  console.error(e);
  return { code: 'ILLISIBLE', message: ILLISIBLE };
};
