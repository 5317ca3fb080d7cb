import type { EtatFige, VisiteFigee } from '../../contrats/cloture/cloture';
import type { Financeur } from '../../contrats/dossiers/dossiers';
import {
  type Centimes,
  centimes,
  type LignePrefacturation,
  type Total,
} from '../../contrats/financement/prefacturation';
import { type Minutes, minutes } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import { cumulerParts } from '../ventilation/cumuler';
import { financeurDeLaPart, type TableFinanceurs } from '../ventilation/financeurs';
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

/** A funder's label and aid, where the table knows it; else its code. */
export const nommer = (
  code: string,
  f: Financeur | undefined,
): Pick<LignePrefacturation, 'financeur' | 'dispositif'> => ({
  financeur: f?.libelle ?? code,
  dispositif: f?.dispositif,
});

/**
 * The parts of the frozen visits by usager, prise en charge, funder, aide and rate of the day; each amount rounded once. What
 * VENTILATION counts is what these lines count.
 */
export const lignesPrefacturation = (
  etats: readonly EtatFige[],
  financeurs: TableFinanceurs,
): LignePrefacturation[] => {
  // [FI-7] A visit past midnight is billed at the rate of the day on which it began.
  const cleLigne = (v: VisiteFigee, p: VisiteFigee['parts'][number]): CleLigne => ({
    usagerId: v.usagerId,
    numeroPec: p.numeroPec,
    codeFinanceur: p.codeFinanceur,
    intervenantId: v.intervenantId,
    tarif: tarifDe(financeurDeLaPart(financeurs, p.codeFinanceur, v)),
  });
  const cumuls = cumulerParts(
    etats,
    (v, p) => cleDe(cleLigne(v, p)),
    (v, p) => ({
      ...cleLigne(v, p),
      ...nommer(p.codeFinanceur, financeurDeLaPart(financeurs, p.codeFinanceur, v)),
      intervenant: v.intervenantNom,
    }),
  );
  return cumuls
    .map(({ tete, ...c }) => ({ ...tete, ...c, montant: montantAu(c.minutes, tete.tarif) }))
    .sort(ordreLignes);
};

/** A total is the sum of lines as they were rounded, never rounded itself. */
export const totaliser = (lignes: readonly Pick<LignePrefacturation, 'minutes' | 'montant'>[]): Total => ({
  minutes: minutes(lignes.reduce((s, l) => s + l.minutes, 0)),
  montant: centimes(lignes.reduce((s, l) => s + (l.montant ?? 0), 0)),
  sansTarif: lignes.filter((l) => l.montant === undefined).length,
});
