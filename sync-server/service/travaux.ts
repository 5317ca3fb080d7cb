import type { Logger } from 'pino';
import { ouvrirReserve } from '../adapters/sftp/reserve';
import type { Config } from '../config';
import { suivreAlertes } from '../domaines/alertes';
import { autoriteDe, fichiersAPurger, travauxConservation } from '../domaines/archive';
import type { Astreinte } from '../domaines/astreinte';
import { calculerEtat, editerManquants, envoyerEtats, recompterPilotage } from '../domaines/chiffres';
import { creerProvisoires } from '../domaines/cloture';
import {
  annoncerVersion,
  creerVeilleExtranet,
  preparerSondeExtranet,
  prevenirIncidents,
} from '../domaines/exploitation';
import { releverEnSilence, reprendreEnvois, retourMillesime } from '../domaines/financement';
import { joursOuverts } from '../domaines/pointages';
import { suivreSignatures, type Telephonie, type Veille } from '../domaines/telephonie';
import type { Ports } from '../jobs/schedules';
import type { Registre } from '../ports/acces';
import type { Courrier } from '../ports/courriel';
import type { Horloge } from '../ports/horloge';
import type { Magasin } from '../store/lire';
import type { Transitions } from '../transitions/demarrer';
import { rattraper } from '../transitions/rattraper';

/** What the service has built for its screens, and what runs by itself uses too. */
export type PartsDuService = {
  config: Config;
  journal: Logger;
  magasin: Magasin;
  horloge: Horloge;
  courrier: Courrier;
  /** Where people open the extranet, and where the server itself answers. */
  extranet: () => string;
  adresse: () => string;
  dossierArchive: string;
  dossierRapports: string;
  telephonie: () => Telephonie | undefined;
  transitions: Transitions;
  /** Whether all that was punched has come as far as the alerts. */
  sur: () => Promise<boolean>;
  registre: Registre;
  veille: Veille;
  astreinte: Astreinte;
} & Pick<Ports, 'quotidien' | 'sauvegarde'> & { envois: Parameters<typeof reprendreEnvois>[0] };

/** What each job is given, domain by domain. */
export const portsDesTravaux = (s: PartsDuService): Ports => {
  const { config, journal, magasin, horloge, courrier, extranet, transitions } = s;
  const annonce = { magasin, horloge, courrier, extranet };
  const noter = (message: string) => (raison: unknown) => journal.warn({ raison }, message);
  return {
    magasin,
    horloge,
    courrier,
    veille: s.veille,
    astreinte: s.astreinte,
    registre: s.registre,
    quotidien: s.quotidien,
    sauvegarde: s.sauvegarde,
    rapports: {
      editer: () =>
        editerManquants({
          magasin,
          horloge,
          reserve: ouvrirReserve(s.dossierRapports),
          rattraper: () => rattraper(magasin, horloge),
        }),
    },
    veilleExtranet: creerVeilleExtranet({
      ...annonce,
      sonde: config.SONDE === 'oui' ? preparerSondeExtranet({ adresse: extranet, sante: s.adresse }) : undefined,
      noter: (fait) => journal.warn(fait, 'disponibilité de l’extranet'),
    }),
    alertes: suivreAlertes({
      ...annonce,
      battre: transitions.battre,
      sur: s.sur,
      noter: noter('alerte non annoncée par courriel'),
    }),
    releverSignatures: suivreSignatures(() => s.telephonie()?.etat().adresse ?? config.SVI_ORIGIN, s.registre),
    provisoires: creerProvisoires(
      { magasin, horloge, rattraper: () => rattraper(magasin, horloge) },
      retourMillesime(config),
    ),
    nouveautes: { annoncer: () => annoncerVersion(annonce) },
    incidents: {
      prevenir: () => prevenirIncidents({ ...annonce, noter: noter('incident non annoncé par courriel') }),
    },
    etats: { envoyer: () => envoyerEtats({ ...annonce, calculer: (d) => calculerEtat(magasin, d, horloge) }) },
    envois: { reprendre: () => reprendreEnvois(s.envois), relever: () => releverEnSilence(s.envois) },
    pilotage: {
      recompter: recompterPilotage({
        maintenant: horloge,
        recompter: transitions.recompter,
        dire: (ecart) => journal.warn(ecart, 'tableaux de bord recomptés : un écart, corrigé'),
      }),
    },
    derives: { revoir: async () => transitions.revoir(await joursOuverts(magasin, horloge())) },
    conservation: travauxConservation({
      magasin,
      horloge,
      dossier: s.dossierArchive,
      fichiers: fichiersAPurger(config),
      autorite: autoriteDe(config),
    }),
  };
};
