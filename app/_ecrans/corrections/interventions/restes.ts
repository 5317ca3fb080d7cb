import { moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import type { Reste } from '../../../_donnees/depot/restes';
import { interventions } from '../../../_ui/adresses/interventions';
import type { Aussi } from '../../../_ui/liste/aussi';

/** What is left of each month before this one, with the list that shows it: conflicts by themselves, since two people wait for one answer. */
export const liensDesRestes = (restes: readonly Reste[]): Aussi[] =>
  restes.flatMap(({ mois, conflits, aTraiter }) => [
    {
      n: conflits,
      dit: `${pluriel(conflits, 'conflit')} en ${moisEnMots(mois)}`,
      lien: interventions(mois, { filtre: 'a-traiter', statut: 'CONFLIT' }),
    },
    {
      n: aTraiter,
      dit: `${pluriel(aTraiter, 'visite')} à traiter en ${moisEnMots(mois)}`,
      lien: interventions(mois, { filtre: 'a-traiter' }),
    },
  ]);
