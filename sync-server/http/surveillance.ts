import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Sessions } from '../ports/acces';
import { chargerAntennes } from '../store/antennes';
import { type Magasin, sequenceDe } from '../store/lire';
import { type Suivi, suivre } from '../store/suivre';

/**
 * A disabled account loses its sessions at once: its cached documents are forgotten as tg-central changes. An antenna that another
 * node or a command created is known here as soon.
 */
export const surveillerCentrale = async (
  m: Magasin,
  sessions: Sessions,
  surErreur: (e: unknown) => void,
): Promise<Suivi> =>
  suivre(m, {
    base: BASE_CENTRALE,
    depuis: (await sequenceDe(m, BASE_CENTRALE)) ?? '0',
    surErreur,
    surLot: async (lignes) => {
      if (lignes.some((l) => l.id.startsWith('antenne:'))) await chargerAntennes(m);
      for (const l of lignes) sessions.oublier(l.id);
    },
  });
