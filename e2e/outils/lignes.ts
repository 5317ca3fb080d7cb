// Rows of a file of Millésime, whose last one counts them.

const FIN = /#FIN;(\d+)\s*$/;

const recompter = (contenu: string, plus: number): string =>
  contenu.replace(FIN, (_, n: string) => `#FIN;${Number(n) + plus}\r\n`);

export const avecLignes = (contenu: string, lignes: readonly string[]): string =>
  recompter(
    contenu.replace(FIN, (fin) => `${lignes.join('\r\n')}\r\n${fin}`),
    lignes.length,
  );

/** Without the rows that begin by one of these identifiers. */
export const sansLignes = (contenu: string, ids: ReadonlySet<string>): string => {
  const lignes = contenu.split('\r\n');
  const restent = lignes.filter((l) => !ids.has(l.slice(0, l.indexOf(';'))));
  return recompter(restent.join('\r\n'), restent.length - lignes.length);
};
