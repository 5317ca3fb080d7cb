import type { Antenne } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { estFaite } from '#shared/domain/intervention/faite';
import { identitesDe } from '#shared/domain/intervention/identites';
import type { Retenue } from '#shared/domain/types';
import { rangerFige } from '#shared/pilotage/lignes';
import type { DateCivile, Mois } from '#shared/temps/types';
import { lireFiges } from '../../../store/lectures/clos';
import type { Magasin } from '../../../store/lire';
import { lireType, plageType } from '../../../store/types';
import type { Monde } from '../../pointages';
import type { Fige } from './piloter-figes';

// [CL-1] A file, or a number, moves a visit to another antenna after its own has closed: it counts where it was told, once. The other
// would count it as planned and never punched.

/** The antenna whose closing told it, and whether with hours done, by id of the intervention as it was told. */
export type Dites = ReadonlyMap<string, { antenne: Antenne; faite: boolean }>;

export const lireDites = async ({ magasin }: { magasin: Magasin }, mois: Mois): Promise<Dites> => {
  const dites = new Map<string, { antenne: Antenne; faite: boolean }>();
  for (const antenne of codesAntennes()) {
    const cloture = await lireType(magasin, 'cloture', idCloture(mois), { antenne });
    if (!cloture || cloture.purgee !== undefined) continue;
    for (const [id, { faite }] of rangerFige(await lireFiges(magasin, antenne, mois, plageType)).dites)
      if (!dites.has(id)) dites.set(id, { antenne, faite });
  }
  return dites;
};

/** Whether another antenna told it, and this one did not: what that one told as incomplete, and has been done since, counts here. */
export const diteAilleurs =
  (antenne: Antenne, dites: Dites, fige: Fige | undefined) =>
  (r: Retenue): boolean => {
    const ids = [...identitesDe(r.intervention)];
    if (ids.some((id) => fige?.mois.ids.has(id))) return false;
    const autres = ids.flatMap((id) => dites.get(id) ?? []).filter((d) => d.antenne !== antenne);
    return autres.some((d) => d.faite || !estFaite(r));
  };

/** The hours done that this antenna told of a day, of visits that it no longer has: where they are now, they have their plan. */
export const lireParties = async (
  { vue }: Pick<Monde, 'vue'>,
  { antenne, date, fige }: { antenne: Antenne; date: DateCivile; fige: Fige | undefined },
  siennes: readonly Intervention[],
): Promise<Intervention[]> => {
  const dites = [...(fige?.mois.jours.get(date)?.keys() ?? [])].filter((id) => fige?.mois.dites.get(id)?.faite);
  const ici = new Set(siennes.flatMap((i) => [...identitesDe(i)]));
  const parties = new Set(dites.filter((id) => !ici.has(id)));
  if (parties.size === 0) return [];
  const autres = codesAntennes().filter((a) => a !== antenne);
  const lues = await Promise.all(autres.map((a) => vue.lire(baseAntenne(a), 'intervention', [date])));
  return lues.flat().filter((i) => [...identitesDe(i)].some((id) => parties.has(id)));
};
