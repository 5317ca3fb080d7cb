import type { EtatFige } from '../../contrats/cloture/cloture';
import type { Financeur } from '../../contrats/dossiers/dossiers';
import {
  type Centimes,
  centimes,
  type LignePrefacturation,
  type Total,
} from '../../contrats/financement/prefacturation';
import { dateParis } from '../../temps/paris';
import { type DateCivile, type Minutes, minutes } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import type { TableFinanceurs } from '../ventilation/financeurs';
import { montantDe } from './euros';

/** What makes a line one: two rates of one month are two lines, so that each amount is rounded once. */
export type CleLigne = Pick<
  LignePrefacturation,
  'usagerId' | 'numeroPec' | 'codeFinanceur' | 'intervenantId' | 'tarif'
>;

/** In the order of VENTILATION, then by rate. */
export const ordreLignes = (a: CleLigne, b: CleLigne): number =>
  comparer(a.usagerId, b.usagerId) ||
  comparer(a.numeroPec ?? '', b.numeroPec ?? '') ||
  comparer(a.codeFinanceur, b.codeFinanceur) ||
  comparer(a.intervenantId, b.intervenantId) ||
  (a.tarif ?? -1) - (b.tarif ?? -1);

export const cleDe = (l: CleLigne): string =>
  JSON.stringify([l.usagerId, l.numeroPec ?? null, l.codeFinanceur, l.intervenantId, l.tarif ?? null]);

export const tarifDe = (f: Financeur | undefined): Centimes | undefined => f && centimes(f.tarifHoraireCentimes);

/** The amount of minutes at a rate, where there is one. */
export const montantAu = (n: Minutes, tarif: Centimes | undefined): Centimes | undefined =>
  tarif === undefined ? undefined : montantDe(n, tarif);

/** The funder's label and aid: of the version in force on a date, where the table knows it. */
export const nommer = (
  financeurs: TableFinanceurs,
  code: string,
  date: DateCivile,
): Pick<LignePrefacturation, 'financeur' | 'dispositif'> => {
  const f = financeurs.au(code, date);
  return { financeur: f?.libelle ?? code, dispositif: f?.dispositif };
};

/**
 * The parts of the frozen visits by usager, prise en charge, funder, aide and rate of the day; each amount rounded once. What
 * VENTILATION counts is what these lines count.
 */
export const lignesPrefacturation = (
  etats: readonly EtatFige[],
  financeurs: TableFinanceurs,
): LignePrefacturation[] => {
  const cumuls = new Map<string, { ligne: Omit<LignePrefacturation, 'visites' | 'montant'>; visites: Set<string> }>();
  for (const v of etats.flatMap((e) => e.visites))
    for (const p of v.parts) {
      if (p.minutes === 0) continue;
      // [FI-7] A visit past midnight is billed at the rate of the day on which it began.
      const date = dateParis(v.debut);
      const cle: CleLigne = {
        usagerId: v.usagerId,
        numeroPec: p.numeroPec,
        codeFinanceur: p.codeFinanceur,
        intervenantId: v.intervenantId,
        tarif: tarifDe(financeurs.au(p.codeFinanceur, date)),
      };
      const cumul = cumuls.get(cleDe(cle)) ?? {
        ligne: {
          ...cle,
          ...nommer(financeurs, p.codeFinanceur, date),
          intervenant: v.intervenantNom,
          minutes: minutes(0),
        },
        visites: new Set<string>(),
      };
      cumul.ligne.minutes = minutes(cumul.ligne.minutes + p.minutes);
      cumul.visites.add(v.interventionId);
      cumuls.set(cleDe(cle), cumul);
    }
  return [...cumuls.values()]
    .map(({ ligne, visites }) => ({
      ...ligne,
      visites: visites.size,
      montant: montantAu(ligne.minutes, ligne.tarif),
    }))
    .sort(ordreLignes);
};

/** A total is the sum of lines as they were rounded, never rounded itself. */
export const totaliser = (lignes: readonly Pick<LignePrefacturation, 'minutes' | 'montant'>[]): Total => ({
  minutes: minutes(lignes.reduce((s, l) => s + l.minutes, 0)),
  montant: centimes(lignes.reduce((s, l) => s + (l.montant ?? 0), 0)),
  sansTarif: lignes.filter((l) => l.montant === undefined).length,
});
