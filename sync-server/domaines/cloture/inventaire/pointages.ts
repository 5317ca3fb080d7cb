import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { ajouterJours, dateParis, dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { Magasin } from '../../../store/lire';
import { clesType, plageType } from '../../../store/types';
import { basePointagesDuMois, type InventaireLu } from './lire';

/** After `pointage:<instant>:`. */
const CLE = 'pointage:2026-10-01T00:00:00Z:'.length;

const dansLesVisites = (interventions: readonly Intervention[]): Set<string> => {
  const vus = new Set<string>();
  for (const i of interventions) {
    if (i.arrivee) vus.add(i.arrivee.id);
    if (i.depart) vus.add(i.depart.id);
    for (const e of i.ecartes) vus.add(e.id);
  }
  return vus;
};

/** Those that wait for someone to say whose they are. */
const enAttente = async (m: Magasin, mois: Mois): Promise<Set<string>> => {
  const [de, a] = [ajouterJours(premierJour(mois), -1), ajouterJours(dernierJour(mois), 2)];
  const bases = [BASE_CENTRALE, ...CODES_ANTENNES.map(baseAntenne)];
  const attentes = await Promise.all(bases.map((base) => plageType(m, 'attente', { base }, { de, avant: a })));
  const orphelins = await plageType(m, 'orphelin', {}, { de, avant: a });
  return new Set([...attentes.flat().map((x) => x.pointageId), ...orphelins.map((o) => o.origine.slice(CLE))]);
};

export type PointagesPerdus = { antenne: Antenne | undefined; recus: number; lus: number }[];

/**
 * [PT-1] Each punch of the month is in a visit that was read, its hours or set aside by a rule, or waits: else what was read is short
 * of something, and of which antenna.
 */
export const pointagesPerdus = async (
  m: Magasin,
  lu: InventaireLu,
  interventions: readonly Intervention[],
  usager: (id: string) => Usager | undefined,
): Promise<PointagesPerdus> => {
  const vus = dansLesVisites(interventions);
  const recus = lu.comptes.flatMap((c) => (c.type === 'pointage' ? c.ids : []));
  let absents = recus.filter((id) => !vus.has(id.slice(CLE)));
  if (absents.length === 0) return [];
  const attente = await enAttente(m, lu.mois);
  absents = absents.filter((id) => !attente.has(id.slice(CLE)));
  if (absents.length === 0) return [];
  const docs = await clesType(m, 'pointage', absents, { base: basePointagesDuMois(lu.mois) });
  const perdus = new Map<Antenne | undefined, number>();
  for (const p of docs) {
    const u = p?.usagerId === undefined ? undefined : usager(p.usagerId);
    const antenne = p && u ? antenneAu(u, dateParis(p.instant)) : undefined;
    perdus.set(antenne, (perdus.get(antenne) ?? 0) + 1);
  }
  return [...perdus].map(([antenne, n]) => {
    const lus = interventions
      .filter((i) => i.antenne === antenne)
      .reduce((t, i) => t + Number(i.arrivee !== undefined) + Number(i.depart !== undefined) + i.ecartes.length, 0);
    return { antenne, recus: lus + n, lus };
  });
};
