import type { Antenne } from '#shared/contrats/commun';
import type { TourAstreinte } from '#shared/contrats/exploitation/astreinte';
import { codesAntennes, libelleAntenne, nommerAntennes } from '#shared/domain/antenne/registre';
import { deGarde } from '#shared/domain/veille/garde';
import { telephone } from '#shared/libelles/formats';
import type { Instant } from '#shared/temps/types';

type Tours = readonly TourAstreinte[];

/** [AL-7] Who is told first of an antenna at that minute, then who; « personne » where nobody is. */
export const direGarde = (tours: Tours, antenne: Antenne, maintenant: Instant): string => {
  const noms = deGarde(tours, antenne, maintenant).map((t) => `${t.nom} (${telephone(t.mobile)})`);
  return noms.length === 0 ? 'personne' : noms.join(', puis ');
};

/** Antennas that have the same are said together. */
const grouper = (tours: Tours, maintenant: Instant): [string, Antenne[]][] => {
  const parSuite = new Map<string, Antenne[]>();
  for (const a of codesAntennes()) {
    const dite = direGarde(tours, a, maintenant);
    parSuite.set(dite, [...(parSuite.get(dite) ?? []), a]);
  }
  return [...parSuite];
};

const direOu = (antennes: readonly Antenne[]): string => {
  const [seule] = antennes;
  if (antennes.length === codesAntennes().length) return 'Toutes les antennes';
  return antennes.length === 1 && seule ? libelleAntenne(seule) : nommerAntennes(antennes);
};

/** Who is on call at this minute, antenna by antenna. */
export const DeGarde = ({ tours, maintenant }: { tours: Tours; maintenant: Instant }) => (
  <dl className="astreintes__garde" aria-label="D’astreinte maintenant">
    {grouper(tours, maintenant).map(([dite, antennes]) => (
      <div key={dite}>
        <dt>{direOu(antennes)}</dt>
        <dd>{dite}</dd>
      </div>
    ))}
  </dl>
);
