import { BASE_CENTRALE } from '#shared/contrats/ids';
import { estBaseAntenne } from '#shared/domain/antenne/bases';

/** Of these databases, those of which the inventory counts something. */
export const basesComptees = (noms: readonly string[]): string[] =>
  noms.filter((b) => b === BASE_CENTRALE || estBaseAntenne(b) || /^tg-pointages-\d{4}$/.test(b));
