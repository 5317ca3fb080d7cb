import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { basePointages, idPointage } from '#shared/contrats/ids';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import { antenneAu } from '#shared/domain/cloture/antenne';
import type { FichierLu } from '#shared/formats/codec-lecture';
import type { LignePointage } from '#shared/formats/pointages/pointages';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Partage } from '../../../store/lectures/connus';
import { copierIntervenants } from './copies';
import { type Plan, planVide, sansVides } from './plan';

export type ConnusPointages = {
  usagers: Map<string, Partage<Usager>>;
  intervenants: Map<string, Partage<Intervenant>>;
  pointages: readonly Pointage[];
};

const differe = (p: Pointage, l: LignePointage): string | undefined => {
  if (p.instant !== l.instant) return 'instant';
  if (p.sens !== l.sens) return 'sens';
  if (p.intervenantId !== l.id_intervenant) return 'id_intervenant';
  if (p.usagerId !== l.id_millesime) return 'id_millesime';
  return p.numeroAppelant !== l.numero_appelant ? 'numero_appelant' : undefined;
};

/** [PT-1] History taken over: a punch is added once, and never changes. An empty usager or intervenant waits [PT-5]. */
export const planPointages = (
  { usagers, intervenants, pointages }: ConnusPointages,
  lu: FichierLu<LignePointage>,
  instant: Instant,
): Plan => {
  const plan: Plan = { ...planVide(), refus: [...lu.refus], avertissements: [...lu.avertissements] };
  const parId = new Map(pointages.map((p) => [p.id, p]));
  const faites: { antenne: Antenne; intervenantId: string }[] = [];
  for (const { ligne, valeur: l } of lu.lignes) {
    const usager = l.id_millesime === undefined ? undefined : usagers.get(l.id_millesime)?.doc;
    const refuser = (colonne: keyof LignePointage, raison: string): void => {
      plan.refus.push({ ligne, colonne, valeur: String(l[colonne] ?? ''), raison });
    };
    if (l.id_millesime !== undefined && !usager) {
      refuser('id_millesime', 'usager inconnu : importez-le d’abord (USAGERS), ou laissez la case vide');
      continue;
    }
    if (l.id_intervenant !== undefined && !intervenants.has(l.id_intervenant)) {
      refuser('id_intervenant', 'intervenant inconnu : importez-le d’abord (INTERVENANTS), ou laissez la case vide');
      continue;
    }
    const connu = parId.get(l.id_pointage);
    if (connu) {
      const colonne = differe(connu, l);
      if (colonne === undefined) plan.inchanges += 1;
      else
        refuser(
          'id_pointage',
          `pointage déjà reçu avec une autre valeur (${colonne}) : un pointage ne change jamais, corrigez l’intervention`,
        );
      continue;
    }
    plan.crees += 1;
    const doc: Pointage = sansVides({
      _id: idPointage(l.instant, l.id_pointage),
      type: 'pointage' as const,
      id: l.id_pointage,
      sens: l.sens,
      instant: l.instant,
      recuLe: instant,
      source: 'REPRISE' as const,
      numeroAppelant: l.numero_appelant,
      usagerId: l.id_millesime,
      intervenantId: l.id_intervenant,
    });
    plan.ecritures.push({ base: basePointages(l.instant), doc });
    if (usager && l.id_intervenant !== undefined)
      faites.push({ antenne: antenneAu(usager, dateParis(l.instant)), intervenantId: l.id_intervenant });
  }
  plan.ecritures.push(...copierIntervenants(intervenants, faites));
  return plan;
};
