import type { ClotureEcrite } from '../../contrats/cloture/cloture';
import type { Antenne } from '../../contrats/commun';
import type { Destination, Envoi, MoisAttendu } from '../../contrats/financement/envoi';
import { ajouterMois } from '../../temps/paris';
import type { Mois } from '../../temps/types';
import { antennesDeLEnvoi } from '../alerte/envois';
import { nommerAntennes } from '../antenne/registre';
import { moisEnMots } from '../releve/mots';
import { estParti } from './envoi';

/** Months before that one that are looked at. */
const MOIS_SUIVIS = 13;

export const premierSuivi = (mois: Mois): Mois => ajouterMois(mois, -MOIS_SUIVIS);

type Close = Pick<ClotureEcrite, 'mois' | 'nombreVisites' | 'nombreBruts' | 'complements'>;

/** Something of it is told. */
export const aDesLignes = (c: Close): boolean => c.nombreVisites + c.nombreBruts + (c.complements?.usagers ?? 0) > 0;

/**
 * [CL-4] Months that were closed and have not left, before one that is to leave for the same receiver: it may rectify them, and would
 * change hours that were never told. Since the last one that left from here, they leave first. Those of before that may have been
 * handed over in another way, or by the former software: a person who sends is told.
 */
export const moisAttendus = (
  envois: readonly Envoi[],
  closes: readonly (readonly [Antenne, readonly Close[]])[],
  { mois, destination }: { mois: Mois; destination: Destination },
): { attendus: MoisAttendu[]; anciens: Mois[] } => {
  const tous = envois.filter((e) => e.destination === destination && estParti(e));
  const partis = tous.filter((e) => e.mois < mois);
  const dernier = partis
    .map((e) => e.mois)
    .sort()
    .at(-1);
  const parti = (a: Antenne, m: Mois): boolean => partis.some((e) => e.mois === m && antennesDeLEnvoi(e).includes(a));
  const manquants = new Map<Mois, Antenne[]>();
  for (const [antenne, siennes] of closes)
    for (const c of siennes) {
      if (c.mois >= mois || c.mois < premierSuivi(mois) || !aDesLignes(c) || parti(antenne, c.mois)) continue;
      manquants.set(c.mois, [...(manquants.get(c.mois) ?? []), antenne]);
    }
  const dans = [...manquants].sort(([a], [b]) => (a < b ? -1 : 1));
  // What is left of a month that has begun to leave follows.
  const commence = tous.some((e) => e.mois === mois);
  const exige = (m: Mois): boolean => dernier !== undefined && m >= dernier && !commence;
  return {
    attendus: dans.flatMap(([m, antennes]) =>
      // The DASES's files are of all antennas.
      exige(m) ? { mois: m, antennes: destination === 'DASES' ? [] : antennes } : [],
    ),
    anciens: dans.flatMap(([m]) => (exige(m) ? [] : m)),
  };
};

const QUI: Record<Destination, string> = { DASES: 'la DASES', MILLESIME: 'Millésime' };

/** « octobre 2026 (Sud) n’est pas parti pour Millésime : envoyez-le d’abord. »; undefined: nothing is waited for. */
export const direAttendus = (attendus: readonly MoisAttendu[], destination: Destination): string | undefined => {
  if (attendus.length === 0) return undefined;
  const noms = attendus.map(
    ({ mois, antennes }) => `${moisEnMots(mois)}${antennes.length > 0 ? ` (${nommerAntennes(antennes)})` : ''}`,
  );
  return attendus.length === 1
    ? `${noms.join()} n’est pas parti pour ${QUI[destination]} : envoyez-le d’abord.`
    : `${noms.join(', ')} ne sont pas partis pour ${QUI[destination]} : envoyez-les d’abord, dans l’ordre.`;
};
