import type { Antenne } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, idPointage } from '#shared/contrats/ids';
import type { Attente } from '#shared/contrats/pointages/derives';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { ajouterJours, dateParis, dernierJour, premierJour } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import type { Magasin } from '../../../store/lire';
import { clesType, plageType } from '../../../store/types';
import { basePointagesDuMois, type InventaireLu } from './lire';

/** Those that wait for someone to say whose they are. */
const enAttente = async (m: Magasin, mois: Mois): Promise<Set<string>> => {
  const [de, a] = [ajouterJours(premierJour(mois), -1), ajouterJours(dernierJour(mois), 2)];
  const bases = [BASE_CENTRALE, ...basesAntennes()];
  const lues = await Promise.all(
    bases.map((base): Promise<Attente[]> => plageType(m, 'attente', { base }, { de, avant: a })),
  );
  return new Set(lues.flat().map((x) => idPointage(x.instant, x.pointageId)));
};

/** In the visits that were read: as their hours, or set aside by a rule. */
const dansLesVisites = (interventions: readonly Intervention[]): Set<string> => {
  const vus = new Set<string>();
  for (const i of interventions)
    for (const p of [i.arrivee, i.depart, ...i.ecartes]) if (p) vus.add(idPointage(p.instant, p.id));
  return vus;
};

export type PointagesPerdus = { antenne: Antenne | undefined; recus: number; lus: number }[];

type Usagers = (id: string) => Usager | undefined;
/** A punch that no visit has, and that waits for nobody; whose it is, where that is known. */
export type PointageAbsent = { id: string; antenne: Antenne | undefined; date: DateCivile | undefined };

/** Of these punches of a month, those that are in none of the visits that were read, and wait for nobody. */
export const absentsDesVisites = async (
  m: Magasin,
  c: { mois: Mois; ids: readonly string[] },
  interventions: readonly Intervention[],
  usager: Usagers,
): Promise<PointageAbsent[]> => {
  const vus = dansLesVisites(interventions);
  let absents = c.ids.filter((id) => !vus.has(id));
  if (absents.length === 0) return [];
  const attente = await enAttente(m, c.mois);
  absents = absents.filter((id) => !attente.has(id));
  if (absents.length === 0) return [];
  const docs = await clesType(m, 'pointage', absents, { base: basePointagesDuMois(c.mois) });
  return absents.map((id, i) => {
    const p = docs[i];
    const u = p?.usagerId === undefined ? undefined : usager(p.usagerId);
    const date = p && dateParis(p.instant);
    return { id, date, antenne: u && date ? antenneAu(u, date) : undefined };
  });
};

/** How many punches these visits have, beside those that they lack. */
export const compterPerdus = (
  absents: readonly PointageAbsent[],
  interventions: readonly Intervention[],
): PointagesPerdus => {
  const perdus = new Map<Antenne | undefined, number>();
  for (const { antenne } of absents) perdus.set(antenne, (perdus.get(antenne) ?? 0) + 1);
  return [...perdus].map(([antenne, n]) => {
    const lus = interventions
      .filter((i) => i.antenne === antenne)
      .reduce((t, i) => t + Number(i.arrivee !== undefined) + Number(i.depart !== undefined) + i.ecartes.length, 0);
    return { antenne, recus: lus + n, lus };
  });
};

/**
 * [PT-1] Each punch of the month is in a visit that was read, its hours or set aside by a rule, or waits: else what was read is short
 * of something, and of which antenna.
 */
export const pointagesPerdus = async (
  m: Magasin,
  lu: InventaireLu,
  interventions: readonly Intervention[],
  usager: Usagers,
): Promise<PointagesPerdus> => {
  const ids = (await lu.comptes.find((c) => c.type === 'pointage')?.ids()) ?? [];
  return compterPerdus(await absentsDesVisites(m, { mois: lu.mois, ids }, interventions, usager), interventions);
};
