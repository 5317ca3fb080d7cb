import type { ARegler } from '#shared/contrats/bilan-cloture';
import type { Mois } from '#shared/temps/types';

const interventions = (mois: Mois, plus: Record<string, string>): string =>
  `/interventions/?${new URLSearchParams({ mois, filtre: 'toutes', ...plus })}`;

/** Where each thing is settled: the list, narrowed to it. */
const LIENS: Partial<Record<ARegler, (mois: Mois) => string>> = {
  SANS_ARRIVEE: (m) => interventions(m, { statut: 'SANS_ARRIVEE' }),
  SANS_DEPART: (m) => interventions(m, { statut: 'SANS_DEPART' }),
  EN_COURS: (m) => interventions(m, { statut: 'EN_COURS' }),
  NON_POINTEE: (m) => interventions(m, { statut: 'NON_POINTEE' }),
  PREVUE: (m) => interventions(m, { statut: 'PREVUE' }),
  CONFLIT: (m) => interventions(m, { statut: 'CONFLIT' }),
  APPEL_INCONNU: () => '/numeros/',
  APPEL_SANS_AIDE: () => '/numeros/',
  CORRECTION_ATTENTE: (m) => interventions(m, { filtre: 'en-attente' }),
};

export const lienDe = (quoi: ARegler, mois: Mois): string | undefined => LIENS[quoi]?.(mois);

/** The visits of one usager in the month. */
export const lienUsager = (usager: string, mois: Mois): string => interventions(mois, { usager });
