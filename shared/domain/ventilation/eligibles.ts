import type { Dispositif } from '../../contrats/commun';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import type { DateCivile } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import { REGLE_PAR_DEFAUT, type RegleArrondi } from '../duree/duree-retenue';
import type { TableFinanceurs } from './financeurs';
import { debutPrise, valableLe } from './versions';

/** [FI-1, FI-10] By priorite, date de début of the first version among `toutes`, numéro. */
export const ordrePrises =
  <P extends Pick<PriseEnCharge, 'numero' | 'priorite' | 'dateDebut'>>(toutes: readonly P[]) =>
  (a: P, b: P): number =>
    a.priorite - b.priorite || comparer(debutPrise(toutes, a), debutPrise(toutes, b)) || comparer(a.numero, b.numero);

/** [FI-1, FI-10] Eligible prises en charge, in their order: of each, the version that holds on that date. */
export const eligibles = (
  prises: readonly PriseEnCharge[],
  date: DateCivile,
  codePrestation: string,
): PriseEnCharge[] =>
  prises
    .filter((p) => valableLe(p, date) && (p.codePrestation === '*' || p.codePrestation === codePrestation))
    .sort(ordrePrises(prises));

/** [DU-2] The first eligible funder's rule, in force on the civil date of the retained start; else the default. */
export const regleArrondi = (
  prises: readonly PriseEnCharge[],
  financeurs: Pick<TableFinanceurs, 'au'>,
  date: DateCivile,
  codePrestation: string,
): RegleArrondi => {
  const [premiere] = eligibles(prises, date, codePrestation);
  return (premiere && financeurs.au(premiere.codeFinanceur, date)) ?? REGLE_PAR_DEFAUT;
};

const ASL: readonly Dispositif[] = ['ASL_PA', 'ASL_PH'];

/** [FI-5] APA and ASL valid for one usager on one day. */
export const cumulInterdit = (
  prises: readonly PriseEnCharge[],
  financeurs: TableFinanceurs,
  date: DateCivile,
): boolean => {
  const dispositifs = prises
    .filter((p) => valableLe(p, date))
    .map((p) => financeurs.au(p.codeFinanceur, date)?.dispositif);
  return dispositifs.includes('APA') && dispositifs.some((d) => d !== undefined && ASL.includes(d));
};
