import { type CompteLots, type Remplie, suivreLots } from '../base/remplies';
import { type Ailleurs, compterAttentes, type EtatLiaison, type EtatSync } from '../replication/etat-sync';
import type { Perte } from '../replication/perte';

/**
 * What the tabs of one antenna tell each other: the leading one knows the link and the server's time, the others ask it. `droits`:
 * the account may do more, or less; what it may, each asks the server.
 */
export type Message =
  | { demande: true }
  | { liaison: EtatLiaison }
  | { ecart: number }
  | { reprendre: true }
  | { droits: true };

export type EtatPoste = {
  /** What the screens are told. */
  sync: EtatSync;
  /** Whether this tab leads. */
  meneur: boolean;
  /** The link as it was last told here. */
  lien: EtatLiaison | undefined;
  /** What is to be added to this PC's clock, in ms, where the server's is known. */
  ecart?: number | undefined;
  /** How much the databases were seen to hold, once a whole reading was over. */
  lots: CompteLots;
  /** The browser has taken the database away. */
  perdu: boolean;
};

/** Rows of this antenna: that wait, of which are no corrections, that were refused. */
type Comptes = { attente: number; autres: number; refusees: number };
/** How much the databases hold now, and which of them were lost and are not read again yet. */
type Tenus = { tenus: CompteLots; perdues: readonly Remplie[] };

export type Evenement =
  /** What the database holds has changed. */
  | ({ type: 'DEPOT'; ici: Comptes; ailleurs: readonly Ailleurs[] } & Tenus)
  /** What waits for another antenna has changed. */
  | { type: 'AILLEURS'; ici: Comptes; ailleurs: readonly Ailleurs[] }
  /** What this tab's own replication says of the link; whether it leads. */
  | ({ type: 'LIAISON'; liaison: EtatLiaison; meneur: boolean } & Tenus)
  | { type: 'RECU'; message: Message }
  /** The server's time was read in this tab, or told to it. */
  | { type: 'ECART'; ecart: number }
  /** Read in this tab: the account may do more, or less. */
  | { type: 'DROITS' }
  /** The person asks for a new attempt now. */
  | { type: 'REPRENDRE' }
  /** Whether the second copy of what waits could be written. */
  | { type: 'COPIE'; ecrite: boolean }
  | { type: 'BASE_PERDUE' }
  | { type: 'PERTE'; perte: Perte };

export type Effet =
  | { type: 'NOTER_AUTRES' | 'NOTER_REFUSEES'; nombre: number }
  | { type: 'NOTER_LOTS'; lots: CompteLots }
  | { type: 'DIRE_PRESENCE' | 'COPIER' | 'CONTACT' | 'REPRENDRE' | 'LIRE_DROITS' | 'SECOURIR' }
  | { type: 'REGLER_HORLOGE'; ecart: number }
  | { type: 'PARLER'; message: Message };

export type Transition = { etat: EtatPoste; effets: readonly Effet[] };

const RIEN: readonly Effet[] = [];

/** [CO-6] The counts of other antennas go with what the browser takes away: those known until then are told on. */
const compter = (e: EtatPoste, ici: Comptes, ailleurs: readonly Ailleurs[]): Transition => ({
  etat: { ...e, sync: compterAttentes(e.sync, ici, e.perdu ? e.sync.ailleurs : ailleurs) },
  effets: [{ type: 'DIRE_PRESENCE' }, { type: 'NOTER_AUTRES', nombre: ici.autres }],
});

/** What a PC holds is known once a whole reading is over; each change from then on is counted too. */
const noterLots = (e: EtatPoste, { tenus, perdues }: Tenus): Transition => {
  if (e.sync.liaison !== 'EN_LIGNE' || e.sync.lecture !== undefined) return { etat: e, effets: RIEN };
  const lots = suivreLots(e.lots, tenus, perdues);
  if (JSON.stringify(lots) === JSON.stringify(e.lots)) return { etat: e, effets: RIEN };
  return { etat: { ...e, lots }, effets: [{ type: 'NOTER_LOTS', lots }] };
};

const dire = (e: EtatPoste, lien: EtatLiaison): EtatPoste => ({
  ...e,
  lien,
  sync: { ...e.sync, lecture: undefined, erreur: undefined, disquePlein: undefined, ...lien },
});

const recevoir = (e: EtatPoste, message: Message): Transition => {
  // One that leads tells, and is told nothing; the others only listen.
  if ('liaison' in message) {
    if (e.meneur) return { etat: e, effets: RIEN };
    // The session is every tab's: what the leading one reached, this one has.
    const contact = message.liaison.liaison === 'EN_LIGNE';
    return { etat: dire(e, message.liaison), effets: contact ? [{ type: 'CONTACT' }] : RIEN };
  }
  if ('ecart' in message)
    return { etat: e, effets: e.meneur ? RIEN : [{ type: 'REGLER_HORLOGE', ecart: message.ecart }] };
  if ('droits' in message) return { etat: e, effets: [{ type: 'LIRE_DROITS' }] };
  if (!e.meneur) return { etat: e, effets: RIEN };
  if ('reprendre' in message) return { etat: e, effets: [{ type: 'REPRENDRE' }] };
  const { lien, ecart } = e;
  return {
    etat: e,
    effets: [
      ...(lien ? [{ type: 'PARLER' as const, message: { liaison: lien } }] : []),
      ...(ecart === undefined ? [] : [{ type: 'PARLER' as const, message: { ecart } }]),
    ],
  };
};

/** One step of an open antenna: what its screens are told, what is noted beside the database, what the tabs tell each other. */
export const avancer = (e: EtatPoste, ev: Evenement): Transition => {
  switch (ev.type) {
    case 'DEPOT': {
      const compte = compter(e, ev.ici, ev.ailleurs);
      const lots = noterLots(compte.etat, ev);
      const noter: Effet[] = [{ type: 'NOTER_REFUSEES', nombre: ev.ici.refusees }, { type: 'COPIER' }];
      return { etat: lots.etat, effets: [...compte.effets, ...lots.effets, ...noter] };
    }
    case 'AILLEURS':
      return compter(e, ev.ici, ev.ailleurs);
    case 'LIAISON': {
      const meneur = e.meneur || ev.meneur;
      const lots = noterLots({ ...dire(e, ev.liaison), meneur }, ev);
      const parler: Effet[] = ev.meneur ? [{ type: 'PARLER', message: { liaison: ev.liaison } }] : [];
      return { etat: lots.etat, effets: [...parler, ...lots.effets] };
    }
    case 'RECU':
      return recevoir(e, ev.message);
    case 'ECART':
      return {
        etat: { ...e, ecart: ev.ecart },
        effets: e.meneur ? [{ type: 'PARLER', message: { ecart: ev.ecart } }] : RIEN,
      };
    case 'DROITS':
      return { etat: e, effets: [{ type: 'PARLER', message: { droits: true } }] };
    case 'REPRENDRE':
      return {
        etat: e,
        effets: e.meneur ? [{ type: 'REPRENDRE' }] : [{ type: 'PARLER', message: { reprendre: true } }],
      };
    case 'COPIE':
      return { etat: e.sync.copie === ev.ecrite ? e : { ...e, sync: { ...e.sync, copie: ev.ecrite } }, effets: RIEN };
    case 'BASE_PERDUE':
      return e.perdu ? { etat: e, effets: RIEN } : { etat: { ...e, perdu: true }, effets: [{ type: 'SECOURIR' }] };
    case 'PERTE':
      return { etat: { ...e, sync: { ...e.sync, perte: ev.perte } }, effets: RIEN };
  }
};
