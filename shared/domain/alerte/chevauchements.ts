import type { Antenne } from '../../contrats/commun';
import type { Intervention } from '../../contrats/corrections/intervention';
import type { Alerte } from '../../contrats/exploitation/alerte';
import { idAlerte } from '../../contrats/ids';
import { minutesCommunes, seChevauchent, type TelephonesDe } from '../appariement/chevauchement';
import { comparer } from '../appariement/ordre';
import type { ParametresAu, Retenue } from '../types';

/** A visit that overlaps another of its aide. */
export type Chevauchante = { intervention: Intervention; usagerId: string };

/** [AP-10] Undefined of one that overlaps none, or is annulled: of two, annulling one settles both. */
export const chevauchanteDe = (r: Retenue): Chevauchante | undefined =>
  r.intervention.anomalies.includes('CHEVAUCHEMENT') && !r.supprimee
    ? { intervention: r.intervention, usagerId: r.usagerId }
    : undefined;

const debutDe = ({ arrivee, id }: Intervention): string => `${arrivee?.instant ?? ''} ${id}`;

const alerteDe = (ici: Chevauchante, autre: Chevauchante, sujet: string): Alerte => {
  const { id, date, antenne, arrivee } = ici.intervention;
  const { intervention: a } = autre;
  return {
    _id: idAlerte(date, 'CHEVAUCHEMENT', sujet),
    type: 'alerte',
    genre: 'CHEVAUCHEMENT',
    depuis: date,
    usagerId: ici.usagerId,
    interventionId: id,
    // Whose it is, the PCs of its own antenna know.
    autre: { interventionId: a.id, date: a.date, ...(a.antenne === antenne ? {} : { antenne: a.antenne }) },
    ...(arrivee ? { instant: arrivee.instant } : {}),
  };
};

/**
 * [AL-5, AP-10] One alert for each pair of visits of one aide that overlap by more than is tolerated, in each antenna that has one of
 * them: one call to the aide settles both. It is said of the earlier one, or of the one that the antenna has.
 */
export const alertesChevauchements = (
  visites: readonly Chevauchante[],
  parametresAu: ParametresAu,
  telephones: TelephonesDe,
): { antenne: Antenne; alerte: Alerte }[] => {
  const tri = [...visites].sort((a, b) => comparer(debutDe(a.intervention), debutDe(b.intervention)));
  return tri.flatMap((a, n) =>
    tri.slice(n + 1).flatMap((b) => {
      const [x, y] = [a.intervention, b.intervention];
      if (x.intervenantId !== y.intervenantId || !seChevauchent(x, y, telephones)) return [];
      if (minutesCommunes(x, y) <= parametresAu(x.date).chevauchementTolere) return [];
      const sujet = `${x.id}:${y.id}`;
      const premiere = { antenne: x.antenne, alerte: alerteDe(a, b, sujet) };
      return x.antenne === y.antenne ? [premiere] : [premiere, { antenne: y.antenne, alerte: alerteDe(b, a, sujet) }];
    }),
  );
};
