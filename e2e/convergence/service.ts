import { BASE_CENTRALE, baseAntenne, basePointages } from '#shared/contrats/ids';
import type { Instant } from '#shared/temps/types';
import type { Alea } from '#shared/testing/alea';
import { creerCompteDEssai, ouvrirBanc, ouvrirMagasinEnMemoire } from '../../sync-server/http/testing/banc';
import { ecrireTout } from '../../sync-server/store/ecrire';
import { lirePlage } from '../../sync-server/store/lire';
import { preparerBases } from '../../sync-server/store/preparer-bases';
import { fragile, type Panne } from '../../sync-server/store/testing/entourer';
import { basesSuivies, creerMoteur, type Moteur } from '../../sync-server/transitions/rattraper';

export const ANTENNE = 'EST';
export const AUTEURS = ['marie', 'paul', 'lea'] as const;

/** The server: its real end points on a store in memory, its real transitions, a clock that the game moves. */
export const ouvrirService = async () => {
  const { magasin, fermer } = await ouvrirMagasinEnMemoire();
  let temps = Date.parse('2026-11-16T08:00:00Z');
  const horloge = (): Instant => `${new Date(temps).toISOString().slice(0, 19)}Z` as Instant;
  await preparerBases(magasin, horloge());
  let panneHttp: Panne | undefined;
  let panneMoteur: Panne | undefined;
  const banc = await ouvrirBanc({
    magasin: fragile(magasin, () => panneHttp),
    horloge,
    dureeSessionHeures: 24 * 365,
  });
  for (const auteur of AUTEURS) await creerCompteDEssai(magasin, auteur, 'GESTIONNAIRE', [ANTENNE]);
  const cookies = new Map<string, string>();
  for (const auteur of AUTEURS) cookies.set(auteur, (await banc.connecter(auteur)).cookie);

  const siennes = [baseAntenne(ANTENNE), basePointages(horloge())];
  const bases = [BASE_CENTRALE, ...siennes];
  let moteur: Moteur | undefined;
  const tour = async (depuisZero = false): Promise<void> => {
    try {
      moteur ??= await creerMoteur(
        fragile(magasin, () => panneMoteur),
        horloge,
        { depuisZero },
      );
      await moteur.tour(depuisZero ? await basesSuivies(magasin) : bases);
    } catch (e) {
      // As the product's loop: what was kept in memory is doubtful, all starts again from the store.
      moteur = undefined;
      if ((e as { scope?: string }).scope !== 'socket') throw e;
    } finally {
      panneMoteur = undefined;
    }
  };

  const aEffacer = ['attente', 'appel', 'orphelin', 'vu'];
  return {
    magasin,
    origine: banc.origine,
    cookie: (auteur: string): string => cookies.get(auteur) ?? '',
    horloge,
    temps: (): number => temps,
    avancer: (minutes: number): void => {
      temps += minutes * 60_000;
    },
    /** One step of the transitions; several are never run at once, as in the product. */
    tour,
    redemarrer: (): void => {
      moteur = undefined;
    },
    /** Draws faults for what comes next, or none. */
    pannes: (alea: Alea | undefined): void => {
      const tirer = (p: number): Panne | undefined =>
        alea?.chance(p) ? { dans: alea.entier(0, 8), apres: alea.chance(0.5) } : undefined;
      panneHttp = tirer(0.3);
      panneMoteur = tirer(0.15);
    },
    /** Everything as on the first day. */
    remettre: async (): Promise<void> => {
      temps = Date.parse('2026-11-16T08:00:00Z');
      panneHttp = undefined;
      panneMoteur = undefined;
      moteur = undefined;
      for (const base of siennes) {
        await magasin.detruireBase(base);
        await magasin.creerBase(base);
      }
      for (const type of aEffacer) {
        const docs = await lirePlage(magasin, BASE_CENTRALE, { debut: `${type}:`, fin: `${type};` });
        await ecrireTout(
          magasin,
          BASE_CENTRALE,
          docs.map((d) => ({ _id: d._id, _rev: d._rev, _deleted: true })),
        );
      }
      await tour(true);
    },
    fermer: async (): Promise<void> => {
      await banc.fermer();
      await fermer();
    },
  };
};
export type Service = Awaited<ReturnType<typeof ouvrirService>>;
