import { createHash, randomBytes } from 'node:crypto';
import {
  type Compte,
  compteSchema,
  type ModeFictif,
  type Session,
  type SessionStockee,
  sessionStockeeSchema,
} from '#shared/contrats/compte';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { verifierMotDePasse } from '../adapters/mot-de-passe';
import { type AccesMagasin, ecrireLot, lireUn } from '../ports/documents';
import type { Horloge } from '../ports/horloge';

// The token itself is nowhere on the server: who reads the store cannot sign in with it.
const idSession = (jeton: string): string => `session:${createHash('sha256').update(jeton).digest('hex')}`;
const JETON = /^[A-Za-z0-9_-]{43}$/;

/** A cached document is trusted this long should the change feed be late. */
const CONFIANCE_MS = 5_000;
const CACHE_MAX = 2_000;

export type Sessions = {
  /**
   * Checks the password; a new session and its token, or undefined (unknown or wrong: not told apart). Only who knows the
   * password of a disabled account learns that it is.
   */
  ouvrir: (
    identifiant: string,
    motDePasse: string,
  ) => Promise<{ jeton: string; session: Session } | 'DESACTIVE' | undefined>;
  /** The session of a token while it lasts and its account is active. */
  lire: (jeton: string | undefined) => Promise<Session | undefined>;
  /** Whether the token is that of an account that was disabled since: its PC then wipes what it holds. */
  estDesactive: (jeton: string | undefined) => Promise<boolean>;
  fermer: (jeton: string) => Promise<void>;
  /** To be called with each id that changes in tg-central. */
  oublier: (id: string) => void;
  /** Called after each forgotten document: streams that stay open check their session again. */
  surOubli: (action: () => void) => () => void;
};

export const creerSessions = (
  m: AccesMagasin,
  horloge: Horloge,
  dureeHeures: number,
  mode: ModeFictif | undefined,
): Sessions => {
  const cache = new Map<string, { doc: unknown; jusqua: number }>();
  const ecouteurs = new Set<() => void>();

  const lireDoc = async (id: string): Promise<unknown> => {
    const connu = cache.get(id);
    if (connu && connu.jusqua > Date.now()) return connu.doc;
    const doc = await lireUn(m, BASE_CENTRALE, id);
    if (cache.size >= CACHE_MAX) cache.clear();
    cache.set(id, { doc, jusqua: Date.now() + CONFIANCE_MS });
    return doc;
  };

  const lireCompte = async (identifiant: string): Promise<Compte | undefined> => {
    const lu = compteSchema.safeParse(await lireDoc(idCompte(identifiant)));
    return lu.success ? lu.data : undefined;
  };

  const lireStockee = async (jeton: string | undefined): Promise<SessionStockee | undefined> => {
    if (jeton === undefined || !JETON.test(jeton)) return undefined;
    return sessionStockeeSchema.safeParse(await lireDoc(idSession(jeton))).data;
  };

  const sessionDe = (c: Compte, expireLe: Instant): Session => ({
    identifiant: c.identifiant,
    nom: c.nom,
    role: c.role,
    responsable: c.responsable,
    antennes: c.antennes,
    partCle: c.partCle,
    expireLe,
    ...(mode === undefined ? {} : { mode }),
  });

  const oublier = (id: string): void => {
    if (!cache.delete(id)) return;
    for (const f of ecouteurs) f();
  };

  return {
    ouvrir: async (identifiant, motDePasse) => {
      // As of now: a password that changes while this one is being checked ends this session too.
      const creeLe = horloge();
      cache.delete(idCompte(identifiant));
      const compte = await lireCompte(identifiant);
      if (!(await verifierMotDePasse(compte?.empreinte, motDePasse)) || !compte) return undefined;
      if (!compte.actif) return 'DESACTIVE';
      const jeton = randomBytes(32).toString('base64url');
      const expireLe = instantDe(epochMs(creeLe) + dureeHeures * 3_600_000);
      const doc: SessionStockee = { _id: idSession(jeton), type: 'session', identifiant, creeLe, expireLe };
      await ecrireLot(m, BASE_CENTRALE, [doc]);
      return { jeton, session: sessionDe(compte, expireLe) };
    },
    lire: async (jeton) => {
      const stockee = await lireStockee(jeton);
      if (!stockee || stockee.expireLe <= horloge()) return undefined;
      const compte = await lireCompte(stockee.identifiant);
      if (compte?.motDePasseLe !== undefined && stockee.creeLe < compte.motDePasseLe) return undefined;
      return compte?.actif ? sessionDe(compte, stockee.expireLe) : undefined;
    },
    estDesactive: async (jeton) => {
      const stockee = await lireStockee(jeton);
      const compte = stockee && (await lireCompte(stockee.identifiant));
      return compte !== undefined && !compte.actif;
    },
    fermer: async (jeton) => {
      const id = idSession(jeton);
      const doc = await lireUn<SessionStockee>(m, BASE_CENTRALE, id);
      if (doc) await ecrireLot(m, BASE_CENTRALE, [{ _id: id, _rev: doc._rev, _deleted: true }]);
      oublier(id);
    },
    oublier,
    surOubli: (action) => {
      ecouteurs.add(action);
      return () => ecouteurs.delete(action);
    },
  };
};
