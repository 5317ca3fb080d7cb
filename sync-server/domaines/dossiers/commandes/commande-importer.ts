import { randomInt } from 'node:crypto';
import { horlogeSysteme } from '../../../ports/horloge';
import { argument, auteur, avecMagasin, type ContexteCli } from '../../../socle/cli/contexte';
import { parSeconde } from '../../../socle/cli/progression';
import { importer } from '../importer/importer';
import { codeDeSortie } from '../importer/rapport';
import { dossierRelevesRepris } from '../importer/releves-repris';
import { ecrireRapport } from './rapport-import';

export const executer = async (c: ContexteCli): Promise<number> => {
  const dossier = argument(c, 0, 'le dossier à importer');
  const rapport = await avecMagasin(c, (magasin) =>
    importer(
      {
        magasin,
        horloge: horlogeSysteme,
        hasard: randomInt,
        auteur: auteur(c),
        releves: dossierRelevesRepris(c.config.DATA_DIR),
        rattraper: c.rattraper(magasin),
        progres: parSeconde(c.dire),
      },
      { dossier, confirmer: c.options.confirmer === true },
    ),
  );
  if (c.json) c.ecrire(JSON.stringify(rapport));
  else c.ecrire(ecrireRapport(rapport));
  return codeDeSortie(rapport);
};
