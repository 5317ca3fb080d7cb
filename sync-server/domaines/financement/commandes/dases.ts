import { ETATS_ENVOI } from '#shared/contrats/financement/envoi';
import { pluriel } from '#shared/mots/nombres';
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
import { type EssaiFichier, essayerDispositions } from '../dases/essayer';
import { reglerEnvois } from '../envois/regler';

const essaiEnMots = (e: EssaiFichier): string[] => [
  `${e.fichier}, disposition : ${e.source}`,
  ...e.table.map((l) => `  ${l}`),
  e.lignes === undefined ? '  trois lignes inventées :' : `  essayée sur ${pluriel(e.lignes, 'ligne')} du mois :`,
  ...('refus' in e ? [`  ${e.refus}`] : e.essai.apercu.map((l) => `  | ${l}`)),
  ...('essai' in e && e.essai.perdus.length > 0 ? [`  ne se relit pas en entier : ${e.essai.perdus.join(', ')}`] : []),
  '',
];

const essayer = async (c: ContexteCli): Promise<number> => {
  const [mois] = c.arguments;
  const commande = { mois: mois === undefined ? undefined : lireMois(mois), auteur: auteur(c) };
  const r = await avecMagasin(c, (magasin) =>
    essayerDispositions(reglerEnvois(c.config, { magasin, horloge: horlogeSysteme }), commande),
  );
  const code = rendre(c, r, (fichiers) => [...fichiers.flatMap(essaiEnMots), 'Aucun fichier n’est écrit.']);
  return r.ok && r.valeur.some((e) => 'refus' in e) ? 2 : code;
};

export const executer = async (c: ContexteCli): Promise<number> => {
  if (c.options.essai === true) return essayer(c);
  const commande = {
    mois: lireMois(argument(c, 0, 'le mois à préparer (AAAA-MM)')),
    vers: optionRequise(c, 'vers'),
    auteur: auteur(c),
  };
  const r = await avecMagasin(c, (magasin) =>
    ecrireDases(reglerEnvois(c.config, { magasin, horloge: horlogeSysteme }), commande),
  );
  if (r.ok && r.valeur.manquants.length > 0)
    c.dire(
      `Attention : le message ESPPADOM (DASES_….xml) est incomplet, il lui manque ${r.valeur.manquants.join(', ')}. Le Département les donne ; mettez-les dans la table de la DASES (DASES_TABLE, partie esppadom), puis relancez. Jusque-là « telegestion envoyer » refusera.`,
    );
  return rendre(c, r, ({ fichiers }) => [
    ...fichiers.map(
      (f) =>
        `${f.nom} : ${pluriel(f.lignes, 'ligne')}, ${f.octets} octets (${ETATS_ENVOI[f.etat].libelle.toLowerCase()})`,
    ),
    'Rien n’est envoyé : « telegestion envoyer » le fait, une fois les pro forma validés.',
  ]);
};
