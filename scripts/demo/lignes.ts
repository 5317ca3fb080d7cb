const FIN = /#FIN;(\d+)\s*$/;

/** Of a file of Millésime, the rows that are kept; its last line counts them. */
export const garderLignes = (contenu: string, garder: (ligne: string, rang: number) => boolean): string => {
  const lignes = contenu.split('\r\n');
  const restent = lignes.filter(garder);
  const otees = lignes.length - restent.length;
  return restent.join('\r\n').replace(FIN, (_, n: string) => `#FIN;${Number(n) - otees}\r\n`);
};
