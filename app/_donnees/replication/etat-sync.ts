import type { Antenne } from '#shared/contrats/commun';
import { dateCourte } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { dateParis, heureAffichee } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Perte } from './perte';

/** What links this PC with the server, as the leading tab sees it. */
export type Liaison = 'CONNEXION' | 'EN_LIGNE' | 'HORS_LIGNE' | 'SESSION_FINIE';

export type EtatLiaison = {
  liaison: Liaison;
  /** Since when it is so. */
  depuis: Instant;
  /** Documents read so far by a first reading that goes on. */
  lecture?: number | undefined;
  /** Last thing that went wrong, in words. */
  erreur?: string | undefined;
  /** What arrives has no room on this PC's disk: the screens show what was there before. */
  disquePlein?: true | undefined;
};

/** The same account's rows for an antenna that is not on the screen. */
export type Ailleurs = { antenne: Antenne; attente: number; autres: number; refusees: number };

export type EtatSync = EtatLiaison & {
  /** Rows typed on this PC with neither verdict nor refusal, of all antennas of the account. */
  attente: number;
  /** Those of them that are no corrections: slips, gestures on numbers. */
  autres: number;
  /** Rows that waited when the link came back: what « 120 / 450 » counts to. */
  total: number;
  refusees: number;
  /** The part of other antennas in these figures. */
  ailleurs: readonly Ailleurs[];
  /** False: what waits is kept once only, its second copy could not be written. */
  copie: boolean;
  /** The browser has taken the database away: only this page's memory is left. */
  perte?: Perte | undefined;
};

const somme = (e: readonly Ailleurs[], quoi: 'attente' | 'autres' | 'refusees'): number =>
  e.reduce((n, a) => n + a[quoi], 0);

/** The figures of a mark: those of the antenna on the screen and of the others. */
export const compterAttentes = (
  e: EtatSync,
  ici: { attente: number; autres: number; refusees: number },
  ailleurs: readonly Ailleurs[],
): EtatSync => {
  const attente = ici.attente + somme(ailleurs, 'attente');
  const refusees = ici.refusees + somme(ailleurs, 'refusees');
  const autres = ici.autres + somme(ailleurs, 'autres');
  // What is typed online leaves at once: it is no resumption.
  const total = e.liaison === 'EN_LIGNE' && e.total === 0 ? 0 : suivreTotal(e.total, attente);
  return { ...e, attente, autres, refusees, ailleurs, total };
};

export const attenteIci = (e: EtatSync): number => e.attente - somme(e.ailleurs, 'attente');

export type TonSync = 'ok' | 'actif' | 'alerte' | 'erreur';

/** « 3 corrections »; « 3 saisies » where something else than corrections waits too. */
export const nommerSaisies = ({ attente: n, autres }: Pick<EtatSync, 'attente' | 'autres'>): string =>
  `${n} ${autres > 0 ? 'saisie' : 'correction'}${n > 1 ? 's' : ''}`;

const depuisQuand = (depuis: Instant, maintenant: Instant): string => {
  const jour = dateParis(depuis);
  const heure = heureAffichee(depuis);
  return jour === dateParis(maintenant) ? heure : `${dateCourte(jour)} ${heure}`;
};

/** The words of the sync mark: always there, never a colour alone. */
export const phraseSync = (e: EtatSync, maintenant: Instant): { texte: string; ton: TonSync } => {
  const attendent = `${nommerSaisies(e)} en attente`;
  const suite = e.attente > 0 ? ` · ${attendent}` : '';
  if (e.disquePlein && (e.liaison === 'EN_LIGNE' || e.liaison === 'CONNEXION'))
    return { texte: `Disque plein : cet écran n’est plus à jour${suite}`, ton: 'erreur' };
  switch (e.liaison) {
    case 'CONNEXION':
      return { texte: `Connexion…${suite}`, ton: 'actif' };
    case 'HORS_LIGNE':
      return { texte: `Hors ligne depuis ${depuisQuand(e.depuis, maintenant)}${suite}`, ton: 'alerte' };
    case 'SESSION_FINIE':
      return { texte: `Session terminée : reconnectez-vous${suite}`, ton: 'erreur' };
    case 'EN_LIGNE':
      if (e.attente > 1 && e.total > 1) return { texte: `Reprise… ${e.total - e.attente} / ${e.total}`, ton: 'actif' };
      if (e.attente > 0) return { texte: `Envoi… ${attendent}`, ton: 'actif' };
      if (e.lecture !== undefined) {
        // The first reading too: nothing was cut.
        const recus = e.lecture > 0 ? ` ${pluriel(e.lecture, 'reçu')}` : '';
        return { texte: `Mise à jour…${recus}`, ton: 'actif' };
      }
      return { texte: 'À jour', ton: 'ok' };
  }
};

/** The count to which a resumption goes: it grows with what waits, and starts again once all has left. */
export const suivreTotal = (total: number, attente: number): number => (attente === 0 ? 0 : Math.max(total, attente));
