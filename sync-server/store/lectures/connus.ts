import type { Antenne } from '#shared/contrats/commun';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Absence } from '#shared/contrats/dossiers/absence';
import type { Financeur, Intervenant, Usager, Visite } from '#shared/contrats/dossiers/dossiers';
import type { SansTelegestion } from '#shared/contrats/dossiers/sans-telegestion';
import { PARAMETRES, type Parametre } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE, baseAntenne, idCorrection } from '#shared/contrats/ids';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import type { DocumentDe } from '#shared/documents/registre';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { suivreCorrections } from '#shared/domain/intervention/cibles';
import type { CorrectionSuivie } from '#shared/domain/types';
import { ajouterJours, debutDuJour } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { erreurIllisible } from '../illisible';
import { lireIds, type Magasin, type Stocke, sansRev } from '../lire';
import { clesType, type LirePlage, plageSure, plageTriee, plageType } from '../types';

/** A document that several antennas hold in the same words: its content, and the revision in each. */
export type Partage<T> = { doc: T; revs: Map<Antenne, string> };

const lirePartages = async <T extends 'usager' | 'intervenant'>(
  m: Magasin,
  type: T,
  lire: LirePlage,
): Promise<Map<string, Partage<DocumentDe<T>>>> => {
  const connus = new Map<string, Partage<DocumentDe<T>>>();
  const lus = await Promise.all(codesAntennes().map((antenne) => lire(m, type, { base: baseAntenne(antenne) })));
  for (const [n, antenne] of codesAntennes().entries())
    for (const stocke of lus[n] ?? []) {
      const connu = connus.get(stocke.id) ?? { doc: sansRev(stocke), revs: new Map() };
      connu.revs.set(antenne, stocke._rev);
      connus.set(stocke.id, connu);
    }
  return connus;
};

// `lire`: by `plageSure` for what is billed or erased, where one that is set aside would change hours, or the rules that count them.

export const lireUsagers = (m: Magasin, lire = plageType): Promise<Map<string, Partage<Usager>>> =>
  lirePartages(m, 'usager', lire);
export const lireIntervenants = (m: Magasin, lire = plageType): Promise<Map<string, Partage<Intervenant>>> =>
  lirePartages(m, 'intervenant', lire);

export const lireFinanceurs = (m: Magasin, lire = plageType): Promise<Stocke<Financeur>[]> => lire(m, 'financeur', {});

/** One that cannot be read is set aside, and the former value, or the default, holds: the service stays open to mend it. */
export const lireParametres = (m: Magasin): Promise<Stocke<Parametre>[]> => plageType(m, 'parametre', {});

/**
 * Where the default in place of what was decided would change hours that are billed, or erase what must be kept. A key of another
 * version, that nothing here reads, is no obstacle.
 */
export const lireParametresSurs = async (m: Magasin): Promise<Stocke<Parametre>[]> => {
  const { lus, illisibles } = await plageTriee(m, 'parametre', {});
  const connu = illisibles.find((id) => Object.hasOwn(PARAMETRES, id.split(':')[1] ?? ''));
  if (connu !== undefined) throw erreurIllisible(m, BASE_CENTRALE, 'parametre', [connu]);
  return lus;
};

/** What was said of absences and of usagers sans télégestion, in the base of an antenna. */
export const lireFaitsDispenses = async (
  m: Magasin,
  base: string,
): Promise<{ absences: Absence[]; marques: SansTelegestion[] }> => ({
  absences: await plageType(m, 'absence', { base }),
  marques: await plageType(m, 'sanstele', { base }),
});

/** Between two civil dates, both included. */
const dates = (de: DateCivile, a: DateCivile | 'fin') => ({
  de,
  ...(a === 'fin' ? {} : { avant: ajouterJours(a, 1) }),
});

export type EnAntenne<T> = { antenne: Antenne; doc: Stocke<T> };

export const lireVisites = async (
  m: Magasin,
  de: DateCivile,
  a: DateCivile | 'fin',
  lire = plageType,
): Promise<EnAntenne<Visite>[]> => {
  const lues = await Promise.all(codesAntennes().map((antenne) => lire(m, 'visite', { antenne }, dates(de, a))));
  return codesAntennes().flatMap((antenne, n) => (lues[n] ?? []).map((doc) => ({ antenne, doc })));
};
/** Planned visits of these ids out of a period, up to a year around: one may be moved far. Their ids are read alone first. */
export const lireVisitesAilleurs = async (
  m: Magasin,
  ids: ReadonlySet<string>,
  de: DateCivile,
  a: DateCivile,
): Promise<EnAntenne<Visite>[]> => {
  const plages = [
    { debut: `visite:${ajouterJours(de, -366)}`, fin: `visite:${de}` },
    { debut: `visite:${ajouterJours(a, 1)}`, fin: `visite:${ajouterJours(a, 367)}` },
  ];
  const planning = 'visite:0000-00-00:'.length;
  const trouvees: EnAntenne<Visite>[] = [];
  for (const antenne of codesAntennes()) {
    const base = baseAntenne(antenne);
    const voulues: string[] = [];
    for (const p of plages)
      for (const x of (await lireIds(m, base, p)).filter((id) => ids.has(id.slice(planning)))) voulues.push(x);
    for (const doc of await clesType(m, 'visite', voulues, { base })) if (doc) trouvees.push({ antenne, doc });
  }
  return trouvees;
};

export const lireInterventions = (
  m: Magasin,
  antenne: Antenne,
  de: DateCivile,
  a: DateCivile,
  lire = plageType,
): Promise<Stocke<Intervention>[]> => lire(m, 'intervention', { antenne }, dates(de, a));
export const lireCorrections = (
  m: Magasin,
  antenne: Antenne,
  de: DateCivile,
  a: DateCivile,
): Promise<Stocke<Correction>[]> => plageType(m, 'correction', { antenne }, dates(de, a));
export const lireVerdicts = (m: Magasin, antenne: Antenne, de: DateCivile, a: DateCivile): Promise<Stocke<Verdict>[]> =>
  plageType(m, 'verdict', { antenne }, dates(de, a));

/**
 * Corrections with their verdicts, for what is billed: one that was taken, and cannot be read, is money, and stops. One that was
 * refused may be anything.
 */
export const lireCorrectionsSures = async (
  m: Magasin,
  antenne: Antenne,
  de: DateCivile,
  a: DateCivile,
): Promise<{ corrections: Stocke<Correction>[]; verdicts: Stocke<Verdict>[] }> => {
  const verdicts = await plageSure(m, 'verdict', { antenne }, dates(de, a));
  const { lus, illisibles } = await plageTriee(m, 'correction', { antenne }, dates(de, a));
  const prises = new Set(
    verdicts.flatMap((v) => (v.decision === 'REFUSEE' ? [] : idCorrection(v.date, v.correctionId))),
  );
  const perdue = illisibles.find((id) => prises.has(id));
  if (perdue !== undefined) throw erreurIllisible(m, baseAntenne(antenne), 'correction', [perdue]);
  return { corrections: lus, verdicts };
};

export const lireSuivies = async (
  m: Magasin,
  antenne: Antenne,
  de: DateCivile,
  a: DateCivile,
): Promise<CorrectionSuivie[]> => {
  const { corrections, verdicts } = await lireCorrectionsSures(m, antenne, de, a);
  return suivreCorrections(corrections, verdicts);
};

/** Punches whose instant falls between two civil dates of Paris, both included. */
export const lirePointages = async (
  m: Magasin,
  de: DateCivile,
  a: DateCivile,
  lire = plageType,
): Promise<Stocke<Pointage>[]> => {
  const tout: Stocke<Pointage>[] = [];
  const bornes = { de: debutDuJour(de), avant: debutDuJour(ajouterJours(a, 1)) };
  for (let annee = Number(de.slice(0, 4)); annee <= Number(a.slice(0, 4)); annee += 1)
    for (const x of await lire(m, 'pointage', { base: `tg-pointages-${annee}` }, bornes)) tout.push(x);
  return tout;
};
