import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SujetReleve } from '#shared/domain/releve/donnees';
import type { Archive } from '../../../adapters/dossier';
import { mentionDuMode } from '../../../adapters/mention';
import { tousFinis } from '../../../socle/tous-finis';
import { type Fabriquer, type Faits, ouvrirAtelier } from './releves/atelier';
import type { Ordre, Reponse } from './releves/fil';

/** Under this number, threads would take longer to start than the statements to be made. */
const SEUIL = 150;
const FILS_MAX = 4;
/** Statements handed to a thread at a time. */
const LOT = 25;

type Reglages = { seuil?: number; fils?: number };

/** A thread at work on one order at a time. */
const ouvrirFil = (racine: string) => {
  const fil = new Worker(new URL('./releves/fil.mjs', import.meta.url), {
    workerData: { racine, mention: mentionDuMode() },
  });
  const donner = (ordre: Ordre): Promise<Faits> =>
    new Promise((ok, ko) => {
      const finir = (suite: () => void): void => {
        fil.off('message', recevoir);
        fil.off('error', ko);
        fil.off('exit', parti);
        suite();
      };
      const recevoir = (r: Reponse): void =>
        finir(() =>
          'faits' in r ? ok(r.faits) : ko(Object.assign(new Error(r.erreur.message), { code: r.erreur.code })),
        );
      const parti = (): void => finir(() => ko(new Error('Un fil qui fait les relevés s’est arrêté.')));
      fil.on('message', recevoir);
      fil.on('error', ko);
      fil.on('exit', parti);
      fil.postMessage(ordre);
    });
  return { donner, fermer: () => fil.terminate() };
};

const enLots = (sujets: readonly SujetReleve[]): SujetReleve[][] =>
  Array.from({ length: Math.ceil(sujets.length / LOT) }, (_, i) => sujets.slice(i * LOT, (i + 1) * LOT));

type Fil = ReturnType<typeof ouvrirFil>;

/** Lots go to whichever thread is free; the pieces come back in the order of the lots, all of them durable. */
const parFils = async (
  fils: readonly Fil[],
  [sujets, cloture, progres, version]: Parameters<Fabriquer>,
): Promise<Faits> => {
  const lots = enLots(sujets);
  const faits: Faits[] = [];
  let [suivant, finis, rompu] = [0, 0, false];
  const travailler = async (fil: Fil): Promise<void> => {
    try {
      for (let n = suivant++; n < lots.length && !rompu; n = suivant++) {
        const lot = await fil.donner({ sujets: lots[n] ?? [], cloture, version });
        faits[n] = lot;
        finis += lot.pieces.length;
        progres(finis, sujets.length);
      }
      await fil.donner('SYNCHRONISER');
    } catch (e) {
      rompu = true;
      throw e;
    }
  };
  await tousFinis(fils.map(travailler));
  return { pieces: faits.flatMap((f) => f.pieces), ecrits: faits.reduce((n, f) => n + f.ecrits, 0) };
};

export type Fabrique = { fabriquer: Fabriquer; fermer: () => Promise<void> };

/** Many statements are made on all the processor's cores: the service, that archives too, goes on answering meanwhile. */
export const ouvrirFabrique = (archive: Archive, reglages: Reglages = {}): Fabrique => {
  const { seuil = SEUIL, fils: nombre = Math.min(FILS_MAX, availableParallelism()) } = reglages;
  const seul = ouvrirAtelier(archive);
  // Started at the first long list, kept for the antennas that follow.
  let fils: readonly Fil[] = [];
  return {
    fabriquer: (...demande) => {
      if (demande[0].length < seuil) return seul(...demande);
      if (fils.length === 0) fils = Array.from({ length: nombre }, () => ouvrirFil(archive.racine));
      return parFils(fils, demande);
    },
    fermer: async () => {
      await Promise.all(fils.map((f) => f.fermer()));
      fils = [];
    },
  };
};
