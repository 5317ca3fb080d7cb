import type { Antenne } from '../../contrats/commun';
import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import { idIntervention } from '../../contrats/ids';
import { dateParis, epochMs, heureAffichee } from '../../temps/paris';
import type { DateCivile } from '../../temps/types';
import { acteLe } from '../correction/acte-le';
import { connuLe } from '../pointage/connu';
import type { CorrectionSuivie, ParametresAu } from '../types';
import { comparer } from './ordre';

type Contexte = { usagerId: string; antenneAu: (d: DateCivile) => Antenne; parametresAu: ParametresAu };

/** The visit that a CREATION makes by itself, with neither punch nor plan (kept under the creation's id, CO-7). */
export const interventionCreee = (c: Correction, contexte: Contexte): Intervention => {
  const date = c.debut ? dateParis(c.debut) : c.date;
  return {
    _id: idIntervention(date, c.id),
    type: 'intervention',
    id: c.id,
    date,
    antenne: contexte.antenneAu(date),
    usagerId: c.usagerId ?? contexte.usagerId,
    intervenantId: c.intervenantId ?? '',
    codePrestation: c.codePrestation ?? contexte.parametresAu(date).prestationParDefaut,
    ecartes: [],
    creations: [c.id],
    anomalies: [],
    explication: [
      { regle: 'CO-1', pointages: [], texte: 'Visite créée par une correction, sans pointage ni visite prévue.' },
    ],
  };
};

/** Milliseconds shared by a visit's punches and created hours; a single punch inside counts for one. */
const recouvrement = (i: Intervention, c: Correction): number => {
  if (!c.debut || !c.fin) return 0;
  const debut = epochMs((i.arrivee ?? i.depart)?.instant ?? c.fin);
  const fin = epochMs((i.depart ?? i.arrivee)?.instant ?? c.debut);
  if (debut === fin) return debut >= epochMs(c.debut) && debut <= epochMs(c.fin) ? 1 : 0;
  return Math.min(fin, epochMs(c.fin)) - Math.max(debut, epochMs(c.debut));
};

/** [CO-8] Only punches that became known after an accepted creation was made are the same visit; earlier ones are another visit. */
const venueApres = (i: Intervention, suivie: CorrectionSuivie): boolean =>
  suivie.verdict !== undefined && [i.arrivee, i.depart].every((p) => p === undefined || connuLe(p) > acteLe(suivie));

/**
 * [CO-8] One intervention for a created visit and the punches that arrive after it, never two: by the planned visit, or
 * by same usager, aide and overlapping hours. A creation that meets nothing makes its own.
 */
export const rattacherCreations = (
  interventions: Intervention[],
  creations: readonly CorrectionSuivie[],
  contexte: Contexte,
): Intervention[] => {
  const resultat = [...interventions];
  const ajouter = (i: Intervention, c: Correction): void => {
    resultat[resultat.indexOf(i)] = {
      ...i,
      creations: [...i.creations, c.id].sort(comparer),
      explication: [
        ...i.explication,
        {
          regle: 'CO-8',
          pointages: [],
          texte: `La visite créée${c.debut && c.fin ? ` de ${heureAffichee(c.debut)} à ${heureAffichee(c.fin)}` : ''} et ces pointages sont la même visite.`,
        },
      ],
    };
  };
  const ordonnees = [...creations].sort(
    (a, b) => comparer(a.correction.instant, b.correction.instant) || comparer(a.correction.id, b.correction.id),
  );
  for (const suivie of ordonnees) {
    const { correction: c } = suivie;
    const cible = c.cible;
    const prevue = cible?.genre === 'VISITE' ? resultat.find((x) => x.visite?.id === cible.id) : undefined;
    if (prevue && (prevue.arrivee || prevue.depart)) {
      ajouter(prevue, c);
      continue;
    }
    const aide = c.intervenantId ?? prevue?.intervenantId;
    const meme = resultat
      .filter((i) => (i.arrivee || i.depart) && i.intervenantId === aide && venueApres(i, suivie))
      .filter((i) => !prevue || i.visite === undefined)
      .map((i) => ({ i, commun: recouvrement(i, c) }))
      .filter((x) => x.commun > 0)
      .sort((x, y) => y.commun - x.commun || comparer(x.i._id, y.i._id))[0];
    if (meme && prevue) {
      // Too far from the plan for AP-6, yet the visit that was created for it: it takes the plan, which is then punched.
      const { visite } = prevue;
      const anomalies = meme.i.anomalies.filter((x) => x !== 'HORS_PLANNING');
      resultat.splice(resultat.indexOf(prevue), 1);
      const reunie = { ...meme.i, anomalies, codePrestation: prevue.codePrestation, ...(visite ? { visite } : {}) };
      resultat[resultat.indexOf(meme.i)] = reunie;
      ajouter(reunie, c);
      continue;
    }
    if (meme) {
      ajouter(meme.i, c);
      continue;
    }
    if (prevue) {
      resultat[resultat.indexOf(prevue)] = { ...prevue, creations: [...prevue.creations, c.id].sort(comparer) };
      continue;
    }
    resultat.push(interventionCreee(c, contexte));
  }
  return resultat;
};
