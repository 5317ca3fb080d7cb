import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

// The files that are exchanged, row by row, for who makes other files of them.

const FIN = '#FIN';
const OPTIONS = { delimiter: ';' };

export type Tableau = { entete: string[]; lignes: string[][] };

/** The trailer is no row. */
export const lireTableau = (contenu: string | Buffer): Tableau => {
  const [entete = [], ...lignes]: string[][] = parse(contenu, {
    ...OPTIONS,
    bom: true,
    relax_column_count: true,
  });
  return { entete, lignes: lignes.filter((l) => l[0] !== FIN) };
};

/** With a trailer that counts its rows. */
export const ecrireTableau = ({ entete, lignes }: Tableau): string =>
  stringify([entete, ...lignes, [FIN, String(lignes.length)]], OPTIONS);

/** Its value in a column; empty where the file has no such column. */
export const celluleDe = (
  { entete }: Pick<Tableau, 'entete'>,
  colonne: string,
): ((ligne: readonly string[]) => string) => {
  const rang = entete.indexOf(colonne);
  return (ligne) => ligne[rang] ?? '';
};
