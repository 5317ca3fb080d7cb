import type { Parametres } from '#shared/contrats/exploitation/parametre';
import type { Contexte } from '#shared/domain/types';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';

/**
 * [CO-3] What a form of that day's visit goes by, as its correction will be judged: how long a visit may last is of the visit's day,
 * why it is corrected is of the day on which that is typed.
 */
export const parametresDeSaisie = ({ maintenant, parametresAu }: Contexte, jour: DateCivile): Parametres => ({
  ...parametresAu(jour),
  motifs: parametresAu(dateParis(maintenant)).motifs,
});
