import { CODES_JOURS, JOURS_ASTREINTE, type TourAstreinte } from '../../contrats/exploitation/astreinte';
import { ETATS_MESSAGE, type MessageAstreinte, RAISONS_SMS } from '../../contrats/exploitation/message-astreinte';
import { dateEntiere, dateEtHeure, heure } from '../../mots/dates';
import { dateParis } from '../../temps/paris';
import type { Instant } from '../../temps/types';

// What is said of a turn on call and of a message, on screen and on the command line alike.

/** « tous les jours, sauf dimanche » */
export const direJours = (jours: TourAstreinte['jours']): string => {
  const absents = CODES_JOURS.filter((j) => !jours.includes(j));
  if (absents.length === 0) return 'tous les jours';
  const siens = CODES_JOURS.filter((j) => jours.includes(j)).map((j) => JOURS_ASTREINTE[j]);
  return absents.length === 1 && absents[0] ? `tous les jours, sauf ${JOURS_ASTREINTE[absents[0]]}` : siens.join(', ');
};

/** « 17:00 – 20:30 » */
export const direHeures = ({ debut, fin }: Pick<TourAstreinte, 'debut' | 'fin'>): string =>
  debut === '00:00' && fin === '24:00' ? 'toute la journée' : `${debut} – ${fin}`;

/** The days of a turn: « à partir du 3 décembre 2026 », « du 3 décembre 2026 au 5 décembre 2026 », « le 5 décembre 2026 ». */
export const direDates = ({ du, au }: Pick<TourAstreinte, 'du' | 'au'>): string => {
  if (au === undefined) return `à partir du ${dateEntiere(du)}`;
  return du === au ? `le ${dateEntiere(du)}` : `du ${dateEntiere(du)} au ${dateEntiere(au)}`;
};

/** « 24 heures », « 7 jours »: how far ahead hours without anybody are looked for. */
export const direAvance = (jours: number): string => (jours === 1 ? '24 heures' : `${jours} jours`);

export type Parti = Pick<MessageAstreinte, 'nom' | 'etat' | 'prepareLe' | 'raison' | 'remisLe' | 'courrielLe'>;

/** [AL-7] Who was told by a message, and how, as far as is known: « A prévenu ANNE Garde, SMS remis à 10 h 17 ». */
export const direParti = ({ nom, etat, prepareLe, raison, remisLe, courrielLe }: Parti): string => {
  const quand = (i: Instant): string =>
    dateParis(i) === dateParis(prepareLe) ? `à ${heure(i)}` : `le ${dateEtHeure(i)}`;
  const pourquoi = raison === undefined ? '' : ` (${RAISONS_SMS[raison]})`;
  if (etat === 'PREPARE') return `N’a pas encore pu prévenir ${nom}`;
  if (etat === 'SANS_OBJET') return `N’a plus eu à prévenir ${nom}`;
  if (remisLe !== undefined) return `A prévenu ${nom}, SMS remis ${quand(remisLe)}`;
  if (courrielLe !== undefined) return `A écrit à ${nom}, par courriel ${quand(courrielLe)}${pourquoi}`;
  if (etat === 'TENTE' || etat === 'PRIS') return `A écrit à ${nom}, SMS ${ETATS_MESSAGE[etat]}`;
  return etat === 'RETARD' ? `A écrit à ${nom}, ${ETATS_MESSAGE.RETARD}` : `N’a pas pu prévenir ${nom}${pourquoi}`;
};
