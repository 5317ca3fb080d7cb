import { ulid } from 'ulid';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Instant } from '#shared/temps/types';
import { type AccesMagasin, ecrireLot } from '../../ports/documents';
import { assurerBases } from './bases';

/** What was done, by whom, on what; append only, no personal data: ids and names of files. `_id` is `audit:<instant>:<ulid>`. */
export type Audit = {
  _id: string;
  type: 'audit';
  instant: Instant;
  /** An account, or `CLI:<system user>`. */
  auteur: string;
  action: (typeof ACTIONS)[number];
  objet: string;
};

export const ACTIONS = ['IMPORT', 'CLOTURE', 'EXPORT', 'ARCHIVE', 'COMPTE', 'CODE_USAGER', 'PARAMETRE'] as const;

export const tracer = async (m: AccesMagasin, a: Omit<Audit, '_id' | 'type'>): Promise<void> => {
  await assurerBases(m, [BASE_CENTRALE]);
  const doc: Audit = { _id: `audit:${a.instant}:${ulid()}`, type: 'audit', ...a };
  const [ligne] = await ecrireLot(m, BASE_CENTRALE, [doc]);
  if (ligne?.erreur !== undefined) throw new Error(`journal d'audit non écrit (${ligne.erreur})`);
};
