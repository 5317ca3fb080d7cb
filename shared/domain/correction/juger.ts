import type { Refus } from '../../contrats/commun';
import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import type { DateCivile } from '../../temps/types';
import { parInstant } from '../appariement/ordre';
import { plierVisite } from '../intervention/retenir';
import type { Contexte, CorrectionSuivie } from '../types';
import { DEFINITIONS } from './natures/table';

/**
 * [CO-3] Judges one correction against the state that it applies to: raw, then every earlier correction by instant, then
 * id. `autres`: the corrections of the same intervention. Undefined = accepted. Used by the form before sending, and by
 * the server for its verdict.
 */
export const jugerCorrection = (
  i: Intervention,
  autres: readonly CorrectionSuivie[],
  c: Correction,
  contexte: Contexte,
): Refus | undefined => {
  const anterieures = autres.filter((s) => s.correction.id !== c.id && parInstant(s.correction, c) < 0);
  const { corrections } = plierVisite(i, [...anterieures, { correction: c }], contexte);
  return corrections.find((j) => j.correction.id === c.id)?.refus;
};

/**
 * [CO-3] The longest visit (minutes) that its verdict keeps, by which it is judged from then on; undefined where it is not judged by its
 * hours. `date`: of the start that it leaves the visit.
 */
export const dureeMaxJugee = (
  { nature }: Pick<Correction, 'nature'>,
  date: DateCivile,
  { parametresAu }: Contexte,
): number | undefined => (DEFINITIONS[nature].heures || nature === 'RETRAIT' ? parametresAu(date).dureeMax : undefined);
