import { type Resultat, refuser } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { Mois } from '#shared/temps/types';
import { lireCloture } from '../../../store/lectures/clos';
import { fichiersClos } from '../../cloture';
import type { FichierFabrique, PortsEnvois } from './ports';

/** [CL-2, CL-3] The month's files for Millésime, of the antennas that have closed it: the others follow. */
export const fabriquerMillesime = async (p: PortsEnvois, mois: Mois): Promise<Resultat<FichierFabrique[]>> => {
  const fichiers: FichierFabrique[] = [];
  for (const antenne of codesAntennes()) {
    const cloture = await lireCloture(p.magasin, antenne, mois);
    if (!cloture) continue;
    const siens = await fichiersClos(p.magasin, cloture);
    if (!siens.ok) return siens;
    for (const { nom, contenu, lignes } of siens.valeur)
      fichiers.push({ nom, lignes, ...(await p.reserve.garder([contenu])) });
  }
  return fichiers.length > 0
    ? { ok: true, valeur: fichiers }
    : refuser('MOIS_OUVERT', `Aucune antenne n’a clos ${mois} : clôturez-le, puis recommencez.`);
};
