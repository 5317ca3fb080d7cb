import type { Antenne } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import type { VisitePrecedente } from '#shared/contrats/dossiers/visite-precedente';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { idIntervenant, idUsager } from '#shared/contrats/ids';
import { antennesPrecedentes, type PeriodePrecedente } from '#shared/domain/cloture/antennes-precedentes';
import { indexerCorrections, suivreCorrections } from '#shared/domain/intervention/cibles';
import { retenir } from '#shared/domain/intervention/retenir';
import type { Contexte, CorrectionSuivie, Retenue } from '#shared/domain/types';
import { nomComplet } from '#shared/mots/textes';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { lireCorrections, lireInterventions, lireParametres, lireVerdicts } from '../../../store/lectures/connus';
import type { Magasin } from '../../../store/lire';
import { clesType } from '../../../store/types';

type DemandePrecedentes = {
  usagerId: string;
  /** Those of the session. */
  antennes: readonly Antenne[];
};
export type DemandeVisites = DemandePrecedentes & { de: DateCivile; a: DateCivile };

/** A correction keeps the date that its visit had before it was paired again: so many days around are read. */
const AUTOUR = 31;
/** All visits of an antenna lie in one range of dates: so many days of them are in memory at once. */
const TRANCHE = 14;

/**
 * The usager as the session's own antennas hold it: one that was never of them is not looked for elsewhere, hence cannot be
 * told from one that does not exist.
 */
const lireUsager = async (m: Magasin, d: DemandePrecedentes, aujourdhui: DateCivile): Promise<Usager | undefined> => {
  for (const antenne of d.antennes) {
    const [usager] = await clesType(m, 'usager', [idUsager(d.usagerId)], { antenne });
    const sienne = usager?.antennes.some((x) => x.depuis <= aujourdhui && d.antennes.includes(x.antenne));
    if (usager && sienne) return usager;
  }
  return undefined;
};

const lireSuivies = async (m: Magasin, { antenne, de, a }: PeriodePrecedente): Promise<readonly CorrectionSuivie[]> => {
  const autour = [ajouterJours(de, -AUTOUR), ajouterJours(a, AUTOUR)] as const;
  const [corrections, verdicts] = await Promise.all([
    lireCorrections(m, antenne, ...autour),
    lireVerdicts(m, antenne, ...autour),
  ]);
  return suivreCorrections(corrections, verdicts);
};

/** Whose visits: a usager's, or an aide's. */
export type SujetDesVisites = { usagerId: string } | { intervenantId: string };

/** Visits of that period that are, in the end, this person's: DONNEES may have given or taken one. */
export const lireRetenuesDe = async (
  m: Magasin,
  p: PeriodePrecedente,
  sujet: SujetDesVisites,
  contexte: Contexte,
): Promise<Retenue[]> => {
  const correctionsDe = indexerCorrections(await lireSuivies(m, p));
  const sienne = (x: { usagerId?: string | undefined; intervenantId?: string | undefined }): boolean =>
    'usagerId' in sujet ? x.usagerId === sujet.usagerId : x.intervenantId === sujet.intervenantId;
  const retenues: Retenue[] = [];
  for (let de = p.de; de <= p.a; de = ajouterJours(de, TRANCHE)) {
    const lues = await lireInterventions(m, p.antenne, de, ajouterJours(de, TRANCHE - 1));
    for (const i of lues.filter((x) => x.date <= p.a)) {
      const siennes = correctionsDe(i);
      if (!sienne(i) && !siennes.some((s) => sienne(s.correction))) continue;
      const retenue = retenir(i, siennes, contexte);
      if (sienne(retenue)) retenues.push(retenue);
    }
  }
  return retenues;
};

export const lireRetenues = (
  m: Magasin,
  p: PeriodePrecedente,
  usagerId: string,
  contexte: Contexte,
): Promise<Retenue[]> => lireRetenuesDe(m, p, { usagerId }, contexte);

const rang = (i: Intervention): string => `${i.visite?.debut ?? i.arrivee?.instant ?? i.depart?.instant ?? i.date}`;

const nomDe = (aide: Intervenant | undefined): string | undefined => aide && nomComplet(aide);

/** A retained visit, in what may be read of it. */
export const montrerRetenue = (r: Retenue, antenne: Antenne, aide: Intervenant | undefined): VisitePrecedente => {
  const i = r.intervention;
  return {
    date: i.date,
    antenne,
    intervenant: nomDe(aide) ?? r.intervenantId,
    prevu: i.visite && { debut: i.visite.debut, fin: i.visite.fin },
    arrivee: i.arrivee?.instant,
    depart: i.depart?.instant,
    debut: r.debut,
    fin: r.fin,
    minutesComplementaires: r.minutesComplementaires,
    statut: r.conflit ? 'CONFLIT' : r.statut,
    motif: r.motif,
  };
};

const lirePeriode = async (
  m: Magasin,
  p: PeriodePrecedente,
  usagerId: string,
  contexte: Contexte,
): Promise<VisitePrecedente[]> => {
  const retenues = await lireRetenues(m, p, usagerId, contexte);
  const ids = [...new Set(retenues.map((r) => r.intervenantId))];
  const aides = await clesType(m, 'intervenant', ids.map(idIntervenant), { antenne: p.antenne });
  const connues = new Map(ids.map((id, n) => [id, aides[n]]));
  return retenues
    .sort((x, y) => (rang(x.intervention) < rang(y.intervention) ? -1 : 1))
    .map((r) => montrerRetenue(r, p.antenne, connues.get(r.intervenantId)));
};

/** [CL-1] What the session's antennas read of those before; `undefined` for a usager that they do not have and never had. */
export const lirePrecedentes = async (
  m: Magasin,
  aujourdhui: DateCivile,
  d: DemandePrecedentes,
): Promise<PeriodePrecedente[] | undefined> => {
  const usager = await lireUsager(m, d, aujourdhui);
  return usager && antennesPrecedentes(usager, d.antennes, aujourdhui);
};

/**
 * [CL-1] The visits from `de` to `a`, both included, that a usager had in the antennas before those of the session, folded from
 * what these antennas hold; `undefined` for a usager that the session's antennas do not have and never had.
 */
export const lireVisitesPrecedentes = async (
  m: Magasin,
  horloge: Horloge,
  d: DemandeVisites,
): Promise<VisitePrecedente[] | undefined> => {
  const maintenant = horloge();
  const periodes = await lirePrecedentes(m, dateParis(maintenant), d);
  if (!periodes) return undefined;
  const contexte = { maintenant, parametresAu: lecteurParametres(await lireParametres(m)) };
  const visites: VisitePrecedente[] = [];
  for (const p of periodes) {
    const demandee = { ...p, ...(p.de < d.de ? { de: d.de } : {}), ...(p.a > d.a ? { a: d.a } : {}) };
    if (demandee.de <= demandee.a)
      for (const x of await lirePeriode(m, demandee, d.usagerId, contexte)) visites.push(x);
  }
  return visites;
};
