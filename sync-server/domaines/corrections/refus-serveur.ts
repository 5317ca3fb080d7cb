import { IDENTIFIANT_DEJA_PRIS, type Refus } from '#shared/contrats/commun';
import { type Correction, correctionSchema } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { ECART_HEURES_J } from '#shared/domain/correction/marge';
import { DEFINITIONS } from '#shared/domain/correction/natures/table';
import { jourDeLaVisite, refusUsager } from '#shared/domain/correction/refus-usager';
import type { Retenue } from '#shared/domain/types';
import { dateEntiere } from '#shared/mots/dates';
import { dateExiste, dateParis, epochMs } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Annuaire } from '../pointages';

// What the server alone can refuse: it knows the whole directory, and what pairing will make of a date.

const JOUR_MS = 86_400_000;

export const ILLISIBLE: Refus = {
  code: 'ILLISIBLE',
  message: 'Cette correction ne peut pas être lue : vérifiez ses dates et ses heures, puis recommencez la saisie.',
};

export const DEJA_PRIS: Refus = {
  code: IDENTIFIANT_DEJA_PRIS,
  message: 'Une autre correction porte déjà cet identifiant : recommencez la saisie, elle en aura un nouveau.',
};

/** [CO-7] What is typed about a planned visit is of its day: PLANNING has put it on another one since. */
export const AUTRE_JOUR = (date: DateCivile): Refus => ({
  code: 'AUTRE_JOUR',
  message: `Millésime a mis cette visite au ${dateEntiere(date)} : ouvrez-la à ce jour, et recommencez la saisie si elle vaut encore.`,
});

/** A day and an hour that the calendar has: some that no clock shows have their form. */
const instantExiste = (i: Instant): boolean => dateExiste(i.slice(0, 10)) && !Number.isNaN(epochMs(i));

/** Whether rules can be asked about it at all; what came into the store by another way may be anything. */
export const estLisible = (c: Correction): boolean =>
  correctionSchema.safeParse(c).success &&
  dateExiste(c.date) &&
  [c.instant, c.debut, c.fin].every((i) => i === undefined || instantExiste(i));

export const USAGER_INCONNU: Refus = {
  code: 'USAGER_INCONNU',
  message: 'L’usager nommé est inconnu : vérifiez son identifiant, puis recommencez la saisie.',
};
const DATE_CREATION: Refus = {
  code: 'DATE_CREATION',
  message:
    'La date de la visite créée n’est pas celle de son heure d’arrivée : recommencez la saisie au jour de la visite.',
};
const HEURES_LOINTAINES: Refus = {
  code: 'HEURES_LOINTAINES',
  message: `Les heures données sont à plus de ${ECART_HEURES_J} jours de la visite : vérifiez le jour, ou annulez cette visite et créez l’autre.`,
};
const INTERVENANT_INCONNU: Refus = {
  code: 'INTERVENANT_INCONNU',
  message: 'L’aide nommée est inconnue : vérifiez son identifiant, puis recommencez la saisie.',
};

/** The refusal that the domain's rules [CO-3] leave to the server; `avant`: the visit before this correction. */
export const refusDuServeur = (
  annuaire: Pick<Annuaire, 'usager' | 'intervenant'>,
  c: Correction,
  i: Intervention,
  avant: Pick<Retenue, 'debut'>,
): Refus | undefined => {
  if (c.nature === 'CREATION' && !c.cible && c.debut && dateParis(c.debut) !== c.date) return DATE_CREATION;
  const jourVisite = epochMs(`${i.date}T12:00:00Z` as Instant);
  if ([c.debut, c.fin].some((h) => h && Math.abs(epochMs(h) - jourVisite) > (ECART_HEURES_J + 0.5) * JOUR_MS))
    return HEURES_LOINTAINES;
  if (!DEFINITIONS[c.nature].personnes) return undefined;
  if (c.intervenantId !== undefined && !annuaire.intervenant(c.intervenantId)) return INTERVENANT_INCONNU;
  if (c.usagerId === undefined) return undefined;
  const usager = annuaire.usager(c.usagerId);
  if (!usager) return USAGER_INCONNU;
  // History taken over was made by people who saw all antennas, and is judged by the design's rules alone.
  if (c.source === 'REPRISE') return undefined;
  const { debut } = c.nature === 'CREATION' ? c : avant;
  return refusUsager(usager, c.antenne, jourDeLaVisite({ debut, intervention: i }));
};
