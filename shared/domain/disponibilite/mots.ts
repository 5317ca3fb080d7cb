import { INSECABLE } from '#shared/espaces';
import { nombreEntier } from '#shared/libelles/formats';
import { type CompteMinutes, PANNES, type QuoiPanne, type Taux } from '../../contrats/exploitation/disponibilite';
import { dateParis, heureAffichee } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import { tauxDe } from './bilan';

const jourLong = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});
const heure = (i: Instant): string => heureAffichee(i).replaceAll(' ', INSECABLE);

/** `9 h 12` on the day itself, `le mardi 24 novembre à 9 h 12` later. */
const depuis = (i: Instant, maintenant: Instant): string =>
  dateParis(i) === dateParis(maintenant)
    ? heure(i)
    : `le ${jourLong.format(new Date(i)).replace(/ 1 /, ' 1er ')} à ${heure(i)}`;

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

const minutes = (n: number): string => `${nombreEntier(n)}${INSECABLE}minute${n > 1 ? 's' : ''}`;

/** « 99,86 % » or nothing where there is no minute. */
export const pourcent = ({ centiemes }: Taux['plancher']): string | undefined =>
  centiemes === undefined
    ? undefined
    : `${(centiemes / 100).toLocaleString('fr-FR', { minimumFractionDigits: 2 })}${INSECABLE}%`;

const pluriel = (n: number): string => (n > 1 ? 's' : '');
const fraction = (f: Taux['plancher']): string =>
  `${nombreEntier(f.reussies)} réussie${pluriel(f.reussies)} sur ${minutes(f.sur)}`;

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
        ? `${taux} (${fraction(mesurees)} mesurée${pluriel(mesurees.sur)})`
        : `${pourcent(plancher)} au moins (${fraction(plancher)}), ${taux} des minutes mesurées (${fraction(mesurees)})`;
  const reste = [
    ...(c.maintenance > 0 ? [`${minutes(c.maintenance)} de maintenance prévue`] : []),
    ...(c.nonMesurees > 0 ? [`${minutes(c.nonMesurees)} non mesurée${pluriel(c.nonMesurees)}`] : []),
  ];
  return [tete, ...reste].join(' ; ');
};
