import type { Antenne } from '#shared/contrats/commun';
import type { Depart } from '#shared/contrats/dossiers/consultation';
import { baseAntenne } from '#shared/contrats/ids';
import { absencesEnVigueur, apresDepart } from '#shared/domain/absence/absences';
import type { DateCivile } from '#shared/temps/types';
import type { Magasin } from '../lire';
import { lirePlageGardee } from '../plage-gardee';

/** Usagers of these antennas who have left for good by a day (death, EHPAD, move), by their id. */
export const lireDeparts = async (
  m: Magasin,
  antennes: Iterable<Antenne>,
  jour: DateCivile,
): Promise<ReadonlyMap<string, Depart>> => {
  const partis = new Map<string, Depart>();
  for (const antenne of new Set(antennes)) {
    const lues = await lirePlageGardee(m, baseAntenne(antenne), 'absence');
    for (const a of absencesEnVigueur([...lues.values()]))
      if (a.du <= jour && apresDepart(a) !== undefined) partis.set(a.usagerId, { nature: a.nature, du: a.du });
  }
  return partis;
};
