import { collateur, nomComplet } from '#shared/libelles/formats';
import { aplatir } from '../mots/aplatir';
import { motsDistincts } from '../mots/mots';

export type Personne = { id: string; nom: string; prenom: string };
export type Option = { value: string; label: string; detail?: string };

/** Every word typed begins a word of its own, of the name or the code: `mar je` finds MARTIN Jeanne. */
export const correspond = (nom: string, code: string | undefined, cherche: string): boolean => {
  const tapes = aplatir(cherche)
    .split(' ')
    .filter((c) => c !== '');
  return motsDistincts(tapes, [...aplatir(nom).split(' '), ...(code === undefined ? [] : [code])]);
};

export const trierOptions = (gens: Iterable<Personne>): Option[] =>
  [...gens].map((p) => ({ value: p.id, label: nomComplet(p) })).sort((a, b) => collateur.compare(a.label, b.label));

/** Those who match: names that begin as typed first, then the order given. */
export const chercherPersonnes = (
  options: readonly Option[],
  texte: string,
  codes?: ReadonlyMap<string, string>,
): Option[] => {
  const debut = aplatir(texte);
  const rang = (o: Option): number => (aplatir(o.label).startsWith(debut) ? 0 : 1);
  return options.filter((o) => correspond(o.label, codes?.get(o.value), texte)).toSorted((a, b) => rang(a) - rang(b));
};
