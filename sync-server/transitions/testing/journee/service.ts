import type { Horloge } from '../../../ports/horloge';
import type { Magasin } from '../../../store/lire';
import { basesSuivies, creerMoteur, type Moteur } from '../../rattraper';
import { ouvrirRelecteur } from '../../relecteur';

/** The transitions of the service, driven by hand: what they meet that fails is tried again at the next round, from the store. */
export type Service = {
  tour: () => Promise<void>;
  minute: () => Promise<void>;
  /** As after a stop: nothing is left of what was in memory. */
  redemarrer: () => Promise<void>;
  /** The types of what the second look has put right. */
  corriges: () => readonly string[];
};

export const ouvrirService = async (m: Magasin, horloge: Horloge): Promise<Service> => {
  let moteur: Moteur | undefined;
  const corriges: string[] = [];
  let relecteur = await ouvrirRelecteur(m, horloge);
  const faire = async (f: (x: Moteur) => Promise<unknown>): Promise<void> => {
    try {
      moteur ??= await creerMoteur(m, horloge, { douteux: () => relecteur.douteux() });
      await f(moteur);
      const { derives, exiges } = moteur.derives();
      relecteur.noter(derives);
      relecteur.exiger(exiges);
    } catch (e) {
      if (!(e as { scope?: unknown }).scope) throw e;
      moteur = undefined;
    }
  };
  const relire = async (): Promise<void> => {
    await relecteur.observer().catch(() => undefined);
    for (let du = relecteur.du(); du; du = relecteur.du()) {
      if (du.neuf) moteur = undefined;
      const avant = moteur;
      await faire(async (x) => {
        corriges.push(...(await relecteur.relire(x)).map((r) => r.type));
      });
      if (moteur === undefined || (avant !== undefined && moteur !== avant)) return;
    }
  };
  return {
    tour: () => faire(async (x) => x.tour(await basesSuivies(m))),
    minute: async () => {
      await faire((x) => x.minute());
      await relire();
    },
    redemarrer: async () => {
      moteur = undefined;
      relecteur = await ouvrirRelecteur(m, horloge).catch(() => relecteur);
      await relecteur.observer().catch(() => undefined);
    },
    corriges: () => corriges,
  };
};
