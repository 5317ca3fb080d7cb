import { join } from 'node:path';
import { ajouterMois } from '#shared/temps/paris';
import { MOIS } from '../../bench/appuis/mois';
import { attendreFinDuMagasin, commander } from '../../bench/appuis/processus';
import { type Appelant, preparerAppelants } from '../../bench/croissance/appelants';
import { inventerService } from '../../bench/croissance/service';
import type { Donnees } from '../../e2e/outils/donnees';
import { ouvrirMagasin } from '../../sync-server/store/ouvrir';

/** The invented service, so many times, with its month, the week around today, and who calls this morning. */
export const preparerService = async (
  fois: number,
  vers: string,
): Promise<{ donnees: Donnees; appelants: Appelant[] }> => {
  const s = await inventerService(fois, vers);
  const importer = async (dossier: string): Promise<void> => {
    await commander(['importer', dossier], s.dataDir);
    await attendreFinDuMagasin(s.dataDir);
  };
  await importer(s.fichiers);
  const matin = join(vers, 'matin');
  const lecture = await ouvrirMagasin({ dataDir: s.dataDir });
  const appelants = await preparerAppelants(lecture, s.fichiers, matin).finally(lecture.fermer);
  await attendreFinDuMagasin(s.dataDir);
  await importer(matin);
  const donnees = { echange: s.fichiers, dataDir: s.dataDir, moisPasse: MOIS, moisManquants: ajouterMois(MOIS, -1) };
  return { donnees, appelants };
};
