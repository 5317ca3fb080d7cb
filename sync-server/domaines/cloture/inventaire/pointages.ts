import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, baseAntenne, idPointage, idVisite } from '#shared/contrats/ids';
import { periodeDe } from '#shared/contrats/inventaire';
import type { Attente } from '#shared/contrats/pointages/derives';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { ajouterJours, dateParis, dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { Magasin } from '../../../store/lire';
import { clesType, plageType } from '../../../store/types';
import type { Derives } from './equilibrer';
import { basePointagesDuMois, type InventaireLu } from './lire';

const idDe = ({ instant, id }: Pick<Pointage, 'instant' | 'id'>): string => idPointage(instant, id);

/** Those that wait for someone to say whose they are: by id, whether a file brought them. */
const enAttente = async (m: Magasin, mois: Mois): Promise<Map<string, boolean>> => {
  const [de, a] = [ajouterJours(premierJour(mois), -1), ajouterJours(dernierJour(mois), 2)];
  const bases = [BASE_CENTRALE, ...CODES_ANTENNES.map(baseAntenne)];
  const lues = await Promise.all(
    bases.map((base): Promise<Attente[]> => plageType(m, 'attente', { base }, { de, avant: a })),
  );
  return new Map(lues.flat().map((x) => [idPointage(x.instant, x.pointageId), x.source === 'REPRISE']));
};

/** Punches of the month, and planned visits, in what was read: the hours of a visit, what a rule set aside, what waits. */
export const lireDerives = async (m: Magasin, mois: Mois, interventions: readonly Intervention[]): Promise<Derives> => {
  const [importes, autres] = [new Set<string>(), new Set<string>()];
  const visites = new Map<Antenne, Set<string>>();
  const ranger = (id: string, importe: boolean): void => {
    if (periodeDe(id) === mois) (importe ? importes : autres).add(id);
  };
  for (const i of interventions) {
    for (const p of [i.arrivee, i.depart, ...i.ecartes]) if (p) ranger(idDe(p), p.source === 'REPRISE');
    if (!i.visite) continue;
    const id = idVisite(dateParis(i.visite.debut), i.visite.id);
    const siennes = visites.get(i.antenne) ?? new Set<string>();
    visites.set(i.antenne, siennes);
    if (periodeDe(id) === mois) siennes.add(id);
  }
  for (const [id, importe] of await enAttente(m, mois)) ranger(id, importe);
  return { importes, autres, visites };
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
  vus: Derives,
  usager: (id: string) => Usager | undefined,
): Promise<PointagesPerdus> => {
  const compte = lu.comptes.find((c) => c.type === 'pointage');
  const absents = ((await compte?.ids()) ?? []).filter((id) => !vus.importes.has(id) && !vus.autres.has(id));
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
