import { nomComplet } from '#shared/mots/textes';
import type { EtatDepot } from './etat-depot';

/** Names of people, where this PC knows them; their ids elsewhere. */
export type Noms = (genre: 'usager' | 'aide', id: string) => string;

export const nomsDe =
  (e: Pick<EtatDepot, 'usagers' | 'intervenants'>): Noms =>
  (genre, id) => {
    const p = (genre === 'usager' ? e.usagers : e.intervenants).get(id);
    return p ? nomComplet(p) : id;
  };
