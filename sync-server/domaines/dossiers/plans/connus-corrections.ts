import type { Cible, Correction } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { documentDe } from '#shared/domain/intervention/cibles';
import type { LigneCorrection } from '#shared/formats/corrections/corrections';
import {
  ajouterJours,
  ajouterMois,
  dateParis,
  debutDuJour,
  dernierJour,
  moisDe,
  premierJour,
} from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { lireCorrections, lireInterventions } from '../../../store/lectures/connus';
import { lireIds, type Magasin } from '../../../store/lire';
import { cibleDeLigne, indexerPlaces } from './cibles-corrections';
import type { ConnusCorrections } from './plan-corrections';

/** How far from the months of a file what it names is looked for, on each side. */
const LOIN = 366;

type Lu = { interventions: Intervention[]; corrections: Correction[] };

/** All antennas at once: one's documents are parsed while the store reads the next one's. */
const lireEntre = async (m: Magasin, de: DateCivile, a: DateCivile): Promise<Lu> => {
  const [interventions, corrections] = await Promise.all([
    Promise.all(codesAntennes().map((antenne) => lireInterventions(m, antenne, de, a))),
    Promise.all(codesAntennes().map((antenne) => lireCorrections(m, antenne, de, a))),
  ]);
  // One that has followed its visit to another antenna is in both.
  const parDocument = new Map(corrections.flat().map((c) => [documentDe(c), c]));
  return { interventions: interventions.flat(), corrections: [...parDocument.values()] };
};

const PREFIXES = { VISITE: 'visite', CREATION: 'correction' } as const;

/** The civil dates of punches, planned visits and creations out of a period, by their ids alone. */
const datesDe = async (m: Magasin, cibles: readonly Cible[], de: DateCivile, a: DateCivile): Promise<DateCivile[]> => {
  const [debut, fin] = [ajouterJours(de, -LOIN), ajouterJours(a, LOIN)];
  const dates: DateCivile[] = [];
  const noter = async (genre: Cible['genre'], bases: readonly string[], prefixe: string, bornes: [string, string]) => {
    const voulus = new Set(cibles.filter((c) => c.genre === genre).map((c) => c.id));
    if (voulus.size === 0) return;
    for (const base of bases)
      for (const id of await lireIds(m, base, { debut: `${prefixe}:${bornes[0]}`, fin: `${prefixe}:${bornes[1]}` })) {
        // `pointage:<instant>:<id>`, `visite:<date>:<id>`: an instant has the length of all of them.
        const reste = id.slice(prefixe.length + 1);
        const quand = reste.slice(0, bornes[0].length);
        if (voulus.has(reste.slice(quand.length + 1)))
          dates.push(genre === 'POINTAGE' ? dateParis(quand as Instant) : (quand as DateCivile));
      }
  };
  const annees = [...new Set([debut, de, a, fin].map((d) => d.slice(0, 4)))];
  await noter(
    'POINTAGE',
    annees.map((y) => `tg-pointages-${y}`),
    'pointage',
    [debutDuJour(debut), debutDuJour(fin)],
  );
  for (const genre of ['VISITE', 'CREATION'] as const)
    await noter(genre, basesAntennes(), PREFIXES[genre], [debut, fin]);
  return dates;
};

/**
 * [CO-5, CO-7] What the rows of a file of corrections may be about: its month and its neighbours, then, where a row names something that
 * is not there, the months of that (a correction may come long after the visit, whose month is closed since).
 */
export const lireConnusCorrections = async (
  m: Magasin,
  mois: Mois,
  lignes: readonly LigneCorrection[],
): Promise<Pick<ConnusCorrections, 'places' | 'corrections'>> => {
  const proches = [-1, 0, 1].map((n) => ajouterMois(mois, n));
  const [de, a] = [premierJour(ajouterMois(mois, -1)), dernierJour(ajouterMois(mois, 1))];
  const lu = await lireEntre(m, de, a);
  const places = indexerPlaces(lu.interventions, lu.corrections);
  const duFichier = new Set(lignes.filter((l) => l.nature === 'CREATION').map((l) => l.id_correction));
  const perdues = lignes
    .flatMap((l) => cibleDeLigne(l) ?? [])
    .filter((c) => !places.trouver(c) && !(c.genre === 'CREATION' && duFichier.has(c.id)));
  // A creation with no target is filed under its own date: known already, it is found there.
  const creees = lignes
    .filter((l) => l.nature === 'CREATION' && !cibleDeLigne(l))
    .flatMap((l) => l.debut ?? l.fin ?? []);
  const dates = [...(await datesDe(m, perdues, de, a)), ...creees.map(dateParis)];
  // A day around: a visit is filed under the day on which it began.
  const lointains = new Set(dates.flatMap((d) => [-1, 0, 1].map((n) => moisDe(ajouterJours(d, n)))));
  for (const proche of proches) lointains.delete(proche);
  if (lointains.size === 0) return { places, corrections: lu.corrections };
  for (const x of lointains) {
    const plus = await lireEntre(m, premierJour(x), dernierJour(x));
    lu.interventions.push(...plus.interventions);
    lu.corrections.push(...plus.corrections);
  }
  return { places: indexerPlaces(lu.interventions, lu.corrections), corrections: lu.corrections };
};
