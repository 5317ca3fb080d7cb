import type { Part, VisiteFigee } from '../../contrats/cloture/cloture';
import type { Complement, VisiteComplementaire } from '../../contrats/cloture/complement';
import type { Mois } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import { differenceVentilation } from '../ventilation/difference';
import { colonnesServiceFait } from './colonnes';

/** [CL-4] The visits of one usager's closed month as all that left says them: the frozen ones, then each complement in turn. */
export const cumuler = (
  figees: readonly VisiteFigee[],
  complements: readonly Pick<VisiteComplementaire, 'ancien' | 'nouveau'>[],
): VisiteFigee[] => {
  const parId = new Map(figees.map((v) => [v.interventionId, v]));
  for (const { ancien, nouveau } of complements) {
    if (ancien) parId.delete(ancien.interventionId);
    if (nouveau) parId.set(nouveau.interventionId, nouveau);
  }
  return [...parId.values()].sort(
    (a, b) =>
      comparer(a.debut, b.debut) ||
      comparer(a.intervenantId, b.intervenantId) ||
      comparer(a.fin, b.fin) ||
      comparer(a.interventionId, b.interventionId),
  );
};

/** What SERVICE_FAIT says of a visit: what is not there has not left, and does not leave again. */
const colonnes = (v: VisiteFigee): string => JSON.stringify(colonnesServiceFait(v));

/** Whether COMPLEMENTAIRE has something to say of it; else only its split has changed. */
export const serviceFaitChange = ({ ancien, nouveau }: Pick<VisiteComplementaire, 'ancien' | 'nouveau'>): boolean =>
  !ancien || !nouveau || colonnes(ancien) !== colonnes(nouveau);

/** Parts in any order, those of 0 minutes left out; with the month whose cap they use, which the months after count on [FI-6]. */
const repartition = (parts: readonly Part[]): string =>
  JSON.stringify(
    parts
      .filter((p) => p.minutes > 0)
      .map((p) => [p.numeroPec ?? '', p.codeFinanceur, p.moisPlafond ?? '', p.minutes].join('\n'))
      .sort(comparer),
  );

const identiques = (a: VisiteFigee, b: VisiteFigee): boolean =>
  colonnes(a) === colonnes(b) && repartition(a.parts) === repartition(b.parts);

/** A punch that came late gives the visit another id: it is the same one where its aide and one of its hours are. */
const semblables = (a: VisiteFigee, b: VisiteFigee): boolean =>
  a.intervenantId === b.intervenantId && (a.debut === b.debut || a.fin === b.fin);

type Ecarts = Pick<Complement, 'visites' | 'ventilation'>;

/**
 * [CL-4, FI-9] What has changed for one usager in one closed month, between what left so far and what is retained now; nothing
 * where all is the same.
 */
export const comparerMois = (
  moisOrigine: Mois,
  parties: readonly VisiteFigee[],
  actuelles: readonly VisiteFigee[],
): Ecarts => {
  const nouvelles = new Map(actuelles.map((v) => [v.interventionId, v]));
  const visites: VisiteComplementaire[] = [];
  const orphelines: VisiteFigee[] = [];
  for (const ancien of parties) {
    const nouveau = nouvelles.get(ancien.interventionId);
    if (!nouveau) orphelines.push(ancien);
    else if (!identiques(ancien, nouveau)) visites.push({ moisOrigine, ancien, nouveau });
    nouvelles.delete(ancien.interventionId);
  }
  for (const ancien of orphelines) {
    const nouveau = [...nouvelles.values()].find((v) => semblables(ancien, v));
    if (nouveau) nouvelles.delete(nouveau.interventionId);
    visites.push({ moisOrigine, ancien, ...(nouveau ? { nouveau } : {}) });
  }
  for (const nouveau of nouvelles.values()) visites.push({ moisOrigine, nouveau });
  return { visites: visites.sort(ordre), ventilation: differenceVentilation(parties, actuelles, moisOrigine) };
};

const ordre = (a: VisiteComplementaire, b: VisiteComplementaire): number => {
  const [x, y] = [a.ancien ?? a.nouveau, b.ancien ?? b.nouveau];
  return comparer(x?.debut ?? '', y?.debut ?? '') || comparer(x?.interventionId ?? '', y?.interventionId ?? '');
};
