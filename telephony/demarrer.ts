import { mkdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { suivreAnnuaire } from './annuaire/suivi';
import type { Config } from './config';
import { magasinDe } from './couchdb';
import { ecrireAtomique } from './fichiers';
import type { Horloge } from './horloge';
import { ouvrirJournal } from './journal/journal';
import type { Ouvrir } from './journal/segments';
import { transmettre } from './journal/transmission';
import { servirAppels } from './plivo/appels';
import { identifiantsPlivo } from './plivo/identifiants';
import { jetonsDe } from './plivo/jeton';
import { creerServeur } from './plivo/serveur';
import { verrouiller } from './verrou';

/** Beyond this age the local annuaire is said to be stale: new aides and numbers are missing from it. */
const AGE_ALERTE_S = 900;

export type Telephonie = {
  /** Where it listens: `http://127.0.0.1:<port>`. */
  url: string;
  arreter: () => Promise<void>;
};

/** The SVI's worker: it takes calls as soon as this resolves, whatever is down around it. */
export const demarrerTelephonie = async (
  config: Config,
  options: { log: Logger; horloge?: Horloge; ouvrirFichierJournal?: Ouvrir },
): Promise<Telephonie> => {
  const { log, horloge = Date.now, ouvrirFichierJournal } = options;
  const dossier = join(config.DATA_DIR, 'svi');
  await mkdir(dossier, { recursive: true, mode: 0o700 });
  const liberer = await verrouiller(dossier);
  const { authToken } = await identifiantsPlivo(config);
  const magasin = magasinDe({ couchdbUrl: config.COUCHDB_URL, dataDir: config.DATA_DIR });
  const suivi = await suivreAnnuaire({ fichier: join(dossier, 'annuaire.json'), magasin, horloge, log });

  let origine = config.PUBLIC_ORIGIN ?? `http://127.0.0.1:${config.TELEPHONY_PORT}`;
  const appels = await servirAppels({
    ouvrirJournal: (instantane) =>
      ouvrirJournal({
        dossier: join(dossier, 'journal'),
        log,
        instantane,
        ...(ouvrirFichierJournal ? { ouvrir: ouvrirFichierJournal } : {}),
      }),
    annuaire: suivi.annuaire,
    telephones: config.TELEPHONES_ANTENNES ?? {},
    jetons: jetonsDe(authToken),
    urlEtape: (jeton) => `${origine}/plivo/etape?e=${jeton}`,
    horloge,
    log,
  });
  const { journal } = appels;
  const transmission = transmettre({ journal, magasin, log });

  const sante = (): { pret: boolean } & Record<string, unknown> => {
    const annuaire = suivi.etat();
    return {
      pret: journal.sain(),
      mode: config.MODE,
      journal: { sain: journal.sain(), enAttente: journal.enAttente().length, enSouffrance: appels.enSouffrance() },
      annuaire: { ...annuaire, perime: annuaire.ageSecondes === undefined || annuaire.ageSecondes > AGE_ALERTE_S },
      appelsEnCours: appels.enCours(),
    };
  };

  const app = creerServeur({ appels, origine: () => origine, authToken, sante, log });
  await app.listen({ host: config.HOTE, port: config.TELEPHONY_PORT });
  const adresse = app.server.address();
  const port = adresse !== null && typeof adresse === 'object' ? adresse.port : config.TELEPHONY_PORT;
  if (config.PUBLIC_ORIGIN === undefined) origine = `http://127.0.0.1:${port}`;
  const url = `http://127.0.0.1:${port}`;

  // The age of the annuaire is alerted, not only exported: once at each passage.
  let perime = false;
  const veille = setInterval(() => {
    const { ageSecondes } = suivi.etat();
    const trop = ageSecondes !== undefined && ageSecondes > AGE_ALERTE_S;
    if (trop && !perime) log.error({ alerte: 'ANNUAIRE_PERIME', ageSecondes }, 'annuaire local trop ancien');
    perime = trop;
  }, 60_000);
  veille.unref();

  // Where the simulator finds it on this machine.
  const fichierSvi = join(config.DATA_DIR, 'svi.json');
  await ecrireAtomique(fichierSvi, JSON.stringify({ url, origine, pid: process.pid }), false).catch((e: unknown) =>
    log.warn({ err: e }, 'adresse du SVI non écrite'),
  );

  const arreter = async (): Promise<void> => {
    clearInterval(veille);
    await app.close();
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
