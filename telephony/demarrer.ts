import { mkdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { epochMs } from '#shared/temps/paris';
import { tenirAlertes } from './alertes';
import { suivreAnnuaire } from './annuaire/suivi';
import type { Config } from './config';
import { magasinDe } from './couchdb';
import { tenirDerniers } from './derniers';
import { ecrireAtomique } from './fichiers';
import { ouvrirFormation } from './formation/ouvrir';
import { attendre, type Horloge, periodiquement } from './horloge';
import type { Entree } from './journal/entree';
import { ouvrirJournal } from './journal/journal';
import type { Ouvrir } from './journal/segments';
import { transmettre } from './journal/transmission';
import { type Metriques, tenirMetriques } from './metriques';
import { servirAppels } from './plivo/appels';
import { identifiantsPlivo } from './plivo/compte/identifiants';
import { jetonsDe } from './plivo/jeton';
import { adresseEtape } from './plivo/retentatives';
import { creerServeur } from './plivo/serveur';
import { chercherTraces } from './plivo/traces';
import { exposerRapprochement } from './reconciliation/route';
import { tenirRapprochement } from './reconciliation/service';
import { suivreSortantes } from './sonde/sortant';
import { marqueTravailleur } from './travailleur';
import { verrouiller } from './verrou';

const VEILLE_MS = 5_000;

export type Telephonie = {
  /** Where it listens: `http://127.0.0.1:<port>`. */
  url: string;
  arreter: () => Promise<void>;
};

/** The SVI's worker: it takes calls as soon as this resolves, whatever is down around it. */
export const demarrerTelephonie = async (
  config: Config,
  options: {
    log: Logger;
    horloge?: Horloge;
    ouvrirFichierJournal?: Ouvrir;
    /** Holds an answer back; tests look at how long. */
    patienter?: (ms: number, signal: AbortSignal) => Promise<unknown>;
    /** Asked by another worker that wants this data folder: true where this one gives way, and stops. */
    ceder?: () => boolean;
  },
): Promise<Telephonie> => {
  const { log, horloge = Date.now, ouvrirFichierJournal, patienter = attendre, ceder } = options;
  const dossier = join(config.DATA_DIR, 'svi');
  await mkdir(dossier, { recursive: true, mode: 0o700 });
  const liberer = await verrouiller(dossier, ceder);
  const { authToken } = await identifiantsPlivo(config);
  const magasin = magasinDe({ couchdbUrl: config.COUCHDB_URL, dataDir: config.DATA_DIR });
  const suivi = await suivreAnnuaire({ fichier: join(dossier, 'annuaire.json'), magasin, horloge, log });

  const travailleur = marqueTravailleur(dossier);
  const alertes = tenirAlertes(horloge, log);
  const jetons = jetonsDe(authToken);
  let origine = config.PUBLIC_ORIGIN ?? `http://127.0.0.1:${config.TELEPHONY_PORT}`;
  let memoire: () => Entree[] = () => [];
  let metriques: Metriques | undefined;
  const numeroSonde = config.PLIVO_SONDE_NUMERO;
  const derniers = tenirDerniers(numeroSonde);
  const appels = await servirAppels({
    ouvrirJournal: async (instantane) => {
      memoire = instantane;
      const ouvert = await ouvrirJournal({
        dossier: join(dossier, 'journal'),
        log,
        instantane,
        ...(ouvrirFichierJournal ? { ouvrir: ouvrirFichierJournal } : {}),
      });
      const ajouter = async (entree: Entree): Promise<void> => {
        await ouvert.ajouter(entree);
        metriques?.noter(entree);
        derniers.noter(entree);
      };
      return { ...ouvert, ajouter };
    },
    annuaire: suivi.annuaire,
    telephones: config.TELEPHONES_ANTENNES ?? {},
    jetons,
    chercherTraces: chercherTraces(magasin),
    seuils: {
      rafale: config.RAFALE_CODES_MAX,
      rafaleMasques: config.RAFALE_MASQUES_MAX,
      ecartHorlogeS: config.HORLOGE_ECART_ALERTE_S,
      appelOublieS: config.APPEL_OUBLIE_S,
      delaiEchecS: config.ECHEC_DELAI_S,
    },
    urlEtape: (jeton) => adresseEtape(origine, jeton),
    numeroSonde,
    alertes,
    horloge,
    patienter,
    log,
  });
  const { journal } = appels;
  const transmission = transmettre({ journal, magasin, horloge, log });
  const { annuaire } = suivi;
  const rapprochement = tenirRapprochement({ config, dossier, magasin, journal, memoire, annuaire, horloge, log });

  const demarreA = horloge();
  /** Looks at what is not told by an event; a monitor that asks sees the present. */
  const veiller = (): void => {
    const { ageSecondes } = suivi.etat();
    // Never heard of: the worker's own age counts.
    const age = ageSecondes ?? (horloge() - demarreA) / 1000;
    alertes.constater('ANNUAIRE_AGE', age > config.ANNUAIRE_AGE_ALERTE_S);
    const ancien = journal.enAttente()[0]?.documents[0]?.document.recuLe;
    const retard = ancien === undefined ? 0 : (horloge() - epochMs(ancien)) / 1000;
    alertes.constater('TRANSMISSION_EN_RETARD', retard > config.TRANSMISSION_RETARD_ALERTE_S);
    alertes.constater('DISQUE', !journal.sain());
    const etat = rapprochement.etat();
    alertes.constater('RAPPROCHEMENT_EN_RETARD', etat.actif && etat.enRetard);
  };

  const sante = (): { pret: boolean } & Record<string, unknown> => {
    veiller();
    return {
      pret: journal.sain(),
      mode: config.MODE,
      travailleur,
      journal: {
        sain: journal.sain(),
        enAttente: journal.enAttente().length,
        retenus: appels.retenus(),
        enSouffrance: appels.enSouffrance(),
      },
      annuaire: suivi.etat(),
      appelsEnCours: appels.enCours(),
      derniers: derniers.lire(),
      operateur: rapprochement.operateur(),
      rapprochement: rapprochement.etat(),
      alertes: alertes.liste(),
    };
  };

  const suivreSortante = suivreSortantes({ ajouter: journal.ajouter, horloge });
  const { app, signaturesRefusees } = creerServeur({
    // The leg that we placed ourselves is no call of the SVI's.
    appels: { traiter: (r) => (r.sortante ? suivreSortante(r.sortante) : appels.traiter(r)) },
    origine: () => origine,
    authToken,
    sante,
    log,
  });
  exposerRapprochement(app, rapprochement, authToken);
  metriques = tenirMetriques({
    horloge,
    numeroSonde,
    faits: () => {
      veiller();
      return {
        journal,
        appelsEnCours: appels.enCours(),
        appelsRetenus: appels.retenus(),
        annuaireAge: suivi.etat().ageSecondes,
        derniers: derniers.lire(),
        operateur: rapprochement.operateur(),
        alertes: alertes.liste(),
        signaturesRefusees: signaturesRefusees(),
        envoisSansQuorum: transmission.sansQuorum(),
      };
    },
  });
  metriques.exposer(app, config.METRIQUES_JETON);
  let url = '';
  // In production these routes do not exist.
  const formation =
    config.MODE === 'production'
      ? undefined
      : ouvrirFormation(app, {
          annuaire: suivi.annuaire,
          jetons,
          adresses: () => ({ origin: origine, baseUrl: url }),
          authToken,
          dataDir: config.DATA_DIR,
          horloge,
          log,
        });
  await app.listen({ host: config.HOTE, port: config.TELEPHONY_PORT });
  const adresse = app.server.address();
  const port = adresse !== null && typeof adresse === 'object' ? adresse.port : config.TELEPHONY_PORT;
  if (config.PUBLIC_ORIGIN === undefined) origine = `http://127.0.0.1:${port}`;
  url = `http://127.0.0.1:${port}`;

  const veille = periodiquement(
    VEILLE_MS,
    async () => veiller(),
    (e) => log.error({ err: e }, 'veille'),
  );

  // Where the simulator finds it on this machine.
  const fichierSvi = join(config.DATA_DIR, 'svi.json');
  await ecrireAtomique(fichierSvi, JSON.stringify({ url, origine, pid: process.pid }), false).catch((e: unknown) =>
    log.warn({ err: e }, 'adresse du SVI non écrite'),
  );
  await formation
    ?.annoncer()
    .catch((e: unknown) => log.warn({ err: e }, 'téléphone de formation : adresse non écrite'));

  const arreter = async (): Promise<void> => {
    await veille.arreter();
    await formation?.arreter();
    await app.close();
    await rapprochement.arreter();
    // What is kept back would wait in the journal for the next start; the transmission still sends it.
    await appels
      .reglerAvantArret()
      .catch((e: unknown) => log.warn({ err: e }, 'appels échoués laissés au journal jusqu’au prochain démarrage'));
    await transmission.arreter();
    await suivi.arreter();
    await appels.arreter();
    await unlink(fichierSvi).catch(() => undefined);
    await liberer();
  };
  let arret: Promise<void> | undefined;
  return {
    url,
    arreter: () => {
      arret ??= arreter();
      return arret;
    },
  };
};
