import type { Refus } from '#shared/contrats/commun';
import type { Cible, Correction } from '#shared/contrats/corrections/correction';
import { connuLe } from '#shared/domain/pointage/connu';
import type { Retenue, Valeurs } from '#shared/domain/types';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { type Signature, signee } from './signature';

/** What is corrected: a known visit, or none yet. */
export type Sujet = {
  date: DateCivile;
  cible?: Cible | undefined;
  base: string[];
  dernierInstant?: Instant | undefined;
};

/**
 * [CO-4, CO-8] What its author has seen: the last correction, and the punches that may have come since. A refused one carries nothing,
 * and its hour may be why it was refused: what came after it would be refused as well.
 */
const dernierVu = ({ corrections, intervention: { arrivee, depart } }: Retenue): Instant | undefined =>
  [
    corrections.findLast((j) => j.etat !== 'REFUSEE')?.correction.instant,
    arrivee && connuLe(arrivee),
    depart && connuLe(depart),
  ]
    .filter((i) => i !== undefined)
    .sort()
    .at(-1);

/** The same of several that its author was shown: a free CREATION names none of them, and punches that it saw do not join it. */
export const dernierVuParmi = (retenues: readonly Retenue[]): Instant | undefined =>
  retenues
    .map(dernierVu)
    .filter((i) => i !== undefined)
    .sort()
    .at(-1);

export const sujetDe = (r: Retenue): Sujet => ({
  date: r.intervention.date,
  cible: r.cible,
  base: r.base,
  dernierInstant: dernierVu(r),
});

/** [CO-4] Later than what it was made on top of, whatever this PC's clock says: at one instant, chance would choose. */
const apres = (dernier: Instant | undefined, maintenant: Instant): Instant =>
  dernier && dernier >= maintenant ? instantDe(epochMs(dernier) + 1_000) : maintenant;

/** [CO-1] The record. */
export const composer = (s: Sujet, v: Valeurs, signature: Signature): Correction => {
  return {
    ...signee('correction', s.date, signature),
    instant: apres(s.dernierInstant, signature.maintenant),
    nature: v.nature,
    ...(s.cible ? { cible: s.cible } : {}),
    ...(v.usagerId ? { usagerId: v.usagerId } : {}),
    ...(v.intervenantId ? { intervenantId: v.intervenantId } : {}),
    ...(v.codePrestation ? { codePrestation: v.codePrestation } : {}),
    ...(v.debut ? { debut: v.debut } : {}),
    ...(v.fin ? { fin: v.fin } : {}),
    ...(v.minutes === undefined ? {} : { minutes: v.minutes }),
    ...(v.retire ? { retire: v.retire } : {}),
    motif: v.motif,
    ...(v.commentaire?.trim() ? { commentaire: v.commentaire.trim() } : {}),
    base: s.base,
    source: 'POSTE',
  };
};

/** [CO-2] Only the sides that change are given: the others keep following their punch. */
export const cotesChanges = (
  r: Pick<Retenue, 'debut' | 'fin'>,
  debut: Instant | undefined,
  fin: Instant | undefined,
): { debut?: Instant; fin?: Instant } => ({
  ...(debut && debut !== r.debut ? { debut } : {}),
  ...(fin && fin !== r.fin ? { fin } : {}),
});

/** [CO-4] Why nothing is said of a visit by a gesture that shows none of its versions. */
export const EN_CONFLIT: Refus = {
  code: 'EN_CONFLIT',
  message: 'En conflit : ouvrez-la et choisissez d’abord la version à garder.',
};

export type Champ =
  | 'jour'
  | 'debut'
  | 'fin'
  | 'minutes'
  | 'motif'
  | 'commentaire'
  | 'usager'
  | 'intervenant'
  | 'formulaire';

const CHAMPS: Record<string, Champ> = {
  MOTIF_INCONNU: 'motif',
  COMMENTAIRE_MANQUANT: 'commentaire',
  MINUTES_HORS_BORNES: 'minutes',
  TROP_LONGUE: 'fin',
  CREATION_INCOMPLETE: 'usager',
  USAGER_AUTRE_ANTENNE: 'usager',
};

/** The field where a refusal of CO-3 is said. */
export const champDuRefus = (refus: Refus, c: Correction): Champ => {
  if (refus.code === 'HEURE_FUTURE') return c.debut && c.debut > c.instant ? 'debut' : 'fin';
  if (['FIN_AVANT_DEBUT', 'CREATION_SANS_HEURES', 'HORAIRE_VIDE'].includes(refus.code))
    return c.fin || !c.debut ? 'fin' : 'debut';
  return CHAMPS[refus.code] ?? 'formulaire';
};
