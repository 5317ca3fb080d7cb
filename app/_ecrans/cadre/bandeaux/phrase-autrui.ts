import { pluriel } from '#shared/mots/nombres';

/** What a restored server has lost of a colleague's, and what may be done of it here. */
export const phraseAutrui = (n: number, nom: string): { perte: string; faire: string } => {
  const [elles, les] = n > 1 ? ['Elles reviendront', 'les'] : ['Elle reviendra', 'la'];
  return {
    perte: `Le serveur a été remis dans l’état d’une sauvegarde : il n’a plus ${pluriel(n, 'saisie')} de ${nom}.`,
    faire: `${elles} de son poste, s’il ${les} garde encore. Sinon, mettez-${les} dans un fichier : à sa prochaine connexion, ${nom} ${les} reprend par « Reprendre un fichier de saisies… ».`,
  };
};
