import type { LignePrefacturation, Prefacturation, Total } from '#shared/contrats/financement/prefacturation';
import { totaliser } from '#shared/domain/prefacturation/lignes';
import { ajouterA } from '#shared/listes';
import { duree } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { collateur, sansAccents } from '#shared/mots/textes';

export type Groupe = { usagerId: string; nom: string; lignes: LignePrefacturation[]; total: Total };

/** The lines by usager, in the order of names: those of the funder asked for, of the names that hold all the words. */
export const grouper = (
  p: Pick<Prefacturation, 'lignes' | 'usagers'>,
  filtre: { mots: string; financeur: string },
): Groupe[] => {
  const mots = sansAccents(filtre.mots).split(/\s+/);
  const groupes = new Map<string, LignePrefacturation[]>();
  for (const l of p.lignes) {
    if (filtre.financeur !== '' && l.codeFinanceur !== filtre.financeur) continue;
    ajouterA(groupes, l.usagerId, l);
  }
  return [...groupes]
    .map(([usagerId, lignes]) => ({ usagerId, nom: p.usagers[usagerId] ?? usagerId, lignes, total: totaliser(lignes) }))
    .filter((g) => mots.every((m) => sansAccents(`${g.nom} ${g.usagerId}`).includes(m)))
    .sort((a, b) => collateur.compare(a.nom, b.nom) || (a.usagerId < b.usagerId ? -1 : 1));
};

/** « 1 h 45, 2 usagers »: of the lines, since `usagers` names those of complementary lines too. */
export const phraseHeures = ({ lignes }: Pick<Prefacturation, 'lignes'>): string =>
  `${duree(totaliser(lignes).minutes)}, ${pluriel(new Set(lignes.map((l) => l.usagerId)).size, 'usager')}`;

/** The funders of the month, by name. */
export const financeursDe = (lignes: readonly LignePrefacturation[]): { code: string; nom: string }[] =>
  [...new Map(lignes.map((l) => [l.codeFinanceur, l.financeur]))]
    .map(([code, nom]) => ({ code, nom }))
    .sort((a, b) => collateur.compare(a.nom, b.nom));
