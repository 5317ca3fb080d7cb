import type { Refus } from '../../contrats/commun';
import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import { dateParis, ecartMinutes } from '../../temps/paris';
import type { CorrectionJugee, ParametresAu } from '../types';
import type { Ascendants } from './conflit';
import { appliquer, etatBrut } from './etat';
import type { Etat } from './natures/definition';
import { DEFINITIONS } from './natures/table';

/** [CO-1] What corrections make of a visit, in their order: one that another withdraws counts for nothing. */
export const etatDe = (i: Intervention, corrections: readonly Correction[]): Etat => {
  const retirees = new Set(corrections.flatMap((c) => (c.nature === 'RETRAIT' && c.retire ? [c.retire] : [])));
  return corrections.filter((c) => !retirees.has(c.id)).reduce(appliquer, etatBrut(i));
};

const RIEN = 'Cette correction ne s’applique plus : il n’y a rien à retirer.';
export const RECOUVERTE: Refus = {
  code: 'RETRAIT_RECOUVERTE',
  message:
    'Une correction a été faite depuis par-dessus celle-ci : retirez-la d’abord, ou corrigez la visite de nouveau.',
};
const SEULE = 'Sans cette création, la visite n’existerait plus : annulez la visite.';
const HEURES = 'Sans cette correction, les heures ne s’accorderaient plus : corrigez l’arrivée ou le départ.';

/** Neither refused nor withdrawn: it holds back the withdrawal of what it was made on top of. */
export const vivante = (j: CorrectionJugee): boolean => j.etat !== 'REFUSEE' && j.etat !== 'RETIREE';

/** The hours of the punches stand as they are; those that corrections leave must make a visit [CO-3]. */
export const heuresImpossibles = (
  i: Intervention,
  reste: readonly Correction[],
  parametresAu: ParametresAu,
): boolean => {
  if (!reste.some((c) => DEFINITIONS[c.nature].heures)) return false;
  const { debut, fin } = etatDe(i, reste);
  if (!debut || !fin) return false;
  return fin <= debut || ecartMinutes(debut, fin) > parametresAu(dateParis(debut)).dureeMax;
};

/**
 * [CO-3] Why a correction cannot be withdrawn; undefined where it can. `avant`: the corrections judged before, in order;
 * `ascendants`: what each was made on top of. What its author has not seen [CO-4] does not hold a withdrawal back: both are
 * then in conflict, in whatever order they arrived.
 */
export const refusRetrait = (
  c: Correction,
  i: Intervention,
  avant: readonly CorrectionJugee[],
  ascendants: Ascendants,
  parametresAu: ParametresAu,
): Refus | undefined => {
  const vivantes = avant.filter(vivante).map((j) => j.correction);
  const vues = ascendants(c.id);
  const visee = vivantes.find((x) => x.id === c.retire && x.nature !== 'RETRAIT' && vues.has(x.id));
  if (!visee) return { code: 'RETRAIT_SANS_OBJET', message: RIEN };
  if (vivantes.some((x) => x.nature !== 'RETRAIT' && vues.has(x.id) && ascendants(x.id).has(visee.id))) {
    return RECOUVERTE;
  }
  if (visee.nature === 'CREATION' && !i.arrivee && !i.depart && !i.visite) {
    return { code: 'RETRAIT_CREATION', message: SEULE };
  }
  const appliquees = avant.filter((j) => j.etat === 'APPLIQUEE' || j.etat === 'TARDIVE').map((j) => j.correction);
  const reste = appliquees.filter((x) => x.id !== visee.id && x.nature !== 'RETRAIT');
  return heuresImpossibles(i, reste, parametresAu) ? { code: 'RETRAIT_HEURES', message: HEURES } : undefined;
};
