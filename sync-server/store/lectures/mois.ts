import type { Antenne } from '#shared/contrats/commun';
import type { Correction } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { MARGE_CORRECTION_J, PORTEE_CORRECTION_J } from '#shared/domain/correction/marge';
import { estPrise } from '#shared/domain/correction/prise';
import { cibleDe } from '#shared/domain/intervention/cibles';
import type { CorrectionSuivie } from '#shared/domain/types';
import { ajouterJours, ajouterMois, dateParis, dernierJour, moisDe, moisParis, premierJour } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import type { Magasin } from '../lire';
import { parcourirType, plageSure } from '../types';
import { lireInterventions, lireSuivies } from './connus';

/** Interventions and corrections that may bear on a month, of all antennas: an usager may have changed within it. */
export type DonneesMois = { interventions: Intervention[]; corrections: CorrectionSuivie[] };

/** What is read where some antennas alone are wanted. Absent: everything. */
export type Perimetre = {
  antennes: ReadonlySet<Antenne>;
  /** Where the visits of their usagers may be. */
  lieux: ReadonlySet<Antenne>;
  /** Their usagers. */
  leurs: ReadonlySet<string>;
  /** Those, and who was theirs at any time: what other antennas have frozen of them. */
  connus: ReadonlySet<string>;
};
type Lieux = Pick<Perimetre, 'lieux' | 'leurs'>;

/** Those that bring a visit of another month into this one; one that was refused is not even read: it may be anything. */
const quiAmenent = (corrections: readonly CorrectionSuivie[], mois: Mois): Correction[] =>
  corrections
    .filter(({ verdict }) => estPrise(verdict))
    .map(({ correction }) => correction)
    .filter((c) => moisDe(c.date) !== mois && [c.debut, c.fin].some((i) => i && moisParis(i) === mois));

const cle = (c: Correction): string => Object.values(cibleDe(c)).join(':');

/**
 * The corrections that may bear on a month: those of its visits, and of the neighbours' that they bring into it. February is shorter
 * than the way that hours may go: of the dates beyond the neighbours, what bears on a visit that is brought into it.
 */
export const lireCorrectionsMois = async (m: Magasin, mois: Mois): Promise<CorrectionSuivie[]> => {
  const [de, a] = [premierJour(ajouterMois(mois, -1)), dernierJour(ajouterMois(mois, 1))];
  const tot = ajouterJours(premierJour(mois), -PORTEE_CORRECTION_J);
  const tard = ajouterJours(dernierJour(mois), PORTEE_CORRECTION_J);
  const lues = await Promise.all(
    codesAntennes().map((antenne) => lireSuivies(m, antenne, tot < de ? tot : de, tard > a ? tard : a)),
  );
  const voisine = ({ correction: c }: CorrectionSuivie): boolean => c.date >= de && c.date <= a;
  const lointaines = lues.flat().filter((s) => !voisine(s));
  const amenees = new Set(quiAmenent(lointaines, mois).map(cle));
  return lues.flat().filter((s) => voisine(s) || amenees.has(cle(s.correction)));
};

/** Antenna and id of the accepted corrections that bear on a month, by their date, their hours, or those of another of the same target. */
export const accepteesDuMois = (corrections: readonly CorrectionSuivie[], mois: Mois): Set<string> => {
  const [de, a] = [
    ajouterJours(premierJour(mois), -MARGE_CORRECTION_J),
    ajouterJours(dernierJour(mois), MARGE_CORRECTION_J),
  ];
  const acceptees = corrections.flatMap((s) => (s.verdict?.decision === 'ACCEPTEE' ? s.correction : []));
  const visees = new Set(
    acceptees
      .filter((c) => (c.date >= de && c.date <= a) || [c.debut, c.fin].some((i) => i && moisParis(i) === mois))
      .map(cle),
  );
  return new Set(acceptees.filter((c) => visees.has(cle(c))).map((c) => `${c.antenne} ${c._id}`));
};

/** A correction made elsewhere may give a visit to one of their usagers: it is then looked for everywhere. */
const lieuxDe = (corrections: readonly CorrectionSuivie[], perimetre: Lieux | undefined): readonly Antenne[] => {
  if (!perimetre) return codesAntennes();
  const { lieux, leurs } = perimetre;
  const venue = corrections.some(
    ({ correction: c, verdict }) =>
      c.usagerId !== undefined && leurs.has(c.usagerId) && !lieux.has(c.antenne) && verdict?.decision !== 'REFUSEE',
  );
  return venue ? codesAntennes() : codesAntennes().filter((a) => lieux.has(a));
};

export const lireDonneesMois = async (m: Magasin, mois: Mois, perimetre?: Lieux): Promise<DonneesMois> => {
  const corrections = await lireCorrectionsMois(m, mois);
  // One day around: a visit paired by its departure past midnight may be retained from the day before.
  const [de, a] = [ajouterJours(premierJour(mois), -1), ajouterJours(dernierJour(mois), 1)];
  const jours = new Set(
    quiAmenent(corrections, mois)
      .map((c) => c.date)
      .filter((j) => j < de || j > a),
  );
  // All at once: one antenna's are parsed while the store reads the next one's.
  const interventions = await Promise.all(
    lieuxDe(corrections, perimetre).map(async (antenne) => {
      const siennes: Intervention[] = await lireInterventions(m, antenne, de, a, plageSure);
      for (const j of jours) for (const x of await lireInterventions(m, antenne, j, j, plageSure)) siennes.push(x);
      return siennes;
    }),
  );
  return { interventions: interventions.flat(), corrections };
};

/** [FI-6] The first month of any intervention that happened (punched or created), all antennas together. */
export const premierMoisDIntervention = async (m: Magasin): Promise<Mois | undefined> => {
  const premieres = await Promise.all(codesAntennes().map((antenne) => premiereFaite(m, antenne)));
  return premieres.flatMap((d) => (d ? moisDe(d) : [])).sort()[0];
};

/** Nearly always, one of the first ones happened. */
const PREMIERES = 20;

const premiereFaite = async (m: Magasin, antenne: Antenne): Promise<DateCivile | undefined> => {
  for await (const i of parcourirType(m, 'intervention', { antenne }, { limite: PREMIERES }))
    if (i.arrivee || i.depart || i.creations.length > 0) return i.arrivee ? dateParis(i.arrivee.instant) : i.date;
  return undefined;
};
