import { BASE_CENTRALE } from '#shared/contrats/ids';
import { BASES_ANTENNES } from '../domaines/pointages';
import type { Horloge } from '../ports/horloge';
import { supprimerLot } from '../store/ecrire';
import { lireRevisions, type Magasin, plageDuType } from '../store/lire';
import { basesSuivies, creerMoteur } from './rattraper';

/** What the transitions derive, and hence may be deleted and made again. Verdicts are not: they are acts, with their instant. */
export const DERIVES = [
  ...BASES_ANTENNES.flatMap((base) =>
    ['intervention', 'attente', 'appel', 'proposition', 'alerte', 'pilotage-jour', 'pilotage-mois'].map((type) => ({
      base,
      type,
    })),
  ),
  ...['attente', 'appel', 'orphelin', 'vu'].map((type) => ({ base: BASE_CENTRALE, type })),
];

const PAR_LOT = 2_000;

/** Deletes every derived document and runs the transitions from zero: the same documents come back. A server may be running. */
export const reconstruire = async (m: Magasin, horloge: Horloge): Promise<void> => {
  for (const { base, type } of DERIVES) {
    for (;;) {
      const revs = await lireRevisions(m, base, { ...plageDuType(type), limite: PAR_LOT });
      const docs = [...revs].map(([_id, _rev]) => ({ _id, _rev }));
      if (docs.length === 0) break;
      await supprimerLot(m, base, docs);
    }
  }
  const moteur = await creerMoteur(m, horloge, { depuisZero: true });
  await moteur.tour(await basesSuivies(m));
};
