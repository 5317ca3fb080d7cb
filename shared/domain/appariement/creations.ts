import type { Antenne } from '../../contrats/commun';
import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention, VisitePrevue } from '../../contrats/corrections/intervention';
import { idIntervention } from '../../contrats/ids';
import { grouperPar } from '../../listes';
import { dateParis, ecartJours, epochMs, heureAffichee } from '../../temps/paris';
import type { DateCivile } from '../../temps/types';
import { acteLe } from '../correction/acte-le';
import { plier } from '../correction/plier';
import { connuLe } from '../pointage/connu';
import type { Contenu, CorrectionSuivie, ParametresAu } from '../types';
import { comparer, parInstant } from './ordre';

type Contexte = { usagerId: string; antenneAu: (d: DateCivile) => Antenne; parametresAu: ParametresAu };

/** Whose a created visit is, by whom and when, as it stands. */
type Tenue = Pick<Contenu, 'usagerId' | 'intervenantId' | 'debut' | 'fin'>;

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
const recouvrement = (i: Intervention, c: Tenue): number => {
  if (!c.debut || !c.fin) return 0;
  const debut = epochMs((i.arrivee ?? i.depart)?.instant ?? c.fin);
  const fin = epochMs((i.depart ?? i.arrivee)?.instant ?? c.debut);
  if (debut === fin) return debut >= epochMs(c.debut) && debut <= epochMs(c.fin) ? 1 : 0;
  return Math.min(fin, epochMs(c.fin)) - Math.max(debut, epochMs(c.debut));
};

const dureeDe = ({ debut, fin }: Tenue): number => (debut && fin ? epochMs(fin) - epochMs(debut) : 0);

/** [CO-8] Only punches that became known after an accepted creation was made are the same visit; earlier ones are another visit. */
const venueApres = (i: Intervention, suivie: CorrectionSuivie): boolean =>
  suivie.verdict !== undefined && [i.arrivee, i.depart].every((p) => p === undefined || connuLe(p) > acteLe(suivie));

/**
 * [CO-7] Of the day of the creation, or of one beside it: PLANNING may have put the visit on another one since, of which nobody said
 * anything. Days are paired with one around them, whatever other days are paired with them.
 */
const estPresDe = ({ debut }: VisitePrevue, { date }: Correction): boolean =>
  Math.abs(ecartJours(date, dateParis(debut))) <= 1;

/** What a correction names of a created visit: its plan, else the creation [CO-7]. */
const cleDe = (c: Correction): string => {
  const { genre, id } = c.cible ?? { genre: 'CREATION', id: c.id };
  return `${genre} ${id}`;
};

/**
 * [CO-8] A created visit as corrections made of it had left it when some punches became known: hours as first typed may be no one's any
 * more. What is said of it later, punches in sight, neither joins them nor parts them.
 */
const lireTenues = (
  suites: readonly CorrectionSuivie[],
  { parametresAu }: Contexte,
): ((suivie: CorrectionSuivie, i: Intervention, pointee: Intervention) => Tenue) => {
  const parCible = grouperPar(suites, (s) => cleDe(s.correction));
  return (suivie, i, pointee) => {
    const { correction: c } = suivie;
    const connus = [pointee.arrivee, pointee.depart].flatMap((p) => (p ? connuLe(p) : [])).sort(comparer);
    const [premier] = connus;
    const siennes = (parCible.get(cleDe(c)) ?? []).filter((s) => premier !== undefined && acteLe(s) < premier);
    if (siennes.length === 0)
      return { usagerId: i.usagerId, intervenantId: c.intervenantId ?? i.intervenantId, debut: c.debut, fin: c.fin };
    const histoire = [suivie, ...siennes].sort((a, b) => parInstant(a.correction, b.correction));
    return plier(i, histoire, { maintenant: c.instant, parametresAu }).etat;
  };
};

/**
 * [CO-8] One intervention for a created visit and the punches that arrive after it, never two: by the planned visit, or
 * by same usager, aide and overlapping hours. A creation that meets nothing makes its own.
 */
export const rattacherCreations = (
  interventions: Intervention[],
  creations: readonly CorrectionSuivie[],
  suites: readonly CorrectionSuivie[],
  contexte: Contexte,
): Intervention[] => {
  const resultat = [...interventions];
  const tenueDe = lireTenues(suites, contexte);
  const ajouter = (i: Intervention, c: Correction, { debut, fin }: Tenue): void => {
    resultat[resultat.indexOf(i)] = {
      ...i,
      creations: [...i.creations, c.id].sort(comparer),
      explication: [
        ...i.explication,
        {
          regle: 'CO-8',
          pointages: [],
          texte: `La visite créée${debut && fin ? ` de ${heureAffichee(debut)} à ${heureAffichee(fin)}` : ''} et ces pointages sont la même visite.`,
        },
      ],
    };
  };
  const ordonnees = [...creations].sort(
    (a, b) => comparer(a.correction.instant, b.correction.instant) || comparer(a.correction.id, b.correction.id),
  );
  const prevueDe = (c: Correction, parmi: readonly Intervention[]): Intervention | undefined => {
    const { cible } = c;
    return cible?.genre === 'VISITE'
      ? parmi.find((x) => x.visite?.id === cible.id && estPresDe(x.visite, c))
      : undefined;
  };
  /** What another creation has in common with these punches, as it stood when they became known. */
  const communAvec = (autre: CorrectionSuivie, i: Intervention): number => {
    const prevue = prevueDe(autre.correction, interventions);
    const tenue = tenueDe(autre, prevue ?? interventionCreee(autre.correction, contexte), i);
    const sienne = prevue?._id === i._id || (tenue.intervenantId === i.intervenantId && tenue.usagerId === i.usagerId);
    return sienne && venueApres(i, autre) ? recouvrement(i, tenue) : 0;
  };
  /**
   * Of two visits that were created one after the other, and whose hours overlap by a little, punches are the one that they overlap most:
   * the other stays a visit of its own. One created twice has most of its hours in them both times, and is one.
   */
  const dUneAutre = (
    suivie: CorrectionSuivie,
    { i, tenue, commun }: { i: Intervention; tenue: Tenue; commun: number },
  ) => commun * 2 < dureeDe(tenue) && ordonnees.some((autre) => autre !== suivie && communAvec(autre, i) > commun);
  for (const suivie of ordonnees) {
    const { correction: c } = suivie;
    const cible = c.cible;
    const prevue = prevueDe(c, resultat);
    const creee = interventionCreee(c, contexte);
    if (prevue && (prevue.arrivee || prevue.depart)) {
      ajouter(prevue, c, tenueDe(suivie, creee, prevue));
      continue;
    }
    const meme = resultat
      .filter((i) => (i.arrivee || i.depart) && venueApres(i, suivie) && (!prevue || i.visite === undefined))
      .map((i) => ({ i, tenue: tenueDe(suivie, prevue ?? creee, i) }))
      .filter(({ i, tenue: t }) => i.intervenantId === t.intervenantId && i.usagerId === t.usagerId)
      .map((x) => ({ ...x, commun: recouvrement(x.i, x.tenue) }))
      .filter((x) => x.commun > 0 && !dUneAutre(suivie, x))
      .sort((x, y) => y.commun - x.commun || comparer(x.i._id, y.i._id))[0];
    if (meme && prevue) {
      // Too far from the plan for AP-6, yet the visit that was created for it: it takes the plan, which is then punched.
      const { visite } = prevue;
      const anomalies = meme.i.anomalies.filter((x) => x !== 'HORS_PLANNING');
      resultat.splice(resultat.indexOf(prevue), 1);
      const reunie = { ...meme.i, anomalies, codePrestation: prevue.codePrestation, ...(visite ? { visite } : {}) };
      resultat[resultat.indexOf(meme.i)] = reunie;
      ajouter(reunie, c, meme.tenue);
      continue;
    }
    if (meme) {
      ajouter(meme.i, c, meme.tenue);
      continue;
    }
    if (prevue) {
      resultat[resultat.indexOf(prevue)] = { ...prevue, creations: [...prevue.creations, c.id].sort(comparer) };
      continue;
    }
    // [CO-7] It was of a planned visit, which PLANNING has put elsewhere since: by itself it says neither who nor whose.
    if (cible) continue;
    resultat.push(creee);
  }
  return resultat;
};
