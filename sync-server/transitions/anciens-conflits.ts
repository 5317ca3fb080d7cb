import type { DateCivile } from '#shared/temps/types';
import { creerGardien, lireRepere, type Monde } from '../domaines/pointages';
import { lireChangements, type Magasin } from '../store/lire';
import { departager } from './departager';

// [FL-3] A feed that goes on from where it stood names a document when it changes: what two sides had written before this version
// followed them, or in a database that nobody follows, would stay for ever. Each feed is read whole once, then what came since.

const NOM = 'conflits';
const PAGE = 20_000;

/** Settles what it finds, in every database of ours; the days to be derived again. What cannot be read yet is for the next time. */
export const departagerAnciens = async (m: Magasin, monde: Monde): Promise<DateCivile[]> => {
  const { sequences } = await lireRepere(m, NOM);
  const jours = new Set<DateCivile>();
  for (const base of (await m.bases()).filter((b) => b.startsWith('tg-'))) {
    for (let restants = 1; restants > 0; ) {
      const page = await lireChangements(m, base, sequences.get(base) ?? '0', PAGE);
      restants = page.lignes.length === 0 ? 0 : page.restants;
      for (const j of await departager(monde, base, page.lignes)) jours.add(j);
      if (monde.magasin.manquants().has(base)) break;
      sequences.set(base, page.seq);
    }
  }
  await creerGardien(m, NOM)({ sequences, memoire: new Map() });
  return [...jours];
};
