import type { Logger } from 'pino';
import type { Instant } from '#shared/temps/types';
import { type Horloge, instantA } from './horloge';

/** What a monitor is to see in `/sante`, and what it says in the log. */
const ALERTES = {
  DISQUE: 'le journal ne peut pas être écrit : vérifier le disque ; les appelantes entendent des excuses',
  JOURNAL_ABIME: 'des lignes du journal sont illisibles : vérifier le disque, garder une copie du dossier',
  ANNUAIRE_AGE:
    'annuaire local trop ancien : les nouvelles aides et les nouveaux numéros y manquent ; vérifier CouchDB',
  RAFALE:
    'rafale de codes erronés depuis un même numéro : les réponses tardent, un code faux y termine l’appel ; un code juste passe',
  RAFALE_MASQUES:
    'rafale de codes erronés depuis des numéros masqués ou inconnus : les réponses tardent, un code faux termine l’appel ; un code juste passe ; voir les relevés de l’opérateur',
  HORLOGE: 'l’heure de l’opérateur et la nôtre diffèrent : vérifier l’horloge de la machine',
  TRANSMISSION_EN_RETARD: 'des pointages attendent CouchDB depuis trop longtemps ; ils sont au journal',
  RAPPROCHEMENT_EN_RETARD:
    'les relevés de l’opérateur ne sont plus rapprochés : lancer « telegestion plivo rapprocher », qui dit pourquoi',
} as const;

export type CodeAlerte = keyof typeof ALERTES;

export type Alertes = {
  /** Tells whether it is so now; said in the log when that changes, with what was counted (no name, no number). */
  constater: (code: CodeAlerte, vrai: boolean, constat?: () => Readonly<Record<string, number>>) => void;
  /** Those that stand, and since when. */
  liste: () => { code: CodeAlerte; depuis: Instant }[];
};

export const tenirAlertes = (horloge: Horloge, log: Logger): Alertes => {
  const levees = new Map<CodeAlerte, Instant>();
  return {
    constater: (code, vrai, constat) => {
      if (vrai === levees.has(code)) return;
      if (vrai) {
        levees.set(code, instantA(horloge));
        log.error({ alerte: code, ...(constat ? { constat: constat() } : {}) }, ALERTES[code]);
      } else {
        levees.delete(code);
        log.info({ finAlerte: code }, 'fin d’alerte');
      }
    },
    liste: () => [...levees].map(([code, depuis]) => ({ code, depuis })),
  };
};
