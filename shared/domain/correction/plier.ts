import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import type { Contexte, CorrectionJugee, CorrectionSuivie, ParametresAu } from '../types';
import { type Ascendants, tetes } from './conflit';
import { appliquer, etatBrut } from './etat';
import type { Etat } from './natures/definition';
import { refusDe } from './refus';
import { etatDe, refusRetrait } from './retrait';

/** What a RETRAIT is judged against, beside the state. */
type Histoire = { jugees: readonly CorrectionJugee[]; ascendants: Ascendants };

/**
 * [CO-3] What a visit may last is what it was when the server took the correction: whoever folds it, by the parameters of today or by
 * those that a closing froze, finds that it applies, or that the visit was paired again since to last longer.
 */
const parametresPour = ({ verdict }: CorrectionSuivie, { parametresAu }: Contexte): ParametresAu => {
  const dureeMax = verdict?.dureeMax;
  return dureeMax === undefined ? parametresAu : (date) => ({ ...parametresAu(date), dureeMax });
};

const juger = (
  suivie: CorrectionSuivie,
  etat: Etat,
  i: Intervention,
  contexte: Contexte,
  histoire: Histoire,
): CorrectionJugee => {
  const { correction, verdict } = suivie;
  const parametresAu = parametresPour(suivie, contexte);
  const enAttente = verdict === undefined;
  if (verdict?.decision === 'REFUSEE') return { correction, etat: 'REFUSEE', enAttente, refus: verdict.refus };
  const refus =
    refusDe(correction, etat, i, parametresAu, verdict !== undefined) ??
    (correction.nature === 'RETRAIT'
      ? refusRetrait(correction, i, histoire.jugees, histoire.ascendants, parametresAu)
      : undefined);
  if (!refus) return { correction, etat: verdict?.decision === 'TARDIVE' ? 'TARDIVE' : 'APPLIQUEE', enAttente };
  return { correction, etat: verdict ? 'SANS_OBJET' : 'REFUSEE', enAttente, refus };
};

/** Whether it counts in what is retained. */
export const applique = (j: CorrectionJugee): boolean => j.etat === 'APPLIQUEE' || j.etat === 'TARDIVE';

/** Whether it changes what is retained: neither a withdrawal nor what one withdrew. */
export const corrige = (j: CorrectionJugee): boolean => applique(j) && j.correction.nature !== 'RETRAIT';

/**
 * [CO-1] The raw visit and its corrections, which are given by instant then id; each comes back with what became of it. `vue`: the visit as
 * one is judged against it, where that is not the same for all.
 */
export const plier = (
  i: Intervention,
  suivies: readonly CorrectionSuivie[],
  contexte: Contexte,
  vue: (c: Correction) => Intervention = () => i,
): { etat: Etat; jugees: CorrectionJugee[] } => {
  let etat = etatBrut(i);
  const jugees: CorrectionJugee[] = [];
  let dag: ReturnType<typeof tetes> | undefined;
  const ascendants: Ascendants = (id) => {
    dag ??= tetes(suivies.map((s) => s.correction));
    return dag.ascendants(id);
  };
  for (const suivie of suivies) {
    const jugee = juger(suivie, etat, vue(suivie.correction), contexte, { jugees, ascendants });
    jugees.push(jugee);
    if (!applique(jugee)) continue;
    const { nature, retire } = jugee.correction;
    const visee = nature === 'RETRAIT' ? jugees.find((j) => j.correction.id === retire) : undefined;
    if (visee) {
      const { refus, ...reste } = visee;
      jugees[jugees.indexOf(visee)] = { ...reste, etat: 'RETIREE' };
      etat = etatDe(
        i,
        jugees.filter(applique).map((j) => j.correction),
      );
    } else etat = appliquer(etat, jugee.correction);
  }
  return { etat, jugees };
};
