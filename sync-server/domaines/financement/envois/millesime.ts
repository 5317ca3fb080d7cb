import { CODES_ANTENNES, type Resultat, refuser } from '#shared/contrats/commun';
import type { Mois } from '#shared/temps/types';
import { lireCloture } from '../../../store/lectures/clos';
import { lireFige } from '../../cloture/exporter/exporter';
import { fichiersDuMois } from '../../cloture/exporter/exporter-lignes';
import type { FichierFabrique, PortsEnvois } from './ports';

/** [CL-2, CL-3] The month's files for Millésime, of the antennas that have closed it: the others follow. */
export const fabriquerMillesime = async (p: PortsEnvois, mois: Mois): Promise<Resultat<FichierFabrique[]>> => {
  const fichiers: FichierFabrique[] = [];
  for (const antenne of CODES_ANTENNES) {
    const cloture = await lireCloture(p.magasin, antenne, mois);
    if (!cloture) continue;
    const fige = await lireFige(p.magasin, cloture);
    if (!fige.ok) return fige;
    for (const { nom, texte, lignes } of fichiersDuMois(fige.valeur, antenne, mois, false))
      fichiers.push({ nom, lignes, ...(await p.reserve.garder([texte])) });
  }
  return fichiers.length > 0
    ? { ok: true, valeur: fichiers }
    : refuser('MOIS_OUVERT', `Aucune antenne n’a clos ${mois} : clôturez-le, puis recommencez.`);
};
