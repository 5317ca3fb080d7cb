import type { Cloture } from '#shared/contrats/cloture/cloture';
import type { Financeur } from '#shared/contrats/dossiers/dossiers';
import { lecteurParametres, type Parametre } from '#shared/contrats/exploitation/parametre';
import { SANS_ENCHAINEMENT } from '#shared/domain/appariement/enchainer';
import type { ParametresAu } from '#shared/domain/types';
import { type TableFinanceurs, tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';

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

/** [AP-11] What a closing that knows no `enchaine` was made with. */
const AVANT_AP11: Parametre = {
  _id: 'parametre:enchaine:0001-01-01',
  type: 'parametre',
  cle: 'enchaine',
  depuis: '0001-01-01' as DateCivile,
  valeur: SANS_ENCHAINEMENT,
  auteur: '',
  instant: '0001-01-01T00:00:00Z' as Instant,
};

/** [CL-2] The parameters that a closing froze. Made before the rule of the visits that follow each other, it stays without it [FI-9]. */
export const parametresFiges = ({ parametres }: Pick<Cloture, 'parametres'>): ParametresAu => {
  const versions = (parametres.versions as readonly Parametre[] | undefined) ?? [];
  const connait = 'enchaine' in ((parametres.debut as object | undefined) ?? {});
  return lecteurParametres(connait ? [...versions] : [AVANT_AP11, ...versions]);
};

export const reglesDe = (c: { versionsFinanceurs: readonly Financeur[] }, cloture: Cloture): Regles => {
  const parametresAu = parametresFiges(cloture);
  // [FI-6] Both are those of the first day, by which the month was split: the frozen date was once that of its last day.
  const { reportApaDepuis, reportApaMois } = parametresAu(premierJour(cloture.mois));
  return {
    parametresAu,
    financeurs: financeursDuMois(cloture.financeurs as unknown as Financeur[], c.versionsFinanceurs),
    reportApa: { depuis: moisDe(reportApaDepuis), mois: reportApaMois },
  };
};
