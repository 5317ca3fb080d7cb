import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { type Resultat, refuser } from '#shared/contrats/commun';
import type { AppelFormation, PasFormation } from '#shared/contrats/exploitation/formation';
import { dateParis } from '#shared/temps/paris';
import type { Annuaire } from '../annuaire/annuaire';
import { type Horloge, instantA, periodiquement } from '../horloge';
import type { Jetons } from '../plivo/jeton';
import { ouvrirSession, type Pas, type SessionAppel } from '../simulator/session';

/** A forgotten call: a telephone left off the hook is hung up. */
export const OUBLI_MS = 5 * 60_000;
/** One telephone a tab; a third tab hangs up the first. */
export const APPELS_PAR_PERSONNE = 2;
const APPELS_MAX = 60;
const BALAYAGE_MS = 10_000;

type Position = Omit<PasFormation, 'appelId' | 'phrases' | 'attend' | 'issue'>;
type AppelOuvert = { pour: string; session: SessionAppel; vuA: number; position: Position; tour: Promise<unknown> };

const DEPART: Position = { etape: 'DEPART', erreurs: 0, corrections: 0, usagers: 0, arrivees: 0, departs: 0 };

const FINI = refuser('APPEL_FINI', 'Cet appel est terminé. Appelez de nouveau pour continuer.');

export type AppelsFormation = {
  appeler: (demande: AppelFormation) => Promise<Resultat<PasFormation>>;
  taper: (appelId: string, pour: string, touches: string) => Promise<Resultat<PasFormation>>;
  raccrocher: (appelId: string, pour: string) => Promise<Resultat<PasFormation>>;
  /** Hangs up what nobody has touched for long. */
  balayer: () => Promise<void>;
  arreter: () => Promise<void>;
};

/** Calls made by hand on an on-screen telephone, through the signed webhooks: the machine cannot tell them from others. */
export const ouvrirAppelsFormation = (o: {
  annuaire: () => Annuaire;
  jetons: Jetons;
  /** Where the webhooks are, and as which address they are signed. */
  adresses: () => { origin: string; baseUrl: string };
  authToken: string;
  horloge: Horloge;
  log: Logger;
}): AppelsFormation => {
  const ouverts = new Map<string, AppelOuvert>();

  /** Where the call stands is in the state that the action URL carries; at its end, where it last stood. */
  const positionDe = (appelId: string, pas: Pas, avant: Position): Position => {
    const jeton = pas.saisie && new URL(pas.saisie.action).searchParams.get('e');
    const etat = jeton ? o.jetons.ouvrir(jeton, appelId) : undefined;
    if (!etat || etat.etape === 'FIN') return avant;
    const compter = (sens: string): number => etat.pointages.filter((p) => p.sens === sens).length;
    return {
      etape: etat.etape,
      erreurs: etat.erreurs,
      corrections: etat.corrections,
      usagers: etat.usagers.length,
      arrivees: compter('ARRIVEE'),
      departs: compter('DEPART'),
    };
  };

  const rendre = (appelId: string, a: AppelOuvert, pas: Pas): PasFormation => {
    a.position = positionDe(appelId, pas, a.position);
    a.vuA = o.horloge();
    if (!pas.saisie) ouverts.delete(appelId);
    return {
      appelId,
      phrases: pas.phrases,
      ...(pas.saisie
        ? { attend: { chiffres: pas.saisie.numDigits, finTouche: pas.saisie.finishOnKey } }
        : { issue: a.session.appel.issue }),
      ...a.position,
    };
  };

  /** One step after the other, whatever the haste of the fingers. */
  const aTour = (
    appelId: string,
    pour: string,
    faire: (a: AppelOuvert) => Promise<Pas>,
  ): Promise<Resultat<PasFormation>> => {
    const a = ouverts.get(appelId);
    // Another's call is said in the same words as one that does not exist.
    if (a?.pour !== pour) return Promise.resolve(FINI);
    const travail = a.tour.then(async (): Promise<Resultat<PasFormation>> => {
      if (ouverts.get(appelId) !== a) return FINI;
      return { ok: true, valeur: rendre(appelId, a, await faire(a)) };
    });
    // A step that failed is told to whoever made it; the next one is made all the same.
    a.tour = travail.catch(() => undefined);
    return travail;
  };

  const raccrocher: AppelsFormation['raccrocher'] = (appelId, pour) =>
    aTour(appelId, pour, async ({ session }) => {
      await session.raccrocher();
      return { phrases: [] };
    });

  const balayer = async (): Promise<void> => {
    const limite = o.horloge() - OUBLI_MS;
    for (const [id, a] of ouverts) if (a.vuA < limite) await raccrocher(id, a.pour);
  };
  const balayage = periodiquement(BALAYAGE_MS, balayer, (e) => o.log.warn({ err: e }, 'appels de formation oubliés'));

  return {
    appeler: async ({ pour, antennes, numero }) => {
      // The call would stand for whoever has this number: all of them must be of the caller's antennas.
      const ailleurs = numero === undefined ? [] : o.annuaire().usagersDuNumero(numero, dateParis(instantA(o.horloge)));
      if (ailleurs.some((u) => !antennes.includes(u.antenne)))
        return refuser('NUMERO', 'Ce numéro ne peut pas servir ici. Choisissez celui d’un usager de votre antenne.');
      const siens = [...ouverts].filter(([, a]) => a.pour === pour);
      for (const [id] of siens.slice(0, Math.max(0, siens.length + 1 - APPELS_PAR_PERSONNE)))
        await raccrocher(id, pour);
      if (ouverts.size >= APPELS_MAX)
        return refuser('TROP_D_APPELS', 'Trop d’appels de formation sont en cours. Réessayez dans quelques minutes.');
      const appelId = `formation-${randomUUID()}`;
      const session = ouvrirSession({
        ...o.adresses(),
        authToken: o.authToken,
        de: numero?.slice(1) ?? 'anonymous',
        callUuid: appelId,
        debut: new Date(o.horloge()),
      });
      const a: AppelOuvert = { pour, session, vuA: o.horloge(), position: DEPART, tour: Promise.resolve() };
      ouverts.set(appelId, a);
      return aTour(appelId, pour, () => session.appeler());
    },
    taper: (appelId, pour, touches) => aTour(appelId, pour, ({ session }) => session.taper(touches)),
    raccrocher,
    balayer,
    arreter: async () => {
      await balayage.arreter();
      await Promise.all([...ouverts].map(([id, a]) => raccrocher(id, a.pour)));
    },
  };
};
