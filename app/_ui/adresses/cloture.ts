import { type ARegler, INCOMPLETES, SANS_VISITE } from '#shared/contrats/cloture/bilan-cloture';
import type { Mois } from '#shared/temps/types';
import type { StatutAffiche } from '../../_donnees/depot/statut-affiche';
import { ecrireStatuts, interventions, POINTEE_EN_ABSENCE } from './interventions';

/** What the clock adds to a status has a name of its own in the list: a closing counts the status, whatever the hour. */
const STATUTS = {
  SANS_ARRIVEE: ['SANS_ARRIVEE'],
  SANS_DEPART: ['SANS_DEPART'],
  EN_COURS: ['EN_COURS', 'DEPART_ATTENDU'],
  NON_POINTEE: ['NON_POINTEE'],
  FICHE_A_SAISIR: ['FICHE_A_SAISIR'],
  A_RETIRER: ['A_RETIRER'],
  ABSENCE: ['ABSENCE'],
  PREVUE: ['PREVUE', 'EN_RETARD'],
  CONFLIT: ['CONFLIT'],
} as const satisfies Partial<Record<ARegler, readonly StatutAffiche[]>>;

/** Where the others are settled. */
const LIENS: Partial<Record<ARegler, (mois: Mois) => string>> = {
  POINTEE_EN_ABSENCE: (m) => interventions(m, { anomalie: POINTEE_EN_ABSENCE }),
  APPEL_INCONNU: () => '/numeros/',
  APPEL_SANS_AIDE: () => '/numeros/',
  CORRECTION_ATTENTE: (m) => interventions(m, { filtre: 'en-attente' }),
};

const lienStatuts = (mois: Mois, quoi: readonly (keyof typeof STATUTS)[]): string =>
  interventions(mois, { statut: ecrireStatuts(quoi.flatMap((q) => STATUTS[q])) });

const aSonStatut = (quoi: ARegler): quoi is keyof typeof STATUTS => Object.hasOwn(STATUTS, quoi);

/** Where each thing is settled: the list, narrowed to it. */
export const lienDe = (quoi: ARegler, mois: Mois): string | undefined =>
  aSonStatut(quoi) ? lienStatuts(mois, [quoi]) : LIENS[quoi]?.(mois);

/** After the closing: those that it left without hours. `toutes`: with those that nobody was to make. */
export const lienIncompletes = (mois: Mois, toutes: boolean): string =>
  lienStatuts(mois, toutes ? INCOMPLETES : INCOMPLETES.filter((q) => !SANS_VISITE.some((s) => s === q)));
export const lienSansVisite = (mois: Mois): string => lienStatuts(mois, SANS_VISITE);

/** The visits of one usager in the month. */
export const lienUsager = (usager: string, mois: Mois): string => interventions(mois, { usager });
