import type { AccesMagasin } from '../ports/documents';

/**
 * Exists while an installation is being filled (from a backup, from a set of another operator), and goes as the very last step:
 * as long as it is there, what is beside it is half of something.
 */
export const BASE_RESTAURATION = 'tg-restauration';

const connues = new WeakMap<object, Set<string>>();

/** Makes the databases that do not exist yet; already there is no fault. */
export const assurerBases = async (m: AccesMagasin, noms: Iterable<string>): Promise<void> => {
  const vues = connues.get(m) ?? new Set<string>();
  connues.set(m, vues);
  for (const nom of new Set(noms)) {
    if (vues.has(nom)) continue;
    await m.creerBase(nom);
    vues.add(nom);
  }
};
