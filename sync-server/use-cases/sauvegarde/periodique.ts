import type { Instant } from '#shared/temps/types';
import { lireCle } from '../../adapters/sauvegarde/cle';
import { ErreurSauvegarde } from '../../adapters/sauvegarde/entete';
import type { PortsSauvegarde } from './sauvegarder';
import { type MemoireSerie, sauvegarderEnSerie } from './serie';

export type EtatSauvegarde = { etat: 'aucune' | 'ok' | 'en echec'; depuis?: Instant };

export type SauvegardePeriodique = {
  /** Adds what has changed to the folder of backups; 0 where there is none. */
  passer: () => Promise<number>;
  etat: () => EtatSauvegarde;
};

/** What the server does of itself, where it has a folder for it. A refusal is a fault: nobody is there to read it. */
export const creerSauvegardePeriodique = (
  p: Omit<PortsSauvegarde, 'cle' | 'exclus'>,
  o: { dossier: string | undefined; cle: string | undefined; generations: number },
): SauvegardePeriodique => {
  const memoire: MemoireSerie = {};
  let etat: EtatSauvegarde = { etat: 'aucune' };
  const faire = async (dossier: string): Promise<number> => {
    const cle = lireCle(o.cle);
    if (!cle.ok) throw new ErreurSauvegarde(cle.refus.code, cle.refus.message);
    const r = await sauvegarderEnSerie(
      { ...p, cle: cle.valeur, exclus: [dossier] },
      { dossier, generations: o.generations },
      memoire,
    );
    if (!r.ok) throw new ErreurSauvegarde(r.refus.code, r.refus.message);
    etat = { etat: 'ok', depuis: r.valeur.instant };
    return r.valeur.documents + r.valeur.fichiers;
  };
  return {
    passer: async () => {
      if (o.dossier === undefined) return 0;
      try {
        return await faire(o.dossier);
      } catch (e) {
        etat = { ...etat, etat: 'en echec' };
        throw e;
      }
    },
    etat: () => etat,
  };
};
