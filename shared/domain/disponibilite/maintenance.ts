import type { Refusee } from '../../contrats/commun';
import { refuser } from '../../contrats/commun';
import type { MaintenancePrevue } from '../../contrats/exploitation/disponibilite';
import { dateLongue, heure } from '../../mots/dates';
import { ajouterJours, dateParis, ecartSecondes, epochMs, instantDe } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';
import { type FenetreService, instantDuRang, minutesParJour } from './fenetre';

/** Nobody plans a night longer than that. */
const DUREE_MAX_MIN = 12 * 60;

const fenetreDu = (date: DateCivile, f: FenetreService): { de: Instant; a: Instant } => {
  const de = instantDuRang(date, f.debut, 0);
  return { de, a: instantDe(epochMs(de) + minutesParJour(f) * 60_000) };
};

const heureDite = (h: string): string => h.replace(/^0/, '').replace(':', '\u00a0h\u00a0');

/** Why planned work may not be announced as it is; undefined where it may. It never touches the hours of service. */
export const jugerMaintenance = (m: MaintenancePrevue, f: FenetreService, maintenant: Instant): Refusee | undefined => {
  if (m.fin <= m.debut) return refuser('FIN', 'La fin doit suivre le début.');
  if (m.debut <= maintenant)
    return refuser('DEBUT', 'Une maintenance s’annonce avant de commencer : choisissez une heure à venir.');
  if (ecartSecondes(m.debut, m.fin) > DUREE_MAX_MIN * 60)
    return refuser('FIN', 'Une maintenance dure douze heures au plus : annoncez-en deux.');
  for (const date of [dateParis(m.debut), ajouterJours(dateParis(m.debut), 1)]) {
    const { de, a } = fenetreDu(date, f);
    if (m.debut < a && m.fin > de)
      return refuser(
        'HEURES',
        `Une maintenance se fait de nuit, après ${heureDite(f.fin)} et avant ${heureDite(f.debut)} : le service est ouvert entre les deux.`,
      );
  }
  return undefined;
};

/** How long before it is told on every screen. */
const ANNONCE_JOURS = 7;

/** What screens say of planned work; undefined once it is over, or while it is far. */
export const annonceMaintenance = (
  m: MaintenancePrevue,
  maintenant: Instant,
): { enCours: boolean; phrase: string; suite: string } | undefined => {
  if (maintenant >= m.fin || ecartSecondes(maintenant, m.debut) > ANNONCE_JOURS * 86_400) return undefined;
  const enCours = maintenant >= m.debut;
  const [de, a] = [dateLongue(dateParis(m.debut)), dateLongue(dateParis(m.fin))];
  const quand =
    de === a
      ? `${de} de ${heure(m.debut)} à ${heure(m.fin)}`
      : `${de} à ${heure(m.debut)} jusqu’au ${a} à ${heure(m.fin)}`;
  return {
    enCours,
    phrase: enCours
      ? `Maintenance en cours, jusqu’à ${heure(m.fin)} : ${m.motif}.`
      : `Maintenance prévue ${quand} : ${m.motif}.`,
    suite: enCours
      ? 'Ce que vous saisissez est gardé sur ce poste et partira ensuite ; les aides remplissent des fiches papier si le téléphone ne répond pas.'
      : 'Le téléphone des aides et l’extranet pourront s’interrompre.',
  };
};
