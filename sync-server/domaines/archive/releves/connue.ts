import { type Resultat, refuser } from '#shared/contrats/commun';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Histoire } from '#shared/contrats/store/marques';
import { CHEMIN_TETES } from '#shared/domain/releve/chemins';
import { dateEntiere } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Archive } from '../../../adapters/dossier';
import { changer, sansReponse } from '../../../store/ecrire';
import { ID_HISTOIRE, lireHistoire } from '../../../store/histoire';
import type { Magasin } from '../../../store/lire';
import { lireSur } from '../../../store/types';

// [decision 0162] The archive is on the server's disk alone, and the store outlives that disk. What the store remembers of it tells an
// archive that begins from one that was lost.

/** Said once; a restoration, which brings both, begins a life of the data that has still to say it. */
export const noterArchive = async (m: Magasin, archive: Archive, maintenant: Instant): Promise<void> => {
  if (!(await archive.existe(CHEMIN_TETES))) return;
  await lireHistoire(m);
  sansReponse(
    await changer<Histoire>(m, BASE_CENTRALE, ID_HISTOIRE, (h) =>
      h.archive === undefined ? { ...h, archive: maintenant } : undefined,
    ),
  );
};

/** Begun again over the one that was lost, in silence, its chains would follow nothing, and nobody would look for the others. */
export const exigerArchiveConnue = async (m: Magasin, archive: Archive): Promise<Resultat<void>> => {
  // Where it lost its list alone, whoever reads the list says so.
  if ((await archive.existe(CHEMIN_TETES)) || (await archive.existe('chaines'))) return { ok: true, valeur: undefined };
  const depuis = (await lireSur(m, 'histoire', ID_HISTOIRE, {}))?.archive;
  if (depuis === undefined) return { ok: true, valeur: undefined };
  return refuser(
    'ARCHIVE_ABSENTE',
    `Ce service a une archive depuis le ${dateEntiere(dateParis(depuis))} au moins, et ${archive.racine} n’en contient aucune : rien n’est archivé. Remettez celle d’une sauvegarde (runbook « restauration », « La machine d’application seule »), puis relancez. Perdue pour de bon : « telegestion archiver <mois> --archive-neuve » en commence une autre.`,
  );
};
