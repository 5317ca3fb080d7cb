import { type EtatGarde, etatGardeSchema } from '#shared/contrats/exploitation/message-astreinte';
import { envoyer } from '../serveur/api';

/** What the link of a message opens, without any session: it goes in the body, and stays nowhere. */
export const lireGarde = async (jeton: string): Promise<EtatGarde> =>
  etatGardeSchema.parse(await envoyer('/api/garde', { jeton }));
export const prendreGarde = async (jeton: string): Promise<EtatGarde> =>
  etatGardeSchema.parse(await envoyer('/api/garde/prise', { jeton }));
