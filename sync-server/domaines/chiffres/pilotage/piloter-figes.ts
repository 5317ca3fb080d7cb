import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import { estDiteLe, lecteurDispenses } from '#shared/domain/alerte/dispenses';
import { type Exclusions, type MoisFige, rangerFige } from '#shared/pilotage/lignes';
import type { Instant, Mois } from '#shared/temps/types';
import { lireFiges } from '../../../store/lectures/clos';
import { lireFaitsDispenses } from '../../../store/lectures/connus';
import { lireType, plageType } from '../../../store/types';
import type { Monde } from '../../pointages';

/** Whom the rates leave out, and what says so; `jusqua`: up to an instant, that of a closing. */
export const lireExclusions = async ({ magasin }: Pick<Monde, 'magasin'>, base: string, jusqua?: Instant) => {
  const dit = (d: Parameters<typeof estDiteLe>[0]): boolean => jusqua === undefined || estDiteLe(d, jusqua);
  const faits = await lireFaitsDispenses(magasin, base);
  const [absences, marques] = [faits.absences.filter(dit), faits.marques.filter(dit)];
  const [absents, sans] = [lecteurDispenses(absences, []), lecteurDispenses([], marques)];
  const dispenses: Exclusions = (usagerId, date) => (sans(usagerId, date) ?? absents(usagerId, date))?.quoi;
  return { absences, marques, dispenses };
};

export type Fige = { clos: number; mois: MoisFige; dispenses: Exclusions };

// What cannot be read is set aside: the dashboards are made again from the rest, and no punch waits for them.

/** [CL-2] What an antenna's closing froze of a month; undefined where it is open, or where its clock has taken it [RE]. */
export const lireFige = async (
  { magasin }: Pick<Monde, 'magasin'>,
  antenne: Antenne,
  mois: Mois,
): Promise<Fige | undefined> => {
  const cloture = await lireType(magasin, 'cloture', idCloture(mois), { antenne });
  if (!cloture || cloture.purgee !== undefined) return undefined;
  const { dispenses } = await lireExclusions({ magasin }, baseAntenne(antenne), cloture.instant);
  return { clos: cloture.numero, mois: rangerFige(await lireFiges(magasin, antenne, mois, plageType)), dispenses };
};
