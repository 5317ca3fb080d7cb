import { libelleAntenne } from '#shared/domain/antenne/registre';
import { pluriel } from '#shared/mots/nombres';
import type { Retrait } from '../../../_donnees/poste/retraits';

/** What became of what was typed for an antenna that is no longer the account's. */
export const phraseRetrait = ({ antenne, saisies, perdues, brouillons }: Retrait): string => {
  const dites: [number, string, string][] = [
    [saisies.length, 'saisie n’a pas été envoyée', 'saisies n’ont pas été envoyées'],
    [
      perdues,
      'saisie non envoyée n’a pas pu être relue et est perdue',
      'saisies non envoyées n’ont pas pu être relues et sont perdues',
    ],
    [brouillons, 'saisie commencée n’a pas été enregistrée', 'saisies commencées n’ont pas été enregistrées'],
  ];
  const phrases = dites.flatMap(([n, une, plusieurs]) => (n > 0 ? [`${pluriel(n, une, plusieurs)}.`] : []));
  return `L’antenne ${libelleAntenne(antenne)} ne vous est plus ouverte : ${phrases.join(' ')}`;
};
