import type { Antenne } from '../../contrats/commun';
import type { JourAstreinte, TourAstreinte, Trou } from '../../contrats/exploitation/astreinte';
import type { Parametres } from '../../contrats/exploitation/parametre';
import { estFerie, estOuvert } from '../../temps/ouvres';
import { ajouterJours, dateParis, instantsDeLocal, localParis } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';
import { type Heures, heuresDe, type ReglagesHeures } from '../antenne/heures';
import { codesAntennes, estEnService, nommerAntennes, nommerSauf } from '../antenne/registre';
import { comparer } from '../appariement/ordre';

// Who is on call, and when nobody is.

export type Tour = Omit<TourAstreinte, 'type' | 'auteur' | 'instant'>;

/** `08:30`, by the clock in Paris. */
export const heureParis = (i: Instant): string => localParis(i).slice(11, 16);
export const dansHeures = (i: Instant, { debut, fin }: Heures): boolean =>
  debut <= heureParis(i) && heureParis(i) < fin;

const SEMAINE: readonly JourAstreinte[] = ['DIM', 'LUN', 'MAR', 'MER', 'JEU', 'VEN', 'SAM'];
/** A public holiday is no day of the week: who is on call on Mondays is not on Easter Monday unless it is said. */
const jourAstreinte = (d: DateCivile): JourAstreinte =>
  estFerie(d) ? 'FERIE' : (SEMAINE[new Date(`${d}T00:00:00Z`).getUTCDay()] ?? 'DIM');

const estLe = (t: Tour, d: DateCivile): boolean =>
  t.retire === undefined && t.du <= d && (t.au === undefined || d <= t.au) && t.jours.includes(jourAstreinte(d));

const ordre = (a: Tour, b: Tour): number =>
  a.rang - b.rang || Number(a.antenne === undefined) - Number(b.antenne === undefined) || comparer(a._id, b._id);

/** One of each person. */
const distinctes = (tours: readonly Tour[]): Tour[] =>
  tours.filter((t, n) => tours.findIndex((x) => x.mobile === t.mobile) === n);

/** [AL-7] Who is on call for an antenna at that minute, in the order in which they are told; at equal rank, the antenna's own first. */
export const deGarde = (tours: readonly Tour[], antenne: Antenne, i: Instant): Tour[] =>
  distinctes(
    tours.filter((t) => (t.antenne ?? antenne) === antenne && estLe(t, dateParis(i)) && dansHeures(i, t)).sort(ordre),
  );

/** [AL-7] The turns of an antenna that hold on a day, whatever their hours, in the order in which they are told. */
export const toursDuJour = <T extends Tour>(tours: readonly T[], antenne: Antenne, d: DateCivile): T[] =>
  tours.filter((t) => (t.antenne ?? antenne) === antenne && estLe(t, d)).sort(ordre);

/** [AL-7, AL-8] For what is of no antenna: those of all antennas first, then of each, told once. */
export const deGardePourTous = (tours: readonly Tour[], i: Instant): Tour[] =>
  distinctes([
    ...deGarde(
      tours.filter((t) => t.antenne === undefined),
      'CENTRE',
      i,
    ),
    ...codesAntennes().flatMap((a) => deGarde(tours, a, i)),
  ]);

export type ReglagesGarde = Pick<Parametres, 'fenetreVeille'> & ReglagesHeures;

/** The hours of a day at which something may change, in order, within the watch. */
const bornes = (tours: readonly Tour[], f: Heures, o: Heures): string[] =>
  [...new Set([f.debut, f.fin, o.debut, o.fin, ...tours.flatMap((t) => [t.debut, t.fin])])]
    .filter((h) => f.debut <= h && h <= f.fin)
    .sort(comparer);

const aLHeure = (d: DateCivile, h: string): Instant | undefined => instantsDeLocal(`${d}T${h}:00`)[0];

/**
 * [AL-7] The hours of the watch, out of the antenna's opening hours, with nobody on call for an antenna, from now on for so many days: of
 * those on which there is such an antenna.
 */
export const trousDe = (
  tours: readonly Tour[],
  antenne: Antenne,
  { maintenant, jours }: { maintenant: Instant; jours: number },
  reglagesAu: (d: DateCivile) => ReglagesGarde,
): Trou[] => {
  const trous: Trou[] = [];
  for (let n = 0; n <= jours; n += 1) {
    const d = ajouterJours(dateParis(maintenant), n);
    if (!estEnService(antenne, d)) continue;
    const reglages = reglagesAu(d);
    const ouvertes = heuresDe(reglages, antenne);
    const heures = bornes(tours, reglages.fenetreVeille, ouvertes);
    for (const [k, h] of heures.entries()) {
      const [debut, fin] = [aLHeure(d, h), aLHeure(d, heures[k + 1] ?? h)];
      if (!debut || !fin || debut === fin || fin <= maintenant) continue;
      if (estOuvert(debut, ouvertes) || deGarde(tours, antenne, debut).length > 0) continue;
      const avant = trous.at(-1);
      if (avant && avant.fin === debut) avant.fin = fin;
      else trous.push({ antenne, debut, fin });
    }
  }
  return trous;
};

/** The same for every antenna. */
export const trous = (
  tours: readonly Tour[],
  quand: { maintenant: Instant; jours: number },
  reglagesAu: (d: DateCivile) => ReglagesGarde,
): Trou[] => codesAntennes().flatMap((a) => trousDe(tours, a, quand, reglagesAu));

/** The same hours said once, with the antennas whose they are, the first ones first. */
export const grouperTrous = (tous: readonly Trou[]): { antennes: Antenne[]; debut: Instant; fin: Instant }[] => {
  const groupes = new Map<string, { antennes: Antenne[]; debut: Instant; fin: Instant }>();
  for (const { antenne, debut, fin } of tous) {
    const connu = groupes.get(`${debut} ${fin}`);
    if (connu) connu.antennes.push(antenne);
    else groupes.set(`${debut} ${fin}`, { antennes: [antenne], debut, fin });
  }
  return [...groupes.values()].sort((a, b) => comparer(a.debut, b.debut));
};

/** « antenne Est », « antennes Est, Sud », « toutes les antennes ». */
export const direAntennes = (antennes: readonly Antenne[]): string =>
  nommerSauf(antennes, codesAntennes()) ??
  `${antennes.length > 1 ? 'antennes' : 'antenne'} ${nommerAntennes(antennes)}`;
