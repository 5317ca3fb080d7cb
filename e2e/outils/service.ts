import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import type { Antenne } from '#shared/contrats/commun';
import { idPanne, type Panne, type QuoiPanne } from '#shared/contrats/exploitation/disponibilite';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { instantDe } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { attendreSante, demarrerService, portLibre, telegestion } from '../../scripts/demo/processus';
import { creerCompte } from '../../sync-server/domaines/acces/comptes';
import { type Lisible, lire } from '../../sync-server/domaines/exploitation/lire/lire';
import { horlogeSysteme } from '../../sync-server/ports/horloge';
import { poser, remplacer } from '../../sync-server/store/ecrire';
import { ouvrirMagasin } from '../../sync-server/store/ouvrir';
import { simulerAppel } from '../../telephony/simulator/appel';
import { executerCommande } from './commande';
import { type Coupure, poserCable } from './coupure';
import { copierDonnees, type Donnees, fermerMagasin } from './donnees';
import { rangerEnsuite } from './menage';

const racine = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Each of the processes that run stories at once has ports of its own: one found free is taken seconds later only. */
const PREMIER_PORT = 20_000 + (Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 4) * 3_000 + (process.pid % 2_500);

export type CompteEssai = { identifiant: string; motDePasse: string };

type Ou = { antenne?: Antenne; mois?: Mois };

export type ServiceEssai = {
  dossier: string;
  /** Last full month: it has visits, corrections to make, and is still open. */
  moisPasse: Mois;
  /** The month before it, of which some antennas have only visits to correct: `DEPARTS_MANQUANTS`. */
  moisManquants: Mois;
  cable: Coupure;
  /** The server itself, beside the cable. */
  adresse: string;
  /** A command of the product on its data; what it printed. Exit 2 passes, 1 throws. */
  commande: (...args: string[]) => Promise<string>;
  /** The same, by `bin/telegestion` in a process of its own. */
  processus: (...args: string[]) => Promise<string>;
  /** What `telegestion lire` would print, read from the store that runs. */
  lire: <T>(quoi: Lisible, ou?: Ou) => Promise<T[]>;
  creerCompte: (
    identifiant: string,
    antennes: string,
    plus?: { role?: string; nom?: string; responsable?: boolean },
  ) => Promise<CompteEssai>;
  /** Outages of the minutes before, which have ended, as the watch would have written them; takes them away again. */
  noterPannes: (quoi: QuoiPanne, nombre: number) => Promise<() => Promise<void>>;
  appeler: (de: string, touches: string) => Promise<Awaited<ReturnType<typeof simulerAppel>>>;
  arreter: () => Promise<void>;
};

type Reglages = {
  mode?: 'demonstration' | 'formation' | 'production';
  /** More of the product's variables. */
  env?: Readonly<Record<string, string>>;
  /** Makes its data below a folder; absent: a copy of those of the stories. */
  donnees?: (vers: string) => Promise<Donnees>;
};

/** The whole product, started on a copy of the invented service. */
export const lancerService = async ({
  mode = 'demonstration',
  env: plus = {},
  donnees = copierDonnees,
}: Reglages = {}): Promise<ServiceEssai> => {
  const dossier = mkdtempSync(join(tmpdir(), 'telegestion-e2e-'));
  const { dataDir, moisPasse, moisManquants } = await donnees(dossier);
  const port = await portLibre(PREMIER_PORT);
  const portSvi = await portLibre(port + 1);
  const portCable = await portLibre(portSvi + 1);
  const authToken = randomBytes(24).toString('base64url');
  const env = {
    MODE: mode,
    DATA_DIR: dataDir,
    PORT: String(port),
    TELEPHONY_PORT: String(portSvi),
    PUBLIC_ORIGIN: `http://127.0.0.1:${portCable}`,
    PLIVO_AUTH_ID: 'ESSAI',
    PLIVO_AUTH_TOKEN: authToken,
    COUCHDB_URL: '',
    // The synthetic call of each minute takes a process that starts.
    SONDE: 'non',
    ...plus,
  };
  const journal = join(dossier, 'service.log');
  const service = demarrerService({ racine, env }, openSync(journal, 'a'));
  const adresse = `http://127.0.0.1:${port}`;
  await attendreSante(adresse, service).catch((e: unknown) => {
    throw new Error(`${String(e)}\n${readFileSync(journal, 'utf8')}`);
  });
  const cable = await poserCable(portCable, () => port);
  const magasin = await ouvrirMagasin({ dataDir });
  const svi = join(dataDir, 'svi.json');
  return {
    dossier,
    moisPasse,
    moisManquants,
    cable,
    adresse,
    commande: (...args) => executerCommande(args, env),
    processus: (...args) => telegestion(args, { racine, env }),
    lire: async <T>(quoi: Lisible, { antenne, mois }: Ou = {}) => {
      const lus: T[] = [];
      const voulu = { quoi, mois, antennes: antenne === undefined ? undefined : [antenne] };
      // As the command does: a document is what it is once printed.
      for await (const doc of lire(magasin, horlogeSysteme, voulu)) lus.push(JSON.parse(JSON.stringify(doc)) as T);
      return lus;
    },
    creerCompte: async (
      identifiant,
      antennes,
      { role = 'GESTIONNAIRE', nom = identifiant, responsable = false } = {},
    ) => {
      const motDePasse = `${randomBytes(9).toString('base64url')}-essai`;
      const cree = await creerCompte(
        magasin,
        { auteur: 'CLI:essai', horloge: horlogeSysteme },
        { identifiant, nom, role, responsable, motDePasse, antennes: antennes.split(',').filter((a) => a !== '') },
      );
      if (!cree.ok) throw new Error(cree.refus.message);
      return { identifiant, motDePasse };
    },
    noterPannes: async (quoi, nombre) => {
      const minute = Math.floor(Date.now() / 60_000);
      const pannes = Array.from({ length: nombre }, (_, n): Panne => {
        const [debut, fin] = [minute - n - 1, minute - n].map((m) => instantDe(m * 60_000));
        if (debut === undefined || fin === undefined) throw new Error(`panne ${n}`);
        return { _id: idPanne(debut, quoi), type: 'panne', quoi, debut, fin, sondes: [] };
      });
      for (const p of pannes) await remplacer(magasin, BASE_CENTRALE, p);
      return async () => {
        for (const p of pannes) await poser(magasin, BASE_CENTRALE, p._id, () => 'supprimer');
      };
    },
    appeler: async (de, touches) => {
      // The telephone is up a moment after the extranet.
      await expect.poll(() => existsSync(svi), { timeout: 60_000 }).toBe(true);
      const { url, origine } = JSON.parse(readFileSync(svi, 'utf8')) as { url: string; origine: string };
      return simulerAppel({ origin: origine, baseUrl: url, authToken, de, touches });
    },
    arreter: async () => {
      await cable.fermer();
      await magasin.fermer();
      await service.arreter();
      await fermerMagasin(dataDir);
      rmSync(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
};

/** A product of its own for the stories of one file: what they do to it would be seen by the others, or it is set otherwise. */
export const demarrerServiceEssai = async (reglages?: Reglages): Promise<ServiceEssai> => {
  const service = await lancerService(reglages);
  rangerEnsuite(service.arreter);
  return service;
};
