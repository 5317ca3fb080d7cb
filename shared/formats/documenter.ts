import type { Champs, Format } from './champ';

const echapper = (t: string): string => t.replaceAll('|', '\\|');

/** The format's documentation, in French Markdown, from the table that the program reads. */
export const documenterFormat = (format: Format<Champs>): string => {
  const lignes = Object.entries(format.champs).map(([nom, c]) =>
    [`\`${nom}\``, echapper(c.type), c.requis ? 'oui' : 'non', echapper(c.sens)].join(' | '),
  );
  const cle = format.cle.length > 0 ? `\n\nClé : ${format.cle.map((c) => `\`${c}\``).join(' et ')}.` : '';
  return [
    `## \`${format.nomFichier}\``,
    '',
    `${format.sens}${cle}`,
    '',
    '| colonne | type | obligatoire | sens |',
    '|---|---|---|---|',
    ...lignes.map((l) => `| ${l} |`),
    '',
  ].join('\n');
};
