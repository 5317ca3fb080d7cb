/**
 * One text for one value: keys in order, no space, `undefined` left out. What is hashed is written so, and read back by
 * anyone with a JSON parser.
 */
export const jsonCanonique = (valeur: unknown): string => {
  if (valeur === null || typeof valeur !== 'object') return JSON.stringify(valeur) ?? 'null';
  if (Array.isArray(valeur)) return `[${valeur.map(jsonCanonique).join(',')}]`;
  const champs = Object.entries(valeur)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${champs.map(([k, v]) => `${JSON.stringify(k)}:${jsonCanonique(v)}`).join(',')}}`;
};
