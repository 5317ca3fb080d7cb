import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Sessions } from '../ports/acces';
import { sequenceDe } from '../ports/documents';
import { type MagasinSuivi, type Suivi, suivre } from '../ports/suivi';

/** A disabled account loses its sessions at once: its cached documents are forgotten as tg-central changes. */
export const surveillerCentrale = async (
  m: MagasinSuivi,
  sessions: Sessions,
  surErreur: (e: unknown) => void,
): Promise<Suivi> =>
  suivre(m, {
    base: BASE_CENTRALE,
    depuis: (await sequenceDe(m, BASE_CENTRALE)) ?? '0',
    surErreur,
    surLot: (lignes) => {
      for (const l of lignes) sessions.oublier(l.id);
    },
  });
