import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { COLLECTIONS, type Collection } from '#shared/replication/protocole';
import type { DateCivile } from '#shared/temps/types';
import { sequenceDe } from '../../ports/documents';
import { type MagasinSuivi, type Suivi, suivre } from '../../ports/suivi';
import { collectionDe } from '../../socle/http/fenetre';

/** Told the collections that have moved, each once; never what has: a PC reads it by a pull (decision 0022). */
type Abonne = (collections: readonly Collection[]) => void;
const NOMS = Object.keys(COLLECTIONS) as Collection[];

type Canal = { abonnes: Set<Abonne>; suivi: Promise<Suivi> };

export type Diffusion = {
  /** Resolves once every later change of the antenna will reach `abonne`; what came before is for a pull. */
  abonner: (antenne: Antenne, abonne: Abonne) => Promise<() => void>;
  fermer: () => Promise<void>;
};

/**
 * One follower per antenna's database, whatever the number of browsers: it starts with the first stream and stops with
 * the last one. Each change is read once and told to all.
 */
export const creerDiffusion = (
  m: MagasinSuivi,
  lireDebutFenetre: () => Promise<DateCivile>,
  surErreur: (e: unknown) => void,
): Diffusion => {
  const canaux = new Map<Antenne, Canal>();

  const ouvrir = (antenne: Antenne): Canal => {
    const base = baseAntenne(antenne);
    const abonnes = new Set<Abonne>();
    const demarrer = async (): Promise<Suivi> => {
      const depuis = (await sequenceDe(m, base)) ?? '0';
      return suivre(m, {
        base,
        depuis,
        surErreur,
        surLot: async (lignes) => {
          const debut = await lireDebutFenetre();
          const bougees = new Set(lignes.map((l) => collectionDe(l.id, debut)));
          const collections = NOMS.filter((c) => bougees.has(c));
          if (collections.length > 0) for (const a of abonnes) a(collections);
        },
      });
    };
    return { abonnes, suivi: demarrer() };
  };

  return {
    abonner: async (antenne, abonne) => {
      let canal = canaux.get(antenne);
      if (!canal) {
        canal = ouvrir(antenne);
        canaux.set(antenne, canal);
      }
      const leSien = canal;
      leSien.abonnes.add(abonne);
      const quitter = (): void => {
        leSien.abonnes.delete(abonne);
        if (leSien.abonnes.size > 0 || canaux.get(antenne) !== leSien) return;
        canaux.delete(antenne);
        void leSien.suivi.then((s) => s.arreter()).catch(surErreur);
      };
      try {
        await leSien.suivi;
      } catch (e) {
        quitter();
        throw e;
      }
      return quitter;
    },
    fermer: async () => {
      const ouverts = [...canaux.values()];
      canaux.clear();
      await Promise.all(ouverts.map(async (c) => (await c.suivi).arreter()));
    },
  };
};
