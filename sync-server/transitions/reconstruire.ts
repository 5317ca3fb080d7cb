import { BASE_CENTRALE } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import type { Horloge } from '../ports/horloge';
import { supprimerLot } from '../store/ecrire';
import { lireIds, type Magasin, plageDuType } from '../store/lire';
import { basesSuivies, creerMoteur } from './rattraper';

/** What the transitions derive, and hence may be deleted and made again. Verdicts are not: they are acts, with their instant. */
export const derives = (): { base: string; type: string }[] => [
  ...basesAntennes().flatMap((base) =>
    ['intervention', 'attente', 'appel', 'proposition', 'alerte', 'pilotage-jour', 'pilotage-mois'].map((type) => ({
      base,
      type,
    })),
  ),
  ...['attente', 'appel', 'orphelin', 'vu'].map((type) => ({ base: BASE_CENTRALE, type })),
];

const PAR_LOT = 2_000;
/** A copy shows what it has not been told was deleted, or does not show yet what was written: looked at so many times, and no more. */
const PASSAGES = 10;

/** Once over a type, from its first id to its last; how many were still there, as the quorum says. */
const passer = async (m: Magasin, base: string, type: string): Promise<number> => {
  const { fin, ...plage } = plageDuType(type);
  let trouves = 0;
  for (let debut = plage.debut; ; ) {
    const ids = await lireIds(m, base, { debut, fin, limite: PAR_LOT });
    const derniere = ids.at(-1);
    if (derniere === undefined) return trouves;
    const docs = (await m.parCles(base, ids, 'sans')).flatMap(({ id, rev, supprime }) =>
      rev === undefined || supprime ? [] : [{ _id: id, _rev: rev }],
    );
    await supprimerLot(m, base, docs);
    trouves += docs.length;
    debut = `${derniere}\u0000`;
  }
};

const vider = async (m: Magasin, base: string, type: string): Promise<void> => {
  for (let passage = 1; passage <= PASSAGES; passage += 1) if ((await passer(m, base, type)) === 0) return;
  throw new Error(
    `Des documents ${type} de ${base} reviennent toujours : rien n’a été refait. Arrêtez le service, attendez que la grappe soit calme, puis relancez.`,
  );
};

/** Deletes every derived document and runs the transitions from zero: the same documents come back. A server may be running. */
export const reconstruire = async (m: Magasin, horloge: Horloge): Promise<void> => {
  for (const { base, type } of derives()) await vider(m, base, type);
  const moteur = await creerMoteur(m, horloge, { depuisZero: true });
  await moteur.tour(await basesSuivies(m));
};
