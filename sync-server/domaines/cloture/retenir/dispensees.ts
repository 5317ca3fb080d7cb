import { type ARegler, SANS_VISITE } from '#shared/contrats/cloture/bilan-cloture';
import type { Antenne } from '#shared/contrats/commun';
import { idAlerte } from '#shared/contrats/ids';
import { lecteurVues } from '#shared/domain/alerte/acquittements';
import { type Dispenses, statutDispense } from '#shared/domain/alerte/dispenses';
import { pointeeEnAbsence } from '#shared/domain/alerte/pointee-en-absence';
import type { Retenue } from '#shared/domain/types';
import { lireToutesDispenses } from '../../../store/lectures/dispenses';
import type { Magasin } from '../../../store/lire';
import { plageType } from '../../../store/types';

type Comptes = Map<ARegler, number>;
const ajouter = (c: Comptes, quoi: ARegler, n: number): void => {
  c.set(quoi, (c.get(quoi) ?? 0) + n);
};

/**
 * Visits that nobody punched and of which no punch is expected, under the name that screens give them: they are counted apart, for
 * who looks for them among those not punched does not find them there. `incompletes`: of the month, by status.
 */
const separer = (retenues: readonly Retenue[], dispenses: Dispenses, incompletes: Comptes): void => {
  for (const r of retenues) {
    const { usagerId, intervention: i } = r;
    const quoi = r.conflit ? undefined : statutDispense(r.statut, dispenses(usagerId, i.date), i);
    if (quoi === undefined || (r.statut !== 'NON_POINTEE' && r.statut !== 'PREVUE')) continue;
    ajouter(incompletes, r.statut, -1);
    ajouter(incompletes, quoi, 1);
  }
};

/** [AL-5] Punched where nobody should be, and not yet looked at by anyone: they are billed as they are. */
const pointees = async (
  m: Magasin,
  antenne: Antenne,
  retenues: readonly Retenue[],
  dispenses: Dispenses,
): Promise<number> => {
  const siennes = retenues.filter((r) => pointeeEnAbsence(r, dispenses(r.usagerId, r.intervention.date)));
  if (siennes.length === 0) return 0;
  const vues = lecteurVues(await plageType(m, 'acquittement', { antenne }));
  const alerte = ({ intervention: i }: Retenue): string => idAlerte(i.date, 'POINTEE_EN_ABSENCE', i.id);
  return siennes.filter((r) => !vues({ _id: alerte(r) })).length;
};

/** [CL-1] What is incomplete, as the list of visits names it. `retenues`: of the antenna and the month. */
export const nommerDispensees = async (
  m: Magasin,
  antenne: Antenne,
  retenues: readonly Retenue[],
  incompletes: ReadonlyMap<ARegler, number>,
): Promise<Comptes> => {
  const dispenses = await lireToutesDispenses(m, antenne);
  const comptes: Comptes = new Map(incompletes);
  separer(retenues, dispenses, comptes);
  ajouter(comptes, 'POINTEE_EN_ABSENCE', await pointees(m, antenne, retenues, dispenses));
  return comptes;
};

/** [AL-5] Those that nobody was to make: planned during an absence, or after a departure. `retenues`: of the antenna and the month. */
export const compterSansVisite = async (
  m: Magasin,
  antenne: Antenne,
  retenues: readonly Retenue[],
): Promise<number> => {
  const comptes: Comptes = new Map();
  separer(retenues, await lireToutesDispenses(m, antenne), comptes);
  return SANS_VISITE.reduce((n, quoi) => n + (comptes.get(quoi) ?? 0), 0);
};
