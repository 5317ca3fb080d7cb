import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { type Changements, COLLECTIONS, type Collection } from '#shared/replication/protocole';
import type { DateCivile } from '#shared/temps/types';
import { type LigneChangement, sequenceDe } from '../../ports/documents';
import { type MagasinSuivi, type Suivi, suivre } from '../../ports/suivi';
import { collectionDe } from '../../socle/http/fenetre';
import { corpsDe } from './tirer';

type Abonne = (messages: readonly Changements[]) => void;
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

  const messagesDe = async (base: string, lignes: readonly LigneChangement[], seq: string): Promise<Changements[]> => {
    const debut = await lireDebutFenetre();
    const parCollection = new Map<Collection, LigneChangement[]>();
    for (const l of lignes) {
      const c = collectionDe(l.id, debut);
      if (c) parCollection.set(c, [...(parCollection.get(c) ?? []), l]);
    }
    const messages: Changements[] = [];
    for (const collection of Object.keys(COLLECTIONS) as Collection[]) {
      const siennes = parCollection.get(collection);
      if (!siennes) continue;
      const documents = await corpsDe(m, base, siennes);
      messages.push({ collection, documents, checkpoint: { mode: 'changements', seq } });
    }
    return messages;
  };

  const ouvrir = (antenne: Antenne): Canal => {
    const base = baseAntenne(antenne);
    const abonnes = new Set<Abonne>();
    const demarrer = async (): Promise<Suivi> => {
      const depuis = (await sequenceDe(m, base)) ?? '0';
      return suivre(m, {
        base,
        depuis,
        surErreur,
        surLot: async (lignes, seq) => {
          const messages = await messagesDe(base, lignes, seq);
          if (messages.length > 0) for (const a of abonnes) a(messages);
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
