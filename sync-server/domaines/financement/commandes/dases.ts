import { ETATS_ENVOI } from '#shared/contrats/financement/envoi';
import { pluriel } from '#shared/domain/releve/mots';
import { horlogeSysteme } from '../../../ports/horloge';
import {
  argument,
  auteur,
  avecMagasin,
  type ContexteCli,
  lireMois,
  optionRequise,
  rendre,
} from '../../../socle/cli/contexte';
import { ecrireDases } from '../dases/ecrire';
import { reglerEnvois } from '../envois/regler';

export const executer = async (c: ContexteCli): Promise<number> => {
  const commande = {
    mois: lireMois(argument(c, 0, 'le mois à préparer (AAAA-MM)')),
    vers: optionRequise(c, 'vers'),
    auteur: auteur(c),
  };
  const r = await avecMagasin(c, (magasin) =>
    ecrireDases(reglerEnvois(c.config, { magasin, horloge: horlogeSysteme }), commande),
  );
  return rendre(c, r, ({ fichiers }) => [
    ...fichiers.map(
      (f) =>
        `${f.nom} : ${pluriel(f.lignes, 'ligne')}, ${f.octets} octets (${ETATS_ENVOI[f.etat].libelle.toLowerCase()})`,
    ),
    'Rien n’est envoyé : « telegestion envoyer » le fait, une fois les pro forma validés.',
  ]);
};
