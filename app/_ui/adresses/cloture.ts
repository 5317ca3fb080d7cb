import type { ARegler } from '#shared/contrats/cloture/bilan-cloture';
import type { Mois } from '#shared/temps/types';

/** The month's list, narrowed. */
export const interventions = (mois: Mois, plus: Record<string, string>): string =>
  `/interventions/?${new URLSearchParams({ mois, filtre: 'toutes', ...plus })}`;

/** Where each thing is settled: the list, narrowed to it. */
const LIENS: Partial<Record<ARegler, (mois: Mois) => string>> = {
  SANS_ARRIVEE: (m) => interventions(m, { statut: 'SANS_ARRIVEE' }),
  SANS_DEPART: (m) => interventions(m, { statut: 'SANS_DEPART' }),
  EN_COURS: (m) => interventions(m, { statut: 'EN_COURS' }),
  NON_POINTEE: (m) => interventions(m, { statut: 'NON_POINTEE' }),
  FICHE_A_SAISIR: (m) => interventions(m, { statut: 'FICHE_A_SAISIR' }),
  A_RETIRER: (m) => interventions(m, { statut: 'A_RETIRER' }),
  ABSENCE: (m) => interventions(m, { statut: 'ABSENCE' }),
  POINTEE_EN_ABSENCE: (m) => interventions(m, { filtre: 'a-traiter' }),
  PREVUE: (m) => interventions(m, { statut: 'PREVUE' }),
  CONFLIT: (m) => interventions(m, { statut: 'CONFLIT' }),
  APPEL_INCONNU: () => '/numeros/',
  APPEL_SANS_AIDE: () => '/numeros/',
  CORRECTION_ATTENTE: (m) => interventions(m, { filtre: 'en-attente' }),
};

export const lienDe = (quoi: ARegler, mois: Mois): string | undefined => LIENS[quoi]?.(mois);

/** After the closing: those that still lack an hour. */
export const lienIncompletes = (mois: Mois): string => interventions(mois, { filtre: 'a-traiter' });

/** The visits of one usager in the month. */
export const lienUsager = (usager: string, mois: Mois): string => interventions(mois, { usager });
