import { randomBytes } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ajouterMois, dateParis, instantDe, moisDe, moisParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { attendreSante, demarrerService, portLibre, telegestion } from '../../scripts/demo/processus';
import { generer } from '../../sync-server/domaines/formation/generer';
import { simulerAppel } from '../../telephony/simulator/appel';
import { type Coupure, poserCable } from './coupure';
import { rangerEnsuite } from './menage';

const racine = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Each of the processes that run stories at once has ports of its own: one found free is taken seconds later only. */
const PREMIER_PORT = 20_000 + (Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 4) * 3_000 + (process.pid % 2_500);

export type CompteEssai = { identifiant: string; motDePasse: string };

export type ServiceEssai = {
  dossier: string;
  /** Last full month: it has visits, corrections to make, and is still open. */
  moisPasse: Mois;
  cable: Coupure;
  /** The server itself, beside the cable. */
  adresse: string;
  /** A command of the product; what it printed. Exit 2 passes, 1 throws. */
  commande: (...args: string[]) => Promise<string>;
  /** What `telegestion lire` prints, one document a line. */
  lire: <T>(quoi: string, ...args: string[]) => Promise<T[]>;
  creerCompte: (
    identifiant: string,
    antenne: string,
    plus?: { role?: string; nom?: string; responsable?: boolean },
  ) => Promise<CompteEssai>;
  appeler: (de: string, touches: string) => Promise<Awaited<ReturnType<typeof simulerAppel>>>;
  arreter: () => Promise<void>;
};

/** The whole product on an invented service: the last month in full and the present one up to now, imported by the command. */
export const demarrerServiceEssai = async (
  graine: number,
  mode: 'demonstration' | 'formation' | 'production' = 'demonstration',
  plus: Readonly<Record<string, string>> = {},
  taille: 'petite' | 'complete' = 'petite',
): Promise<ServiceEssai> => {
  const dossier = mkdtempSync(join(tmpdir(), 'telegestion-e2e-'));
  const maintenant = instantDe(Date.now());
  const moisPasse = ajouterMois(moisParis(maintenant), -1);
  const port = await portLibre(PREMIER_PORT);
  const portSvi = await portLibre(port + 1);
  const portCable = await portLibre(portSvi + 1);
  const authToken = randomBytes(24).toString('base64url');
  const env = {
    MODE: mode,
    DATA_DIR: join(dossier, 'donnees'),
    PORT: String(port),
    TELEPHONY_PORT: String(portSvi),
    PUBLIC_ORIGIN: `http://127.0.0.1:${portCable}`,
    PLIVO_AUTH_ID: 'ESSAI',
    PLIVO_AUTH_TOKEN: authToken,
    COUCHDB_URL: '',
    ...plus,
  };
  const options = { racine, env };
  const echange = join(dossier, 'millesime');
  const ecrit = await generer({
    vers: echange,
    graine,
    mois: [moisPasse, moisDe(dateParis(maintenant))],
    taille,
    jusqua: maintenant,
  });
  if (!ecrit.ok) throw new Error(ecrit.refus.message);
  await telegestion(['importer', echange], options);
  const journal = join(dossier, 'service.log');
  const service = demarrerService(options, openSync(journal, 'a'));
  const adresse = `http://127.0.0.1:${port}`;
  await attendreSante(adresse, service).catch((e: unknown) => {
    throw new Error(`${String(e)}\n${readFileSync(journal, 'utf8')}`);
  });
  const cable = await poserCable(portCable, () => port);
  const essai: ServiceEssai = {
    dossier,
    moisPasse,
    cable,
    adresse,
    commande: (...args) => telegestion(args, options),
    lire: async <T>(...args: string[]) =>
      (await telegestion(['lire', ...args], options))
        .split('\n')
        .flatMap((l) => (l.trim() === '' ? [] : (JSON.parse(l) as T))),
    creerCompte: async (identifiant, antenne, plus = {}) => {
      const motDePasse = `${randomBytes(9).toString('base64url')}-essai`;
      const role = plus.role ?? 'GESTIONNAIRE';
      const args = [
        'compte',
        'creer',
        identifiant,
        '--nom',
        plus.nom ?? identifiant,
        '--role',
        role,
        '--antennes',
        antenne,
        ...(plus.responsable ? ['--responsable'] : []),
      ];
      await telegestion(args, { racine, env: { ...env, MOT_DE_PASSE: motDePasse } });
      return { identifiant, motDePasse };
    },
    appeler: async (de, touches) => {
      const svi = JSON.parse(readFileSync(join(env.DATA_DIR, 'svi.json'), 'utf8')) as { url: string; origine: string };
      return simulerAppel({ origin: svi.origine, baseUrl: svi.url, authToken, de, touches });
    },
    arreter: async () => {
      await cable.fermer();
      await service.arreter();
      // Its store closes a moment after it.
      rmSync(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
  rangerEnsuite(essai.arreter);
  return essai;
};
