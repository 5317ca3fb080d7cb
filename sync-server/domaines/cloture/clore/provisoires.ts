import type { Antenne } from '#shared/contrats/commun';
import { ajouterMois } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { Retour } from '../../../ports/depot-distant';
import { ErreurRefusee } from '../../../socle/travaux';
import { uneFoisParMois } from '../../../socle/une-fois';
import { antennesAClore } from '../../../store/lectures/antennes-a-clore';
import { lireCloture } from '../../../store/lectures/clos';
import { exporter, type PortsExport } from '../exporter/exporter';

const deposer = async (p: PortsExport, retour: Retour, mois: Mois): Promise<number> => {
  const antennes: Antenne[] = [];
  for (const a of await antennesAClore(p.magasin, mois)) if (!(await lireCloture(p.magasin, a, mois))) antennes.push(a);
  if (antennes.length === 0) return 0;
  return retour(async (vers) => {
    const r = await exporter(p, { mois, antennes, vers, provisoire: true, auteur: 'SYSTEME' });
    // Told by the journal of jobs, and tried again in an hour.
    if (!r.ok) throw new ErreurRefusee(r.refus);
    return r.valeur.fichiers.length;
  });
};

/**
 * Leaves for Millésime the files of last month as they stand, of the antennas that have not closed it: the final ones come with
 * the closing. Their names say that they are provisional. How many; none where no place is set, nor once they were taken.
 */
export const creerProvisoires = (p: PortsExport, retour: Retour | undefined): { deposer: () => Promise<number> } => ({
  deposer: uneFoisParMois(p.horloge, async (mois) => (retour ? deposer(p, retour, ajouterMois(mois, -1)) : 0)),
});
