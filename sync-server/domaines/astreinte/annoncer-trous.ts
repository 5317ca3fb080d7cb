import type { Compte } from '#shared/contrats/acces/compte';
import type { Trou } from '#shared/contrats/exploitation/astreinte';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { dateParis, debutDuJour, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Courrier } from '../../ports/courriel';
import type { Horloge } from '../../ports/horloge';
import { lireParametres } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';
import { composerTrous } from './composer';
import { trousAVenir } from './tours';

// [AL-7] The hours to come with nobody on call, said to the central service.

type Ports = {
  magasin: Magasin;
  horloge: Horloge;
  courrier: Pick<Courrier, 'envoyer'>;
  extranet: () => string;
};

/** Another mail says the same of then. */
const unJourApres = (i: Instant): Instant => instantDe(epochMs(i) + 24 * 3_600_000);

const adressesDuCentral = (comptes: readonly Compte[]): string[] =>
  comptes.flatMap((c) => (c.role === 'CENTRAL' && c.actif && c.courriel !== undefined ? c.courriel : []));

const ecrire = async (
  p: Ports,
  { trous, jours, cle }: { trous: readonly Trou[]; jours: number; cle: string },
): Promise<number> => {
  if (trous.length === 0) return 0;
  const duCentral = adressesDuCentral(await plageType(p.magasin, 'compte', {}));
  const { destinatairesAlertes } = lecteurParametres(await lireParametres(p.magasin))(dateParis(p.horloge()));
  const a = duCentral.length > 0 ? duCentral : destinatairesAlertes;
  if (a.length === 0) return 0;
  const perimeLe = unJourApres(p.horloge());
  const r = await p.courrier.envoyer(composerTrous({ trous, jours }, { a, extranet: p.extranet(), cle, perimeLe }));
  return r.ok ? 1 : 0;
};

/** Every morning; how many mails were prepared. */
export const annoncerTrous = async (p: Ports): Promise<number> => {
  const cle = `${debutDuJour(dateParis(p.horloge()))}:trous-astreinte`;
  return ecrire(p, { ...(await trousAVenir(p.magasin, p.horloge())), cle });
};

/** A turn has just been taken away: the hours of this evening would be told tomorrow morning, too late. */
export const annoncerTrousProches = async (p: Ports): Promise<number> => {
  const maintenant = p.horloge();
  const demain = unJourApres(maintenant);
  const trous = (await trousAVenir(p.magasin, maintenant)).trous.filter((t) => t.debut < demain);
  return ecrire(p, { trous, jours: 1, cle: `${maintenant}:trous-astreinte` });
};
