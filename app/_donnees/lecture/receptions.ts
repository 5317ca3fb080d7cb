import { type ReceptionsLues, receptionsLuesSchema } from '#shared/contrats/dossiers/reception';
import { appeler, envoyer } from '../serveur/api';

/** What became of Millésime's files, with the network only; throws `EchecHttp`. */
export const lireReceptions = async (): Promise<ReceptionsLues> =>
  receptionsLuesSchema.parse(await appeler('/api/receptions'));

/** Takes, or sets aside, a file that waits for a person; throws `EchecHttp`. */
export const deciderReception = async (id: string, decision: 'CONFIRME' | 'ECARTE'): Promise<void> => {
  await envoyer('/api/receptions/suite', { id, decision });
};
