import { ACTIONS, type EntreeAudit } from '#shared/contrats/exploitation/audit';
import { type FaitsEntrees, type Famille, lue } from './entrees/famille';
import { ENTREES } from './entrees/table';
import { type Noms, phrase } from './mots';

/**
 * What an entry of the log says, as one French sentence without a code: what was done, on what, whose. An entry whose object is
 * not of today's form still says what was done.
 */
export const direEntree = (
  { action, objet, instant }: Pick<EntreeAudit, 'action' | 'objet' | 'instant'>,
  personnes: Noms,
  faits: FaitsEntrees,
): string => {
  const { dire }: Famille = ENTREES[action];
  try {
    return dire(lue(objet, { personnes, quand: instant }, faits));
  } catch {
    return phrase(ACTIONS[action]);
  }
};
