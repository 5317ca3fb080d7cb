import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { CODES_JOURS, type DemandeTour } from '#shared/contrats/exploitation/astreinte';
import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { jour, paris, pointage, usager, visite } from '#shared/testing/constructeurs';
import { messagerPlivo } from '../../sync-server/adapters/sms/plivo';
import { ajouterTour } from '../../sync-server/domaines/astreinte/tours';
import { type Astreinte, ouvrirAstreinte } from '../../sync-server/domaines/astreinte/veiller';
import type { Courriel, Courrier } from '../../sync-server/ports/courriel';
import type { Horloge } from '../../sync-server/ports/horloge';
import { lirePlage, type Magasin, plageDuType } from '../../sync-server/store/lire';
import { basesSuivies, creerMoteur, type Moteur } from '../../sync-server/transitions/rattraper';
import { type BancTransitions, intervenant, ouvrirBancTransitions } from '../../sync-server/transitions/testing/banc';
import { type ApiOperateur, demarrerApiOperateur } from '../../telephony/simulator/api-operateur';

// [AL-7] For tests, the whole way: planned visits and punches, the alerts of the service, the watch, the operator's interface over real
// HTTP, the telephone of who is on call, and her link. Time is handed in, to the operator too.

export const ANNE = '+33612340001';
export const BRUNO = '+33612340002';
export const COMPTE = { authId: 'MAESSAI', authToken: 'jeton-d-essai', de: 'TELEGESTION' };
/** Of a request: no busy machine takes that long to answer itself; where the operator may be silent, that is waited for. */
const PATIENCE_MS = { parle: 60_000, seTait: 1_500 };
export const DIT =
  "Est : visite de 10 h 00 non commencée. Usager J. M. 01 99 00 00 11. Aide A. D. 06 12 34 56 78. Je m'en occupe : LIEN";
/** What she receives on the day after, at its opening. */
export const LENDEMAIN = paris('2026-11-29 08:00');

export const tour = (plus: Partial<DemandeTour> = {}): DemandeTour => ({
  ...{ du: jour('2026-11-01'), jours: [...CODES_JOURS], debut: '00:00', fin: '24:00' },
  ...{ rang: 1, nom: 'ANNE Garde', mobile: '06 12 34 00 01', courriel: 'anne@astreinte.test' },
  ...plus,
});

/** A call of her aide from a withheld number: it waits for its usager. */
export const masque = (sens: 'A' | 'D', h: string): Pointage =>
  pointage(sens, `2026-11-28 ${h}`, { id: `m${h}`, usagerId: undefined });

/** What changes from one minute to the next; `sur`: whether facts are whole. */
type Etat = {
  banc: BancTransitions;
  operateur: ApiOperateur;
  moteur: Moteur;
  maintenant: Instant;
  courriels: Courriel[];
  astreinte: Astreinte;
  sur: boolean;
  /** The operator answers no message. */
  seTait: boolean;
  pannesCourriel: number;
};

export type BancAstreinte = {
  e: Etat;
  /** A service that starts: what it has in memory is new, what is in the store is not. */
  demarrer: (plus?: {
    sms?: boolean;
    courriel?: boolean;
    alertes?: boolean;
    battre?: () => Promise<void>;
  }) => Astreinte;
  courrier: Pick<Courrier, 'envoyer'>;
  ports: () => { magasin: Magasin; horloge: Horloge };
  donner: (t: DemandeTour) => Promise<void>;
  /** Minute by minute, from one hour to another, both included. */
  jusqua: (h: string, a?: Astreinte) => Promise<void>;
  /** What a telephone received. */
  recus: (numero: string) => string[];
  /** The token of the message of that rank. */
  lien: (rang: number) => string;
  etats: () => Promise<string[]>;
  /** From now on the operator takes a message or not, and its answer never comes; `demande`: at each of them. */
  taire: (suite?: 'TAIRE' | 'PRENDRE_ET_TAIRE', demande?: () => void) => void;
  laisserParler: () => void;
};

const sansCourrier: Pick<Courrier, 'envoyer'> = {
  envoyer: async () => ({ ok: false, refus: { code: 'COURRIEL_NON_REGLE', message: 'Non réglé.' } }),
};

/** A Saturday at half past nine, a visit at ten, ANNE on call then BRUNO; each test begins there. */
export const monterAstreinte = (): BancAstreinte => {
  // Filled before each test.
  const e = {} as Etat;
  const horloge = (): Instant => e.maintenant;
  const courrier: Pick<Courrier, 'envoyer'> = {
    envoyer: async (c) => {
      if (e.pannesCourriel > 0) {
        e.pannesCourriel -= 1;
        throw new Error('magasin illisible');
      }
      if (!e.courriels.some((x) => x.cle === c.cle)) e.courriels.push(c);
      return { ok: true, valeur: { id: `courriel:${c.cle}` } };
    },
  };
  /** As patient as what the operator does at the moment of each request asks for. */
  const compte = () => ({
    ...COMPTE,
    base: e.operateur.url,
    get delaiMs() {
      return e.seTait ? PATIENCE_MS.seTait : PATIENCE_MS.parle;
    },
  });
  const demarrer: BancAstreinte['demarrer'] = (plus = {}) =>
    ouvrirAstreinte({
      magasin: e.banc.magasin,
      horloge,
      messager: plus.sms === false ? undefined : messagerPlivo(compte()),
      courrier: plus.courriel === false ? sansCourrier : courrier,
      extranet: () => 'https://telegestion.test',
      battre:
        plus.battre ??
        (async () => {
          if (plus.alertes === false) return;
          await e.moteur.tour(await basesSuivies(e.banc.magasin));
          await e.moteur.minute();
        }),
      sur: async () => e.sur,
      patienceMs: plus.battre ? 1 : 60_000,
      noter: () => undefined,
    });
  const ports = () => ({ magasin: e.banc.magasin, horloge });
  const donner = async (t: DemandeTour): Promise<void> => {
    expect(await ajouterTour(ports(), t, 'central')).toMatchObject({ ok: true });
  };

  beforeAll(async () => {
    e.banc = await ouvrirBancTransitions();
  });
  afterAll(() => e.banc.fermer());
  beforeEach(async () => {
    e.maintenant = paris('2026-11-28 09:30');
    e.courriels = [];
    e.sur = true;
    e.seTait = false;
    e.pannesCourriel = 0;
    e.operateur = await demarrerApiOperateur({ mode: 'formation', ...COMPTE, horloge: () => epochMs(e.maintenant) });
    await e.banc.vider();
    await e.banc.poserAntenne(
      'EST',
      usager('U1', { prenom: 'Jeanne', nom: 'Martin', telephones: ['+33199000011'] }),
      { ...intervenant('I1', 'EST'), nom: 'DIALLO', prenom: 'Awa', telephone: '+33612345678' } as never,
      visite('V', '2026-11-28 10:00', '2026-11-28 11:00'),
    );
    e.moteur = await creerMoteur(e.banc.magasin, horloge);
    await donner(tour());
    await donner(tour({ rang: 2, nom: 'BRUNO Garde', mobile: '0612340002', courriel: 'bruno@astreinte.test' }));
    e.astreinte = demarrer();
  });
  afterEach(() => e.operateur.arreter());

  return {
    e,
    demarrer,
    courrier,
    ports,
    donner,
    jusqua: async (h, a = e.astreinte) => {
      for (const fin = paris(`2026-11-28 ${h}`); ; ) {
        await a.minute();
        if (e.maintenant >= fin) return;
        e.maintenant = instantDe(Math.min(epochMs(e.maintenant) + 60_000, epochMs(fin)));
      }
    },
    recus: (numero) =>
      e.operateur.sms.messages.filter((m) => `+${m.vers}` === numero).map((m) => m.texte.replace(/https:\S+/, 'LIEN')),
    taire: (suite = 'TAIRE', demande) => {
      e.seTait = true;
      e.operateur.sms.surMessage = () => {
        demande?.();
        return suite;
      };
    },
    laisserParler: () => {
      e.seTait = false;
      e.operateur.sms.surMessage = undefined;
    },
    lien: (rang) => /#(\S+)$/.exec(e.operateur.sms.messages[rang]?.texte ?? '')?.[1] ?? '',
    etats: async () =>
      (await lirePlage<MessageAstreinte>(e.banc.magasin, BASE_CENTRALE, plageDuType('message-astreinte')))
        .sort((a, b) => (a.prepareLe < b.prepareLe ? -1 : 1))
        .map((m) => `${m.rang}${m.fin ? ' fin' : ''} ${m.etat}${m.raison ? ` ${m.raison}` : ''}`),
  };
};
