import type { Motif } from '../../contrats/commun';

// What is known of each motif beside its words. The dated list may have others, of which nothing is known.

/** The motifs that fit what a visit lacks, or what is done of it, the most likely first: they are offered before the others. */
export const CONVENABLES = {
  DEPART: ['OUBLI_DEPART'],
  ARRIVEE: ['OUBLI_ARRIVEE'],
  VISITE: ['OUBLI_TOTAL', 'TELEPHONE_INDISPONIBLE'],
  /** On paper, where no call could be made: its boxes are these. */
  FICHE: ['PANNE_SVI', 'TELEPHONE_INDISPONIBLE', 'TELEPHONE_REFUSE', 'LIGNE_OCCUPEE'],
  DONNEES: ['REMPLACEMENT', 'ERREUR_PLANNING'],
  SUPPRESSION: ['ABSENCE_USAGER', 'REFUS_USAGER'],
} as const satisfies Record<string, readonly Motif[]>;

export type MotifDeFiche = (typeof CONVENABLES)['FICHE'][number];

/** Of an hour that no call gave, where nothing was chosen: the SVI's fault when it was down, else the usager's telephone. */
export const motifDeFiche = (enPanne: boolean): MotifDeFiche => (enPanne ? 'PANNE_SVI' : 'TELEPHONE_INDISPONIBLE');

/** The aides say by them that the usager's telephone is the reason. */
const DU_TELEPHONE: ReadonlySet<string> = new Set<Motif>([
  'TELEPHONE_INDISPONIBLE',
  'TELEPHONE_REFUSE',
  'LIGNE_OCCUPEE',
  'NUMERO_NON_RECONNU',
]);
export const estDuTelephone = (motif: string | undefined): boolean => motif !== undefined && DU_TELEPHONE.has(motif);
