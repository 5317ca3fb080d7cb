import type { Motif } from '../../../contrats/commun';
import type { Correction } from '../../../contrats/corrections/correction';
import type { Intervention } from '../../../contrats/corrections/intervention';
import type { Contenu, ParametresAu } from '../../types';
import type { Contestation } from './contestation';

/** What the fold carries from one correction to the next. Hours are minute-aligned instants. */
export type Etat = Contenu & {
  /** Id of the CREATION that was applied. */
  creation?: string | undefined;
  /** That one named no planned visit: what is said of the plan that its punches are matched to is not said of it [CO-8]. */
  aPart?: boolean | undefined;
};

export type Regle = {
  code: string;
  /**
   * What was true when the server took a correction and may cease to be by no fault of its author: punches that came since
   * [CO-8], a dated change of antenna [CL-1], a motif taken off the list.
   */
  uneFois?: true;
  /** The sentence of the refusal, or undefined where the rule is kept. */
  phrase: (c: Correction, e: Etat, i: Intervention, p: ParametresAu) => string | undefined;
};

type Mots = {
  /** In a history: `Heures corrigées`. */
  resume: string;
  /** Before its author, where the visit is explained: `Corrigée`. */
  fait: string;
  /** On the usager's statement, whose bytes are kept ten years: what, and the values that it gives. */
  releve: (c: Pick<Correction, 'debut' | 'fin' | 'minutes'>) => string;
  /** In the audit log, before the day of the visit: `A corrigé les heures de la visite`. */
  audit: string;
  /** The same once withdrawn: `celle de ses heures`. */
  retiree: string;
};

/** How it is typed in the form of a visit: its tab and its button. */
type Onglet = {
  libelle: string;
  verbe: string;
  /** Of a visit that is annulled; absent: of one that is not. */
  surAnnulee?: true;
  /** What it does, where that is not plain. */
  avis?: string;
  /** Motifs that fit what is done, where that says more than what is missing. */
  motifs?: readonly Motif[];
  /** It takes something away. */
  grave?: true;
};

/** [CO-1] All that a kind of correction is: its words, how it is typed, judged and folded. */
export type DefinitionNature = {
  mots: Mots;
  /** Absent: the form of a visit does not offer it. */
  onglet?: Onglet;
  /** What the usager, the aide and the prestation that it names are: those of a new visit, or those that replace the visit's. */
  personnes?: 'INITIALES' | 'REMPLACANTES';
  /** It gives hours: what is left of them must make a visit, whatever is withdrawn. */
  heures?: true;
  /** Whether the visit is annulled after it; absent: it says nothing of that. */
  annule?: boolean;
  /** [CO-8] The punches that came after it and contest it, and what is then said. */
  pointeeDepuis?: { phrase: string; par: Contestation };
  /** [CO-3] Its refusals, in the order in which they are said, after those of every kind. */
  regles: readonly Regle[];
  /** [CO-1, CO-2] The state after it: a side or a datum that it does not give stays. */
  appliquer: (e: Etat, c: Correction) => Etat;
};
