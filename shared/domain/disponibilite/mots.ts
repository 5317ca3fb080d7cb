import { INSECABLE } from '#shared/espaces';
import { pluriel } from '#shared/mots/nombres';
import { type CompteMinutes, PANNES, type QuoiPanne, type Taux } from '../../contrats/exploitation/disponibilite';
import { dateLongueEtHeure, heure } from '../../mots/dates';
import { dateParis } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import { tauxDe } from './bilan';

/** `9 h 12` on the day itself, `le mardi 24 novembre à 9 h 12` later. */
const depuis = (i: Instant, maintenant: Instant): string =>
  dateParis(i) === dateParis(maintenant) ? heure(i) : `le ${dateLongueEtHeure(i)}`;

/** « de 8 h à 20 h 30 » */
export const phraseFenetre = (f: { debut: string; fin: string }): string => {
  const [debut, fin] = [f.debut, f.fin].map((h) => {
    const [heures, minutes] = h.split(':');
    return `${Number(heures)}${INSECABLE}h${minutes === '00' ? '' : `${INSECABLE}${minutes}`}`;
  });
  return `de ${debut} à ${fin}`;
};

/** « Le téléphone (SVI) ne répond plus depuis 9 h 12. » */
export const phrasePanne = (p: { quoi: QuoiPanne; debut: Instant }, maintenant: Instant): string =>
  `${PANNES[p.quoi].libelle} depuis ${depuis(p.debut, maintenant)}.`;

/** « Le téléphone (SVI) répond à nouveau depuis 9 h 40 (en panne depuis 9 h 12). » */
export const phraseRetour = (p: { quoi: QuoiPanne; debut: Instant; fin: Instant }, maintenant: Instant): string =>
  `${PANNES[p.quoi].retour} depuis ${depuis(p.fin, maintenant)} (en panne depuis ${depuis(p.debut, maintenant)}).`;

/** « 99,86 % » or nothing where there is no minute. */
export const pourcent = ({ centiemes }: Taux['plancher']): string | undefined =>
  centiemes === undefined
    ? undefined
    : `${(centiemes / 100).toLocaleString('fr-FR', { minimumFractionDigits: 2 })}${INSECABLE}%`;

const fraction = (f: Taux['plancher'], quoi = 'minute', quois?: string): string =>
  `${pluriel(f.reussies, 'réussie')} sur ${pluriel(f.sur, quoi, quois)}`;

/**
 * [RG] The rate with its numerator and denominator beside it, and what it leaves out. Where minutes were not measured, what it is
 * at the least comes first; where none was, one figure says both.
 */
export const phraseTaux = (c: CompteMinutes): string => {
  const { mesurees, plancher } = tauxDe(c);
  const taux = pourcent(mesurees);
  const tete =
    taux === undefined
      ? 'Aucune minute mesurée'
      : c.nonMesurees === 0
        ? `${taux} (${fraction(mesurees, 'minute mesurée', 'minutes mesurées')})`
        : `${pourcent(plancher)} au moins (${fraction(plancher)}), ${taux} des minutes mesurées (${fraction(mesurees)})`;
  const reste = [
    ...(c.maintenance > 0 ? [`${pluriel(c.maintenance, 'minute')} de maintenance prévue`] : []),
    ...(c.nonMesurees > 0 ? [pluriel(c.nonMesurees, 'minute non mesurée', 'minutes non mesurées')] : []),
  ];
  return [tete, ...reste].join(' ; ');
};
