import { isDeepStrictEqual } from 'node:util';
import type { Financeur } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, idFinanceur } from '#shared/contrats/ids';
import type { FichierLu } from '#shared/formats/codec-lecture';
import type { LigneFinanceur } from '#shared/formats/financeurs/financeurs';
import type { Stocke } from '../../../ports/documents';
import { type Plan, type PlanRefuse, planVide } from './plan';

const enDocument = (l: LigneFinanceur): Financeur => ({
  _id: idFinanceur(l.code, l.date_debut),
  type: 'financeur',
  code: l.code,
  libelle: l.libelle,
  dispositif: l.dispositif,
  dateDebut: l.date_debut,
  tolerance: l.tolerance,
  plafondPrevu: l.plafond_prevu,
  pas: l.pas,
  mode: l.mode,
  tarifHoraireCentimes: l.tarif_horaire,
});

/** [FI-3] Exactly one funder of the table is TARIF_PROPRE: a file that would leave none, or two, is refused whole. */
export const planFinanceurs = (
  connus: readonly Stocke<Financeur>[],
  lu: FichierLu<LigneFinanceur>,
): Plan | PlanRefuse => {
  const plan: Plan = { ...planVide(), refus: [...lu.refus], avertissements: [...lu.avertissements] };
  const parId = new Map(connus.map((d) => [d._id, d]));
  const table = new Map<string, Financeur>(parId);
  for (const { valeur } of lu.lignes) {
    const doc = enDocument(valeur);
    table.set(doc._id, doc);
    const { _rev, ...ancien } = parId.get(doc._id) ?? { _rev: undefined };
    if (_rev === undefined) plan.crees += 1;
    else if (isDeepStrictEqual(ancien, doc)) {
      plan.inchanges += 1;
      continue;
    } else plan.modifies += 1;
    plan.ecritures.push({ base: BASE_CENTRALE, doc: _rev === undefined ? doc : { ...doc, _rev } });
  }
  const vus = new Set([
    ...lu.lignes.map(({ valeur }) => idFinanceur(valeur.code, valeur.date_debut)),
    ...lu.refus.map((r) => `financeur:${r.cellules.code}:`),
  ]);
  plan.absents = connus
    .filter((d) => !vus.has(d._id) && !vus.has(`financeur:${d.code}:`))
    .map((d) => `${d.code} (${d.dateDebut})`);

  const propres = [
    ...new Set([...table.values()].filter((f) => f.dispositif === 'TARIF_PROPRE').map((f) => f.code)),
  ].sort();
  if (propres.length !== 1)
    return {
      refusFichier:
        propres.length === 0
          ? 'aucun financeur de dispositif TARIF_PROPRE : la table en demande un, et un seul'
          : `la table aurait plusieurs financeurs de dispositif TARIF_PROPRE (${propres.join(', ')}) : il en faut un seul`,
    };
  return plan;
};
