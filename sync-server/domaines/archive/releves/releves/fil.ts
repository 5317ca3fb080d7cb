import { parentPort, workerData } from 'node:worker_threads';
import type { Cloture } from '#shared/contrats/cloture/cloture';
import type { SujetReleve, VersionReleve } from '#shared/domain/releve/donnees';
import { ouvrirArchive } from '../../../../adapters/dossier';
import { reprendreMention } from '../../../../adapters/mention';
import { type Faits, ouvrirAtelier } from './atelier';

/** A lot of statements; then, once there are no more, the order to make their names durable. */
export type Ordre =
  | { sujets: readonly SujetReleve[]; cloture: Cloture; version: VersionReleve | undefined }
  | 'SYNCHRONISER';

/** An error that crosses threads loses its `code`, by which the disk's refusals are known. */
export type Reponse = { faits: Faits } | { erreur: { message: string; code?: string | undefined } };

const { racine, mention } = workerData as { racine: string; mention: string | undefined };
reprendreMention(mention);
const archive = ouvrirArchive(racine);
const fabriquer = ouvrirAtelier(archive);

const executer = async (ordre: Ordre): Promise<Faits> => {
  if (ordre !== 'SYNCHRONISER') return fabriquer(ordre.sujets, ordre.cloture, () => undefined, ordre.version);
  await archive.synchroniser();
  return { pieces: [], ecrits: 0 };
};

const repondre = (r: Reponse): void => parentPort?.postMessage(r);

parentPort?.on('message', (ordre: Ordre) => {
  executer(ordre).then(
    (faits) => repondre({ faits }),
    (e: unknown) => {
      const { message, code } = e as NodeJS.ErrnoException;
      repondre({ erreur: { message, code } });
    },
  );
});
