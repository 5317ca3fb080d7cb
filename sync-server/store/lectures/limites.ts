import type { Purge } from '#shared/contrats/exploitation/conservation';
import { RELEVES_DUS } from '#shared/contrats/exploitation/parametre';
import { ajouterMois, dateParis, moisParis, premierJour } from '#shared/temps/paris';
import { type DateCivile, dateCivileSchema, type Instant } from '#shared/temps/types';
import type { Magasin } from '../lire';
import { plageType } from '../types';

const ilYA = (maintenant: Instant, mois: number) => ajouterMois(moisParis(maintenant), -mois);

/** [RE] The first day whose interventions, and what was frozen of them, are kept: they go by whole years, as their databases do. */
export const limiteInterventions = (p: { conservationInterventions: number }, maintenant: Instant): DateCivile =>
  dateCivileSchema.parse(`${ilYA(maintenant, p.conservationInterventions).slice(0, 4)}-01-01`);

/** [RE] The first day that each clock keeps. */
export const limitesDe = (
  p: { conservationInterventions: number; conservationDossiers: number; conservationReleves: number },
  maintenant: Instant,
): Purge['limites'] => {
  const jour = dateParis(maintenant).slice(8);
  const dossiers = ilYA(maintenant, p.conservationDossiers);
  return {
    INTERVENTIONS: limiteInterventions(p, maintenant),
    DOSSIERS: Number(jour) > 28 ? premierJour(dossiers) : dateCivileSchema.parse(`${dossiers}-${jour}`),
    // A setting typed when less was accepted destroys nothing before its time.
    RELEVES: ilYA(maintenant, Math.max(p.conservationReleves, RELEVES_DUS)),
  };
};

/**
 * [RE] The first day of which no purge has taken anything: what was noted as received before it may be gone, and a longer clock that
 * was set since gives nothing back. Absent: none has ever run.
 */
export const jourIntact = async (m: Magasin): Promise<DateCivile | undefined> =>
  (await plageType(m, 'purge', {}))
    .flatMap(({ limites: l }) => [l.DOSSIERS, l.INTERVENTIONS])
    .sort()
    .at(-1);
