import { nommerAntennes } from '#shared/domain/antenne/registre';
import { pluriel } from '#shared/mots/nombres';
import { horlogeSysteme } from '../../../ports/horloge';
import {
  antennesVouluesDuMois,
  argument,
  auteur,
  avecMagasin,
  type ContexteCli,
  lireMois,
  optionRequise,
  rendre,
} from '../../../socle/cli/contexte';
import { deposerPrefacturation } from '../prefacturation/deposer';

export const executer = async (c: ContexteCli): Promise<number> => {
  const commande = {
    mois: lireMois(argument(c, 0, 'le mois à préfacturer (AAAA-MM)')),
    vers: optionRequise(c, 'vers'),
    auteur: auteur(c),
  };
  const resultat = await avecMagasin(c, async (magasin) => {
    // A month still open is computed from what has been received until now.
    await c.rattraper(magasin)();
    return deposerPrefacturation(
      { magasin, horloge: horlogeSysteme },
      { ...commande, antennes: await antennesVouluesDuMois(c, magasin, commande.mois) },
    );
  });
  return rendre(c, resultat, (r) => [
    ...(r.provisoires.length > 0
      ? [`Chiffres PROVISOIRES : le mois ${r.mois} n’est pas clos (${nommerAntennes(r.provisoires)}).`]
      : []),
    ...r.fichiers.map((f) => `${f.nom} : ${pluriel(f.lignes, 'ligne')}`),
  ]);
};
