import { dateParis, moisParis } from '../temps/paris';
import type { DateCivile } from '../temps/types';
import type { UsagerAgrege } from './agregat';
import type { Selection } from './cle';
import type { DemandeEtat } from './contrat';
import type { Corrigee } from './corrigees';
import { CRITERES, derniersConnus } from './definitions/profil';
import type { Tranche, VisiteSituee } from './matiere';

/** What a request itself selects, whatever the row. */
export const selectionDe = ({ usager, intervenant, financeur }: DemandeEtat): Selection => ({
  usager,
  intervenant,
  financeur,
});

const restreindreUsager = (u: UsagerAgrege, s: Selection): UsagerAgrege => {
  const aide = (x: { intervenantId: string }): boolean =>
    s.intervenant === undefined || x.intervenantId === s.intervenant;
  const paye = (x: { codeFinanceur: string }): boolean => s.financeur === undefined || x.codeFinanceur === s.financeur;
  return {
    ...u,
    visites: u.visites.filter(aide),
    parts: u.parts.filter((p) => aide(p) && paye(p)),
    pointages: u.pointages.filter(aide),
    incompletes: u.incompletes.filter(aide),
    complements: u.complements.filter((x) => aide(x) && paye(x)),
    plans: u.plans.filter(paye),
  };
};

/** A month's counts, of those alone that the selection wants; undefined where it wants another month or antenna. */
export const restreindre = <T extends Tranche>(t: T, s: Selection): T | undefined => {
  if (s.mois !== undefined && s.mois !== t.mois) return undefined;
  if (s.antenne !== undefined && s.antenne !== t.antenne) return undefined;
  const usagers = t.usagers.filter((u) => s.usager === undefined || u.usagerId === s.usager);
  const parCellule = s.intervenant !== undefined || s.financeur !== undefined;
  return { ...t, usagers: parCellule ? usagers.map((u) => restreindreUsager(u, s)) : usagers };
};

/** The counts, whole, of the persons whom the selection wants: as they are last known in the period, whatever they were in each month. */
export const restreindrePersonnes = <T extends Tranche>(tranches: readonly T[], s: Selection, au: DateCivile): T[] => {
  const voulus = CRITERES.filter(({ champ }) => s[champ] !== undefined);
  if (voulus.length === 0) return [...tranches];
  const connus = derniersConnus(tranches);
  const estVoulue = ({ usagerId }: UsagerAgrege): boolean => {
    const u = connus.get(usagerId);
    return u !== undefined && voulus.every(({ champ, de }) => de(u, au) === s[champ]);
  };
  return tranches.map((t) => ({ ...t, usagers: t.usagers.filter(estVoulue) }));
};

/** Whether a retained visit is of the selection; criteria of persons are told by the counts, which know them. */
export const estDeLaSelection = (v: VisiteSituee, s: Selection): boolean =>
  (s.usager === undefined || v.usagerId === s.usager) &&
  (s.intervenant === undefined || v.intervenantId === s.intervenant) &&
  (s.antenne === undefined || v.antenne === s.antenne) &&
  (s.intervention === undefined || v.interventionId === s.intervention) &&
  (s.mois === undefined || moisParis(v.debut) === s.mois) &&
  (s.prise === undefined || v.parts.some((p) => p.numeroPec === s.prise && p.minutes > 0)) &&
  (s.financeur === undefined || v.parts.some((p) => p.codeFinanceur === s.financeur && p.minutes > 0));

/** The same of one that the rates count: by whose calls it had. Its month and its antenna are those of the counts that are read. */
export const estCorrigeeDeLaSelection = (c: Corrigee, s: Selection): boolean =>
  (s.usager === undefined || c.usagerId === s.usager) &&
  (s.intervenant === undefined || c.intervenantId === s.intervenant) &&
  (s.intervention === undefined || c.interventionId === s.intervention);

export const estDeLaPeriode = (v: Pick<VisiteSituee, 'debut'>, d: Pick<DemandeEtat, 'du' | 'au'>): boolean => {
  const date = dateParis(v.debut);
  return d.du <= date && date <= d.au;
};
