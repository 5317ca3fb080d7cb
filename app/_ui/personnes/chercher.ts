import type { Antenne } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { collateur } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import { aplatir } from '../mots/aplatir';
import { motsDistincts } from '../mots/mots';

export type Annuaire = readonly { usager: Usager; mots: readonly string[] }[];

/** Usagers of the antenna on that date, by name, ready to be looked for. */
export const annuaireDe = (usagers: Iterable<Usager>, antenne: Antenne, date: DateCivile): Annuaire =>
  [...usagers]
    .filter((u) => antenneAu(u, date) === antenne)
    .map((usager) => ({ usager, mots: aplatir(`${usager.nom} ${usager.prenom} ${usager.id}`).split(' ') }))
    .sort(
      (a, b) =>
        collateur.compare(a.usager.nom, b.usager.nom) ||
        collateur.compare(a.usager.prenom, b.usager.prenom) ||
        (a.usager.id < b.usager.id ? -1 : 1),
    );

/**
 * Each word typed begins a word of its own of the name or the id, in any order; accents and case do not count. Names that begin as
 * typed come first: a list that shows the first few must not fill up with first names.
 */
export const chercherUsagers = (annuaire: Annuaire, texte: string): Usager[] => {
  const debut = aplatir(texte);
  const cherches = debut.split(' ').filter((m) => m !== '');
  if (cherches.length === 0) return [];
  const rang = ({ mots }: Annuaire[number]): number => (mots.join(' ').startsWith(debut) ? 0 : 1);
  return annuaire
    .filter(({ mots }) => motsDistincts(cherches, mots))
    .toSorted((a, b) => rang(a) - rang(b))
    .map(({ usager }) => usager);
};
