import { type Session, sessionSchema } from '#shared/contrats/acces/compte';
import {
  departSchema,
  fermetureSchema,
  type ModesConnexion,
  modesConnexionSchema,
} from '#shared/contrats/acces/connexion';
import { refusSchema } from '#shared/contrats/commun';
import { type VisitePrecedente, visitePrecedenteSchema } from '#shared/contrats/dossiers/visite-precedente';
import { type SuspensCentraux, suspensCentrauxSchema } from '#shared/contrats/pointages/suspens-centraux';
import { COMPTE, CONFIRMATION, PROTOCOLE, referentielSchema } from '#shared/replication/protocole';
import type { DateCivile } from '#shared/temps/types';
import { noterAntennes } from '../base/antennes';
import { nonConfirmes } from '../base/confirmation';
import { versionDepassee } from '../base/version';
import { noterRequete } from './requetes';
import { creerSortie } from './sortie';

/** An answer that is no data: `statut` 0 where no server answered at all. */
export class EchecHttp extends Error {
  constructor(
    readonly statut: number,
    readonly code: string,
    message: string,
    /** The account that the refusal is about, where the server names it. */
    readonly compte?: string,
  ) {
    super(message);
    this.name = 'EchecHttp';
  }
}

/** Of an answer that is no refusal of ours: what stands before the server gave it, or it was cut. */
const MESSAGES: Record<number, string> = {
  0: 'Le serveur ne répond pas. Vérifiez la connexion au réseau.',
  401: 'La session est terminée : reconnectez-vous.',
  403: 'Un filtre du réseau a refusé la demande avant qu’elle n’arrive au serveur : prévenez votre service informatique.',
  429: 'Trop d’essais : attendez une minute avant de recommencer.',
  503: 'Le serveur redémarre : nouvel essai dans un instant.',
};

const echec = async (reponse: Response): Promise<EchecHttp> => {
  if (reponse.status === 426) versionDepassee.changer(() => true);
  const corps: unknown = await reponse.json().catch(() => undefined);
  const refus = refusSchema.safeParse(corps);
  const compte = (corps as { compte?: unknown } | undefined)?.compte;
  if (refus.success)
    return new EchecHttp(
      reponse.status,
      refus.data.code,
      refus.data.message,
      typeof compte === 'string' ? compte : undefined,
    );
  const defaut = `Le serveur a répondu ${reponse.status}. Réessayez ; si cela dure, appelez l’assistance.`;
  return new EchecHttp(reponse.status, `HTTP_${reponse.status}`, MESSAGES[reponse.status] ?? defaut);
};

const DELAI = 30_000;

/** `abandon`: nobody awaits the answer any more. `compte`: for whom it is asked, where it is not for who this page is open for. */
type Demande = RequestInit & { abandon?: AbortSignal; compte?: string | undefined };

let ouvertePour: string | undefined;
/** For whom this page is open: the server does nothing else for it once the cookie is of another. */
export const demanderPour = (identifiant: string | undefined): void => {
  ouvertePour = identifiant;
};

const transmettre = async (chemin: string, { abandon, compte, ...options }: Demande): Promise<Response> => {
  let reponse: Response;
  const { method: methode = 'GET' } = options;
  const delai = options.signal ?? AbortSignal.timeout(DELAI);
  try {
    reponse = await fetch(chemin, {
      credentials: 'same-origin',
      cache: 'no-store',
      ...options,
      signal: abandon ? AbortSignal.any([delai, abandon]) : delai,
      headers: {
        ...options.headers,
        [PROTOCOLE.entete]: String(PROTOCOLE.version),
        ...(compte === undefined ? {} : { [COMPTE.entete]: compte }),
      },
    });
  } catch {
    // Given up by its screen, it says nothing of the network.
    if (!abandon?.aborted) noterRequete({ methode, chemin, statut: 0 });
    throw new EchecHttp(0, 'RESEAU', MESSAGES[0] ?? '');
  }
  noterRequete({ methode, chemin, statut: reponse.status, reference: reponse.headers.get('x-reference') });
  if (!reponse.ok) throw await echec(reponse);
  if (reponse.headers.get(CONFIRMATION.entete) === CONFIRMATION.attendue) nonConfirmes.changer((n) => n + 1);
  return reponse;
};

const lireJson = async (reponse: Response): Promise<unknown> => {
  if (reponse.status === 204) return undefined;
  try {
    return await reponse.json();
  } catch {
    // A captive portal, or a proxy's page, answers 200 with something else.
    throw new EchecHttp(0, 'RESEAU', MESSAGES[0] ?? '');
  }
};

const CLE_SORTIE = 'tg.sortie';
/** Outside of a page (pages drawn at the build) nobody has left. */
const pageOuverte = (): boolean => typeof localStorage !== 'undefined';

/** The session of who leaves this PC, closed before anything else is asked of the server, in whichever tab. */
export const sortie = creerSortie({
  garder: (due) => {
    if (!due) return localStorage.removeItem(CLE_SORTIE);
    try {
      localStorage.setItem(CLE_SORTIE, 'true');
    } catch {
      // No room left: leaving wipes this PC all the same, which is what makes room.
    }
  },
  gardee: () => pageOuverte() && localStorage.getItem(CLE_SORTIE) !== null,
  fermer: async () => {
    try {
      const corps = await lireJson(await transmettre('/api/session', { method: 'DELETE' }));
      return fermetureSchema.parse(corps ?? {}).suite;
    } catch (e) {
      // It was over already.
      if (e instanceof EchecHttp && e.statut === 401) return undefined;
      throw e;
    }
  },
  seul: async (travail) => await navigator.locks.request(CLE_SORTIE, travail),
  quitter: (suite) => location.assign(suite),
});

const demander = async (chemin: string, options: Demande): Promise<Response> => {
  await sortie.solder();
  return transmettre(chemin, { ...options, compte: options.compte ?? ouvertePour });
};

/** JSON of an end point; throws `EchecHttp` for everything else, a silent network included. */
export const appeler = async (chemin: string, options: Demande = {}): Promise<unknown> =>
  lireJson(await demander(chemin, options));

/** The same, as soon as it begins to arrive: one of its headers, and its JSON to come. */
export const appelerEnDeuxTemps = async (
  chemin: string,
  entete: string,
  compte: string,
): Promise<{ entete: string | null; json: Promise<unknown> }> => {
  const reponse = await demander(chemin, { compte });
  return { entete: reponse.headers.get(entete), json: lireJson(reponse) };
};

/** A file of an end point, and the name that the server gives it; throws `EchecHttp`. */
export const appelerFichier = async (chemin: string, delai = DELAI): Promise<{ nom: string; contenu: Blob }> => {
  const reponse = await demander(chemin, { signal: AbortSignal.timeout(delai) });
  const nom = /filename="([^"]+)"/.exec(reponse.headers.get('content-disposition') ?? '')?.[1];
  if (nom === undefined) throw new EchecHttp(0, 'RESEAU', MESSAGES[0] ?? '');
  const contenu = await reponse.blob().catch(() => {
    throw new EchecHttp(0, 'RESEAU', MESSAGES[0] ?? '');
  });
  return { nom, contenu };
};

export const envoyer = (chemin: string, corps: unknown, compte?: string): Promise<unknown> =>
  appeler(chemin, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(corps),
    compte,
  });

/** The cookie is of another account than this page: for it, that is a session which is over. */
export const sessionDUnAutre = (): EchecHttp => new EchecHttp(401, 'SESSION', MESSAGES[401] ?? '');

/** With it come the antennas of the service. */
const prendreSession = (recu: unknown): Session => {
  const session = sessionSchema.parse(recu);
  noterAntennes(session.registre);
  return session;
};

export const ouvrirSession = async (identifiant: string, motDePasse: string, code?: string): Promise<Session> =>
  prendreSession(await envoyer('/api/session', { identifiant, motDePasse, ...(code ? { code } : {}) }));

export const changerMotDePasse = async (actuel: string, nouveau: string): Promise<Session> =>
  prendreSession(await envoyer('/api/compte/mot-de-passe', { actuel, nouveau }));

/** `compte`: whose it has to be, whatever the server hears of it. */
export const lireSession = async (compte?: string): Promise<Session> => {
  const session = prendreSession(await appeler('/api/session', { compte }));
  if (compte !== undefined && session.identifiant !== compte) throw sessionDUnAutre();
  return session;
};

export const lireModesConnexion = async (): Promise<ModesConnexion> =>
  modesConnexionSchema.parse(await appeler('/api/connexion'));

export const partirChezLeFournisseur = async (autre: boolean): Promise<string> =>
  departSchema.parse(await envoyer('/api/connexion/depart', { autre })).adresse;

export const revenirDuFournisseur = async (recherche: string): Promise<Session> =>
  prendreSession(await envoyer('/api/connexion/retour', { recherche }));

export const lireReferentiel = async () => referentielSchema.parse(await appeler('/api/referentiel'));

/** [CL-1] A usager's visits in the antennas before this one; kept nowhere on the PC. */
export const lireVisitesPrecedentes = async (
  usagerId: string,
  { de, a }: { de: DateCivile; a: DateCivile },
): Promise<VisitePrecedente[]> =>
  visitePrecedenteSchema
    .array()
    .parse(await appeler(`/api/usagers/${encodeURIComponent(usagerId)}/visites?${new URLSearchParams({ de, a })}`));

/** [PT-5] Calls that belong to no antenna yet; kept nowhere on the PC. */
export const lireSuspensCentraux = async (): Promise<SuspensCentraux> =>
  suspensCentrauxSchema.parse(await appeler('/api/suspens-centraux'));
