import { BASE_CENTRALE } from '#shared/contrats/ids';
import { numeroDe, scellerBranches } from '../domaines/audit';
import type { Monde } from '../domaines/pointages';
import { estDuMagasin } from '../store/erreurs';
import { refusGrappe } from '../store/grappe/grappe';
import { cleDe, type Echecs, mettreAPart } from './departager';

// [FL-3] The audit log is a chain: what two sides of a cut wrote of it is settled whole, and once all that both wrote is there.

/** Asked once: what waits is asked again at the next minute. */
const SANS_ATTENDRE = { documents: 0, essais: 1 };

/** Settles the log where several leaves of its links were named, on a cluster that is whole and calm; else it waits. */
export const reglerJournal = async (monde: Monde, { journal, restent, dire }: Echecs): Promise<void> => {
  if (journal.size === 0 || (await refusGrappe(monde.magasin, '', SANS_ATTENDRE))) return;
  const ids = [...journal];
  try {
    const ecartees = await scellerBranches(monde.magasin, monde.horloge, ids.map(numeroDe));
    for (const doc of ecartees) await mettreAPart(monde, BASE_CENTRALE, doc);
    for (const id of ids) restent.delete(cleDe(BASE_CENTRALE, id));
  } catch (e) {
    // The store is away: all stays as it is, and waits.
    if (estDuMagasin(e)) throw e;
    dire(e, 'audit');
  }
  // What could not be settled is for the next night, as any document of two sides.
  for (const id of ids) journal.delete(id);
};
