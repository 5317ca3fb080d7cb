import type { Antenne } from '../../contrats/commun';
import type { Parametres } from '../../contrats/exploitation/parametre';
import { estOuvert } from '../../temps/ouvres';
import { epochMs, localParis } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import { type Heures, heuresDe } from '../antenne/heures';
import { dansHeures, type Tour } from './garde';

// [AL-7] The watch: of each incident, whom to tell now. Pure: what was told is given, the minute too.

export const GENRES_VEILLES = ['VISITE_NON_COMMENCEE', 'DEPART_EN_RETARD', 'TELEPHONE_MUET'] as const;
export type GenreVeille = (typeof GENRES_VEILLES)[number];

export type Incident = {
  /** When it became one: the planned hour and its delay, or the beginning of the silence. */
  ne: Instant;
  /** Planned end of a visit that did not begin: from then on it is past. */
  fin?: Instant | undefined;
  /** It still is a fact. */
  vrai: boolean;
  /** A manager has seen it, or a person on call has taken it. */
  vu: boolean;
};

/**
 * What was told of it: `A_PARTIR`, nobody knows yet that it has left; `ECHOUE`, the text message was refused or is late; `SANS_EFFET`:
 * nothing left, no mail either.
 */
export type Dit = {
  rang: number;
  fin: boolean;
  mobile: string;
  prepareLe: Instant;
  issue: 'A_PARTIR' | 'EN_ROUTE' | 'REMIS' | 'ECHOUE' | 'SANS_EFFET';
};

/** One message: the `rang`-th person told, or that same one told that it is over. */
export type ADire = { rang: number; fin: boolean; mobile: string };

/** `ouvertes`: the hours of the antenna whose the fact is. */
export type Reglages = Pick<Parametres, 'fenetreVeille' | 'veilleCalme' | 'escaladeApres' | 'veilleRemonte'> & {
  ouvertes: Heures;
};

/** [AL-7] What holds for the facts of an antenna; `undefined`: for what is of none. */
export const reglagesVeille = (p: Parametres, antenne: Antenne | undefined): Reglages => ({
  fenetreVeille: p.fenetreVeille,
  veilleCalme: p.veilleCalme,
  escaladeApres: p.escaladeApres,
  veilleRemonte: p.veilleRemonte,
  ouvertes: heuresDe(p, antenne),
});

/** Names a step, once and for all: `1`, `2`… and `1-fin`, `2-fin`… */
export const nomEtape = ({ rang, fin }: Pick<ADire, 'rang' | 'fin'>): string => `${rang}${fin ? '-fin' : ''}`;

const ecoulees = (de: Instant, a: Instant): number => (epochMs(a) - epochMs(de)) / 60_000;

const seTait = (i: Instant, { fenetreVeille, veilleCalme: c }: Reglages): boolean =>
  !dansHeures(i, fenetreVeille) ||
  (c.debut !== undefined && c.fin !== undefined && dansHeures(i, { debut: c.debut, fin: c.fin }));

/** Whether something new may be told at that minute: else, where nothing was told, there is nothing to look at. */
export const peutAnnoncer = (i: Instant, r: Reglages): boolean => !seTait(i, r) && !estOuvert(i, r.ouvertes);

/**
 * After a stop of the service or a night: no longer for who is on call, whoever was told of it before. By the clock of Paris: the night
 * that has an hour more makes no evening older.
 */
export const estTropVieux = (i: Instant, maintenant: Instant, r: Pick<Reglages, 'veilleRemonte'>): boolean =>
  Date.parse(`${localParis(maintenant)}Z`) - Date.parse(`${localParis(i)}Z`) > r.veilleRemonte * 3_600_000;

const estAncien = ({ ne }: Incident, maintenant: Instant, r: Reglages): boolean => estTropVieux(ne, maintenant, r);

/** What began while offices were open is theirs: at their closing, what is still going on is told, not what is over. */
const estNouveau = ({ ne, fin }: Incident, maintenant: Instant, r: Reglages): boolean =>
  !estOuvert(ne, r.ouvertes) || fin === undefined || maintenant < fin;

/**
 * [AL-7] Of a message that is written and has not left, the operator or ourselves having been away: whether it leaves now, waits, or has
 * no reason any more. It is held by the same hours as what is told anew.
 */
export const departDe = (
  incident: Incident,
  { fin, prepareLe }: Pick<Dit, 'fin' | 'prepareLe'>,
  { maintenant, reglages: r }: { maintenant: Instant; reglages: Reglages },
): 'PART' | 'ATTEND' | 'SANS_OBJET' => {
  if (!fin && (!incident.vrai || incident.vu || estAncien(incident, maintenant, r))) return 'SANS_OBJET';
  if (estTropVieux(prepareLe, maintenant, r)) return 'SANS_OBJET';
  return seTait(maintenant, r) || (!fin && estOuvert(maintenant, r.ouvertes)) ? 'ATTEND' : 'PART';
};

/** She was not told, or it is not known yet. */
const SANS_SUITE: readonly Dit['issue'][] = ['SANS_EFFET', 'A_PARTIR'];

/** To who was told, once, when it is over. */
const fins = (dits: readonly Dit[]): ADire[] => {
  const finis = new Set(dits.filter((d) => d.fin).map((d) => d.rang));
  return dits
    .filter((d) => !d.fin && !SANS_SUITE.includes(d.issue) && !finis.has(d.rang))
    .map(({ rang, mobile }) => ({ rang, fin: true, mobile }));
};

/**
 * [AL-7] Whom to tell of an incident at that minute: the first person on call; the next one `escaladeApres` minutes later without an
 * acknowledgement, or at once where the message could not be delivered; and each who was told, once, when it is over. Nothing out of
 * the watch's hours nor in the quiet one; nothing new while offices are open, nor of what is too old. `chaine`: who is on call at that minute, in order.
 */
export const aDire = (
  incident: Incident,
  dits: readonly Dit[],
  chaine: readonly Pick<Tour, 'mobile'>[],
  { maintenant, reglages }: { maintenant: Instant; reglages: Reglages },
): ADire[] => {
  if (seTait(maintenant, reglages)) return [];
  if (!incident.vrai) return fins(dits);
  // Told as over, it is not taken up again: no step comes twice.
  if (incident.vu || dits.some((d) => d.fin) || estOuvert(maintenant, reglages.ouvertes)) return [];
  if (estAncien(incident, maintenant, reglages)) return [];
  const dernier = dits.reduce<Dit | undefined>((x, d) => (x && x.rang > d.rang ? x : d), undefined);
  if (!dernier && !estNouveau(incident, maintenant, reglages)) return [];
  const attend =
    dernier &&
    dernier.issue !== 'ECHOUE' &&
    dernier.issue !== 'SANS_EFFET' &&
    ecoulees(dernier.prepareLe, maintenant) < reglages.escaladeApres;
  const suivante = attend ? undefined : chaine.find((p) => dits.every((d) => d.mobile !== p.mobile));
  return suivante ? [{ rang: (dernier?.rang ?? 0) + 1, fin: false, mobile: suivante.mobile }] : [];
};

/** [AL-7] Whether somebody is to take it: she who was told has not, or there was nobody to tell. */
export const attendPrise = (
  incident: Incident,
  dits: readonly Dit[],
  quand: { maintenant: Instant; reglages: Reglages },
): boolean => {
  if (!incident.vrai || incident.vu || estAncien(incident, quand.maintenant, quand.reglages)) return false;
  return dits.some((d) => !d.fin) || aDire(incident, dits, [{ mobile: '' }], quand).length > 0;
};
