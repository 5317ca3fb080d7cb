import type { Antenne } from '#shared/contrats/commun';
import { cheminObjet } from '#shared/domain/releve/chemins';
import type { Mois } from '#shared/temps/types';
import { hacher, ouvrirArchive } from '../../../adapters/dossier';
import { CHAINE, lireChaine } from '../../dossiers';

export type ReprisTrouve = { antenne: Antenne; pdf: Uint8Array };

/** [RE] The statements of the former system of one usager and month, by their list: whoever they are of need not be known otherwise. */
export const trouverRepris = async (
  dossier: string,
  c: { usagerId: string; mois: Mois; antennes?: readonly Antenne[] },
): Promise<ReprisTrouve[]> => {
  const archive = ouvrirArchive(dossier);
  const { repris, elimines } = lireChaine((await archive.lire(CHAINE)) ?? '');
  const trouves: ReprisTrouve[] = [];
  for (const m of repris) {
    if (m.usagerId !== c.usagerId || m.mois !== c.mois || elimines.has(m.n)) continue;
    if (c.antennes && !c.antennes.includes(m.antenne)) continue;
    const pdf = await archive.octets(cheminObjet(m.pdf, 'pdf'));
    // One that was changed is not given for the one that was sealed: `verifier` says so.
    if (pdf && hacher(pdf) === m.pdf) trouves.push({ antenne: m.antenne, pdf });
  }
  return trouves;
};
