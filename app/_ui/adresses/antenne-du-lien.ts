import type { Antenne } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';

// The address of a visit says of which antenna it is: a colleague of another who opens it is told so.

const NOM = 'antenne';

/** The same address, its antenna with the visit that it names; without a visit, as it was. */
export const avecAntenne = (q: URLSearchParams, antenne: Antenne): URLSearchParams => {
  const dit = new URLSearchParams(q);
  if (dit.has('id')) dit.set(NOM, antenne);
  else dit.delete(NOM);
  return dit;
};

export const antenneDuLien = (q: URLSearchParams): Antenne | undefined => codesAntennes().find((a) => a === q.get(NOM));
