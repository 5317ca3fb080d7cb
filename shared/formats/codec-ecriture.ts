import { stringify } from 'csv-stringify/sync';
import { decalageParis } from '../temps/paris';
import { type Champ, type Champs, colonnesDecalage, type Format, type Ligne } from './champ';
import { heureRepetee } from './champ-temps';

/** The offset that a cell needs: only in the repeated hour of autumn. */
const decalageDe = (champ: Champ<unknown>, valeur: unknown): string => {
  const i = champ.decalage && champ.instantDe?.(valeur);
  return i && heureRepetee(i) ? decalageParis(i) : '';
};

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
  const dates = champs.filter(([, c]) => c.decalage);
  const colonnes = colonnesDecalage(champs.map(([, c]) => c));
  const decalages = lignes.map((l) =>
    colonnes.map((d) => dates.map(([nom, c]) => (c.decalage === d ? decalageDe(c, l[nom]) : '')).find((v) => v) ?? ''),
  );
  const utiles = decalages.some((d) => d.some((v) => v !== ''));
  const entete = [...champs.map(([nom]) => nom), ...(utiles ? colonnes : [])];
  const corps = utiles ? cellules.map((c, i) => [...c, ...(decalages[i] ?? [])]) : cellules;
  return stringify([entete, ...corps, ['#FIN', String(lignes.length)]], {
    delimiter: ';',
    record_delimiter: '\r\n',
    // The library quotes on its own delimiters only: a lone CR or LF within a text must be quoted too.
    quoted_match: /[\r\n]/,
  });
};
