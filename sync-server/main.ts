import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { ouvrirBoite } from './adapters/courriel/boite';
import type { Config } from './config';
import { tenirRegistre } from './domaines/acces';
import { type Astreinte, ouvrirAstreinte } from './domaines/astreinte';
import { dossierReception, dossierRelevesRepris, ouvrirQuotidien } from './domaines/dossiers';
import { creerSauvegardePeriodique } from './domaines/exploitation';
import { reglerEnvois, retourMillesime, sourceMillesime } from './domaines/financement';
import {
  cibleDe,
  creerVeille,
  demarrerTelephonie,
  preparerSonde,
  sviFormation,
  type Telephonie,
  type Veille,
} from './domaines/telephonie';
import { creerServeur } from './http/serveur';
import { demarrerTravaux } from './jobs/schedules';
import { horlogeSysteme } from './ports/horloge';
import { estCertain } from './sante/certitude';
import { tenirMetriques } from './sante/metriques';
import { suivreSante } from './sante/suivre-sante';
import { direQuorum, direTransitions, direTravail } from './service/dire';
import { prendreMagasin } from './service/magasin';
import { envTelephonie, facteurDe, fournisseurDe, messagerDe } from './service/reglages';
import { portsDesTravaux } from './service/travaux';
import { exigerReglages } from './socle/demarrage/exiger-reglages';
import { causeDe } from './store/causes';
import { surEcarte } from './store/ecartes';
import { veillerQuorum } from './store/grappe/quorum';
import { demarrerTransitions, type Transitions } from './transitions/demarrer';
import { rattraper } from './transitions/rattraper';

const COQUILLE = fileURLToPath(new URL('../app/out', import.meta.url));

export type Service = {
  /** Where the extranet answers. */
  adresse: string;
  telephonie: Telephonie | undefined;
  arreter: () => Promise<void>;
};

export type OptionsService = {
  /** French lines for who watches the terminal. */
  imprimer: (ligne: string) => void;
};

/**
 * Starts the whole: store (embedded without COUCHDB_URL), HTTP, transitions, jobs, and the SVI in its own process.
 * `/sante` answers as soon as the store and HTTP are up: what is late is caught up afterwards.
 */
export const servir = async (config: Config, o: OptionsService): Promise<Service> => {
  exigerReglages(config);
  const journal = pino({ level: config.JOURNAL_NIVEAU }, pino.destination(2));
  const horloge = horlogeSysteme;
  const { magasin, rendre } = await prendreMagasin(config, horloge, journal);
  let telephonie: Telephonie | undefined;
  let transitions: Transitions | undefined;
  let veille: Veille | undefined;
  let astreinte: Astreinte | undefined;
  let adresse = '';
  const sonde = preparerSonde({
    cible: () => cibleDe(config, telephonie?.etat()),
    sante: () => telephonie?.etat().adresse ?? config.SVI_ORIGIN,
    env: envTelephonie(config),
    exterieure: config.PLIVO_SONDE_NUMERO !== undefined,
  });
  surEcarte(magasin, ({ base, id, champs }) => journal.error({ base, id, champs }, 'document mis à part, illisible'));
  const cesserQuorum = veillerQuorum(magasin, direQuorum(journal));
  const sante = suivreSante({
    magasin,
    horloge,
    config,
    transitions: () => transitions?.etat(),
    service: () => veille?.etat(),
    exterieur: () => veille?.exterieur(),
    sauvegarde: () => sauvegarde.etat(),
    astreinte: () => astreinte?.etat(),
    svi: () => telephonie?.etat().adresse ?? config.SVI_ORIGIN,
  });
  const metriques = tenirMetriques(sante.faits);
  const facteur = facteurDe(config);
  const courrier = ouvrirBoite({
    magasin,
    horloge,
    facteur,
    noter: (etat, suite) => {
      metriques.courriel(etat);
      journal[etat === 'ENVOYE' ? 'info' : 'warn']({ etat, ...suite }, 'courriel');
    },
    compter: (file) => {
      metriques.courrielsEnAttente(file.attendent);
      sante.noterCourriels(file);
    },
  });
  if (!facteur)
    journal.warn('aucun serveur de courriel (SMTP_URL et COURRIEL_DE) : les pannes ne sont dites qu’à l’écran');
  const extranet = (): string => config.PUBLIC_ORIGIN ?? adresse;
  veille = await creerVeille({
    magasin,
    horloge,
    sonde: config.SONDE === 'oui' ? sonde : undefined,
    courrier,
    extranet,
    noter: (fait) => journal.warn(fait, 'disponibilité du téléphone'),
  });
  const messager = messagerDe(config);
  const sur = async (): Promise<boolean> => {
    const adresse = telephonie?.etat().adresse ?? config.SVI_ORIGIN;
    return estCertain(transitions?.etat(), { adresse, journal: (await sante.faits()).journal });
  };
  astreinte = ouvrirAstreinte({
    magasin,
    horloge,
    courrier,
    messager,
    extranet,
    battre: () => transitions?.battre() ?? Promise.resolve(),
    sur,
    noter: (fait) => {
      metriques.messageAstreinte(fait.etat);
      journal[fait.raison === undefined ? 'info' : 'warn'](fait, 'message à l’astreinte');
    },
  });
  const registre = tenirRegistre({
    magasin,
    horloge,
    courrier,
    extranet,
    surErreur: (e) => journal.error(causeDe(e), 'tentative non gardée'),
  });
  const quotidien = ouvrirQuotidien({
    magasin,
    horloge,
    courrier,
    extranet,
    rattraper: (...quoi) => rattraper(magasin, horloge, ...quoi),
    depot: dossierReception(config),
    source: sourceMillesime(config),
    releves: dossierRelevesRepris(config.DATA_DIR),
    retour: retourMillesime(config),
  });
  const sauvegarde = creerSauvegardePeriodique(
    { magasin, horloge, dataDir: config.DATA_DIR },
    { dossier: config.SAUVEGARDE_DIR, cle: config.SAUVEGARDE_CLE, generations: config.SAUVEGARDE_GENERATIONS },
  );
  const dossierArchive = join(config.DATA_DIR, 'archive');
  const dossierRapports = join(config.DATA_DIR, 'rapports');
  const envois = reglerEnvois(config, { magasin, horloge, courrier, extranet });
  const { app } = await creerServeur({
    envois,
    dossierArchive,
    dossierRapports,
    magasin,
    quotidien,
    courrier,
    sms: messager !== undefined,
    registre,
    fournisseur: fournisseurDe(config),
    adresse: () => adresse,
    service: veille,
    horloge,
    journal,
    dossierCoquille: config.COQUILLE === undefined ? COQUILLE : resolve(config.COQUILLE),
    origine: config.PUBLIC_ORIGIN,
    anciennesOrigines: config.ANCIENNES_ORIGINES,
    dureeSessionHeures: config.SESSION_HEURES,
    formation: config.MODE === 'production' ? undefined : { mode: config.MODE, svi: sviFormation(config.DATA_DIR) },
    metriques: { tenue: metriques, jeton: config.METRIQUES_JETON },
    sante: async () => ({
      ...(await sante.lire()),
      mode: config.MODE,
      sauvegarde: sauvegarde.etat(),
      telephonie: telephonie?.etat() ?? { etat: config.TELEPHONIE === 'oui' ? 'sans jeton' : 'ailleurs' },
    }),
  });
  adresse = await app.listen({ host: config.HOTE, port: config.PORT });
  o.imprimer(`Extranet prêt : ${extranet()}`);

  transitions = demarrerTransitions(magasin, horloge, direTransitions(journal, metriques));
  const sansJeton = config.MODE === 'production' && config.PLIVO_AUTH_TOKEN === undefined;
  if (config.TELEPHONIE === 'oui' && sansJeton) {
    o.imprimer(
      'Téléphonie non démarrée : donnez PLIVO_AUTH_TOKEN (console de Plivo), ou TELEPHONIE=non si elle tourne ailleurs ; MODE=formation permet d’essayer sans opérateur.',
    );
  } else if (config.TELEPHONIE === 'oui') {
    telephonie = demarrerTelephonie({
      env: envTelephonie(config),
      surPrete: (a) => o.imprimer(`Téléphonie prête : ${a}`),
      surMort: (code) => journal.error({ code }, 'la téléphonie s’est arrêtée, elle est relancée'),
    });
  }
  if (config.MODE === 'production' && config.SAUVEGARDE_DIR === undefined)
    journal.warn('aucun dossier de sauvegarde (SAUVEGARDE_DIR et SAUVEGARDE_CLE) : rien n’est sauvegardé');
  const ports = portsDesTravaux({
    ...{ config, journal, magasin, horloge, courrier, extranet, dossierArchive, dossierRapports },
    ...{ transitions, sur, veille, astreinte, registre, quotidien, sauvegarde, envois },
    adresse: () => adresse,
    telephonie: () => telephonie,
  });
  const arreterTravaux = demarrerTravaux(ports, (fait) => {
    metriques.travail(fait);
    sante.noterTravail(fait);
    direTravail(journal, fait);
  });

  let arret: Promise<void> | undefined;
  const arreter = async (): Promise<void> => {
    arreterTravaux();
    cesserQuorum();
    const parties = [app.close(), telephonie?.arreter(), transitions?.arreter(), sonde.arreter(), sauvegarde.arreter()];
    await Promise.all(parties);
    await rendre();
  };
  return {
    adresse,
    telephonie,
    arreter: () => {
      arret ??= arreter();
      return arret;
    },
  };
};

/** `servir` until SIGTERM or SIGINT; a second signal does not wait. */
export const servirJusquAuSignal = async (config: Config, o: OptionsService): Promise<void> => {
  const service = await servir(config, o);
  await new Promise<void>((fini) => {
    let demande = false;
    const arreter = (): void => {
      if (demande) process.exit(1);
      demande = true;
      o.imprimer('Arrêt en cours…');
      void service.arreter().then(fini);
    };
    process.on('SIGTERM', arreter);
    process.on('SIGINT', arreter);
  });
  o.imprimer('Service arrêté.');
};
