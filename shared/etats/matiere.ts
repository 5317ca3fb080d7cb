import type { VisiteFigee } from '../contrats/cloture/cloture';
import type { Antenne, Dispositif } from '../contrats/commun';
import type { StatutRetenu } from '../contrats/corrections/intervention';
import type { NatureAbsence } from '../contrats/dossiers/absence';
import type { StatutDispense } from '../contrats/dossiers/consultation';
import type { DateCivile, Instant, Mois } from '../temps/types';
import type { Agregat } from './agregat';
import type { DefinitionEtat, DemandeEtat, GraphiqueEtat, LigneEtat, ValeurEtat } from './contrat';
import type { Corrigee } from './corrigees';

/** What a calculation may need beside the counts by usager: each is read only for the states that name it. */
export type Besoin = 'visites' | 'corrigees' | 'prevues' | 'suspens' | 'absences' | 'demenagements';

/** A month of an antenna, or the part of it that the period holds; closed, it is counted from what was frozen. */
export type Tranche = Pick<Agregat, 'mois' | 'antenne' | 'usagers' | 'intervenants'> & {
  clos: boolean;
  /** The period holds it whole. */
  entier: boolean;
  /** It has not begun: it has nothing, and is not shown as a month of nothing. */
  aVenir?: true;
};

export type VisiteSituee = VisiteFigee & { antenne: Antenne };

export type CorrigeeSituee = Corrigee & { antenne: Antenne };

/** A planned visit, and where it stands; what was retained of it is the visit of the same intervention. */
export type PrevueSituee = {
  interventionId: string;
  antenne: Antenne;
  usagerId: string;
  intervenantId: string;
  /** Whose it was in the plan: another may have come. */
  intervenantPrevu: string;
  codePrestation: string;
  debut: Instant;
  fin: Instant;
  /** [CL-2] Of a closed month, as it was closed. */
  statut: StatutRetenu;
  /** [CL-4] Of a closed month: where it stands now, if anything came since that changed it. */
  depuis?: StatutRetenu;
  /** Nobody punched it, and no punch is expected of it: as screens call it, and why in words. */
  dispensee?: { statut: StatutDispense; dispense: string };
  /** Millésime's planning no longer has it, since that day: said of a visit that nobody has punched. */
  absenteDepuis?: DateCivile;
  /** A correction gave it to this usager, or its hours to this day: they are not in the planning of the first, or of the period. */
  usagerRetenu?: string;
  dateRetenue?: DateCivile;
  /** [AP-11] The arrival of the intervention that covers it. */
  couvertePar?: Instant;
};

/** A punch that waits, or a failed call, which the caller's number alone did not settle; or a passage that was refused. */
export type SuspensSitue = {
  genre: 'ATTENTE' | 'APPEL' | 'PASSAGE';
  id: string;
  antenne: Antenne | 'CENTRAL';
  instant: Instant;
  numero?: string;
  /** [PT-9] Made on the page « Pointer », which shows no number. */
  sansTelephone?: true;
  usagerId?: string;
  intervenantId?: string;
  /** Why, in words. */
  raison: string;
};

export type AbsenceSituee = {
  id: string;
  usagerId: string;
  nature: NatureAbsence;
  du: DateCivile;
  au?: DateCivile;
  commentaire?: string;
};

export type Matiere = {
  demande: DemandeEtat;
  tranches: readonly Tranche[];
  visites: readonly VisiteSituee[];
  /** Behind the rates alone. */
  corrigees?: readonly CorrigeeSituee[];
  prevues: readonly PrevueSituee[];
  suspens: readonly SuspensSitue[];
  absences: readonly AbsenceSituee[];
  /** [CL-1] Whether a usager was of two antennas in that month; asked of one antenna alone. */
  aDemenage?: (usagerId: string, mois: Mois) => boolean;
  nomUsager: (id: string) => string;
  nomIntervenant: (id: string) => string;
  financeur: (code: string) => { libelle: string; dispositif: Dispositif | undefined };
};

/** What a state makes of it: keys of its columns, rows, and the totals that are no sums. */
export type Calcul = {
  colonnes: readonly string[];
  lignes: readonly LigneEtat[];
  totaux?: Readonly<Record<string, ValeurEtat>>;
  graphique?: GraphiqueEtat | undefined;
  avertissements?: readonly string[];
};

/** A definition, whole: how it is asked for, what it reads, what it counts. */
export type Etat = DefinitionEtat & {
  /** It counts no visit: whether a month is closed changes nothing in it. */
  sansActivite?: true;
  /** The months of the period before the first that has something, or was closed, and after the last, are left out: of no month is 0 said. */
  desLePremierMois?: true;
  besoins: (d: DemandeEtat) => readonly Besoin[];
  calculer: (m: Matiere) => Calcul;
};
