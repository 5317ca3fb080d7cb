import { dateLongueEtAnnee, heure } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import { useMaintenant } from '../_donnees/lecture/hooks';

/** « imprimé le mardi 1er décembre 2026 à 14 h 05 »: of two sheets of one list, which is the later. */
export const ImprimeLe = () => {
  const maintenant = useMaintenant();
  return (
    <>
      imprimé le {dateLongueEtAnnee(dateParis(maintenant))} à {heure(maintenant)}
    </>
  );
};
