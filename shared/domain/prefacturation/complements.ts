import type { VisiteFigee } from '../../contrats/cloture/cloture';
import type { Complement } from '../../contrats/cloture/complement';
import type { Financeur } from '../../contrats/dossiers/dossiers';
import type { Centimes, LigneComplementaire } from '../../contrats/financement/prefacturation';
import { centimes } from '../../contrats/financement/prefacturation';
import { ajouterJours, dernierJour, premierJour } from '../../temps/paris';
import { type Minutes, type Mois, minutes } from '../../temps/types';
import { financeurDeLaPart, type TableFinanceurs } from '../ventilation/financeurs';
import { montantAu, nommer, ordreLignes, tarifDe } from './lignes';

type Rangee = Pick<
  Complement['ventilation'][number],
  'usagerId' | 'numeroPec' | 'codeFinanceur' | 'intervenantId' | 'moisOrigine'
>;
type Cotes = { tarif: Centimes | undefined; ancien: Minutes; nouveau: Minutes };

/** Minutes that the changed visits gave, and give, to a row of the split, by the rate of their day. */
const parTarif = (c: Complement, e: Rangee, financeurs: TableFinanceurs): Cotes[] => {
  const cotes = new Map<Centimes | undefined, Cotes>();
  const ajouter = (v: VisiteFigee | undefined, cote: 'ancien' | 'nouveau'): void => {
    if (!v || v.intervenantId !== e.intervenantId || v.usagerId !== e.usagerId) return;
    const tarif = tarifDe(financeurDeLaPart(financeurs, e.codeFinanceur, v));
    for (const p of v.parts) {
      if (p.codeFinanceur !== e.codeFinanceur || p.numeroPec !== e.numeroPec) continue;
      const x = cotes.get(tarif) ?? { tarif, ancien: minutes(0), nouveau: minutes(0) };
      x[cote] = minutes(x[cote] + p.minutes);
      cotes.set(tarif, x);
    }
  };
  for (const v of c.visites.filter((x) => x.moisOrigine === e.moisOrigine)) {
    ajouter(v.ancien, 'ancien');
    ajouter(v.nouveau, 'nouveau');
  }
  return [...cotes.values()].filter((x) => x.ancien !== x.nouveau);
};

/** [FI-7] A funder at the end of a month; one that begins the day after pays what the last night has after midnight. */
const aLaFinDuMois = (financeurs: TableFinanceurs, code: string, mois: Mois): Financeur | undefined => {
  const fin = dernierJour(mois);
  return financeurs.au(code, fin) ?? financeurs.au(code, ajouterJours(fin, 1));
};

const memeTarifToutLeMois = (financeurs: TableFinanceurs, code: string, mois: Mois): boolean => {
  const fin = dernierJour(mois);
  const dernier = tarifDe(aLaFinDuMois(financeurs, code, mois));
  for (let d = premierJour(mois); d < fin; d = ajouterJours(d, 1))
    if (tarifDe(financeurs.au(code, d)) !== dernier) return false;
  return true;
};

const cleDeRangee = (r: Rangee): string =>
  JSON.stringify([r.moisOrigine, r.usagerId, r.numeroPec ?? null, r.codeFinanceur, r.intervenantId]);

/** Rows of the split that the changed visits touch, and whose minutes are nonetheless as many as they were. */
const rangeesEgales = ({ visites, ventilation }: Complement): Rangee[] => {
  const ecarts = new Set(ventilation.map(cleDeRangee));
  const egales = new Map<string, Rangee>();
  for (const { moisOrigine, ancien, nouveau } of visites)
    for (const v of [ancien, nouveau])
      for (const { numeroPec, codeFinanceur } of v?.parts ?? []) {
        if (!v) continue;
        const { usagerId, intervenantId } = v;
        const rangee = { moisOrigine, usagerId, numeroPec, codeFinanceur, intervenantId };
        if (!ecarts.has(cleDeRangee(rangee))) egales.set(cleDeRangee(rangee), rangee);
      }
  return [...egales.values()];
};

/**
 * [CL-4, FI-9] The complementary lines of a closing. The whole row of the month of origin is priced before and after, so that
 * the difference is what was billed in too much or too little, to the cent; where the rate changed within that month, the
 * changed visits alone tell which rate moves, though their row may count as many minutes as before. `financeursDe`: the funders
 * by which a month of origin was billed [CL-2].
 */
export const lignesComplementaires = (
  complements: readonly Complement[],
  financeursDe: (mois: Mois) => TableFinanceurs,
  intervenant: (id: string) => string,
): LigneComplementaire[] => {
  const uniques = new Map<string, boolean>();
  const tarifUnique = (code: string, mois: Mois): boolean => {
    const cle = `${mois} ${code}`;
    const connu = uniques.get(cle) ?? memeTarifToutLeMois(financeursDe(mois), code, mois);
    uniques.set(cle, connu);
    return connu;
  };
  const lignesDe = (e: Rangee, cotes: readonly Cotes[]): LigneComplementaire[] => {
    const financeurs = financeursDe(e.moisOrigine);
    return cotes.map(({ tarif, ancien, nouveau }) => ({
      moisOrigine: e.moisOrigine,
      usagerId: e.usagerId,
      numeroPec: e.numeroPec,
      codeFinanceur: e.codeFinanceur,
      ...nommer(e.codeFinanceur, aLaFinDuMois(financeurs, e.codeFinanceur, e.moisOrigine)),
      intervenantId: e.intervenantId,
      intervenant: intervenant(e.intervenantId),
      tarif,
      ancien,
      nouveau,
      ancienMontant: montantAu(ancien, tarif),
      nouveauMontant: montantAu(nouveau, tarif),
    }));
  };
  return complements
    .flatMap((c) => [
      ...c.ventilation.flatMap((e) => {
        const financeurs = financeursDe(e.moisOrigine);
        if (!tarifUnique(e.codeFinanceur, e.moisOrigine)) return lignesDe(e, parTarif(c, e, financeurs));
        const tarif = tarifDe(financeurs.au(e.codeFinanceur, dernierJour(e.moisOrigine)));
        return lignesDe(e, [{ tarif, ancien: e.ancien, nouveau: e.nouveau }]);
      }),
      ...rangeesEgales(c).flatMap((r) =>
        tarifUnique(r.codeFinanceur, r.moisOrigine) ? [] : lignesDe(r, parTarif(c, r, financeursDe(r.moisOrigine))),
      ),
    ])
    .sort((a, b) => (a.moisOrigine === b.moisOrigine ? ordreLignes(a, b) : a.moisOrigine < b.moisOrigine ? -1 : 1));
};

/** What a complementary line adds to, or takes from, what was billed. */
export const ecartDe = (l: LigneComplementaire): { minutes: Minutes; montant: Centimes | undefined } => ({
  minutes: minutes(l.nouveau - l.ancien),
  montant:
    l.ancienMontant === undefined || l.nouveauMontant === undefined
      ? undefined
      : centimes(l.nouveauMontant - l.ancienMontant),
});

/** Names of the aides, as the changed visits bear them. */
export const nomsDesAides = (complements: readonly Complement[]): Map<string, string> =>
  new Map(
    complements
      .flatMap((c) => c.visites.flatMap((v) => [v.ancien, v.nouveau]))
      .flatMap((v) => (v ? [[v.intervenantId, v.intervenantNom] as const] : [])),
  );
