import { BASE_CENTRALE } from '#shared/contrats/ids';
import { BASES_ANTENNES } from '../domaines/pointages/monde/jour-usager';
import { type AccesMagasin, ecrireLot, lirePlage, plageDuType } from '../ports/documents';
import type { Horloge } from '../ports/horloge';
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
export const reconstruire = async (m: AccesMagasin, horloge: Horloge): Promise<void> => {
  for (const { base, type } of DERIVES) {
    for (;;) {
      const docs = await lirePlage(m, base, { ...plageDuType(type), limite: PAR_LOT });
      if (docs.length === 0) break;
      await ecrireLot(
        m,
        base,
        docs.map((d) => ({ _id: d._id, _rev: d._rev, _deleted: true })),
      );
    }
  }
  const moteur = await creerMoteur(m, horloge, { depuisZero: true });
  await moteur.tour(await basesSuivies(m));
};
