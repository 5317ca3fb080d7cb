import { dateLongueEtAnnee } from '#shared/mots/dates';
import { dateExiste } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';

/** The day of a new visit. `premier`: first date that this PC keeps; what is before would be refused, and never come back. */
export const lireJour = (
  texte: string,
  premier: DateCivile | undefined,
): { ok: true; valeur: DateCivile } | { ok: false; message: string } => {
  if (!dateExiste(texte)) return { ok: false, message: 'Choisissez le jour de la visite.' };
  if (premier === undefined || texte >= premier) return { ok: true, valeur: texte };
  return { ok: false, message: gardeEnMots(premier) };
};

/** What this PC keeps, and who knows of the rest. `premier`: first date that it keeps. */
const gardeEnMots = (premier: DateCivile): string =>
  `Ce poste garde les visites depuis le ${dateLongueEtAnnee(premier)} : pour un jour antérieur, adressez-vous au service central.`;

/** Of a period that this PC does not keep whole: what it lacks is not « ni prévu ni pointé ». `rien`: it keeps no day of it. */
export type HorsGarde = { premier: DateCivile; rien: boolean; phrase: string };

/** Undefined where every day from `de` to `a`, both included, is kept here. */
export const horsGarde = (de: DateCivile, a: DateCivile, premier: DateCivile | undefined): HorsGarde | undefined =>
  premier === undefined || de >= premier ? undefined : { premier, rien: a < premier, phrase: gardeEnMots(premier) };
