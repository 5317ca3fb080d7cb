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
import { exporter } from '../exporter/exporter';

export const executer = async (c: ContexteCli): Promise<number> => {
  const commande = {
    mois: lireMois(argument(c, 0, 'le mois à exporter (AAAA-MM)')),
    vers: optionRequise(c, 'vers'),
    provisoire: c.options.provisoire === true,
    auteur: auteur(c),
  };
  const resultat = await avecMagasin(c, async (magasin) =>
    exporter(
      { magasin, horloge: horlogeSysteme, rattraper: c.rattraper(magasin) },
      {
        ...commande,
        antennes: await antennesVouluesDuMois(c, magasin, commande.mois),
      },
    ),
  );
  return rendre(c, resultat, (r) => [
    ...(r.provisoire ? [`Export PROVISOIRE : le mois ${r.mois} n’est pas clos.`] : []),
    ...r.fichiers.map((f) => `${f.nom} : ${pluriel(f.lignes, 'ligne')}`),
  ]);
};
