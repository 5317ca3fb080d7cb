import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { ReglagesOidc } from '../fournisseur';

// A real provider (oidc-provider) on loopback, for tests: its own pages of sign-in, its own keys.

export type Personne = Record<string, string | boolean>;
type Jeton = Record<string, unknown>;

/** `retour`: the page of ours that it sends browsers back to; `sortie`, the one after a sign-out. */
type Pages = { retour: string; sortie: string };

export type FournisseurEssai = {
  reglages: ReglagesOidc;
  /** Who can sign in, and what the provider says of them. */
  personnes: Map<string, Personne>;
  servir: (pages: Pages) => void;
  /** Changes the identity token before it is signed: a provider that lies. */
  falsifier: ((jeton: Jeton) => Jeton) | undefined;
  /** Signs with a key that is not the provider's. */
  autreCle: boolean;
  /** The provider's own pages, as a person goes through them; what it puts in the address of our page. */
  identifier: (adresse: string, personne: string) => Promise<string>;
  eteindre: () => Promise<void>;
};

const SECRET = 'secret-de-l-essai-de-connexion';
const enJeton = (o: unknown): string => Buffer.from(JSON.stringify(o)).toString('base64url');
const cleNeuve = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** It answers once it knows where it sends browsers back to: `servir`. */
export const demarrerFournisseur = async (): Promise<FournisseurEssai> => {
  const cles = { sienne: cleNeuve(), autre: cleNeuve() };
  const signer = (tete: Jeton, corps: Jeton, cle = cles.sienne): string => {
    const texte = `${enJeton(tete)}.${enJeton(corps)}`;
    return `${texte}.${sign('RSA-SHA256', Buffer.from(texte), cle).toString('base64url')}`;
  };
  const personnes = new Map<string, Personne>();
  let provider: Provider | undefined;
  let pageRetour = '';
  // The address is part of what it signs: it must be known before it exists.
  const serveur = createServer((req, res) => {
    if (provider) void provider.callback()(req, res);
    else res.writeHead(503).end();
  });
  await new Promise<void>((ok) => serveur.listen(0, '127.0.0.1', ok));
  const emetteur = `http://127.0.0.1:${(serveur.address() as AddressInfo).port}`;
  const construire = (o: Pages): Provider =>
    new Provider(emetteur, {
      clients: [
        {
          client_id: 'extranet',
          client_secret: SECRET,
          redirect_uris: [o.retour],
          post_logout_redirect_uris: [o.sortie],
        },
      ],
      jwks: { keys: [{ ...cles.sienne.export({ format: 'jwk' }), kid: 'essai', use: 'sig', alg: 'RS256' }] },
      cookies: { keys: ['essai'] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], matricule: ['matricule'] },
      acrValues: ['deux-facteurs'],
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
      findAccount: (_ctx, id) => {
        const p = personnes.get(id);
        return p && { accountId: id, claims: () => ({ sub: id, ...p }) };
      },
      // Nothing to consent to: the extranet is the provider's own.
      loadExistingGrant: async (ctx) => {
        const grant = new ctx.oidc.provider.Grant({
          clientId: ctx.oidc.client?.clientId ?? '',
          accountId: ctx.oidc.session?.accountId ?? '',
        });
        grant.addOIDCScope('openid email matricule');
        await grant.save();
        return grant;
      },
    });
  const falsification: Parameters<Provider['use']>[0] = async (ctx, next) => {
    await next();
    const corps = ctx.body as { id_token?: string } | undefined;
    if (ctx.path !== '/token' || !corps?.id_token || (!essai.falsifier && !essai.autreCle)) return;
    const [tete, jeton] = corps.id_token
      .split('.')
      .slice(0, 2)
      .map((p) => JSON.parse(Buffer.from(p, 'base64url').toString()) as Jeton);
    if (!tete || !jeton) return;
    const change = essai.falsifier?.(jeton) ?? jeton;
    ctx.body = { ...corps, id_token: signer(tete, change, essai.autreCle ? cles.autre : cles.sienne) };
  };
  const essai: FournisseurEssai = {
    reglages: {
      emetteur,
      clientId: 'extranet',
      secret: SECRET,
      nom: 'le compte de la Ville',
      champ: 'email',
      portees: 'openid email',
      niveaux: [],
    },
    personnes,
    falsifier: undefined,
    autreCle: false,
    servir: (o) => {
      pageRetour = o.retour;
      provider = construire(o);
      provider.use(falsification);
    },
    identifier: (adresse, personne) => parcourir(adresse, personne, pageRetour),
    eteindre: () =>
      new Promise((ok) => {
        serveur.close(() => ok());
        serveur.closeAllConnections();
      }),
  };
  return essai;
};

/** A browser of the provider's pages: follows, keeps its cookies, and fills in the form of sign-in. */
const parcourir = async (adresse: string, personne: string, retour: string): Promise<string> => {
  const cookies = new Map<string, string>();
  let suite = adresse;
  let corps: URLSearchParams | undefined;
  for (let pas = 0; pas < 10; pas++) {
    if (suite.startsWith(retour)) return new URL(suite).search;
    const r = await fetch(suite, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([n, v]) => `${n}=${v}`).join('; ') },
      ...(corps ? { method: 'POST', body: corps } : {}),
    });
    corps = undefined;
    for (const c of r.headers.getSetCookie()) {
      const [nom = '', valeur = ''] = (c.split(';')[0] ?? '').split('=');
      cookies.set(nom, valeur);
    }
    const vers = r.headers.get('location');
    if (vers !== null) suite = new URL(vers, suite).href;
    else if (r.ok) corps = new URLSearchParams({ prompt: 'login', login: personne, password: 'x' });
    else throw new Error(`le fournisseur répond ${r.status} : ${(await r.text()).slice(0, 200)}`);
  }
  throw new Error('le fournisseur tourne en rond');
};
