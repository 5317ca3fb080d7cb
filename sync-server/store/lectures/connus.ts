import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Absence } from '#shared/contrats/dossiers/absence';
import type { Financeur, Intervenant, Usager, Visite } from '#shared/contrats/dossiers/dossiers';
import type { SansTelegestion } from '#shared/contrats/dossiers/sans-telegestion';
import type { Parametre } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import { ajouterJours, debutDuJour } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import {
  type AccesMagasin,
  lireCles,
  lireIds,
  lirePlage,
  plageDuType,
  type Stocke,
  sansRev,
} from '../../ports/documents';

/** A document that several antennas hold in the same words: its content, and the revision in each. */
export type Partage<T> = { doc: T; revs: Map<Antenne, string> };

const lirePartages = async <T extends { id: string }>(
  m: AccesMagasin,
  type: string,
): Promise<Map<string, Partage<T>>> => {
  const connus = new Map<string, Partage<T>>();
  const lus = await Promise.all(CODES_ANTENNES.map((a) => lirePlage<T>(m, baseAntenne(a), plageDuType(type))));
  for (const [n, antenne] of CODES_ANTENNES.entries())
    for (const stocke of lus[n] ?? []) {
      const connu = connus.get(stocke.id) ?? { doc: sansRev(stocke), revs: new Map() };
      connu.revs.set(antenne, stocke._rev);
      connus.set(stocke.id, connu);
    }
  return connus;
};

export const lireUsagers = (m: AccesMagasin): Promise<Map<string, Partage<Usager>>> => lirePartages(m, 'usager');
export const lireIntervenants = (m: AccesMagasin): Promise<Map<string, Partage<Intervenant>>> =>
  lirePartages(m, 'intervenant');

export const lireFinanceurs = (m: AccesMagasin): Promise<Stocke<Financeur>[]> =>
  lirePlage(m, BASE_CENTRALE, plageDuType('financeur'));
export const lireParametres = (m: AccesMagasin): Promise<Stocke<Parametre>[]> =>
  lirePlage(m, BASE_CENTRALE, plageDuType('parametre'));

/** What was said of absences and of usagers sans télégestion, in the base of an antenna. */
export const lireFaitsDispenses = async (
  m: AccesMagasin,
  base: string,
): Promise<{ absences: Absence[]; marques: SansTelegestion[] }> => ({
  absences: await lirePlage<Absence>(m, base, plageDuType('absence')),
  marques: await lirePlage<SansTelegestion>(m, base, plageDuType('sanstele')),
});

/** Documents of one type and antenna between two civil dates, both included. */
const lireDates = <T>(m: AccesMagasin, antenne: Antenne, type: string, de: DateCivile, a: DateCivile | 'fin') =>
  lirePlage<T>(m, baseAntenne(antenne), {
    debut: `${type}:${de}`,
    fin: a === 'fin' ? `${type};` : `${type}:${ajouterJours(a, 1)}`,
  });

export type EnAntenne<T> = { antenne: Antenne; doc: Stocke<T> };

const lireToutesAntennes = async <T>(
  m: AccesMagasin,
  type: string,
  de: DateCivile,
  a: DateCivile | 'fin',
): Promise<EnAntenne<T>[]> => {
  const lus = await Promise.all(CODES_ANTENNES.map((antenne) => lireDates<T>(m, antenne, type, de, a)));
  return CODES_ANTENNES.flatMap((antenne, n) => (lus[n] ?? []).map((doc) => ({ antenne, doc })));
};

export const lireVisites = (m: AccesMagasin, de: DateCivile, a: DateCivile | 'fin'): Promise<EnAntenne<Visite>[]> =>
  lireToutesAntennes(m, 'visite', de, a);
/** Planned visits of these ids out of a period, up to a year around: one may be moved far. Their ids are read alone first. */
export const lireVisitesAilleurs = async (
  m: AccesMagasin,
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
  for (const antenne of CODES_ANTENNES) {
    const base = baseAntenne(antenne);
    const voulues: string[] = [];
    for (const p of plages) voulues.push(...(await lireIds(m, base, p)).filter((id) => ids.has(id.slice(planning))));
    for (const doc of await lireCles<Visite>(m, base, voulues)) if (doc) trouvees.push({ antenne, doc });
  }
  return trouvees;
};

export const lireInterventions = (m: AccesMagasin, antenne: Antenne, de: DateCivile, a: DateCivile) =>
  lireDates<Intervention>(m, antenne, 'intervention', de, a);
export const lireCorrections = (m: AccesMagasin, antenne: Antenne, de: DateCivile, a: DateCivile) =>
  lireDates<Correction>(m, antenne, 'correction', de, a);
export const lireVerdicts = (m: AccesMagasin, antenne: Antenne, de: DateCivile, a: DateCivile) =>
  lireDates<Verdict>(m, antenne, 'verdict', de, a);

/** Punches whose instant falls between two civil dates of Paris, both included. */
export const lirePointages = async (m: AccesMagasin, de: DateCivile, a: DateCivile): Promise<Stocke<Pointage>[]> => {
  const tout: Stocke<Pointage>[] = [];
  const bornes = { debut: `pointage:${debutDuJour(de)}`, fin: `pointage:${debutDuJour(ajouterJours(a, 1))}` };
  for (let annee = Number(de.slice(0, 4)); annee <= Number(a.slice(0, 4)); annee += 1)
    tout.push(...(await lirePlage<Pointage>(m, `tg-pointages-${annee}`, bornes)));
  return tout;
};
