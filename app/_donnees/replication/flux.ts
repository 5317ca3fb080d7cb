import { COMPTE, type Collection, changementsSchema, PROTOCOLE } from '#shared/replication/protocole';
import { recul } from '../../_commun/enchainer';
import { sortie } from '../serveur/api';
import { recevoirService } from '../serveur/service';

export type EtatFlux = 'OUVERT' | 'COUPE';

/** Longest wait between two attempts: a network that is back is noticed within it. */
const ATTENTE_MAX = 15_000;
/** Three beats of the server missed: a stream that looks open, or that opens without end, may lead nowhere, and only silence tells. */
export const SILENCE_MAX = 45_000;

/**
 * The one SSE stream of this PC. What it says is only "this collection moved": the pull reads from its checkpoint, so that
 * a burst of changes is one reading, and a message lost with a connection is not a change lost.
 */
export const ouvrirFlux = (
  antenne: string,
  compte: string,
  surChangement: (collection: Collection) => void,
  surEtat: (etat: EtatFlux) => void,
): { reessayer: () => void; redemander: () => void; fermer: () => void } => {
  let source: EventSource | undefined;
  let minuterie: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const attente = recul(1_000, ATTENTE_MAX);
  let ferme = false;

  const connecter = (): void => {
    clearTimeout(minuterie);
    clearTimeout(silence);
    source?.close();
    if (ferme) return;
    if (sortie.estDue()) {
      // The stream would be opened in the name of who has left.
      sortie.solder().then(connecter, () => ferme || coupe());
      return;
    }
    const requete = new URLSearchParams({
      antenne,
      protocole: String(PROTOCOLE.version),
      [COMPTE.requete]: compte,
    });
    const s = new EventSource(`/replication/flux?${requete}`);
    source = s;
    attendreUnMot();
    s.onopen = () => surEtat('OUVERT');
    s.addEventListener('changements', (m) => {
      const lu = changementsSchema.safeParse(JSON.parse(String(m.data)));
      if (lu.success) surChangement(lu.data.collection);
    });
    s.addEventListener('service', (m) => recevoirService(String(m.data)));
    // The server says one as it opens: where only what announces the stream has come, something on the way holds the rest back.
    s.addEventListener('battement', () => {
      attente.reprendre();
      attendreUnMot();
    });
    s.onerror = () => {
      // The browser gives up for good on an HTTP error; we do not, and we choose the pace.
      coupe();
      attente.allonger();
    };
  };
  const attendreUnMot = (): void => {
    clearTimeout(silence);
    silence = setTimeout(coupe, SILENCE_MAX);
  };

  const reessayer = (): void => {
    attente.reprendre();
    if (source?.readyState !== EventSource.OPEN) connecter();
  };
  /** Open still, it was opened under a cookie that is no longer there: it opens again with the sign-in, in whatever tab. */
  const redemander = (): void => {
    if (source?.readyState !== EventSource.OPEN) return;
    source.close();
    clearTimeout(silence);
    clearTimeout(minuterie);
    minuterie = setTimeout(connecter, attente.lire());
  };
  const coupe = (): void => {
    // Cutting the network does not always close the stream: the browser knows before TCP does.
    source?.close();
    surEtat('COUPE');
    clearTimeout(silence);
    clearTimeout(minuterie);
    minuterie = setTimeout(connecter, attente.lire());
  };
  addEventListener('online', reessayer);
  addEventListener('offline', coupe);
  connecter();
  return {
    reessayer,
    redemander,
    fermer: () => {
      ferme = true;
      clearTimeout(minuterie);
      clearTimeout(silence);
      source?.close();
      removeEventListener('online', reessayer);
      removeEventListener('offline', coupe);
    },
  };
};
