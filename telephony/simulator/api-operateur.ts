import { randomInt, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { type AppelOperateur, type EcritureHeures, listerAppels } from './appels-operateur';
import { type AppelsSortants, ouvrirAppelsSortants } from './appels-sortants';
import { type BoiteSms, ouvrirBoiteSms, traiterMessage } from './messages-operateur';

/** One answer that goes wrong; it is used up by the next request (that `chemin` and `methode` fit, where they are given). */
export type Panne = {
  sorte: 'STATUT' | 'JSON_COUPE' | 'MUET';
  statut?: number;
  chemin?: RegExp;
  methode?: 'GET' | 'POST';
};

export type ApplicationOperateur = Record<string, string | boolean | null> & { app_id: string; app_name: string };
export type NumeroOperateur = { number: string; application: string | null; voice_enabled: boolean };

export type ApiOperateur = {
  url: string;
  applications: Map<string, ApplicationOperateur>;
  numeros: Map<string, NumeroOperateur>;
  appels: AppelOperateur[];
  sms: BoiteSms;
  /** Calls that are placed, and what becomes of them. */
  sortants: AppelsSortants;
  /** Requests received: `GET Call/?limit=20…`. */
  requetes: string[];
  /** What goes wrong next, in order. */
  pannes: Panne[];
  arreter: () => Promise<void>;
};

type Options = {
  /** Never where calls are real. */
  mode: 'formation' | 'demonstration';
  authId: string;
  authToken: string;
  port?: number;
  /** The operator's clock (epoch ms), which its Date header tells. */
  horloge?: () => number;
  heures?: EcritureHeures;
  /** Done between the pages of a list: calls come and go while one reads. */
  entrePages?: (offset: number) => void;
  /** Makes the operator's clock go on while a call that is placed lasts; else it lasts as long as it says. */
  ecouler?: (ms: number) => void | Promise<void>;
  /** Where its webhooks go, where that is not the address that they are for. */
  baseUrl?: string;
};

const champs = z.record(z.string(), z.union([z.string(), z.boolean()]));

const lireCorps = async (requete: IncomingMessage): Promise<Record<string, string | boolean>> => {
  let corps = '';
  for await (const morceau of requete) corps += String(morceau);
  if (corps === '') return {};
  if (requete.headers['content-type']?.includes('json')) return champs.parse(JSON.parse(corps));
  return Object.fromEntries(new URLSearchParams(corps));
};

type Reponse = { statut: number; corps: unknown };
const introuvable: Reponse = { statut: 404, corps: { api_id: 'simulé', error: 'not found' } };
/** As the operator writes its prices. */
const TARIFS: Reponse = {
  statut: 200,
  corps: {
    api_id: 'simulé',
    country_iso: 'FR',
    phone_numbers: { local: { rate: '1.00000' }, tollfree: { rate: '20.00000' } },
    voice: {
      inbound: { local: { rate: '0.00550' }, tollfree: { rate: '0.14300' } },
      outbound: {
        local: { rate: '0.02000' },
        rates: [
          { prefix: ['33'], rate: '0.01500' },
          { prefix: ['3380'], rate: '0.03000' },
        ],
      },
    },
  },
};
const refus = (error: string): Reponse => ({ statut: 400, corps: { api_id: 'simulé', error } });

/**
 * The operator's REST interface, as far as the telephony uses it: applications, numbers, call records, calls that are placed and text
 * messages, in Plivo's words and shapes, with what goes wrong on demand. A real HTTP server, for tests and for training.
 */
export const demarrerApiOperateur = async (o: Options): Promise<ApiOperateur> => {
  const applications: ApiOperateur['applications'] = new Map();
  const numeros: ApiOperateur['numeros'] = new Map();
  const appels: AppelOperateur[] = [];
  const sms = ouvrirBoiteSms();
  const requetes: string[] = [];
  const pannes: Panne[] = [];
  const horloge = o.horloge ?? Date.now;
  const applicationDe = (numero: string): ApplicationOperateur | undefined => {
    const connu = numeros.get(numero);
    return connu && (applications.get(connu.application?.split('/').at(-2) ?? '') ?? { app_id: '', app_name: '' });
  };
  const { sortants, appeler } = ouvrirAppelsSortants({
    authToken: o.authToken,
    horloge,
    ecouler: o.ecouler,
    baseUrl: o.baseUrl,
    numeros: (numero) => {
      const a = applicationDe(numero);
      const texte = (v: unknown) => (typeof v === 'string' && v !== '' ? v : undefined);
      const [answer_url, hangup_url] = [texte(a?.answer_url), texte(a?.hangup_url)];
      return a && { ...(answer_url ? { answer_url } : {}), ...(hangup_url ? { hangup_url } : {}) };
    },
    appels,
  });
  const racine = `/v1/Account/${o.authId}/`;
  const attendue = `Basic ${Buffer.from(`${o.authId}:${o.authToken}`).toString('base64')}`;

  const traiterApplication = (
    methode: string,
    id: string | undefined,
    recu: Record<string, string | boolean>,
    qs: URLSearchParams,
  ): Reponse => {
    if (id === undefined && methode === 'GET') {
      const [limit, offset] = [Math.min(20, Number(qs.get('limit') ?? 20)), Number(qs.get('offset') ?? 0)];
      const objects = [...applications.values()].slice(offset, offset + limit);
      const meta = { limit, offset, next: null, previous: null, total_count: applications.size };
      return { statut: 200, corps: { api_id: 'simulé', meta, objects } };
    }
    if (id === undefined) {
      const { app_name, answer_url } = recu;
      if (typeof app_name !== 'string' || !/^[\w-]{1,60}$/.test(app_name)) return refus('app_name is required');
      if (typeof answer_url !== 'string') return refus('answer_url parameter is required');
      const app_id = String(randomInt(1e12, 9e13));
      applications.set(app_id, {
        answer_method: 'POST',
        fallback_answer_url: '',
        fallback_method: 'POST',
        hangup_url: answer_url,
        hangup_method: 'POST',
        default_app: false,
        enabled: true,
        sub_account: null,
        ...recu,
        app_id,
        app_name,
        resource_uri: `${racine}Application/${app_id}/`,
      });
      return { statut: 201, corps: { api_id: 'simulé', app_id, message: 'created' } };
    }
    const connue = applications.get(id);
    if (!connue) return introuvable;
    if (methode === 'GET') return { statut: 200, corps: { api_id: 'simulé', ...connue } };
    applications.set(id, { ...connue, ...recu, app_id: id });
    return { statut: 202, corps: { api_id: 'simulé', message: 'changed' } };
  };

  const traiterNumero = (methode: string, id: string | undefined, recu: Record<string, string | boolean>): Reponse => {
    const numero = numeros.get(id ?? '');
    if (!numero) return introuvable;
    if (methode === 'GET') return { statut: 200, corps: { api_id: 'simulé', number_type: 'tollfree', ...numero } };
    if (typeof recu.app_id !== 'string' || !applications.has(recu.app_id)) return refus('app_id is not valid');
    numero.application = `${racine}Application/${recu.app_id}/`;
    return { statut: 202, corps: { api_id: 'simulé', message: 'changed' } };
  };

  const traiter = (methode: string, url: URL, recu: Record<string, string | boolean>): Reponse | undefined => {
    const [ressource, id] = url.pathname.slice(racine.length).split('/');
    const identifiant = id === '' ? undefined : id;
    if (ressource === 'Application') return traiterApplication(methode, identifiant, recu, url.searchParams);
    if (ressource === 'Number') return traiterNumero(methode, identifiant, recu);
    if (ressource === 'Message')
      return traiterMessage(sms, methode, { id: identifiant, recu, qs: url.searchParams }, horloge());
    if (ressource === 'Pricing') return TARIFS;
    if (ressource === 'Call' && methode === 'POST' && identifiant === undefined) return appeler(recu);
    if (ressource !== 'Call' || methode !== 'GET' || identifiant !== undefined) return introuvable;
    const page = listerAppels(appels, url.searchParams, horloge(), o.heures);
    o.entrePages?.(page.meta.offset);
    return { statut: 200, corps: { api_id: randomUUID(), ...page } };
  };

  const repondre = (reponse: ServerResponse, statut: number, corps: string): void => {
    reponse.sendDate = false;
    reponse.writeHead(statut, { 'content-type': 'application/json', date: new Date(horloge()).toUTCString() });
    reponse.end(corps);
  };

  const serveur = createServer((requete, reponse) => {
    const url = new URL(requete.url ?? '/', 'http://operateur');
    const methode = requete.method ?? 'GET';
    const chemin = decodeURIComponent(url.pathname.slice(racine.length) + url.search);
    requetes.push(`${methode} ${chemin}`);
    const rang = pannes.findIndex(
      (p) => (p.chemin?.test(chemin) ?? true) && (p.methode === undefined || p.methode === methode),
    );
    const panne = rang === -1 ? undefined : pannes.splice(rang, 1)[0];
    // Says nothing more: the caller's own patience ends it.
    if (panne?.sorte === 'MUET') return;
    if (panne?.sorte === 'STATUT') {
      repondre(reponse, panne.statut ?? 503, '<html>Service Unavailable</html>');
      return;
    }
    if (requete.headers.authorization !== attendue || !url.pathname.startsWith(racine)) {
      repondre(reponse, 401, 'Could not verify your access level for that URL.');
      return;
    }
    lireCorps(requete).then(
      (recu) => {
        const dit = traiter(methode, url, recu);
        if (!dit) return;
        const { statut, corps } = dit;
        const json = JSON.stringify(corps);
        repondre(reponse, statut, panne?.sorte === 'JSON_COUPE' ? json.slice(0, json.length / 2) : json);
      },
      () => repondre(reponse, 400, '{"error":"malformed"}'),
    );
  });
  await new Promise<void>((ok) => serveur.listen(o.port ?? 0, '127.0.0.1', ok));
  const adresse = serveur.address();
  return {
    url: `http://127.0.0.1:${adresse !== null && typeof adresse === 'object' ? adresse.port : 0}`,
    applications,
    numeros,
    appels,
    sms,
    sortants,
    requetes,
    pannes,
    arreter: () =>
      new Promise((ok) => {
        serveur.close(() => ok());
        serveur.closeAllConnections();
      }),
  };
};
