import { grouperPar } from '#shared/listes';
import { collateur, nomComplet } from '#shared/mots/textes';
import { aplatir } from '../mots/aplatir';
import { motsDistincts } from '../mots/mots';

export type Personne = { id: string; nom: string; prenom: string; adresse?: string };
export type Option = { value: string; label: string; detail?: string };

/** Every word typed begins a word of its own, of the name or the code: `mar je` finds MARTIN Jeanne. */
export const correspond = (nom: string, code: string | undefined, cherche: string): boolean => {
  const tapes = aplatir(cherche)
    .split(' ')
    .filter((c) => c !== '');
  return motsDistincts(tapes, [...aplatir(nom).split(' '), ...(code === undefined ? [] : [code])]);
};

/** Of those that bear one name, what tells each from the others: where she lives, if it is known, and her file's number. */
export const distinguer = (gens: readonly Personne[]): ReadonlyMap<string, string> =>
  new Map(
    [...grouperPar(gens, (p) => aplatir(nomComplet(p))).values()].flatMap((memes) =>
      memes.length === 1 ? [] : memes.map((p) => [p.id, [p.adresse, p.id].filter(Boolean).join(' · ')] as const),
    ),
  );

/** By name; two people of one name are told apart by their detail. */
export const trierOptions = (gens: Iterable<Personne>): Option[] => {
  const tous = [...gens];
  const details = distinguer(tous);
  return tous
    .map((p) => {
      const detail = details.get(p.id);
      return { value: p.id, label: nomComplet(p), ...(detail === undefined ? {} : { detail }) };
    })
    .sort((a, b) => collateur.compare(a.label, b.label));
};

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
