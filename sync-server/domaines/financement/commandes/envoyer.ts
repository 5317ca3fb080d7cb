import { type BilanEnvoi, CODES_DESTINATIONS, type Destination, ETATS_ENVOI } from '#shared/contrats/financement/envoi';
import { type IssueEnvoi, issueDe } from '#shared/domain/dases/envoi';
import { horlogeSysteme } from '../../../ports/horloge';
import {
  argument,
  auteur,
  avecMagasin,
  type ContexteCli,
  ErreurUsage,
  lireMois,
  option,
  rendre,
} from '../../../socle/cli/contexte';
import { envoyer } from '../envois/envoyer';
import { reglerEnvois } from '../envois/regler';

const destinationVoulue = (c: ContexteCli): Destination => {
  const voulue = option(c, 'destination')?.toUpperCase() ?? 'DASES';
  const connue = CODES_DESTINATIONS.find((d) => d === voulue);
  if (!connue) throw new ErreurUsage(`Destination « ${voulue} » inconnue : ${CODES_DESTINATIONS.join(', ')}.`);
  return connue;
};

const enTexte = (b: BilanEnvoi): string => {
  if (issueDe(b) === 'REFUSE')
    return `${b.nom} : refusé par le destinataire ; ses motifs sont à l’écran Envois, d’où il se renvoie une fois corrigé`;
  if (issueDe(b) === 'EN_COURS')
    return `${b.nom} : en cours d’envoi ; l’écran Envois dira dans quelques minutes s’il est parti`;
  // Acknowledged says by itself that it had left before.
  if (issueDe(b) === 'DEJA_PARTI' && b.etat !== 'ACQUITTE')
    return `${b.nom} : ${ETATS_ENVOI[b.etat].libelle.toLowerCase()}, déjà parti`;
  const suite = b.abandon ? 'à reprendre à la main' : 'nouvel essai par le service';
  return `${b.nom} : ${ETATS_ENVOI[b.etat].libelle.toLowerCase()}${b.raison === undefined ? '' : ` ; non parti, ${b.raison} (${suite})`}`;
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const commande = {
    mois: lireMois(argument(c, 0, 'le mois à envoyer (AAAA-MM)')),
    destination: destinationVoulue(c),
    motif: option(c, 'motif'),
    auteur: auteur(c),
  };
  const r = await avecMagasin(c, (magasin) =>
    envoyer(reglerEnvois(c.config, { magasin, horloge: horlogeSysteme }), commande),
  );
  const code = rendre(c, r, (bilans) => bilans.map(enTexte));
  const restent: IssueEnvoi[] = ['NON_PARTI', 'EN_COURS', 'REFUSE'];
  return r.ok && r.valeur.some((b) => restent.includes(issueDe(b))) ? 2 : code;
};
