import type { Antenne } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { nomBase } from '../base/noms';
import { lireAttente, lireAutres, lireRefusees } from '../base/stockage';
import type { Ailleurs } from '../replication/etat-sync';

/** What the account typed on this PC for its other antennas, and that waits or was refused. */
export const lireAilleurs = (
  identifiant: string,
  ici: Antenne,
  lire: Record<'attente' | 'autres' | 'refusees', (base: string) => number> = {
    attente: lireAttente,
    autres: lireAutres,
    refusees: lireRefusees,
  },
): Ailleurs[] =>
  codesAntennes().flatMap((antenne) => {
    const base = nomBase(identifiant, antenne);
    const [attente, autres, refusees] = [lire.attente(base), lire.autres(base), lire.refusees(base)];
    return antenne === ici || attente + refusees === 0 ? [] : [{ antenne, attente, autres, refusees }];
  });
