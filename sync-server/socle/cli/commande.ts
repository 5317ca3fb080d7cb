import type { ContexteCli, Option } from './contexte';

/** What a command's module exports. */
export type Commande = { executer: (c: ContexteCli) => Promise<number> };

/** One line a command: the help, the parser and the documentation read this table. Modules load only when used. */
export type LigneCommande = {
  /** As it is typed: `<required>`, `[optional]`. */
  syntaxe: string;
  resume: string;
  options?: readonly Option[];
  /** Its module answers --help itself, for each of its actions. */
  aideParAction?: true;
  /** Well typed, it always asks for the store, which is opened while its module loads (where there is one already). */
  magasin?: true;
  /** It says something of what was imported: where nothing was, it says so, and where it looked. */
  surImport?: true;
  charger: () => Promise<Commande>;
};

export const ANTENNE: Option = ['--antenne <code>', 'une seule antenne, par son code (« antennes lister » les donne)'];
export const AUTEUR: Option = ['--auteur <nom>', 'auteur de l’action, au journal (par défaut CLI:<utilisateur>)'];
