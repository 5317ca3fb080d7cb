import { stringify } from 'csv-stringify/sync';
import type { Champ, Champs, Format, Ligne } from './champ';
import { decalagesDe } from './decalages';

/**
 * The text of a file: same rows, same bytes. The columns of offsets are added, last, only
 * where a row needs them.
 */
export const ecrireFichier = <C extends Champs>(format: Format<C>, lignes: readonly Ligne<C>[]): string => {
  // A column that is optional by design is written only in a file where a row needs it.
  const champs: [string, Champ<unknown>][] = Object.entries(format.champs).filter(
    ([nom, c]) => !c.absenceAdmise || lignes.some((l) => l[nom] !== undefined),
  );
  const cellules = lignes.map((l) => champs.map(([nom, c]) => c.ecrire(l[nom])));
  const decalages = decalagesDe(champs, lignes);
  const entete = [...champs.map(([nom]) => nom), ...decalages.colonnes];
  const corps = lignes.map((l, i) => [...(cellules[i] ?? []), ...decalages.cellules(l)]);
  return stringify([entete, ...corps, ['#FIN', String(lignes.length)]], {
    delimiter: ';',
    record_delimiter: '\r\n',
    // The library quotes on its own delimiters only: a lone CR or LF within a text must be quoted too.
    quoted_match: /[\r\n]/,
  });
};
