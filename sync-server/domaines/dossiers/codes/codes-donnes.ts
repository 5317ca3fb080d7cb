import { createHash } from 'node:crypto';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { type AccesMagasin, lireIds, plageDuType } from '../../../ports/documents';

// Codes that usagers (six digits) and aides (five) had: only their fingerprints are kept, so that none is given again nor read over
// a shoulder. So few digits hide nothing from who holds the database, where the codes in use stand in clear anyway.

const TYPE = 'ancien-code';

export const empreinteCode = (code: string): string =>
  createHash('sha256').update(`code-usager ${code}`).digest('base64url');
export const idAncienCode = (code: string): string => `${TYPE}:${empreinteCode(code)}`;

/** The fingerprints of all former codes. */
export const lireAnciensCodes = async (m: AccesMagasin): Promise<Set<string>> =>
  new Set((await lireIds(m, BASE_CENTRALE, plageDuType(TYPE))).map((id) => id.slice(TYPE.length + 1)));
