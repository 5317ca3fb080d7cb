import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Envoi } from '#shared/contrats/financement/envoi';
import type { Mois } from '#shared/temps/types';
import { depotDossier } from '../../../adapters/sftp/dossier';
import { ENTREES, tracer } from '../../audit';
import type { PortsEnvois } from '../envois/ports';
import { preparer } from '../envois/preparer';
import { reglagesManquants } from './fabriquer';

/** `manquants`: what the Département must still give for the ESPPADOM message to be whole; none where no message is written. */
export type RapportDases = {
  mois: Mois;
  manquants: string[];
  fichiers: Pick<Envoi, 'nom' | 'lignes' | 'octets' | 'empreinte' | 'etat'>[];
};

/** [CL-2] Prepares the month's files, and writes them in a folder with their checksums: to be read, or handed over otherwise. */
export const ecrireDases = async (
  p: PortsEnvois,
  c: { mois: Mois; vers: string; auteur: string },
): Promise<Resultat<RapportDases>> => {
  const prepares = await preparer(p, { ...c, destination: 'DASES' });
  if (!prepares.ok) return prepares;
  const dossier = depotDossier(c.vers, { creer: true });
  for (const { nom, empreinte, octets } of prepares.valeur) {
    if (!(await p.reserve.intact(empreinte)))
      return refuser(
        'FICHIER_PERDU',
        `${nom} est parti, mais notre copie manque et ne se refait pas à l’identique : remettez-la depuis une sauvegarde, puis relancez.`,
      );
    const depose = await dossier.deposer(
      { nom, empreinte, octets, chemin: p.reserve.chemin(empreinte) },
      { remplacer: true },
    );
    if (!depose.ok)
      return refuser(
        'DOSSIER_EXPORT',
        `Écriture impossible dans « ${c.vers} » : ${depose.raison}. Corrigez, puis relancez.`,
      );
  }
  await tracer(p.magasin, {
    instant: p.horloge(),
    auteur: c.auteur,
    ...ENTREES.EXPORT.ecrire.dases({ mois: c.mois, noms: prepares.valeur.map((f) => f.nom) }),
  });
  const fichiers = prepares.valeur.map(({ nom, lignes, octets, empreinte, etat }) => ({
    nom,
    lignes,
    octets,
    empreinte,
    etat,
  }));
  return { ok: true, valeur: { mois: c.mois, manquants: reglagesManquants(p), fichiers } };
};
