import * as oidc from 'openid-client';
import type { FournisseurIdentite, RefusFournisseur } from '../../../ports/acces';

export type ReglagesOidc = {
  emetteur: string;
  clientId: string;
  secret: string;
  /** As people call it, on the button. */
  nom: string;
  /** The claim that names the account: `email`, matched with the account's address; any other, with its identifier. */
  champ: string;
  portees: string;
  /** Levels of authentication (`acr`), one of which the provider must have reached. */
  niveaux: readonly string[];
};

const DELAI_S = 8;
const PANNES: readonly unknown[] = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR'];

/** A code of the library, never its message: it may quote what was received. */
const detailDe = (e: unknown): { detail?: string } => {
  const code = e instanceof Error && 'code' in e ? e.code : undefined;
  return typeof code === 'string' ? { detail: code } : {};
};

/** No answer, or one that no provider in order gives. */
const enPanne = (e: unknown): boolean => {
  if (!(e instanceof oidc.ClientError)) return e instanceof TypeError && !('code' in e);
  if (PANNES.includes(e.code)) return true;
  return e.cause instanceof Response && e.cause.status >= 500;
};

const juger = (e: unknown): { refus: RefusFournisseur; detail?: string } => {
  if (e instanceof oidc.AuthorizationResponseError) return { refus: 'ANNULE', detail: e.error.slice(0, 40) };
  if (e instanceof oidc.ResponseBodyError)
    return { refus: e.error === 'invalid_grant' ? 'REJOUE' : 'JETON', detail: e.error.slice(0, 40) };
  if (enPanne(e)) return { refus: 'MUET', ...detailDe(e) };
  if (e instanceof oidc.ClientError || e instanceof TypeError) return { refus: 'JETON', ...detailDe(e) };
  throw e;
};

/**
 * The claims of the token, then those of the user information where the one looked for is not in it. An address and its being
 * verified are of one source: what is said of one address says nothing of another.
 */
const lireChamps = async (
  config: oidc.Configuration,
  jetons: oidc.TokenEndpointResponse,
  jeton: oidc.IDToken,
  champ: string,
): Promise<Record<string, unknown>> => {
  const manque = jeton[champ] === undefined || (champ === 'email' && jeton.email_verified === undefined);
  if (!manque || config.serverMetadata().userinfo_endpoint === undefined) return jeton;
  const infos = await oidc.fetchUserInfo(config, jetons.access_token, jeton.sub);
  if (champ !== 'email') return { ...infos, ...jeton };
  const contredit = jeton.email !== undefined && jeton.email !== infos.email;
  return contredit ? {} : { email: infos.email, email_verified: infos.email_verified };
};

/**
 * An OpenID Connect provider: authorization code, PKCE, state and nonce; the token's signature is checked against the
 * provider's keys, though it comes straight from it.
 */
export const creerFournisseur = (r: ReglagesOidc): FournisseurIdentite => {
  let connue: oidc.Configuration | undefined;
  const decouvrir = async (): Promise<oidc.Configuration> => {
    const emetteur = new URL(r.emetteur);
    const clair = emetteur.protocol === 'http:';
    connue ??= await oidc.discovery(emetteur, r.clientId, undefined, oidc.ClientSecretBasic(r.secret), {
      timeout: DELAI_S,
      // In clear on this machine only: the settings refuse it elsewhere.
      execute: [oidc.enableNonRepudiationChecks, ...(clair ? [oidc.allowInsecureRequests] : [])],
    });
    return connue;
  };

  return {
    nom: r.nom,
    champ: r.champ,
    commencer: async (retour, autre) => {
      const attendu = {
        etat: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verificateur: oidc.randomPKCECodeVerifier(),
      };
      try {
        const config = await decouvrir();
        const adresse = oidc.buildAuthorizationUrl(config, {
          redirect_uri: retour,
          scope: r.portees,
          state: attendu.etat,
          nonce: attendu.nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(attendu.verificateur),
          code_challenge_method: 'S256',
          ...(autre ? { prompt: 'login' } : {}),
          ...(r.niveaux.length > 0 ? { acr_values: r.niveaux.join(' ') } : {}),
        });
        return { adresse: adresse.href, attendu };
      } catch (e) {
        // Found wrong or not found at all: either way nobody signs in through it.
        if (e instanceof oidc.ClientError || e instanceof TypeError) return { refus: 'MUET', ...detailDe(e) };
        throw e;
      }
    },
    conclure: async (retour, recherche, attendu) => {
      const recu = new URL(recherche, retour);
      if (recu.searchParams.get('state') !== attendu.etat) return { refus: 'ETAT' };
      try {
        const config = await decouvrir();
        const jetons = await oidc.authorizationCodeGrant(config, recu, {
          expectedState: attendu.etat,
          expectedNonce: attendu.nonce,
          pkceCodeVerifier: attendu.verificateur,
          idTokenExpected: true,
        });
        const jeton = jetons.claims();
        if (!jeton) return { refus: 'JETON' };
        if (r.niveaux.length > 0 && !r.niveaux.includes(String(jeton.acr))) return { refus: 'NIVEAU' };
        const champs = await lireChamps(config, jetons, jeton, r.champ);
        const valeur = champs[r.champ];
        if (typeof valeur !== 'string' || valeur.trim() === '') return { refus: 'CHAMP' };
        if (r.champ === 'email' && champs.email_verified !== true) return { refus: 'NON_VERIFIE' };
        return { valeur: valeur.trim() };
      } catch (e) {
        return juger(e);
      }
    },
    sortie: (retour) =>
      connue?.serverMetadata().end_session_endpoint === undefined
        ? undefined
        : oidc.buildEndSessionUrl(connue, { post_logout_redirect_uri: retour }).href,
  };
};
