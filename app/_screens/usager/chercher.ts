import type { Usager } from '#shared/contrats/dossiers';
import { collateur, nomComplet } from '../../_ui/formats';
import { correspond } from '../fiches/personnes';

/** Usagers by name; `cherche`: first letters of the names, or the file's number. */
export const chercherUsagers = (usagers: Iterable<Usager>, cherche: string): Usager[] =>
  [...usagers]
    .filter((u) => correspond(nomComplet(u), u.id.toLowerCase(), cherche))
    .sort((a, b) => collateur.compare(nomComplet(a), nomComplet(b)) || (a.id < b.id ? -1 : 1));
