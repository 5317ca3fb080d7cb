import { createHash, randomBytes } from 'node:crypto';
import type { Compte, ModeFictif, Role, Session, SessionStockee } from '#shared/contrats/acces/compte';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { registreEnPlace } from '#shared/domain/antenne/registre';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Ouverture, Sessions } from '../../../ports/acces';
import type { Horloge } from '../../../ports/horloge';
import { changer, ecrireTout, sansReponse } from '../../../store/ecrire';
import type { Magasin, Stocke } from '../../../store/lire';
import { lireType } from '../../../store/types';
import { verifierMotDePasse } from '../adapters/mot-de-passe';
import { parametresDuJour } from '../connaitre';
import { type Issue, tenirEssais } from '../essais';
import { changerAcces, lireAcces } from '../etat';
import { marquer, sourceDe } from '../poste-connu';
import { jugerCode } from '../second-facteur';

// The token itself is nowhere on the server: who reads the store cannot sign in with it.
const idSession = (jeton: string): string => `session:${createHash('sha256').update(jeton).digest('hex')}`;
const JETON = /^[A-Za-z0-9_-]{43}$/;

/** A cached document is trusted this long should the change feed be late. */
const CONFIANCE_MS = 5_000;
const CACHE_MAX = 2_000;
/** A session that lives is noted that often. */
const VUE_MS = 5 * 60_000;

type Refusee = Extract<Ouverture, string>;

export const creerSessions = (
  m: Magasin,
  horloge: Horloge,
  dureeHeures: number,
  mode: ModeFictif | undefined,
): Sessions => {
  type Lu = Stocke<Compte> | Stocke<SessionStockee> | undefined;
  const cache = new Map<string, { doc: Lu; jusqua: number }>();
  const ecouteurs = new Set<() => void>();

  const lireDoc = async (type: 'compte' | 'session', id: string): Promise<Lu> => {
    const connu = cache.get(id);
    if (connu && connu.jusqua > Date.now()) return connu.doc;
    const doc = await lireType(m, type, id, {});
    if (cache.size >= CACHE_MAX) cache.clear();
    cache.set(id, { doc, jusqua: Date.now() + CONFIANCE_MS });
    return doc;
  };

  const reglages = () => parametresDuJour(m, horloge());
  const essayer = tenirEssais(m, horloge);

  let exiges: { roles: readonly Role[]; jusqua: number } | undefined;
  /** Roles that owe a second factor today. */
  const rolesExiges = async (): Promise<readonly Role[]> => {
    if (exiges === undefined || exiges.jusqua <= Date.now())
      exiges = { roles: (await reglages()).rolesSecondFacteur, jusqua: Date.now() + CONFIANCE_MS };
    return exiges.roles;
  };

  const frais = (identifiant: string): Promise<Compte | undefined> => {
    cache.delete(idCompte(identifiant));
    return lireCompte(identifiant);
  };

  const creer = async (
    compte: Compte,
    creeLe: Instant,
    appareil: string | undefined,
    par: 'MOT_DE_PASSE' | 'SECOND_FACTEUR' | 'FOURNISSEUR',
  ) => {
    const jeton = randomBytes(32).toString('base64url');
    const expireLe = instantDe(epochMs(creeLe) + dureeHeures * 3_600_000);
    const doc: SessionStockee = {
      _id: idSession(jeton),
      type: 'session',
      identifiant: compte.identifiant,
      creeLe,
      expireLe,
      vuLe: creeLe,
      ...(appareil === undefined ? {} : { appareil }),
      ...(par === 'FOURNISSEUR' ? { fournisseur: true as const } : {}),
      ...(par === 'SECOND_FACTEUR' ? { secondFacteur: true as const } : {}),
    };
    exiges = undefined;
    const restreinte = await doitFacteur(compte, doc);
    await ecrireTout(m, BASE_CENTRALE, [doc]);
    return { jeton, session: sessionDe(compte, doc, restreinte) };
  };

  const lireCompte = async (identifiant: string): Promise<Compte | undefined> => {
    const lu = await lireDoc('compte', idCompte(identifiant));
    return lu?.type === 'compte' ? lu : undefined;
  };

  const lireStockee = async (jeton: string | undefined): Promise<SessionStockee | undefined> => {
    if (jeton === undefined || !JETON.test(jeton)) return undefined;
    const lue = await lireDoc('session', idSession(jeton));
    return lue?.type === 'session' ? lue : undefined;
  };

  /** Judged at each request: a role that owes it from today owes it for what is open already. */
  const doitFacteur = async (c: Compte, s: SessionStockee): Promise<boolean> =>
    s.secondFacteur === undefined && s.fournisseur === undefined && (await rolesExiges()).includes(c.role);

  const sessionDe = (c: Compte, s: Pick<SessionStockee, 'expireLe'>, restreinte: boolean): Session => ({
    identifiant: c.identifiant,
    nom: c.nom,
    role: c.role,
    responsable: c.responsable,
    antennes: c.antennes,
    partCle: c.partCle,
    expireLe: s.expireLe,
    registre: [...registreEnPlace()],
    ...(restreinte ? { restreinte: 'SECOND_FACTEUR' as const } : {}),
    ...(mode === undefined ? {} : { mode }),
  });

  const oublier = (id: string): void => {
    const roles = id.startsWith('parametre:rolesSecondFacteur:');
    if (roles) exiges = undefined;
    if (!cache.delete(id) && !roles) return;
    for (const f of ecouteurs) f();
  };

  const fermer = async (jeton: string): Promise<void> => {
    const id = idSession(jeton);
    // Whatever is noted of it meanwhile, by this very request too.
    sansReponse(await changer(m, BASE_CENTRALE, id, () => 'supprimer'));
    oublier(id);
  };

  return {
    ouvrir: async ({ identifiant, motDePasse, code, appareil, adresse, marques }) => {
      // As of now: a password that changes while this one is being checked ends this session too.
      const creeLe = horloge();
      const compte = await frais(identifiant);
      const source = sourceDe(compte, { identifiant, adresse, marques }, creeLe);
      type Par = 'MOT_DE_PASSE' | 'SECOND_FACTEUR';
      const r = await essayer(identifiant, compte !== undefined, source, async (): Promise<Issue<Refusee | Par>> => {
        const juste = await verifierMotDePasse(compte?.empreinte || undefined, motDePasse);
        if (!juste || !compte) return { juge: 'FAUX', valeur: 'IDENTIFIANTS' };
        if (!compte.actif) return { juge: 'EN_COURS', valeur: 'DESACTIVE' };
        if (!(await lireAcces(m, identifiant)).totp) return { juge: 'JUSTE', valeur: 'MOT_DE_PASSE' };
        if (code === undefined) return { juge: 'EN_COURS', valeur: 'CODE_REQUIS' };
        const jugement = await changerAcces(m, identifiant, (e) => jugerCode(e, code, creeLe));
        if (jugement === 'JUSTE') return { juge: 'JUSTE', valeur: 'SECOND_FACTEUR' };
        return { juge: 'FAUX', valeur: jugement === 'REJOUE' ? 'CODE_REJOUE' : 'CODE_FAUX' };
      });
      if ('verrou' in r) return r.verrou;
      if (r.valeur !== 'MOT_DE_PASSE' && r.valeur !== 'SECOND_FACTEUR') return r.valeur;
      if (!compte) return 'IDENTIFIANTS';
      const ouverte = await creer(compte, creeLe, appareil, r.valeur);
      // Confirmed while this one was being checked: it may not have been there yet when the others were ended.
      if (r.valeur === 'SECOND_FACTEUR' || !(await lireAcces(m, identifiant)).totp) return ouverte;
      await fermer(ouverte.jeton);
      return 'CODE_REQUIS';
    },
    verifier: async (identifiant, motDePasse, jeton, code) => {
      const compte = await frais(identifiant);
      // Who is signed in is known, and pays for her own failures alone.
      const source = { cle: idSession(jeton ?? '').slice(0, 24), connue: true };
      type Jugee = 'JUSTE' | 'IDENTIFIANTS' | 'CODE_FAUX' | 'CODE_REJOUE';
      const r = await essayer(identifiant, compte !== undefined, source, async (): Promise<Issue<Jugee>> => {
        const juste = await verifierMotDePasse(compte?.empreinte || undefined, motDePasse);
        if (!juste) return { juge: 'FAUX', valeur: 'IDENTIFIANTS' };
        if (code === undefined) return { juge: 'JUSTE', valeur: 'JUSTE' };
        const jugement = await changerAcces(m, identifiant, (e) => jugerCode(e, code, horloge()));
        if (jugement === 'JUSTE') return { juge: 'JUSTE', valeur: 'JUSTE' };
        return { juge: 'FAUX', valeur: jugement === 'REJOUE' ? 'CODE_REJOUE' : 'CODE_FAUX' };
      });
      return 'verrou' in r ? r.verrou : r.valeur;
    },
    marquer: async (identifiant, marques) => {
      const compte = await lireCompte(identifiant);
      return compte && marquer(compte, marques, horloge());
    },
    source: async (identifiant, adresse, marques) =>
      sourceDe(await lireCompte(identifiant), { identifiant, adresse, marques }, horloge()).cle,
    renouveler: async (identifiant, appareil) => {
      const compte = await frais(identifiant);
      if (!compte?.actif) return undefined;
      const { totp } = await lireAcces(m, identifiant);
      return creer(compte, horloge(), appareil, totp ? 'SECOND_FACTEUR' : 'MOT_DE_PASSE');
    },
    ouvrirReconnu: async (identifiant, appareil) => {
      const creeLe = horloge();
      const compte = await frais(identifiant);
      return compte?.actif ? creer(compte, creeLe, appareil, 'FOURNISSEUR') : undefined;
    },
    parFournisseur: async (jeton) => (await lireStockee(jeton))?.fournisseur === true,
    noterVue: (jeton, antenne) => {
      if (jeton === undefined) return;
      const id = idSession(jeton);
      const gardee = cache.get(id)?.doc;
      const stockee = gardee?.type === 'session' ? gardee : undefined;
      const maintenant = horloge();
      const vuIlYA = stockee ? epochMs(maintenant) - epochMs(stockee.vuLe ?? stockee.creeLe) : 0;
      const ailleurs = antenne !== undefined && stockee?.antenne !== antenne;
      if (!stockee || (vuIlYA < VUE_MS && !ailleurs)) return;
      const vue = { vuLe: maintenant, ...(antenne ? { antenne } : {}) };
      // At once in memory, so that the next request does not write it again.
      cache.set(id, { doc: { ...stockee, ...vue }, jusqua: Date.now() + CONFIANCE_MS });
      // Over the session as it is by then: one that has ended meanwhile is not touched.
      changer<SessionStockee>(m, BASE_CENTRALE, id, (s) =>
        s.fermeeLe === undefined ? { ...s, ...vue } : undefined,
      ).then(sansReponse, () => undefined);
    },
    existe: async (identifiant) => (await lireCompte(identifiant)) !== undefined,
    idDe: idSession,
    lire: async (jeton) => {
      const stockee = await lireStockee(jeton);
      if (!stockee || stockee.expireLe <= horloge() || stockee.fermeeLe !== undefined) return undefined;
      const compte = await lireCompte(stockee.identifiant);
      if (!compte?.actif) return undefined;
      if ([compte.motDePasseLe, compte.reactiveLe].some((le) => le !== undefined && stockee.creeLe < le))
        return undefined;
      const restreinte = await doitFacteur(compte, stockee);
      // Opened by the password alone, by whom has a second factor meanwhile: it is given by signing in again.
      if (restreinte && (await lireAcces(m, compte.identifiant)).totp) return undefined;
      return sessionDe(compte, stockee, restreinte);
    },
    compteDesactive: async (jeton) => {
      const stockee = await lireStockee(jeton);
      const compte = stockee && (await lireCompte(stockee.identifiant));
      return compte?.actif === false ? compte.identifiant : undefined;
    },
    fermer,
    oublier,
    surOubli: (action) => {
      ecouteurs.add(action);
      return () => ecouteurs.delete(action);
    },
  };
};
