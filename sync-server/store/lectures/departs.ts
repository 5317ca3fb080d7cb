import type { Antenne } from '#shared/contrats/commun';
import type { Absence } from '#shared/contrats/dossiers/absence';
import type { Depart } from '#shared/contrats/dossiers/consultation';
import { baseAntenne } from '#shared/contrats/ids';
import { absencesEnVigueur, apresDepart } from '#shared/domain/absence/absences';
import type { DateCivile } from '#shared/temps/types';
import { type AccesMagasin, plageDuType } from '../../ports/documents';
import { lirePlageGardee } from '../plage-gardee';

/** Usagers of these antennas who have left for good by a day (death, EHPAD, move), by their id. */
export const lireDeparts = async (
  m: AccesMagasin,
  antennes: Iterable<Antenne>,
  jour: DateCivile,
): Promise<ReadonlyMap<string, Depart>> => {
  const partis = new Map<string, Depart>();
  for (const antenne of new Set(antennes)) {
    const lues = await lirePlageGardee<Absence>(m, baseAntenne(antenne), 'absence', plageDuType('absence'));
    for (const a of absencesEnVigueur([...lues.values()]))
      if (a.du <= jour && apresDepart(a) !== undefined) partis.set(a.usagerId, { nature: a.nature, du: a.du });
  }
  return partis;
};
