import type { Antenne } from '../../contrats/commun';
import { RELEVES_DUS } from '../../contrats/exploitation/parametre';
import { dateEntiere, deMois } from '../../mots/dates';
import { ajouterMois, dateParis, moisParis } from '../../temps/paris';
import type { Instant, Mois } from '../../temps/types';

/** [RE] A month whose statements are no more, and when they went. */
export type MoisElimine = { antenne: Antenne; mois: Mois; instant: Instant };

/** The last month in which its statements are due: its ten years are whole when that one is over, in Paris. */
const terme = (mois: Mois): Mois => ajouterMois(mois, RELEVES_DUS);

/** [RE] Why it went too early, in a sentence; undefined where its ten years were over. `quoi`: « Sud, octobre 2026 ». */
export const fauteDElimination = (quoi: string, { mois, instant }: Omit<MoisElimine, 'antenne'>): string | undefined =>
  moisParis(instant) > terme(mois)
    ? undefined
    : `${quoi} a été éliminé avant ses dix ans, au plus tard le ${dateEntiere(dateParis(instant))} : il était à garder jusqu’à la fin ${deMois(terme(mois))}. Remettez l’archive depuis une sauvegarde d’avant cette date, et voyez au journal d’audit qui a purgé.`;
