import { collateur, nomComplet } from '../../_ui/formats';

export type Personne = { id: string; nom: string; prenom: string };
export type Option = { value: string; label: string; detail?: string };

const aplatir = (texte: string): string =>
  texte.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’'-]/g, ' ');

/** Every word typed begins a word of the name, or the code: `mar je` finds MARTIN Jeanne. */
export const correspond = (nom: string, code: string | undefined, cherche: string): boolean => {
  const mots = aplatir(nom).split(/\s+/);
  return aplatir(cherche)
    .split(/\s+/)
    .filter((c) => c !== '')
    .every((c) => mots.some((m) => m.startsWith(c)) || code?.startsWith(c) === true);
};

export const trierOptions = (gens: Iterable<Personne>): Option[] =>
  [...gens].map((p) => ({ value: p.id, label: nomComplet(p) })).sort((a, b) => collateur.compare(a.label, b.label));

/** Those who match: names that begin as typed first, then the order given. */
export const chercherPersonnes = (
  options: readonly Option[],
  texte: string,
  codes?: ReadonlyMap<string, string>,
): Option[] => {
  const debut = aplatir(texte).trim();
  const rang = (o: Option): number => (aplatir(o.label).startsWith(debut) ? 0 : 1);
  return options.filter((o) => correspond(o.label, codes?.get(o.value), texte)).toSorted((a, b) => rang(a) - rang(b));
};
