import type { Antenne } from '#shared/contrats/commun';
import { relevesLusSchema } from '#shared/contrats/dossiers/releves';
import type { Mois } from '#shared/temps/types';
import { telecharger } from '../../_commun/telecharger';
import { appeler, appelerFichier } from '../serveur/api';

const adresse = (usagerId: string, mois: Mois): string =>
  `/api/usagers/${encodeURIComponent(usagerId)}/releves/${mois}`;

/** The antennas that sealed a statement of that month, in the order of its visits: two where the usager moved within it. */
export const antennesDesReleves = async (usagerId: string, mois: Mois): Promise<Antenne[]> =>
  relevesLusSchema.parse(await appeler(`${adresse(usagerId, mois)}/liste`)).map((r) => r.antenne);

/** The sealed statement of a closed month, with the network only; each opening is audited. Throws `EchecHttp`. */
export const prendreReleve = async (usagerId: string, mois: Mois, antenne: Antenne): Promise<void> => {
  const chemin = `${adresse(usagerId, mois)}?${new URLSearchParams({ antenne })}`;
  const { nom, contenu } = await appelerFichier(chemin);
  telecharger(contenu, nom, 'application/pdf');
};
