import {
  type CategorieIncident,
  type EtatIncident,
  GESTES_INCIDENT,
  type GesteIncident,
  type GraviteIncident,
  type PanneLiee,
  type Signalement,
} from '../../contrats/exploitation/incident';
import type { Instant } from '../../temps/types';

/** An incident as its gestures have left it. */
export type IncidentPlie = {
  etat: EtatIncident;
  categorie: CategorieIncident;
  gravite: GraviteIncident;
  porteur: string | undefined;
  pannes: readonly PanneLiee[];
  /** In order of time. */
  fil: readonly GesteIncident[];
  /** When the assistance first did something of it. */
  priseLe: Instant | undefined;
  /** When it was resolved, as long as nobody has reopened it. */
  resoluLe: Instant | undefined;
  /** When its clock stood still: an answer was waited for, or its resolution confirmed. The last may still be open. */
  pauses: readonly { de: Instant; a: Instant | undefined }[];
};

const EN_PAUSE: readonly EtatIncident[] = ['ATTENTE', 'RESOLU', 'CLOS'];

/** Where a gesture leads from a state; undefined where it is none of that state's. */
export const etatApres = (etat: EtatIncident, g: Pick<GesteIncident, 'geste' | 'cote'>): EtatIncident | undefined => {
  const regle = GESTES_INCIDENT[g.geste];
  if (!(regle.de as readonly EtatIncident[]).includes(etat)) return undefined;
  if (regle.qui === 'ASSISTANCE' && g.cote !== 'ASSISTANCE') return undefined;
  // What was asked is answered.
  if (g.geste === 'REPONDRE' && etat === 'ATTENTE' && g.cote === 'SERVICE') return 'PRIS';
  return 'vers' in regle ? regle.vers : etat;
};

const memePanne = (a: PanneLiee, b: PanneLiee): boolean => a.quoi === b.quoi && a.debut === b.debut;

/**
 * The state of an incident from its report and all that was done, in whatever order it is given. Two people at once: a gesture
 * that the state no longer has stays in the thread, and changes nothing.
 */
export const plierIncident = (s: Signalement, gestes: readonly GesteIncident[]): IncidentPlie => {
  const fil = [...gestes].sort((a, b) =>
    a.instant < b.instant ? -1 : a.instant > b.instant ? 1 : a.id < b.id ? -1 : 1,
  );
  let i: IncidentPlie = {
    etat: 'SIGNALE',
    categorie: s.categorie,
    gravite: s.gravite,
    porteur: undefined,
    pannes: s.pannes,
    fil,
    priseLe: undefined,
    resoluLe: undefined,
    pauses: [],
  };
  for (const g of fil) {
    const etat = etatApres(i.etat, g);
    if (etat === undefined) continue;
    const pauses = suivrePauses(i, etat, g.instant);
    i = { ...i, etat, pauses };
    if (g.cote === 'ASSISTANCE' && g.geste !== 'LIER') i = { ...i, priseLe: i.priseLe ?? g.instant };
    if (g.geste === 'PRENDRE') i = { ...i, porteur: g.auteur };
    if (g.geste === 'RESOUDRE') i = { ...i, resoluLe: g.instant, porteur: i.porteur ?? g.auteur };
    if (g.geste === 'ROUVRIR') i = { ...i, resoluLe: undefined };
    if (g.geste === 'REQUALIFIER') i = { ...i, categorie: g.categorie ?? i.categorie, gravite: g.gravite ?? i.gravite };
    const { panne } = g;
    if (g.geste === 'LIER' && panne && !i.pannes.some((p) => memePanne(p, panne)))
      i = { ...i, pannes: [...i.pannes, panne] };
  }
  return i;
};

const suivrePauses = (i: IncidentPlie, apres: EtatIncident, instant: Instant): IncidentPlie['pauses'] => {
  const avant = EN_PAUSE.includes(i.etat);
  const ensuite = EN_PAUSE.includes(apres);
  if (!avant && ensuite) return [...i.pauses, { de: instant, a: undefined }];
  const derniere = i.pauses.at(-1);
  if (avant && !ensuite && derniere) return [...i.pauses.slice(0, -1), { ...derniere, a: instant }];
  return i.pauses;
};
