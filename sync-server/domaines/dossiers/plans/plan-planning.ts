import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { antenneAu } from '#shared/domain/cloture/antenne';
import type { FichierLu } from '#shared/formats/codec-lecture';
import type { LignePlanning } from '#shared/formats/planning/planning';
import { dateParis, moisParis } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import type { Partage } from '../../../store/lectures/connus';
import type { Lignes } from '../importer/journal-imports';
import { copierIntervenants } from './copies';
import { type Plan, planVide } from './plan';
import { derniereVersion, marquerAbsente, placerVisite, type Registre } from './visites';

export type ConnusPlanning = {
  usagers: Map<string, Partage<Usager>>;
  intervenants: Map<string, Partage<Intervenant>>;
  visites: Registre;
  /** Those that a manager created, and that the file puts on another day. */
  creees: ReadonlySet<string>;
};

/**
 * [CL-1] Each planned visit goes to the antenna that its usager has on the day. `refusees`: the rows that are taken up, where the same file
 * comes again: of the others another file may have said more since, and none is missing that was not.
 */
export const planPlanning = (
  { usagers, intervenants, visites, creees }: ConnusPlanning,
  lu: FichierLu<LignePlanning>,
  { mois, instant, refusees }: { mois: Mois; instant: Instant; refusees?: Lignes | undefined },
): Plan => {
  const plan: Plan = { ...planVide(), refus: [...lu.refus], avertissements: [...lu.avertissements] };
  const faites: { antenne: Antenne; intervenantId: string }[] = [];
  const vus = new Set(lu.refus.map((r) => r.cellules.id_planning ?? ''));
  for (const { ligne, valeur: l } of lu.lignes) {
    vus.add(l.id_planning);
    if (refusees?.has(ligne) === false) {
      plan.inchanges += 1;
      continue;
    }
    const usager = usagers.get(l.id_millesime)?.doc;
    const inconnu = !usager
      ? { colonne: 'id_millesime', valeur: l.id_millesime, raison: 'usager inconnu : importez-le d’abord (USAGERS)' }
      : !intervenants.has(l.id_intervenant)
        ? {
            colonne: 'id_intervenant',
            valeur: l.id_intervenant,
            raison: 'intervenant inconnu : importez-le d’abord (INTERVENANTS)',
          }
        : undefined;
    if (!usager || inconnu) {
      if (inconnu) plan.refus.push({ ligne, ...inconnu });
      continue;
    }
    if (creees.has(l.id_planning)) {
      plan.refus.push({
        ligne,
        colonne: 'id_planning',
        valeur: l.id_planning,
        raison:
          'visite déjà faite, créée à la main : elle reste à son jour. Annulez-la d’abord, ou donnez à la nouvelle visite un autre id_planning',
      });
      continue;
    }
    if (moisParis(l.debut) !== mois)
      plan.avertissements.push({ ligne, colonne: 'debut', raison: 'visite prévue hors du mois du fichier' });
    const antenne = antenneAu(usager, dateParis(l.debut));
    const prevue = {
      usagerId: l.id_millesime,
      intervenantId: l.id_intervenant,
      debut: l.debut,
      fin: l.fin,
      codePrestation: l.code_prestation,
    };
    const { etat, ecritures } = placerVisite(visites, l.id_planning, antenne, prevue, instant);
    plan.ecritures.push(...ecritures);
    plan.crees += etat === 'CREEE' ? 1 : 0;
    plan.modifies += etat === 'MODIFIEE' ? 1 : 0;
    plan.inchanges += etat === 'INCHANGEE' ? 1 : 0;
    faites.push({ antenne, intervenantId: l.id_intervenant });
  }
  plan.ecritures.push(...copierIntervenants(intervenants, faites));
  if (refusees) return plan;

  for (const v of visites.courantes.values()) {
    if (vus.has(v.doc.id) || v.doc.absenteDepuis !== undefined) continue;
    if (moisParis(derniereVersion(v.doc).debut) !== mois) continue;
    plan.absents.push(v.doc.id);
    plan.ecritures.push(marquerAbsente(v, dateParis(instant)));
  }
  return plan;
};
