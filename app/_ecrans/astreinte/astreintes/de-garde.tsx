import type { Antenne } from '#shared/contrats/commun';
import type { TourAstreinte } from '#shared/contrats/exploitation/astreinte';
import { codesAntennes, estEnService, nommerAntennes, nommerSauf } from '#shared/domain/antenne/registre';
import { deGarde } from '#shared/domain/veille/garde';
import { ajouterA } from '#shared/listes';
import { majuscule, telephone } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

type Tours = readonly TourAstreinte[];

/** [AL-7] Who is told first of an antenna at that minute, then who; « personne » where nobody is. */
export const direGarde = (tours: Tours, antenne: Antenne, maintenant: Instant): string => {
  const noms = deGarde(tours, antenne, maintenant).map((t) => `${t.nom} (${telephone(t.mobile)})`);
  return noms.length === 0 ? 'personne' : noms.join(', puis ');
};

/** Antennas that have the same are said together; one that is closed, or not open yet, has nobody to tell. */
export const direGardes = (tours: Tours, maintenant: Instant): { ou: string; dite: string }[] => {
  const ouvertes = codesAntennes().filter((a) => estEnService(a, dateParis(maintenant)));
  const parSuite = new Map<string, Antenne[]>();
  for (const a of ouvertes) {
    const dite = direGarde(tours, a, maintenant);
    ajouterA(parSuite, dite, a);
  }
  return [...parSuite].map(([dite, antennes]) => ({ ou: direOu(antennes, ouvertes), dite }));
};

const direOu = (antennes: readonly Antenne[], ouvertes: readonly Antenne[]): string =>
  majuscule(nommerSauf(antennes, ouvertes) ?? nommerAntennes(antennes));

/** Who is on call at this minute, antenna by antenna. */
export const DeGarde = ({ tours, maintenant }: { tours: Tours; maintenant: Instant }) => (
  <dl className="astreintes__garde" aria-label="D’astreinte maintenant">
    {direGardes(tours, maintenant).map(({ ou, dite }) => (
      <div key={dite}>
        <dt>{ou}</dt>
        <dd>{dite}</dd>
      </div>
    ))}
  </dl>
);
