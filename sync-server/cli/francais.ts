import type { HelpConfiguration } from 'commander';

const TITRES: Record<string, string> = {
  'Usage:': 'Emploi :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
  'Global Options:': 'Options générales :',
};

export const aideEnFrancais: HelpConfiguration = {
  styleTitle: (titre) => TITRES[titre] ?? titre,
  styleUsage: (texte) => texte.replace('[options]', '[options]').replace('[command]', '[commande]'),
};

/** The parser's own refusals, by its words: what they become. */
const ERREURS: readonly [RegExp, string][] = [
  [/^error: unknown command '(.*)'/, 'Commande « $1 » inconnue : « telegestion --help » donne la liste.'],
  [/^error: unknown option '(.*)'/, 'Option « $1 » inconnue : « telegestion --help » donne la liste.'],
  [/^error: missing required argument '(.*)'/, 'Il manque : $1.'],
  [/^error: option '(.*)' argument missing/, 'L’option « $1 » attend une valeur.'],
  [/^error: too many arguments.*/, 'Trop d’arguments : « telegestion --help » donne l’emploi.'],
];

/** The nearest ones that exist, which the parser adds below: « (Did you mean one of --a, --b?) ». */
const SUGGESTION = /\(Did you mean (?:one of )?(.+)\?\)/;

export const enFrancais = (texte: string): string => {
  const trouvee = ERREURS.find(([regle]) => regle.test(texte));
  if (!trouvee) return texte;
  const phrase = texte.split('\n')[0]?.replace(trouvee[0], trouvee[1]);
  const proches = SUGGESTION.exec(texte)?.[1]?.split(', ') ?? [];
  const suite = proches.length === 0 ? '' : ` Vouliez-vous dire ${proches.map((p) => `« ${p} »`).join(' ou ')} ?`;
  return `${phrase}${suite}\n`;
};
