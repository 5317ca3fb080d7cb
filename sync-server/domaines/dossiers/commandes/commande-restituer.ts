import { pluriel } from '#shared/mots/nombres';
import { dateParis } from '#shared/temps/paris';
import { deposer } from '../../../adapters/deposer';
import { horlogeSysteme } from '../../../ports/horloge';
import { auteur, avecMagasin, type ContexteCli, lireDate, optionRequise, rendre } from '../../../socle/cli/contexte';
import { restituer } from '../echanges/restituer';

export const executer = async (c: ContexteCli): Promise<number> => {
  const [texte] = c.arguments;
  const date = texte === undefined ? dateParis(horlogeSysteme()) : lireDate(texte);
  const vers = optionRequise(c, 'vers');
  const resultat = await avecMagasin(c, async (magasin) => {
    const ports = { magasin, horloge: horlogeSysteme, rattraper: c.rattraper(magasin) };
    const r = await restituer(ports, { date, auteur: auteur(c) });
    if (r.ok) await deposer(vers, r.valeur.nom, r.valeur.contenu);
    return r;
  });
  if (!resultat.ok) return rendre(c, resultat, () => []);
  const { contenu: _, ...valeur } = resultat.valeur;
  return rendre(c, { ok: true, valeur }, (r) => [`${r.nom} : ${pluriel(r.lignes, 'ligne')}`]);
};
