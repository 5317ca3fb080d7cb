import type { Refus } from '../contrats/commun';
import type { Cible, Correction, Verdict } from '../contrats/corrections/correction';
import type { Ajustement, Intervention, StatutBrut, StatutRetenu } from '../contrats/corrections/intervention';
import type { Parametres } from '../contrats/exploitation/parametre';
import type { DateCivile, Instant, Minutes } from '../temps/types';

/** A correction with the server's stamp, once it has one. */
export type CorrectionSuivie = { correction: Correction; verdict?: Verdict | undefined };

export type ParametresAu = (date: DateCivile) => Parametres;

/** Time is passed in; parameters are those in force on the date that each rule names. */
export type Contexte = { maintenant: Instant; parametresAu: ParametresAu };

/**
 * What became of a correction in the fold. SANS_OBJET: accepted once, but no longer applies since the visit was paired
 * again (its sentence says why); it is kept and the visit shows CONFLIT. RETIREE: it applied, until a later one withdrew it.
 */
export type EtatCorrection = 'APPLIQUEE' | 'TARDIVE' | 'REFUSEE' | 'SANS_OBJET' | 'RETIREE';
export type CorrectionJugee = {
  correction: Correction;
  etat: EtatCorrection;
  /** Neither verdict nor refus yet: typed here, not known to the server [CO-6]. */
  enAttente: boolean;
  refus?: Refus | undefined;
};

/** All that corrections may say of a visit: who, what, when. */
export type Contenu = {
  usagerId: string;
  intervenantId: string;
  codePrestation: string;
  debut?: Instant | undefined;
  fin?: Instant | undefined;
  minutesComplementaires: Minutes;
  supprimee: boolean;
};

/** What one correction gives, before it is signed. */
export type Valeurs = Pick<
  Correction,
  | 'nature'
  | 'debut'
  | 'fin'
  | 'minutes'
  | 'usagerId'
  | 'intervenantId'
  | 'codePrestation'
  | 'retire'
  | 'motif'
  | 'commentaire'
>;

/** [CO-4] The visit as one author left it, and the correction by which they did. */
export type VersionConflit = Contenu & { correction: Correction };

/** The retained intervention = fold of the raw one and its corrections. */
export type Retenue = Contenu & {
  intervention: Intervention;
  statutBrut: StatutBrut | undefined;
  statut: StatutRetenu;
  /** Motif of the last applied correction, whatever its kind. */
  motif?: string | undefined;
  corrections: CorrectionJugee[];
  /** [CO-4, CO-8] Versions to choose from; absent where nothing is in conflict. */
  conflit?: { versions: VersionConflit[]; phrase: string } | undefined;
  ajustement: Ajustement;
  /** [AP-11] Its aide is there already, for the visit before: its departure may come to cover this one. */
  aideSurPlace?: true | undefined;
  /** [AP-11] What covers it was corrected to end before the middle of it: it may be annulled or created by itself. */
  quittee?: true | undefined;
  /** What a new correction of this visit names [CO-7] and is based on [CO-4]. */
  cible: Cible;
  base: string[];
};
