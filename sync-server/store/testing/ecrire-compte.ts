import { ecrireTout } from '../ecrire';
import { ecrituresInventaire } from '../inventaire/imports';
import type { Magasin } from '../lire';
import type { Ecriture } from '../lots';

/** Writes documents as an import does, without its batch: the inventory of what comes by files follows. */
export const ecrireEnComptant = async (m: Magasin, base: string, docs: readonly object[]): Promise<void> => {
  const suites = await ecrituresInventaire(
    m,
    docs.map((doc) => ({ base, doc: doc as Ecriture['doc'] })),
  );
  await ecrireTout(m, base, docs);
  for (const s of suites) await ecrireTout(m, s.base, [s.doc]);
};
