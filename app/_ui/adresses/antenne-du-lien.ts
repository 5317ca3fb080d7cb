import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';

// The address of a visit says of which antenna it is: a colleague of another who opens it is told so.

const NOM = 'antenne';

/** The same address, its antenna with the visit that it names; without a visit, as it was. */
export const avecAntenne = (q: URLSearchParams, antenne: Antenne): URLSearchParams => {
  const dit = new URLSearchParams(q);
  if (dit.has('id')) dit.set(NOM, antenne);
  else dit.delete(NOM);
  return dit;
};

export const antenneDuLien = (q: URLSearchParams): Antenne | undefined => CODES_ANTENNES.find((a) => a === q.get(NOM));
