import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { Compte, Role } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { type Instant, instantSchema } from '#shared/temps/types';
import { hacherMotDePasse } from '../../domaines/acces/adapters/mot-de-passe';
import { horlogeSysteme } from '../../ports/horloge';
import { ecrireTout } from '../../store/ecrire';
import type { Magasin } from '../../store/lire';
import { magasinMemoire } from '../../store/memoire/memoire';
import { ouvrirMagasin } from '../../store/ouvrir';
import { preparerBases } from '../../store/preparer-bases';
import { creerServeur, type ReglagesServeur, type Serveur } from '../serveur';

// For tests: a real server on a store in memory, on a free port.

export const MOT_DE_PASSE = 'cheval-agrafe-correct-9';
let empreinte: Promise<string> | undefined;

/** The embedded store, in a process and a folder of its own: for what is about processes, or bytes on the disk. */
export const ouvrirMagasinDEssai = async (): Promise<{ magasin: Magasin; fermer: () => Promise<void> }> => {
  const dossier = await mkdtemp(join(tmpdir(), 'tg-essai-'));
  const magasin = await ouvrirMagasin({ dataDir: dossier });
  return {
    magasin,
    fermer: async () => {
      await magasin.fermer();
      await rm(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
};

/** The store of most suites: of this process, and gone with it. */
export const ouvrirMagasinEnMemoire = async (): Promise<{ magasin: Magasin; fermer: () => Promise<void> }> => ({
  magasin: magasinMemoire(),
  fermer: async () => undefined,
});

export const creerCompteDEssai = async (
  magasin: Magasin,
  identifiant: string,
  role: Role,
  antennes: Antenne[],
  responsable = false,
): Promise<void> => {
  empreinte ??= hacherMotDePasse(MOT_DE_PASSE);
  const compte: Compte = {
    _id: idCompte(identifiant),
    type: 'compte',
    identifiant,
    nom: `Essai ${identifiant}`,
    role,
    responsable,
    antennes,
    empreinte: await empreinte,
    partCle: Buffer.alloc(32, 7).toString('base64'),
    actif: true,
    creeLe: instantSchema.parse('2026-01-01T00:00:00Z'),
  };
  await ecrireTout(magasin, BASE_CENTRALE, [compte]);
};

/** The JSON body of an answer, as tests look at it. */
export const corpsDe = async (r: Response): Promise<Record<string, unknown>> =>
  (await r.json()) as Record<string, unknown>;

export type Client = {
  cookie: string;
  appeler: (
    methode: string,
    chemin: string,
    o?: { corps?: unknown; entetes?: Record<string, string> },
  ) => Promise<Response>;
};

export type Banc = {
  magasin: Magasin;
  serveur: Serveur;
  origine: string;
  /** A browser that is not signed in. */
  anonyme: Client;
  connecter: (identifiant: string, motDePasse?: string) => Promise<Client>;
  fermer: () => Promise<void>;
};

export const ouvrirBanc = async (o: Partial<ReglagesServeur> & { instant?: () => Instant } = {}): Promise<Banc> => {
  const essai = o.magasin ? { magasin: o.magasin, fermer: async () => undefined } : await ouvrirMagasinEnMemoire();
  const { magasin } = essai;
  // Those of its own time: that of a test may be another year than ours.
  await preparerBases(magasin, (o.horloge ?? horlogeSysteme)());
  const serveur = await creerServeur({
    magasin,
    horloge: horlogeSysteme,
    journal: pino({ level: 'silent' }),
    dossierCoquille: '/nonexistent',
    origine: undefined,
    dureeSessionHeures: 12,
    sante: async () => ({ sain: true }),
    ...o,
  });
  const origine = await serveur.app.listen({ port: 0, host: '127.0.0.1' });
  const client = (cookie: string): Client => ({
    cookie,
    appeler: (method, chemin, { corps, entetes } = {}) =>
      fetch(`${origine}${chemin}`, {
        method,
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(method === 'GET' ? {} : { origin: o.origine ?? origine }),
          ...(corps === undefined ? {} : { 'content-type': 'application/json' }),
          ...entetes,
        },
        ...(corps === undefined ? {} : { body: typeof corps === 'string' ? corps : JSON.stringify(corps) }),
      }),
  });
  const anonyme = client('');
  return {
    magasin,
    serveur,
    origine,
    anonyme,
    connecter: async (identifiant, motDePasse = MOT_DE_PASSE) => {
      const r = await anonyme.appeler('POST', '/api/session', { corps: { identifiant, motDePasse } });
      if (!r.ok) throw new Error(`connexion refusée : ${r.status} ${await r.text()}`);
      const cookie = r.headers.getSetCookie()[0]?.split(';')[0];
      if (!cookie) throw new Error('pas de cookie');
      return client(cookie);
    },
    fermer: async () => {
      await serveur.app.close();
      await essai.fermer();
    },
  };
};
