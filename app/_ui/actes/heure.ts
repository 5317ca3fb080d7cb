import type { Resultat } from '#shared/contrats/commun';
import { ajouterJours, ecartMinutes, epochMs, instantDe, instantsDeLocal } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';

// Hours are typed `831`, `8:31`, `8h31`, or `+5` (minutes from the hour that stands, else from the planned one).

export type HeureTapee = { genre: 'HEURE'; heures: number; minutes: number } | { genre: 'ECART'; minutes: number };

const FORMES = 'Écrivez l’heure 831, 8:31 ou 8h31, ou un écart en minutes : +5.';
const refuser = (message: string): { ok: false; refus: { code: string; message: string } } => ({
  ok: false,
  refus: { code: 'HEURE', message },
});

export const lireHeure = (texte: string): Resultat<HeureTapee> => {
  const t = texte.replace(/\s/g, '').toLowerCase();
  const ecart = /^([+-])(\d{1,3})$/.exec(t);
  if (ecart) return { ok: true, valeur: { genre: 'ECART', minutes: Number(`${ecart[1]}${ecart[2]}`) } };
  const lue = /^(\d{1,2})(?:[h:.](\d{2})?)?$/.exec(t) ?? /^(\d{1,2})(\d{2})$/.exec(t);
  if (!lue) return refuser(FORMES);
  const heures = Number(lue[1]);
  const minutes = Number(lue[2] ?? 0);
  if (heures > 23 || minutes > 59) return refuser(`« ${texte.trim()} » n’est pas une heure du jour. ${FORMES}`);
  return { ok: true, valeur: { genre: 'HEURE', heures, minutes } };
};

/** Instants that an hour may mean on a civil date of Paris: two in the night that goes back, none in the hour that spring skips. */
const instants = (jour: DateCivile, { heures, minutes }: { heures: number; minutes: number }): Instant[] =>
  instantsDeLocal(`${jour}T${String(heures).padStart(2, '0')}:${String(minutes).padStart(2, '0')}:00`);

export type Cote = 'debut' | 'fin';
export type Reperes = {
  /** Civil date of the visit. */
  jour: DateCivile;
  /** What `+5` counts from. */
  reference?: Instant | undefined;
  /** The other side, once it is known. */
  autre?: Instant | undefined;
  /** Minutes. */
  dureeMax: number;
};

/**
 * The instant of a typed hour. Where the other side is known, the day is the one that makes a visit of at most `dureeMax`
 * (a night passes midnight); where none does, the visit's own day, and CO-3 says what is wrong.
 */
export const situer = (tapee: HeureTapee, cote: Cote, r: Reperes): Resultat<Instant> => {
  if (tapee.genre === 'ECART') {
    if (!r.reference) return refuser('Aucune heure à décaler : écrivez l’heure, par exemple 8h31.');
    return { ok: true, valeur: instantDe(epochMs(r.reference) + tapee.minutes * 60_000) };
  }
  const duJour = instants(r.jour, tapee);
  const voisin = instants(ajouterJours(r.jour, cote === 'fin' ? 1 : -1), tapee);
  const { autre } = r;
  const convient = (i: Instant): boolean => {
    if (!autre) return false;
    const ecart = cote === 'fin' ? ecartMinutes(autre, i) : ecartMinutes(i, autre);
    return ecart > 0 && ecart <= r.dureeMax;
  };
  const choisi = [...duJour, ...voisin].find(convient) ?? duJour[0];
  if (choisi) return { ok: true, valeur: choisi };
  return refuser('Cette heure n’existe pas : cette nuit-là, on passe de 2 h à 3 h.');
};
