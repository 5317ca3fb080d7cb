import type { Antenne } from '#shared/contrats/commun';
import type { Absence } from '#shared/contrats/dossiers/absence';
import type { SansTelegestion } from '#shared/contrats/dossiers/sans-telegestion';
import { baseAntenne } from '#shared/contrats/ids';
import { type Dispenses, estDiteLe, estExcusable, lecteurDispenses } from '#shared/domain/alerte/dispenses';
import type { Retenue } from '#shared/domain/types';
import type { Instant } from '#shared/temps/types';
import type { Magasin } from '../lire';
import { garderTant, lirePlageGardee, type PlageGardee } from '../plage-gardee';
import { lireFaitsDispenses } from './connus';

const lecteurDe = garderTant((absences: PlageGardee<Absence>, marques: PlageGardee<SansTelegestion>) =>
  lecteurDispenses([...absences.values()], [...marques.values()]),
);

const AUCUNE: Dispenses = () => undefined;

/** Of which usagers, and when, no punch is expected, whatever the visits. */
export const lireToutesDispenses = async (m: Magasin, antenne: Antenne): Promise<Dispenses> => {
  const base = baseAntenne(antenne);
  return lecteurDe(...(await Promise.all([lirePlageGardee(m, base, 'absence'), lirePlageGardee(m, base, 'sanstele')])));
};

/** The same, as the antenna had it by an instant: that of a closing [CL-2]. */
export const lireDispensesAu = async (m: Magasin, antenne: Antenne, instant: Instant): Promise<Dispenses> => {
  const { absences, marques } = await lireFaitsDispenses(m, baseAntenne(antenne));
  const dites = <T extends Absence | SansTelegestion>(tous: readonly T[]): T[] =>
    tous.filter((x) => estDiteLe(x, instant));
  return lecteurDispenses(dites(absences), dites(marques));
};

/**
 * Of which usagers, and when, no punch is expected: asked of the store only where one of these visits could be excused. No id
 * says whose an absence is nor until when it holds: no range of ids finds a usager's, and they are kept as they were read.
 */
export const lireDispenses = async (
  m: Magasin,
  antenne: Antenne,
  visites: readonly Pick<Retenue, 'statut'>[],
): Promise<Dispenses> => {
  if (!visites.some((r) => estExcusable(r.statut))) return AUCUNE;
  return lireToutesDispenses(m, antenne);
};
