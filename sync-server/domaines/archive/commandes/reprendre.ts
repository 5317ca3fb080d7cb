import { pluriel } from '#shared/mots/nombres';
import { horlogeSysteme } from '../../../ports/horloge';
import { argument, auteur, type ContexteCli, rendre } from '../../../socle/cli/contexte';
import { parSeconde } from '../../../socle/cli/progression';
import { avecMagasinVide } from '../../exploitation';
import { reprendre } from '../reprise/reprendre';

export const executer = async (c: ContexteCli): Promise<number> => {
  const dossier = argument(c, 0, 'le jeu à reprendre (dossier « exploitant » ou « casvp »)');
  const r = await avecMagasinVide(c, (magasin) =>
    reprendre(
      { magasin, horloge: horlogeSysteme, dataDir: c.config.DATA_DIR, progres: parSeconde(c.dire) },
      { dossier, auteur: auteur(c) },
    ),
  );
  return rendre(c, r, (v) => [
    `Repris : ${pluriel(v.documents, 'document')}, ${pluriel(v.fichiers, 'fichier')}. ${pluriel(v.moisClos, 'clôture donne', 'clôtures donnent')} les mêmes fichiers, octet pour octet.`,
    `${pluriel(v.comptes, 'compte repris', 'comptes repris')} sans mot de passe : donnez-en un à un administrateur par « telegestion compte mot-de-passe », puis il invitera les autres.`,
  ]);
};
