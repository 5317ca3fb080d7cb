import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { dateParis } from '../../temps/paris';
import { type Instant, type Minutes, minutes } from '../../temps/types';
import { dureeRetenue } from '../duree/duree-retenue';
import { dureePrevue } from '../intervention/couverture';
import type { Faite } from '../intervention/faite';
import type { Retenue } from '../types';
import { regleArrondi } from './eligibles';
import type { TableFinanceurs } from './financeurs';
import type { VisiteAVentiler } from './ventiler';

/** What a visit, done or planned, is billed from. */
export type AFacturer = {
  debut: Instant;
  fin: Instant;
  codePrestation: string;
  /** Planned minutes. */
  prevu?: Minutes | undefined;
  complementaires: Minutes;
};

/** The same of whoever asks: what is billed of a visit made is what was announced of it, between those hours or the planned ones. */
export const aFacturer = (
  r: Pick<Retenue, 'intervention' | 'codePrestation' | 'minutesComplementaires'>,
  { debut, fin }: Pick<AFacturer, 'debut' | 'fin'>,
): AFacturer => ({
  debut,
  fin,
  codePrestation: r.codePrestation,
  prevu: dureePrevue(r.intervention),
  complementaires: r.minutesComplementaires,
});

/** [DU-2, DU-4] Retained by the rule of its first funder on the date of its start; the minutes complémentaires come after, as they are. */
export const facturer = (
  v: AFacturer,
  prises: readonly PriseEnCharge[],
  financeurs: Pick<TableFinanceurs, 'au'>,
): { duree: Minutes; facturees: Minutes } => {
  const regle = regleArrondi(prises, financeurs, dateParis(v.debut), v.codePrestation);
  const duree = dureeRetenue({ debut: v.debut, fin: v.fin, prevu: v.prevu, regle });
  return { duree, facturees: minutes(duree + v.complementaires) };
};

/** A visit done, as its month is split; with its retained minutes. */
export const facturerFaite = (
  r: Faite,
  prises: readonly PriseEnCharge[],
  financeurs: Pick<TableFinanceurs, 'au'>,
): { duree: Minutes; visite: VisiteAVentiler } => {
  const { debut, fin, intervenantId, codePrestation } = r;
  const { duree, facturees } = facturer(aFacturer(r, r), prises, financeurs);
  return { duree, visite: { cle: r.intervention._id, debut, fin, intervenantId, codePrestation, facturees } };
};
