import type { Cloture } from '#shared/contrats/cloture/cloture';
import type { Financeur } from '#shared/contrats/dossiers/dossiers';
import { lecteurParametres, type Parametre } from '#shared/contrats/exploitation/parametre';
import type { ParametresAu } from '#shared/domain/types';
import { type TableFinanceurs, tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { moisDe, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';

/** The parameters and funders by which a closed month is computed again: those that its closing froze [CL-2]. */
export type Regles = {
  parametresAu: ParametresAu;
  financeurs: TableFinanceurs;
  reportApa: { depuis: Mois; mois: number };
};

/** A funder that came since, for a prise en charge that came since, is today's: the closing did not know it. */
export const financeursDuMois = (figes: readonly Financeur[], depuis: readonly Financeur[]): TableFinanceurs => {
  const connus = new Set(figes.map((f) => f.code));
  const t = tableFinanceurs([...figes, ...depuis.filter((f) => !connus.has(f.code) && !estPropre(f))]);
  if (!t.ok) throw new Error(`financeurs figés : ${t.refus.message}`);
  return t.valeur;
};

const estPropre = (f: Financeur): boolean => f.dispositif === 'TARIF_PROPRE';

/** [CL-2] The parameters that a closing froze. */
export const parametresFiges = (cloture: Pick<Cloture, 'parametres'>): ParametresAu => {
  const versions = cloture.parametres.versions as readonly Parametre[] | undefined;
  return lecteurParametres([...(versions ?? [])]);
};

export const reglesDe = (c: { versionsFinanceurs: readonly Financeur[] }, cloture: Cloture): Regles => {
  const parametresAu = parametresFiges(cloture);
  return {
    parametresAu,
    financeurs: financeursDuMois(cloture.financeurs as unknown as Financeur[], c.versionsFinanceurs),
    reportApa: { depuis: moisDe(cloture.reportApaDepuis), mois: parametresAu(premierJour(cloture.mois)).reportApaMois },
  };
};
