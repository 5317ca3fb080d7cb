import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Session } from '#shared/contrats/compte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Parametre } from '#shared/contrats/parametre';
import { lecteurParametres } from '#shared/contrats/parametre';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { lirePlage, plageDuType } from '../ports/documents';
import type { Horloge } from '../ports/horloge';
import type { MagasinSuivi } from '../ports/suivi';
import { debutFenetre } from './replication/fenetre';
import { ErreurHttp } from './reponses';
import type { Sessions } from './sessions';

export type Contexte = {
  magasin: MagasinSuivi;
  horloge: Horloge;
  sessions: Sessions;
  /** First civil date that PCs keep, by the parameter `fenetreMois`. */
  lireDebutFenetre: () => Promise<DateCivile>;
};

export type App = FastifyInstance;

export const COOKIE_SESSION = 'tg_session';

const parRequete = new WeakMap<FastifyRequest, Session>();

/** The signed-in session of a request; routes behind `exigerSession` always have one. */
export const sessionDe = (req: FastifyRequest): Session => {
  const s = parRequete.get(req);
  if (!s) throw new ErreurHttp('SESSION');
  return s;
};

export const exigerSession =
  (c: Contexte) =>
  async (req: FastifyRequest): Promise<void> => {
    const jeton = req.cookies[COOKIE_SESSION];
    const s = await c.sessions.lire(jeton);
    if (!s) throw new ErreurHttp((await c.sessions.estDesactive(jeton)) ? 'COMPTE_DESACTIVE' : 'SESSION');
    parRequete.set(req, s);
  };

const FENETRE_GARDEE_MS = 10_000;

/** The parameter hardly ever changes: it is read again every few seconds, not for every page. */
export const creerLecteurFenetre = (m: MagasinSuivi, horloge: Horloge): (() => Promise<DateCivile>) => {
  let mois: Promise<number> | undefined;
  let luA = 0;
  const lire = async (): Promise<number> => {
    const docs = await lirePlage<Parametre>(m, BASE_CENTRALE, plageDuType('parametre'));
    return lecteurParametres(docs)(dateParis(horloge())).fenetreMois;
  };
  return async () => {
    if (!mois || Date.now() - luA > FENETRE_GARDEE_MS) {
      luA = Date.now();
      mois = lire();
      mois.catch(() => {
        mois = undefined;
      });
    }
    return debutFenetre(horloge(), await mois);
  };
};
