import { CODES_ANTENNES } from '#shared/contrats/commun';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';

const CONNUES: ReadonlySet<string> = new Set([BASE_CENTRALE, ...CODES_ANTENNES.map(baseAntenne)]);

/** Of these databases, those of which the inventory counts something. */
export const basesComptees = (noms: readonly string[]): string[] =>
  noms.filter((b) => CONNUES.has(b) || /^tg-pointages-\d{4}$/.test(b));
