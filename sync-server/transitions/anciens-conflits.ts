import type { DateCivile } from '#shared/temps/types';
import { creerGardien, lireRepere, type Monde } from '../domaines/pointages';
import { type LigneChangement, lireChangements, type Magasin } from '../store/lire';
import { cleDe, departager, type Echecs } from './departager';
import { reglerJournal } from './regler-journal';

// [FL-3] A feed that goes on from where it stood names a document when it changes: what two sides had written before this version
// followed them, or in a database that nobody follows, would stay for ever. Each feed is read whole once, then what came since.

const NOM = 'conflits';
const PAGE = 20_000;

/**
 * Settles what it finds, in every database of ours; the days to be derived again. What cannot be read yet is for the next time, and so
 * is what could not be settled, which no change may name again.
 */
export const departagerAnciens = async (m: Magasin, monde: Monde, echecs: Echecs): Promise<DateCivile[]> => {
  const { sequences, memoire } = await lireRepere(m, NOM);
  const jours = new Set<DateCivile>();
  const regler = async (base: string, lignes: readonly LigneChangement[]): Promise<void> => {
    for (const j of await departager(monde, base, lignes, echecs)) jours.add(j);
  };
  const anciens = [...new Set([...memoire.keys(), ...echecs.restent])];
  echecs.restent.clear();
  for (const base of (await m.bases()).filter((b) => b.startsWith('tg-'))) {
    const debut = cleDe(base, '');
    const ids = anciens.flatMap((c) => (c.startsWith(debut) ? c.slice(debut.length) : []));
    await regler(
      base,
      ids.map((id) => ({ id, rev: '', seq: '', supprime: false, autres: [] })),
    );
    for (let restants = 1; restants > 0; ) {
      const page = await lireChangements(m, base, sequences.get(base) ?? '0', PAGE);
      restants = page.lignes.length === 0 ? 0 : page.restants;
      await regler(base, page.lignes);
      if (monde.magasin.manquants().has(base)) break;
      sequences.set(base, page.seq);
    }
  }
  await reglerJournal(monde, echecs);
  await creerGardien(m, NOM)({ sequences, memoire: new Map([...echecs.restent].map((c) => [c, ''])) });
  return [...jours];
};
