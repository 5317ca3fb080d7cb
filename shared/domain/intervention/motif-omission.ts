import type { Correction } from '../../contrats/corrections/correction';
import type { Instant } from '../../temps/types';
import { DEFINITIONS } from '../correction/natures/table';

type Cotes = { arrivee?: unknown; depart?: unknown };
type Appliquee = Pick<Correction, 'nature' | 'motif'> & { debut?: Instant | undefined; fin?: Instant | undefined };

/**
 * [RG] Why a visit lacked a punch: the motif of the correction that gave it its last missing hour, or of the deletion that stands.
 * What was corrected of it since (minutes complémentaires, data, an hour again) says nothing of that. Undefined: nothing was lacking,
 * or it lacks it still. `cotes`: what was punched; `appliquees`: in their order, the withdrawn ones left out.
 */
export const motifOmission = (cotes: Cotes, appliquees: readonly Appliquee[]): string | undefined => {
  let [debut, fin] = [cotes.arrivee !== undefined, cotes.depart !== undefined];
  if (debut && fin) return undefined;
  let completee: string | undefined;
  let annulee: string | undefined;
  for (const c of appliquees) {
    const { annule } = DEFINITIONS[c.nature];
    if (annule !== undefined) annulee = annule ? c.motif : undefined;
    const avant = debut && fin;
    debut ||= c.debut !== undefined;
    fin ||= c.fin !== undefined;
    if (!avant && debut && fin) completee = c.motif;
  }
  return annulee ?? completee;
};
