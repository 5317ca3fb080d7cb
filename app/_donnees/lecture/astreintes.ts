import { type AstreintesLues, astreintesLuesSchema, type DemandeTour } from '#shared/contrats/exploitation/astreinte';
import { suivi } from '../acces/etat';
import { appeler, envoyer } from '../serveur/api';

// With the network only: nothing of it is kept on the PC. Every function throws `EchecHttp`.

export const lireAstreintes = async (): Promise<AstreintesLues> =>
  astreintesLuesSchema.parse(await suivi(appeler('/api/astreintes')));

export const ajouterTour = async (d: DemandeTour): Promise<void> => {
  await suivi(envoyer('/api/astreintes', d));
};

/** `id`: what follows `tour-astreinte:`. */
export const retirerTour = async (id: string): Promise<void> => {
  await suivi(appeler(`/api/astreintes/${encodeURIComponent(id)}`, { method: 'DELETE' }));
};
