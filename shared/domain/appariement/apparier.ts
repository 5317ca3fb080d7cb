import type { Anomalie, Antenne } from '../../contrats/commun';
import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention, PointageRetenu, VisitePrevue } from '../../contrats/corrections/intervention';
import type { Visite } from '../../contrats/dossiers/dossiers';
import { idIntervention } from '../../contrats/ids';
import { ajouterA } from '../../listes';
import { aLaMinute, dateParis } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';
import { estPrise } from '../correction/prise';
import { connuLe, type PointageSitue } from '../pointage/connu';
import type { CorrectionSuivie, ParametresAu } from '../types';
import { rattacherCreations } from './creations';
import { enchainer, lierCouvertes, phraseCouverte } from './enchainer';
import { comparer } from './ordre';
import { apparierPaire, type Seance } from './paire';
import { phraseRapprochement, type Rapprochement, rapprocher, type SeanceDe } from './rapprocher';

export type EntreeAppariement = {
  usagerId: string;
  /** [CL-1] The usager's antenna on a civil date. */
  antenneAu: (date: DateCivile) => Antenne;
  /** The usager's own numbers on a civil date: of the file and not taken back, or attached to it. */
  telephonesAu: (date: DateCivile) => readonly string[];
  /** Punches of this usager, any aide; those without aide are left out (they wait, PT-5). */
  pointages: readonly PointageSitue[];
  visites: readonly Visite[];
  /** Accepted CREATIONs of this usager with their verdicts [CO-8]; in a browser, those not yet judged too. */
  creations: readonly CorrectionSuivie[];
  /** Accepted corrections that name one of these creations, or its planned visit: what it says now [CO-8]. */
  suites?: readonly CorrectionSuivie[] | undefined;
  parametresAu: ParametresAu;
  /** [AP-8] "As of": only what had been received by then. */
  auPlusTard?: Instant | undefined;
};

const reduire = (p: PointageSitue): PointageRetenu => ({
  id: p.id,
  instant: p.instant,
  recuLe: p.recuLe,
  ...(connuLe(p) > p.recuLe ? { connuLe: connuLe(p) } : {}),
  source: p.source,
  ...(p.numeroAppelant === undefined ? {} : { numeroAppelant: p.numeroAppelant }),
  ...(p.horlogeDouteuse ? { horlogeDouteuse: true as const } : {}),
});

/** The planned visit as last received (by `auPlusTard`), or undefined where it is not this usager's. */
export const visitePrevueDe = (v: Visite, usagerId: string, auPlusTard?: Instant): VisitePrevue | undefined => {
  const version = v.versions.findLast((x) => auPlusTard === undefined || x.recuLe <= auPlusTard);
  if (!version || version.retiree || version.usagerId !== usagerId) return undefined;
  const { intervenantId, debut, fin, codePrestation } = version;
  const absente = v.absenteDepuis !== undefined && (!auPlusTard || v.absenteDepuis <= dateParis(auPlusTard));
  return {
    ...{ id: v.id, intervenantId, debut, fin, codePrestation },
    ...(absente ? { absenteDepuis: v.absenteDepuis } : {}),
  };
};

const anomaliesDe = (
  s: Seance,
  r: Rapprochement | undefined,
  telephonesAu: EntreeAppariement['telephonesAu'],
): Anomalie[] => {
  const anomalies: Anomalie[] = [];
  if (r?.remplacement) anomalies.push('REMPLACEMENT');
  if (!r) anomalies.push('HORS_PLANNING');
  const cotes = [s.arrivee, s.depart].flatMap((p) => p ?? []);
  // [PT-9] Her own link says no more of where she was than another telephone does.
  const ailleurs = cotes.some(
    (p) =>
      p.source === 'LIEN' ||
      (p.numeroAppelant !== undefined && !telephonesAu(dateParis(p.instant)).includes(p.numeroAppelant)),
  );
  if (ailleurs) anomalies.push('NUMERO_AUTRE');
  if (cotes.some((p) => p.horlogeDouteuse)) anomalies.push('HORLOGE');
  if (s.arrivee && s.depart && aLaMinute(s.arrivee.instant) === aLaMinute(s.depart.instant))
    anomalies.push('DUREE_NULLE');
  return anomalies;
};

/**
 * [AL-5] The open arrivals that nothing planned, of which an earlier one, ended by them without departure [AP-3], took a visit that goes
 * on: who called twice as she came is expected to leave all the same. `paire`: one pair, in the order of its punches.
 */
const finsAttendues = (
  paire: readonly Seance[],
  rapprochements: ReadonlyMap<Seance, Rapprochement>,
): Map<Seance, Instant> => {
  const fins = new Map<Seance, Instant>();
  let fin: Instant | undefined;
  for (const s of paire) {
    const sienne = rapprochements.get(s)?.visite.fin;
    if (!sienne && s.arrivee && !s.depart && !s.sansSuite && fin && fin > s.arrivee.instant) fins.set(s, fin);
    fin = s.sansSuite ? (sienne ?? fin) : undefined;
  }
  return fins;
};

/**
 * [AP-1 to AP-9, AP-11, CO-8] All interventions of one usager over the days that the inputs cover, sorted by `_id`: what was
 * punched, what was planned and not punched, what was created. Pure: depends on the set of its inputs only.
 */
export const apparierUsager = (e: EntreeAppariement): Intervention[] => {
  const avant = (connu: Instant): boolean => e.auPlusTard === undefined || connu <= e.auPlusTard;
  const parAide = new Map<string, PointageSitue[]>();
  for (const p of e.pointages) {
    if (p.intervenantId === undefined || p.usagerId !== e.usagerId || !avant(connuLe(p))) continue;
    ajouterA(parAide, p.intervenantId, p);
  }
  const paires = [...parAide].map(([intervenantId, pointages]) => ({
    intervenantId,
    siennes: apparierPaire(pointages, e.parametresAu),
  }));
  const seances = paires.flatMap(({ intervenantId, siennes }) =>
    siennes.map((seance): SeanceDe => ({ intervenantId, seance })),
  );
  const visites = e.visites.flatMap((v) => visitePrevueDe(v, e.usagerId, e.auPlusTard) ?? []);
  const { rapprochements, libres } = rapprocher(seances, visites, e.parametresAu);
  const attendues = new Map(paires.flatMap(({ siennes }) => [...finsAttendues(siennes, rapprochements)]));
  const creations = e.creations.filter((c) => estCreation(c.correction) && (!c.verdict || avant(c.verdict.recuLe)));
  // A creation that the server took stands for its planned visit: hours that somebody typed are not set aside by what came since.
  const creees = new Set(creations.flatMap(({ verdict, correction: { cible } }) => (verdict && cible ? cible.id : [])));
  const seules = libres.filter((v) => !creees.has(v.id));
  const couvertes = enchainer(seances, rapprochements, seules, e.parametresAu);

  const base = (
    date: DateCivile,
    id: string,
  ): Pick<Intervention, '_id' | 'type' | 'id' | 'date' | 'antenne' | 'usagerId'> => ({
    _id: idIntervention(date, id),
    type: 'intervention',
    id,
    date,
    antenne: e.antenneAu(date),
    usagerId: e.usagerId,
  });

  const pointees = seances.map(({ intervenantId, seance: s }): Intervention => {
    const premier = s.arrivee ?? s.depart;
    if (!premier) throw new Error('une séance a au moins un pointage');
    const date = dateParis(premier.instant);
    const r = rapprochements.get(s);
    const siennes = s.depart && couvertes.get(s);
    const finAttendue = attendues.get(s);
    const suivantes = s.depart ? undefined : couvertes.get(s);
    return {
      ...base(date, premier.id),
      intervenantId,
      codePrestation: r?.visite.codePrestation ?? e.parametresAu(date).prestationParDefaut,
      ...(s.arrivee ? { arrivee: reduire(s.arrivee) } : {}),
      ...(s.depart ? { depart: reduire(s.depart) } : {}),
      ...(s.sansSuite ? { sansSuite: true } : {}),
      ...(finAttendue ? { finAttendue } : {}),
      ecartes: s.ecartes.map((x) => ({ ...reduire(x.pointage), sens: x.pointage.sens, regle: x.regle })),
      ...(r ? { visite: r.visite } : {}),
      ...(siennes ? { couvertes: siennes } : {}),
      ...(suivantes ? { suivantes } : {}),
      creations: [],
      anomalies: anomaliesDe(s, r, e.telephonesAu),
      explication: [
        ...s.explication,
        r
          ? { regle: 'AP-6', pointages: [premier.id], texte: phraseRapprochement(r) }
          : {
              regle: 'AP-6',
              pointages: [premier.id],
              texte: 'Aucune visite prévue ce jour-là ne correspond (hors planning).',
            },
        ...(siennes ?? []).map((v) => ({
          regle: 'AP-11',
          pointages: [s.arrivee, s.depart].flatMap((p) => p?.id ?? []),
          texte: phraseCouverte(v, premier.instant),
        })),
      ],
    };
  });
  const nonPointees = libres.map(
    (v): Intervention => ({
      ...base(dateParis(v.debut), v.id),
      intervenantId: v.intervenantId,
      codePrestation: v.codePrestation,
      ecartes: [],
      visite: v,
      creations: [],
      anomalies: [],
      explication: [{ regle: 'AP-7', pointages: [], texte: 'Aucun pointage pour cette visite prévue.' }],
    }),
  );
  const suites = (e.suites ?? []).filter((s) => estPrise(s.verdict) && avant(s.verdict.recuLe));
  return lierCouvertes(rattacherCreations([...pointees, ...nonPointees], creations, suites, e)).sort((a, b) =>
    comparer(a._id, b._id),
  );
};

const estCreation = (c: Correction): boolean => c.nature === 'CREATION';
