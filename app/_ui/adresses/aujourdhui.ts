const NOUVELLE = 'nouvelle';

/** The day, with the form of a visit that nobody had planned. */
export const adresseNouvelleVisite = `/aujourdhui/?${new URLSearchParams({ [NOUVELLE]: 'visite' })}`;

export const demandeNouvelle = (q: Pick<URLSearchParams, 'has'>): boolean => q.has(NOUVELLE);

/** The same address once that form is open: a reload does not open it again, and what else it says stays. */
export const sansNouvelle = (chemin: string, q: URLSearchParams): string => {
  const reste = new URLSearchParams(q);
  reste.delete(NOUVELLE);
  // Older browsers do not count parameters.
  return reste.toString() === '' ? chemin : `${chemin}?${reste}`;
};
