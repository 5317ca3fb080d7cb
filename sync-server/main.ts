import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { ouvrirBoite } from './adapters/courriel/boite';
import { facteurSmtp } from './adapters/courriel/smtp';
import { ouvrirReserve } from './adapters/sftp/reserve';
import { messagerPlivo } from './adapters/sms/plivo';
import type { Config } from './config';
import { creerFournisseur, tenirRegistre } from './domaines/acces';
import { suivreAlertes } from './domaines/alertes';
import { autoriteDe, fichiersAPurger, travauxConservation } from './domaines/archive';
import { type Astreinte, ouvrirAstreinte } from './domaines/astreinte';
import { calculerEtat, editerManquants, envoyerEtats, recompterPilotage } from './domaines/chiffres';
import { creerProvisoires } from './domaines/cloture';
import { dossierReception, dossierRelevesRepris, ouvrirQuotidien } from './domaines/dossiers';
import {
  annoncerVersion,
  creerSauvegardePeriodique,
  creerVeilleExtranet,
  preparerSondeExtranet,
  prevenirIncidents,
} from './domaines/exploitation';
import {
  reglerEnvois,
  releverEnSilence,
  reprendreEnvois,
  retourMillesime,
  sourceMillesime,
} from './domaines/financement';
import { joursOuverts } from './domaines/pointages';
import {
  cibleDe,
  creerVeille,
  demarrerTelephonie,
  preparerSonde,
  suivreSignatures,
  sviFormation,
  type Telephonie,
  type Veille,
} from './domaines/telephonie';
import { creerServeur } from './http/serveur';
import { demarrerTravaux } from './jobs/schedules';
import type { FournisseurIdentite } from './ports/acces';
import { horlogeSysteme } from './ports/horloge';
import type { Messager } from './ports/messager';
import { estCertain } from './sante/certitude';
import { tenirMetriques } from './sante/metriques';
import { suivreSante } from './sante/suivre-sante';
import { exigerReglages } from './socle/demarrage/exiger-reglages';
import { tenirDossier } from './socle/demarrage/tenir-dossier';
import { identiteServeur, tenirMagasin } from './socle/demarrage/tenir-magasin';
import { semerAntennes } from './store/antennes';
import { causeDe } from './store/causes';
import { surEcarte } from './store/ecartes';
import { veillerQuorum } from './store/grappe/quorum';
import { ouvrirMagasin } from './store/ouvrir';
import { preparerBases } from './store/preparer-bases';
import { rejouerImports } from './store/rejouer';
import { demarrerTransitions, type Transitions } from './transitions/demarrer';
import { rattraper } from './transitions/rattraper';
import { compterRelus } from './transitions/revoir';

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

/** What `telephony/` needs to reach the same store, folder and settings as ours; its PUBLIC_ORIGIN is the SVI's. */
const envTelephonie = (config: Config): Record<string, string | undefined> => ({
  ...(config.SVI_ORIGIN === undefined ? {} : { PUBLIC_ORIGIN: config.SVI_ORIGIN }),
  MODE: config.MODE,
  DATA_DIR: resolve(config.DATA_DIR),
  TELEPHONY_PORT: String(config.TELEPHONY_PORT),
  PLIVO_API: config.PLIVO_API,
  ...(config.COUCHDB_URL === undefined ? {} : { COUCHDB_URL: config.COUCHDB_URL }),
});

const fournisseurDe = (c: Config): FournisseurIdentite | undefined =>
  c.OIDC_ISSUER === undefined || c.OIDC_CLIENT_ID === undefined || c.OIDC_CLIENT_SECRET === undefined
    ? undefined
    : creerFournisseur({
        emetteur: c.OIDC_ISSUER,
        clientId: c.OIDC_CLIENT_ID,
        secret: c.OIDC_CLIENT_SECRET,
        nom: c.OIDC_NOM,
        champ: c.OIDC_CHAMP,
        portees: c.OIDC_PORTEES,
        niveaux: c.OIDC_ACR?.split(' ') ?? [],
      });

const messagerDe = (c: Config): Messager | undefined =>
  c.SMS_DE === undefined || c.PLIVO_AUTH_ID === undefined || c.PLIVO_AUTH_TOKEN === undefined
    ? undefined
    : messagerPlivo({
        base: c.PLIVO_API.replace(/\/$/, ''),
        authId: c.PLIVO_AUTH_ID,
        authToken: c.PLIVO_AUTH_TOKEN,
        de: c.SMS_DE,
      });

// Where, not what: messages, of one line or of several, may quote a document.
const pileDe = (e: unknown): string[] | undefined =>
  e instanceof Error
    ? e.stack
        ?.split('\n')
        .filter((l) => /^\s+at /.test(l))
        .slice(0, 5)
    : undefined;

/**
 * Starts the whole: store (embedded without COUCHDB_URL), HTTP, transitions, jobs, and the SVI in its own process.
 * `/sante` answers as soon as the store and HTTP are up: what is late is caught up afterwards.
 */
export const servir = async (config: Config, o: OptionsService): Promise<Service> => {
  exigerReglages(config);
  const rendreDossier = await tenirDossier(config.DATA_DIR);
  const journal = pino({ level: config.JOURNAL_NIVEAU }, pino.destination(2));
  const horloge = horlogeSysteme;
  const magasin = await ouvrirMagasin({ couchdbUrl: config.COUCHDB_URL, dataDir: config.DATA_DIR });
  await preparerBases(magasin, horloge());
  // The embedded store is in the folder, which is held.
  const rendreMagasin =
    config.COUCHDB_URL === undefined
      ? undefined
      : await tenirMagasin(magasin, horloge, {
          ...(await identiteServeur(config.DATA_DIR)),
          perdu: (hote) => journal.error({ hote }, 'un autre serveur a pris ce magasin : arrêter l’un des deux'),
        }).catch(async (e: unknown) => {
          await magasin.fermer();
          await rendreDossier();
          throw e;
        });
  await semerAntennes(magasin, horloge());

  await rejouerImports(magasin, horloge);
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
  const cesserQuorum = veillerQuorum(magasin, {
    attente: (enAttente) =>
      enAttente > 0
        ? journal.error({ enAttente }, 'écrit sans la majorité des nœuds : rien n’est confirmé')
        : journal.info('plus rien n’attend la majorité des nœuds'),
    introuvables: (genres) =>
      journal.error({ genres }, 'écrit sans la majorité des nœuds, et perdu avec l’un d’eux : à refaire'),
  });
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
  const courrier = ouvrirBoite({
    magasin,
    horloge,
    facteur:
      config.SMTP_URL !== undefined && config.COURRIEL_DE !== undefined
        ? facteurSmtp({ url: config.SMTP_URL, de: config.COURRIEL_DE })
        : undefined,
    noter: (etat, suite) => {
      metriques.courriel(etat);
      journal[etat === 'ENVOYE' ? 'info' : 'warn']({ etat, ...suite }, 'courriel');
    },
    compter: (file) => {
      metriques.courrielsEnAttente(file.attendent);
      sante.noterCourriels(file);
    },
  });
  if (config.SMTP_URL === undefined || config.COURRIEL_DE === undefined)
    journal.warn('aucun serveur de courriel (SMTP_URL et COURRIEL_DE) : les pannes ne sont dites qu’à l’écran');
  veille = await creerVeille({
    magasin,
    horloge,
    sonde: config.SONDE === 'oui' ? sonde : undefined,
    courrier,
    extranet: () => config.PUBLIC_ORIGIN ?? adresse,
    noter: (fait) => journal.warn(fait, 'disponibilité du téléphone'),
  });
  const extranet = (): string => config.PUBLIC_ORIGIN ?? adresse;
  const messager = messagerDe(config);
  astreinte = ouvrirAstreinte({
    magasin,
    horloge,
    courrier,
    messager,
    extranet,
    battre: () => transitions?.battre() ?? Promise.resolve(),
    sur: async () => {
      const adresse = telephonie?.etat().adresse ?? config.SVI_ORIGIN;
      return estCertain(transitions?.etat(), { adresse, journal: (await sante.faits()).journal });
    },
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
  const retour = retourMillesime(config);
  const quotidien = ouvrirQuotidien({
    magasin,
    horloge,
    courrier,
    extranet,
    rattraper: (...quoi) => rattraper(magasin, horloge, ...quoi),
    depot: dossierReception(config),
    source: sourceMillesime(config),
    releves: dossierRelevesRepris(config.DATA_DIR),
    retour,
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
  o.imprimer(`Extranet prêt : ${config.PUBLIC_ORIGIN ?? adresse}`);

  const noter = (message: string) => (e: unknown) => journal.error({ ...causeDe(e), pile: pileDe(e) }, message);
  transitions = demarrerTransitions(
    magasin,
    horloge,
    noter('transitions interrompues, reprises'),
    noter('une correction ne peut pas être jugée, elle est refusée'),
    (relus) => {
      for (const r of relus) metriques.deriveCorrige(r.type);
      journal.warn({ documents: relus.length, ...compterRelus(relus) }, 'seconde lecture : des dérivés corrigés');
    },
    (documents) =>
      journal.error(
        { documents },
        'nommés par le fil, et pas encore lisibles depuis une minute : rien n’avance au-delà',
      ),
    (e, type) =>
      journal.error({ ...causeDe(e), type }, 'un document en deux versions ne peut pas être réglé : repris cette nuit'),
  );
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
  const releverSignatures = suivreSignatures(() => telephonie?.etat().adresse ?? config.SVI_ORIGIN, registre);
  const alertes = suivreAlertes({
    magasin,
    horloge,
    courrier,
    extranet: () => config.PUBLIC_ORIGIN ?? adresse,
    battre: () => transitions?.battre() ?? Promise.resolve(),
    noter: (raison) => journal.warn({ raison }, 'alerte non annoncée par courriel'),
  });
  if (config.MODE === 'production' && config.SAUVEGARDE_DIR === undefined)
    journal.warn('aucun dossier de sauvegarde (SAUVEGARDE_DIR et SAUVEGARDE_CLE) : rien n’est sauvegardé');
  const arreterTravaux = demarrerTravaux(
    {
      magasin,
      horloge,
      courrier,
      veille,
      rapports: {
        editer: () =>
          editerManquants({
            magasin,
            horloge,
            reserve: ouvrirReserve(dossierRapports),
            rattraper: () => rattraper(magasin, horloge),
          }),
      },
      veilleExtranet: creerVeilleExtranet({
        magasin,
        horloge,
        sonde: config.SONDE === 'oui' ? preparerSondeExtranet({ adresse: extranet, sante: () => adresse }) : undefined,
        courrier,
        extranet,
        noter: (fait) => journal.warn(fait, 'disponibilité de l’extranet'),
      }),
      alertes,
      astreinte,
      registre,
      releverSignatures,
      quotidien,
      provisoires: creerProvisoires({ magasin, horloge, rattraper: () => rattraper(magasin, horloge) }, retour),
      sauvegarde,
      nouveautes: { annoncer: () => annoncerVersion({ magasin, horloge, courrier, extranet }) },
      incidents: {
        prevenir: () =>
          prevenirIncidents({
            magasin,
            horloge,
            courrier,
            extranet,
            noter: (raison) => journal.warn({ raison }, 'incident non annoncé par courriel'),
          }),
      },
      etats: {
        envoyer: () =>
          envoyerEtats({ magasin, horloge, courrier, extranet, calculer: (d) => calculerEtat(magasin, d, horloge) }),
      },
      envois: { reprendre: () => reprendreEnvois(envois), relever: () => releverEnSilence(envois) },
      pilotage: {
        recompter: recompterPilotage({
          maintenant: horloge,
          recompter: async (mois) => transitions?.recompter(mois),
          dire: (ecart) => journal.warn(ecart, 'tableaux de bord recomptés : un écart, corrigé'),
        }),
      },
      derives: { revoir: async () => transitions?.revoir(await joursOuverts(magasin, horloge())) },
      conservation: travauxConservation({
        magasin,
        horloge,
        dossier: dossierArchive,
        fichiers: fichiersAPurger(config),
        autorite: autoriteDe(config),
      }),
    },
    (r) => {
      metriques.travail(r);
      sante.noterTravail(r);
      const suite = { travail: r.nom, ms: r.ms };
      if (r.erreur === undefined) journal[r.frequent ? 'debug' : 'info'](suite, 'travail fait');
      else journal.error({ ...suite, ...causeDe(r.erreur), pile: pileDe(r.erreur) }, 'travail en échec');
    },
  );

  let arret: Promise<void> | undefined;
  const arreter = async (): Promise<void> => {
    arreterTravaux();
    cesserQuorum();
    await Promise.all([app.close(), telephonie?.arreter(), transitions?.arreter(), sonde.arreter()]);
    await rendreMagasin?.();
    await magasin.fermer();
    await rendreDossier();
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
