/** What a row stands for, hence the visits behind it. `cle` is its text form: the API and the links carry it. */
const CHAMPS = [
  'usager',
  'intervenant',
  'financeur',
  'prise',
  'mois',
  'antenne',
  'sexe',
  'age',
  'gir',
  'numero',
  'intervention',
  'absence',
] as const;
type Champ = (typeof CHAMPS)[number];
export type Selection = { [C in Champ]?: string | undefined };

/** `usager=U1&mois=2026-10`, in the order of the fields. */
export const ecrireCle = (s: Selection): string => {
  const q = new Map(CHAMPS.flatMap((c) => (s[c] === undefined ? [] : [[c, s[c]] as const])));
  return [...q].map(([c, v]) => `${c}=${encodeURIComponent(v)}`).join('&');
};

/** Undefined where it is no key of ours. */
export const lireCle = (texte: string): Selection | undefined => {
  const s: Selection = {};
  for (const bout of texte.split('&').filter((b) => b !== '')) {
    const egal = bout.indexOf('=');
    const champ = CHAMPS.find((c) => c === bout.slice(0, egal));
    if (champ === undefined) return undefined;
    try {
      s[champ] = decodeURIComponent(bout.slice(egal + 1));
    } catch {
      return undefined;
    }
  }
  return s;
};
