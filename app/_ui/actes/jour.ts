import { dateLongueEtAnnee } from '#shared/libelles/formats';
import { dateExiste } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';

/** The day of a new visit. `premier`: first date that this PC keeps; what is before would be refused, and never come back. */
export const lireJour = (
  texte: string,
  premier: DateCivile | undefined,
): { ok: true; valeur: DateCivile } | { ok: false; message: string } => {
  if (!dateExiste(texte)) return { ok: false, message: 'Choisissez le jour de la visite.' };
  if (premier === undefined || texte >= premier) return { ok: true, valeur: texte };
  const message = `Ce poste garde les visites depuis le ${dateLongueEtAnnee(premier)} : pour un jour antérieur, adressez-vous au service central.`;
  return { ok: false, message };
};
