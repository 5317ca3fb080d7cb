/** « MARTIN Jeanne »: the family name, and the first name. */
const NOM_PRENOM = /^(.*) (\p{Lu}\p{Ll}[\p{L}’'-]*)$/u;

/** A name where the whole one has no room: what is shown, and what is only heard. */
export type NomCourt = { montre: string; tu: string };

/** First names whose beginning says more than one of the list, and how many letters of it tell them apart. */
export type Lettres = ReadonlyMap<string, number>;

const prenomsParNom = (noms: Iterable<string>): Map<string, Set<string>> => {
  const par = new Map<string, Set<string>>();
  for (const entier of noms) {
    const [, nom = '', prenom] = NOM_PRENOM.exec(entier) ?? [];
    if (prenom !== undefined) par.set(nom, (par.get(nom) ?? new Set()).add(prenom));
  }
  return par;
};

const communes = (a: string, b: string): number => {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  return n;
};

/** Of these names, those that an initial does not tell from another of them. Two that are written alike stay so. */
export const lettresDe = (noms: Iterable<string>): Lettres =>
  new Map(
    [...prenomsParNom(noms)].flatMap(([nom, prenoms]) =>
      [...prenoms].flatMap((p): [string, number][] => {
        const n = Math.max(0, ...[...prenoms].map((autre) => (autre === p ? 0 : communes(p, autre))));
        return n === 0 ? [] : [[`${nom} ${p}`, n + 1]];
      }),
    ),
  );

/** « MARTIN J. », « DUVAL Mar. » beside « DUVAL Mad. »; undefined: to be written whole. */
export const nomCourt = (entier: string, lettres: Lettres): NomCourt | undefined => {
  const [, nom, prenom = ''] = NOM_PRENOM.exec(entier) ?? [];
  let n = lettres.get(entier) ?? 1;
  while (n < prenom.length && !/\p{L}/u.test(prenom[n - 1] ?? '')) n++;
  if (nom === undefined || n >= prenom.length) return undefined;
  return { montre: `${nom} ${prenom.slice(0, n)}`, tu: prenom.slice(n) };
};
