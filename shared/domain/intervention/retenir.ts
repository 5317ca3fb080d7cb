import type { Correction } from '../../contrats/correction';
import type { Intervention, StatutBrut, StatutRetenu } from '../../contrats/intervention';
import { aLaMinute } from '../../temps/paris';
import { comparer, parInstant } from '../appariement/ordre';
import { statutBrut } from '../appariement/statut-brut';
import { tetes } from '../correction/conflit';
import { appliquer, type Etat, etatBrut } from '../correction/etat';
import { refusDe } from '../correction/refus';
import { etatDe, refusRetrait } from '../correction/retrait';
import type { Ajustement, Contexte, CorrectionJugee, CorrectionSuivie, Retenue, VersionConflit } from '../types';
import { cibleStable } from './cibles';

/** What a RETRAIT is judged against, beside the state. */
type Histoire = { jugees: readonly CorrectionJugee[]; ascendants: (id: string) => ReadonlySet<string> };

const juger = (
  { correction, verdict }: CorrectionSuivie,
  etat: Etat,
  i: Intervention,
  { parametresAu }: Contexte,
  histoire: Histoire,
): CorrectionJugee => {
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

const applique = (j: CorrectionJugee): boolean => j.etat === 'APPLIQUEE' || j.etat === 'TARDIVE';

const ajustementDe = (i: Intervention, e: Etat, complet: boolean): Ajustement => {
  if (e.supprimee) return 'SUP';
  if (!complet) return '';
  if (!i.arrivee && !i.depart) return 'CRE';
  const arrivee = i.arrivee !== undefined && e.debut === aLaMinute(i.arrivee.instant);
  const depart = i.depart !== undefined && e.fin === aLaMinute(i.depart.instant);
  if (!arrivee && !depart) return 'CO2';
  if (!arrivee) return 'COA';
  if (!depart) return 'COD';
  return e.donneesChangees ? 'MDT' : '';
};

const statutRetenu = (i: Intervention, brut: StatutBrut | undefined, e: Etat, corrigee: boolean): StatutRetenu => {
  if (e.supprimee) return 'ANNULEE';
  if (e.debut && e.fin) {
    if (!i.arrivee && !i.depart) return 'CREEE';
    return corrigee ? 'CORRIGEE' : 'COMPLETE';
  }
  return brut ?? 'NON_POINTEE';
};

/**
 * [CO-8] The creation or deletion of a visit that had no punch, where all its punches came after it was taken and no manager
 * has settled it since.
 */
const depassee = (
  i: Intervention,
  jugees: readonly CorrectionJugee[],
  suivies: readonly CorrectionSuivie[],
): Correction | undefined => {
  const recus = [i.arrivee, i.depart].flatMap((p) => p?.recuLe ?? []).sort(comparer);
  const [premier, dernier] = [recus[0], recus.at(-1)];
  if (premier === undefined || dernier === undefined) return undefined;
  const recueLe = new Map(suivies.map((s) => [s.correction.id, s.verdict?.recuLe ?? s.correction.instant]));
  const { ascendants } = tetes(suivies.map((s) => s.correction));
  return jugees.findLast(({ correction: c, ...j }) => {
    if (!applique({ correction: c, ...j }) || (c.nature !== 'CREATION' && c.nature !== 'SUPPRESSION')) return false;
    if (c.nature === 'SUPPRESSION' && premier <= (recueLe.get(c.id) ?? premier)) return false;
    return !jugees.some((k) => applique(k) && ascendants(k.correction.id).has(c.id) && k.correction.instant >= dernier);
  })?.correction;
};

const version = (
  i: Intervention,
  jugees: readonly CorrectionJugee[],
  tete: Correction,
  garder: ReadonlySet<string>,
): VersionConflit => {
  // One that was withdrawn still stands in the version of whoever has not seen its withdrawal.
  const siennes = jugees.filter((j) => j.correction.id === tete.id || garder.has(j.correction.id));
  const e = etatDe(
    i,
    siennes.filter((j) => applique(j) || j.etat === 'RETIREE').map((j) => j.correction),
  );
  return {
    correction: tete,
    debut: e.debut,
    fin: e.fin,
    minutesComplementaires: e.minutesComplementaires,
    supprimee: e.supprimee,
  };
};

const conflitDe = (
  i: Intervention,
  jugees: readonly CorrectionJugee[],
  suivies: readonly CorrectionSuivie[],
): Retenue['conflit'] => {
  if (jugees.length === 0) return undefined;
  const vivantes = jugees.filter((j) => j.etat !== 'REFUSEE').map((j) => j.correction);
  const dag = tetes(vivantes);
  const versions = (): VersionConflit[] => dag.tetes.map((t) => version(i, jugees, t, dag.ascendants(t.id)));
  const auteurs = dag.tetes.map((t) => t.auteur).join(' et ');
  if (dag.tetes.length > 1) {
    return {
      versions: versions(),
      phrase: `Corrigée en même temps par ${auteurs} : la dernière s’applique, confirmez ce qui est retenu.`,
    };
  }
  if (jugees.some((j) => j.etat === 'SANS_OBJET')) {
    const j = jugees.findLast((x) => x.etat === 'SANS_OBJET');
    return {
      versions: versions(),
      phrase: `Un pointage reçu depuis empêche une correction de s’appliquer. ${j?.refus?.message ?? ''}`.trim(),
    };
  }
  const quoi = depassee(i, jugees, suivies);
  if (!quoi) return undefined;
  const phrase =
    quoi.nature === 'CREATION'
      ? 'Des pointages sont arrivés après la création de cette visite : confirmez les heures à retenir.'
      : 'Des pointages sont arrivés après l’annulation de cette visite : rétablissez-la, ou confirmez l’annulation.';
  return { versions: versions(), phrase };
};

/**
 * The retained intervention = fold of the raw one and its corrections, in order of instant then id [CO-1 to CO-8].
 * One pure function for browser, server, closing and tests. Nothing is lost: each correction comes back with what became
 * of it. `corrections`: those that name it (`indexerCorrections`).
 */
export const retenir = (i: Intervention, corrections: readonly CorrectionSuivie[], contexte: Contexte): Retenue => {
  const suivies = [...corrections].sort((a, b) => parInstant(a.correction, b.correction));
  let etat = etatBrut(i);
  const jugees: CorrectionJugee[] = [];
  let dag: ReturnType<typeof tetes> | undefined;
  const ascendants = (id: string): ReadonlySet<string> => {
    dag ??= tetes(suivies.map((s) => s.correction));
    return dag.ascendants(id);
  };
  for (const suivie of suivies) {
    const jugee = juger(suivie, etat, i, contexte, { jugees, ascendants });
    jugees.push(jugee);
    if (!applique(jugee)) continue;
    const visee = jugees.find(
      (j) => jugee.correction.nature === 'RETRAIT' && j.correction.id === jugee.correction.retire,
    );
    if (visee) {
      const { refus, ...reste } = visee;
      jugees[jugees.indexOf(visee)] = { ...reste, etat: 'RETIREE' };
      etat = etatDe(
        i,
        jugees.filter(applique).map((j) => j.correction),
      );
    } else etat = appliquer(etat, jugee.correction);
  }
  const brut = statutBrut(i, contexte);
  const appliquees = jugees.filter((j) => applique(j) && j.correction.nature !== 'RETRAIT');
  const complet = etat.debut !== undefined && etat.fin !== undefined;
  const conflit = conflitDe(i, jugees, suivies);
  return {
    intervention: i,
    statutBrut: brut,
    statut: statutRetenu(i, brut, etat, appliquees.length > 0),
    usagerId: etat.usagerId,
    intervenantId: etat.intervenantId,
    codePrestation: etat.codePrestation,
    debut: etat.debut,
    fin: etat.fin,
    minutesComplementaires: etat.minutesComplementaires,
    motif: appliquees.at(-1)?.correction.motif,
    supprimee: etat.supprimee,
    corrections: jugees,
    ...(conflit ? { conflit } : {}),
    ajustement: ajustementDe(i, etat, complet),
    cible: cibleStable(i),
    base:
      jugees.length === 0
        ? []
        : tetes(jugees.filter((j) => j.etat !== 'REFUSEE').map((j) => j.correction)).tetes.map((c) => c.id),
  };
};
