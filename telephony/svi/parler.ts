import { localParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

/** [PT-2] The time that is spoken, Paris time, seconds dropped: `8 heures 31`, `1 heure 5`, `8 heures`. */
export const heureParlee = (instant: Instant): string => {
  const local = localParis(instant);
  const heures = Number(local.slice(11, 13));
  const minutes = Number(local.slice(14, 16));
  const mot = heures > 1 ? 'heures' : 'heure';
  return minutes === 0 ? `${heures} ${mot}` : `${heures} ${mot} ${minutes}`;
};

/** A French number two digits at a time, as it is said: `+33144010203` → `01 44 01 02 03`. */
export const telephoneParle = (numero: string): string => {
  const national = numero.replace(/\D/g, '').replace(/^33(?=\d{9}$)/, '0');
  return (national.match(/\d{1,2}/g) ?? []).join(' ');
};
