/** What a code of the files says to a person; a code that nobody has put in words stays as it is. */
const PRESTATIONS: Readonly<Record<string, string>> = { AD: 'aide à domicile' };

/** « aide à domicile (AD) », « MEN »; « toutes » of a plan that pays for any. */
export const prestationEnMots = (code: string): string => {
  if (code === '*') return 'toutes';
  const mots = PRESTATIONS[code];
  return mots === undefined ? code : `${mots} (${code})`;
};
