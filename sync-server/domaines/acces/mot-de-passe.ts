import type { Compte } from '#shared/contrats/acces/compte';
import { type Resultat, refuser } from '#shared/contrats/commun';

/** The rule of the screens, applied again here; its dictionaries are read when a password is first judged. */
export const jugerMotDePasse = async (
  motDePasse: string,
  compte: Pick<Compte, 'identifiant' | 'nom'>,
): Promise<Resultat<true>> => {
  const { evaluerMotDePasse } = await import('#shared/domain/mot-de-passe/evaluer');
  const avis = evaluerMotDePasse(motDePasse, [compte.identifiant, compte.nom]);
  if (avis.accepte) return { ok: true, valeur: true };
  return refuser('MOT_DE_PASSE', ['Mot de passe trop facile à deviner.', ...avis.conseils].join(' '));
};
