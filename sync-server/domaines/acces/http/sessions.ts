import { createHash, randomBytes } from 'node:crypto';
import type { EtatAcces } from '#shared/contrats/acces';
import type { Compte, ModeFictif, Session, SessionStockee } from '#shared/contrats/acces/compte';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Sessions } from '../../../ports/acces';
import type { Horloge } from '../../../ports/horloge';
import { changer, ecrireTout, sansReponse } from '../../../store/ecrire';
import type { Magasin, Stocke } from '../../../store/lire';
import { lireType } from '../../../store/types';
import { verifierMotDePasse } from '../adapters/mot-de-passe';
import { parametresDuJour } from '../connaitre';
import { accesVide, apresEchec, changerAcces, lireAcces, sansEchec, verrouille } from '../etat';
import { jugerCode } from '../second-facteur';

// The token itself is nowhere on the server: who reads the store cannot sign in with it.
const idSession = (jeton: string): string => `session:${createHash('sha256').update(jeton).digest('hex')}`;
const JETON = /^[A-Za-z0-9_-]{43}$/;

/** A cached document is trusted this long should the change feed be late. */
const CONFIANCE_MS = 5_000;
const CACHE_MAX = 2_000;
/** A session that lives is noted that often. */
const VUE_MS = 5 * 60_000;

type Verrou = { verrouJusqua: Instant; neuf: boolean };

/** Kept in memory for accounts that do not exist: they lock like the others, and the store does not fill with names. */
const INCONNUS_MAX = 5_000;

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

  const inconnus = new Map<string, EtatAcces>();
  const reglages = () => parametresDuJour(m, horloge());

  const noterEchec = async (identifiant: string, connu: boolean): Promise<'IDENTIFIANTS' | Verrou> => {
    const r = await reglages();
    const compter = (e: EtatAcces) => {
      const apres = apresEchec(e, r, horloge());
      return { apres, valeur: apres };
    };
    let e: EtatAcces;
    if (connu) e = await changerAcces(m, identifiant, compter);
    else {
      if (inconnus.size >= INCONNUS_MAX) inconnus.clear();
      e = compter(inconnus.get(identifiant) ?? accesVide(identifiant)).apres;
      inconnus.set(identifiant, e);
    }
    return e.echecs === 0 && e.verrouJusqua !== undefined
      ? { verrouJusqua: e.verrouJusqua, neuf: true }
      : 'IDENTIFIANTS';
  };

  const verrouDe = async (identifiant: string, connu: boolean): Promise<Verrou | undefined> => {
    const e = connu ? await lireAcces(m, identifiant) : inconnus.get(identifiant);
    return e?.verrouJusqua !== undefined && verrouille(e, horloge())
      ? { verrouJusqua: e.verrouJusqua, neuf: false }
      : undefined;
  };

  const frais = (identifiant: string): Promise<Compte | undefined> => {
    cache.delete(idCompte(identifiant));
    return lireCompte(identifiant);
  };

  const verifier: Sessions['verifier'] = async (identifiant, motDePasse) => {
    const compte = await frais(identifiant);
    const verrou = await verrouDe(identifiant, compte !== undefined);
    if (verrou) return verrou;
    const juste = await verifierMotDePasse(compte?.empreinte || undefined, motDePasse);
    return juste && compte ? 'JUSTE' : noterEchec(identifiant, compte !== undefined);
  };

  const creer = async (
    compte: Compte,
    creeLe: Instant,
    appareil: string | undefined,
    par: 'MOT_DE_PASSE' | 'SECOND_FACTEUR' | 'FOURNISSEUR',
  ) => {
    const { rolesSecondFacteur } = await reglages();
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
      ...(rolesSecondFacteur.includes(compte.role) && par === 'MOT_DE_PASSE'
        ? { restreinte: 'SECOND_FACTEUR' as const }
        : {}),
    };
    await ecrireTout(m, BASE_CENTRALE, [doc]);
    return { jeton, session: sessionDe(compte, doc) };
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

  const sessionDe = (c: Compte, s: Pick<SessionStockee, 'expireLe' | 'restreinte'>): Session => ({
    identifiant: c.identifiant,
    nom: c.nom,
    role: c.role,
    responsable: c.responsable,
    antennes: c.antennes,
    partCle: c.partCle,
    expireLe: s.expireLe,
    ...(s.restreinte === undefined ? {} : { restreinte: s.restreinte }),
    ...(mode === undefined ? {} : { mode }),
  });

  const oublier = (id: string): void => {
    if (!cache.delete(id)) return;
    for (const f of ecouteurs) f();
  };

  return {
    ouvrir: async ({ identifiant, motDePasse, code, appareil }) => {
      // As of now: a password that changes while this one is being checked ends this session too.
      const creeLe = horloge();
      const juge = await verifier(identifiant, motDePasse);
      if (juge !== 'JUSTE') return juge;
      const compte = await lireCompte(identifiant);
      if (!compte) return 'IDENTIFIANTS';
      if (!compte.actif) return 'DESACTIVE';
      const acces = await lireAcces(m, identifiant);
      if (acces.totp) {
        if (code === undefined) return 'CODE_REQUIS';
        const jugement = await changerAcces(m, identifiant, (e) => jugerCode(e, code, creeLe));
        if (jugement !== 'JUSTE') {
          const echec = await noterEchec(identifiant, true);
          return echec === 'IDENTIFIANTS' ? (jugement === 'REJOUE' ? 'CODE_REJOUE' : 'CODE_FAUX') : echec;
        }
      }
      if (acces.echecs > 0 || acces.verrous > 0)
        await changerAcces(m, identifiant, (e) => ({ apres: sansEchec(e), valeur: undefined }));
      return creer(compte, creeLe, appareil, acces.totp ? 'SECOND_FACTEUR' : 'MOT_DE_PASSE');
    },
    verifier,
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
      if (compte?.motDePasseLe !== undefined && stockee.creeLe < compte.motDePasseLe) return undefined;
      return compte?.actif ? sessionDe(compte, stockee) : undefined;
    },
    compteDesactive: async (jeton) => {
      const stockee = await lireStockee(jeton);
      const compte = stockee && (await lireCompte(stockee.identifiant));
      return compte?.actif === false ? compte.identifiant : undefined;
    },
    fermer: async (jeton) => {
      const id = idSession(jeton);
      // Whatever is noted of it meanwhile, by this very request too.
      sansReponse(await changer(m, BASE_CENTRALE, id, () => 'supprimer'));
      oublier(id);
    },
    oublier,
    surOubli: (action) => {
      ecouteurs.add(action);
      return () => ecouteurs.delete(action);
    },
  };
};
