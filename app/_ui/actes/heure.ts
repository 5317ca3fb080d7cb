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

const COTES = ['debut', 'fin'] as const;
export type Cote = (typeof COTES)[number];
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

const decaler = (reference: Instant, { minutes }: { minutes: number }): Instant =>
  instantDe(epochMs(reference) + minutes * 60_000);

/** The day beside a visit's own where a night puts that side. */
const voisin = (jour: DateCivile, cote: Cote): DateCivile => ajouterJours(jour, cote === 'fin' ? 1 : -1);

const autreCote = (cote: Cote): Cote => (cote === 'fin' ? 'debut' : 'fin');

const tient = (debut: Instant, fin: Instant, dureeMax: number): boolean => {
  const ecart = ecartMinutes(debut, fin);
  return ecart > 0 && ecart <= dureeMax;
};

/**
 * The instant of a typed hour. Where the other side is known, the day is the one that makes a visit of at most `dureeMax`
 * (a night passes midnight); where none does, the visit's own day, and CO-3 says what is wrong.
 */
export const situer = (tapee: HeureTapee, cote: Cote, r: Reperes): Resultat<Instant> => {
  if (tapee.genre === 'ECART') {
    if (!r.reference) return refuser('Aucune heure à décaler : écrivez l’heure, par exemple 8h31.');
    return { ok: true, valeur: decaler(r.reference, tapee) };
  }
  const { autre, dureeMax } = r;
  const duJour = instants(r.jour, tapee);
  const convient = (i: Instant): boolean =>
    autre !== undefined && (cote === 'fin' ? tient(autre, i, dureeMax) : tient(i, autre, dureeMax));
  const choisi = [...duJour, ...instants(voisin(r.jour, cote), tapee)].find(convient) ?? duJour[0];
  if (choisi) return { ok: true, valeur: choisi };
  return refuser('Cette heure n’existe pas : cette nuit-là, on passe de 2 h à 3 h.');
};

type Paire = Record<Cote, Instant>;
type Connues = Partial<Record<Cote, Instant | undefined>> | undefined;

/** Beyond that, hours that are typed again are no correction of the same night: nothing says that they leave the visit's day. */
const MEME_NUIT_MS = 4 * 3_600_000;

/** How far a pair is from the hours that are known of the visit, by the side that is the nearest. */
const eloignement = (p: Paire, connues: readonly Connues[]): number =>
  Math.min(
    ...connues.flatMap((c) =>
      COTES.flatMap((cote) => {
        const i = c?.[cote];
        return i ? [Math.abs(epochMs(p[cote]) - epochMs(i))] : [];
      }),
    ),
  );

/**
 * Both hours of a visit, typed together: neither places the other by an hour that they replace. Of those that make a visit of at most
 * `dureeMax`, the one that is near what is known of it (`connues`: the retained hours, then the planned ones), else that of the
 * visit's own day; undefined where none is, or where one of them cannot be read.
 */
export const situerEnsemble = (
  textes: Record<Cote, string>,
  { jour, dureeMax, connues }: { jour: DateCivile; dureeMax: number; connues: readonly Connues[] },
): Paire | undefined => {
  const lus = (cote: Cote): Instant[] => {
    const tapee = lireHeure(textes[cote]);
    if (!tapee.ok) return [];
    const { valeur } = tapee;
    if (valeur.genre === 'HEURE') {
      // A night's visit may have been made wholly on the day that its plan only ends on, or only begins on.
      return [jour, voisin(jour, cote), voisin(jour, autreCote(cote))].flatMap((j) => instants(j, valeur));
    }
    const reference = connues.map((c) => c?.[cote]).find((i) => i !== undefined);
    return reference ? [decaler(reference, valeur)] : [];
  };
  const fins = lus('fin');
  const paires = lus('debut').flatMap((debut) =>
    fins.flatMap((fin) => (tient(debut, fin, dureeMax) ? [{ debut, fin }] : [])),
  );
  const proches = paires
    .map((paire) => ({ paire, loin: eloignement(paire, connues) }))
    .filter(({ loin }) => loin <= MEME_NUIT_MS)
    .sort((x, y) => x.loin - y.loin);
  return proches[0]?.paire ?? paires[0];
};
