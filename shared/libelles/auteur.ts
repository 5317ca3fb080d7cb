const EN_LIGNE_DE_COMMANDE = 'en ligne de commande';
/** « en ligne de commande (root) », of what a command did: its author is no account, `CLI:root`. */
export const auteurEnMots = (auteur: string): string => auteur.replace(/^CLI:(.*)$/, `${EN_LIGNE_DE_COMMANDE} ($1)`);
/** « par Anne D. », and « en ligne de commande (root) » of a name already in words. */
export const parAuteur = (auteur: string): string => {
  const mots = auteurEnMots(auteur);
  return mots.startsWith(EN_LIGNE_DE_COMMANDE) ? mots : `par ${mots}`;
};
