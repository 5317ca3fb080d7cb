import type { Correction } from '../../../contrats/corrections/correction';
import { duree, heure } from '../../../mots/dates';
import { aLaMinute, dateParis, dureeAffichee, ecartMinutes, heureAffichee } from '../../../temps/paris';
import type { Instant } from '../../../temps/types';
import type { Etat, Regle } from './definition';

// What several kinds have in common.

type Heures = { debut?: Instant | undefined; fin?: Instant | undefined };

const minute = (i: Instant | undefined): Instant | undefined => i && aLaMinute(i);

/** The hours that a correction gives, seconds dropped like those of a punch: a duration counts what the files show [DU-1]. */
const heuresDonnees = (c: Correction): Heures => ({ debut: minute(c.debut), fin: minute(c.fin) });

/** [CO-2] Both hours after it: a side that it does not give stays. */
export const heuresApres = (e: Etat, c: Correction): Heures => {
  const { debut = e.debut, fin = e.fin } = heuresDonnees(c);
  return { debut, fin };
};

// A visit created on one that is deleted would stay deleted: its hours would be in no file.
export const DEJA_SUPPRIMEE: Regle = {
  code: 'DEJA_SUPPRIMEE',
  phrase: (_c, e) => (e.supprimee ? 'Cette visite est annulée : rétablissez-la d’abord.' : undefined),
};

/** [CO-3] What hours must be. */
export const REGLES_HEURES: readonly Regle[] = [
  {
    code: 'HEURE_FUTURE',
    phrase: (c) => {
      const { debut, fin } = heuresDonnees(c);
      const future = [debut, fin].find((h) => h !== undefined && h > c.instant);
      return future
        ? `${heureAffichee(future)} est dans le futur : attendez, ou vérifiez l’heure et le jour.`
        : undefined;
    },
  },
  {
    code: 'FIN_AVANT_DEBUT',
    phrase: (c, e) => {
      const { debut, fin } = heuresApres(e, c);
      if (!debut || !fin || fin > debut) return undefined;
      return c.fin
        ? `Le départ doit suivre l’arrivée (${heureAffichee(debut)}).`
        : `L’arrivée doit précéder le départ (${heureAffichee(fin)}).`;
    },
  },
  {
    code: 'TROP_LONGUE',
    phrase: (c, e, _i, parametresAu) => {
      const { debut, fin } = heuresApres(e, c);
      if (!debut || !fin) return undefined;
      const max = parametresAu(dateParis(debut)).dureeMax;
      const ecart = ecartMinutes(debut, fin);
      return ecart > max
        ? `La visite durerait ${dureeAffichee(ecart)}, plus que les ${dureeAffichee(max)} permises : vérifiez le jour et les heures.`
        : undefined;
    },
  },
];

const suivi = (texte: string, precision: string): string => (precision ? `${texte} : ${precision}` : texte);

/** `Horaire corrigé : arrivée à 9 h 00, départ à 10 h 00` */
export const avecHeures = (texte: string, c: Heures): string => {
  const arrivee = c.debut ? `arrivée à ${heure(c.debut)}` : '';
  const depart = c.fin ? `départ à ${heure(c.fin)}` : '';
  return suivi(texte, [arrivee, depart].filter(Boolean).join(', '));
};

/** `Minutes complémentaires : 0 h 10` */
export const avecMinutes = (texte: string, minutes: number | undefined): string =>
  suivi(texte, minutes === undefined ? '' : duree(minutes));
