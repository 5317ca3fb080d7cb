import type { MessageAstreinte, RaisonSms } from '#shared/contrats/exploitation/message-astreinte';
import { lecteurParametres, type Parametres } from '#shared/contrats/exploitation/parametre';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { attendPrise, departDe, peutAnnoncer, reglagesVeille } from '#shared/domain/veille/etapes';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { chacun } from '../../socle/chacun';
import { lireParametres } from '../../store/lectures/connus';
import type { Stocke } from '../../store/lire';
import { pause } from '../../store/suivre';
import { plageType } from '../../store/types';
import { reprendrePrises } from './accuser';
import { annoncerTrous } from './annoncer-trous';
import { ditDe, estDe } from './dits';
import { attendEncore, suivreDoute } from './doute';
import { expedier, type PortsExpedition } from './expedier';
import { depuisQuand, type IncidentLu, lireIncidents, reglagesDe } from './incidents';
import { preparer } from './preparer';
import { lireTours, purgerTours, trousAVenir } from './tours';

/** What `/sante` and the metrics say of it; nobody is named. */
export type EtatAstreinte = {
  /** Whether text messages can leave. */
  sms: boolean;
  /** Turns on call that hold or will; without any, nobody is told of anything. */
  tours: number;
  /** What was told or should have been, still is a fact, and nobody has taken. */
  sansAccuse: number;
  /** Of the last message that left or did not: why it did not. */
  echec?: RaisonSms;
  /** The first hour to come with nobody on call. */
  trou?: Instant;
  /** Since when facts may not be whole: a punch may be on its way, or the alerts are not those of the hour. */
  incertain?: Instant;
};

export type Astreinte = {
  /** The watch: to be called every minute. How many messages were prepared or changed. */
  minute: () => Promise<number>;
  /** Every morning: holes told to the central service, old turns forgotten. */
  matin: () => Promise<number>;
  etat: () => EtatAstreinte;
};

export type PortsAstreinte = PortsExpedition & {
  /** Settled once the alerts are those of the hour. */
  battre: () => Promise<void>;
  /** Whether all that was punched has come as far as the alerts. */
  sur: () => Promise<boolean>;
  /** How long `battre` is waited for. */
  patienceMs?: number;
};

/** What fails again and again must not keep silent what is told already. */
const PATIENCE_MS = 60_000;

const estReglee = (travail: Promise<void>, ms: number): Promise<boolean> => {
  const fin = new AbortController();
  const regle = travail.then(
    () => true,
    () => false,
  );
  return Promise.race([regle, pause(ms, fin.signal).then(() => false)]).finally(() => fin.abort());
};

/** What is not told anew for now: all, where facts may not be whole; and while the telephone is silent, visits that nobody can punch. */
const retenuDe = (incidents: readonly IncidentLu[], doute: boolean): ((x: IncidentLu) => boolean) => {
  const muet = incidents.some((x) => x.genre === 'TELEPHONE_MUET' && x.incident.vrai);
  return (x) => doute || (muet && x.genre === 'VISITE_NON_COMMENCEE');
};

/** Of one antenna at least, or of the service itself. */
const peutAnnoncerUne = (maintenant: Instant, p: Parametres): boolean =>
  [undefined, ...codesAntennes()].some((a) => peutAnnoncer(maintenant, reglagesVeille(p, a)));

const dernierEchec = (messages: readonly MessageAstreinte[]): RaisonSms | undefined => {
  const finis = messages.filter((m) => m.etat !== 'PREPARE' && m.etat !== 'TENTE');
  const dernier = finis.reduce<MessageAstreinte | undefined>(
    (x, m) => (x && x.prepareLe > m.prepareLe ? x : m),
    undefined,
  );
  return dernier?.etat === 'REMIS' ? undefined : dernier?.raison;
};

/** [AL-7] The watch over visits, and who is told. */
export const ouvrirAstreinte = (p: PortsAstreinte): Astreinte => {
  let etat: EtatAstreinte = { sms: p.messager !== undefined, tours: 0, sansAccuse: 0 };
  let enCours: Promise<number> | undefined;
  const lireDoute = suivreDoute(p);

  const lireMessages = (): Promise<Stocke<MessageAstreinte>[]> =>
    plageType(p.magasin, 'message-astreinte', {}, { de: depuisQuand(p.horloge()) });

  const passer = async (): Promise<number> => {
    const aJour = await estReglee(p.battre(), p.patienceMs ?? PATIENCE_MS);
    const incertain = await lireDoute(aJour);
    const maintenant = p.horloge();
    const tours = await lireTours(p.magasin, maintenant);
    const avant = await lireMessages();
    const [trou] = (await trousAVenir(p.magasin, maintenant)).trous.map((t) => t.debut).sort();
    const commun = {
      ...{ sms: p.messager !== undefined, tours: tours.length },
      ...(trou ? { trou } : {}),
      ...(incertain ? { incertain } : {}),
    };
    const parametresAu = lecteurParametres(await lireParametres(p.magasin));
    const parametres = parametresAu(dateParis(maintenant));
    if (avant.length === 0 && (tours.length === 0 || !peutAnnoncerUne(maintenant, parametres))) {
      etat = { ...commun, sansAccuse: 0 };
      return 0;
    }
    const incidents = await lireIncidents(p.magasin, { maintenant, messages: avant, parametresAu });
    const prises = incidents.filter((x) => x.incident.vrai && x.incident.vu);
    await reprendrePrises(
      p,
      avant.filter((m) => prises.some((x) => estDe(m, x))),
    );
    const retenu = retenuDe(incidents, !aJour || attendEncore(incertain, maintenant, parametres));
    const doute = incertain !== undefined;
    const prepares = await preparer(p, tours, { incidents, messages: avant, parametres, retenu, doute });
    const departs = (m: MessageAstreinte): { x: IncidentLu; quand: ReturnType<typeof departDe> }[] =>
      incidents
        .filter((i) => estDe(m, i))
        .map((x) => ({
          x,
          quand: departDe(x.incident, m, { maintenant: p.horloge(), reglages: reglagesDe(parametres, x) }),
        }));
    // One of many leaves as long as one of them is to be told: another's antenna may have opened meanwhile.
    const depart = (m: MessageAstreinte): ReturnType<typeof departDe> => {
      const siens = departs(m).map((d) => d.quand);
      return (['PART', 'ATTEND', 'SANS_OBJET'] as const).find((q) => siens.includes(q)) ?? 'ATTEND';
    };
    const aTaire = (m: MessageAstreinte): IncidentLu[] =>
      departs(m).flatMap((d) => (d.quand === 'SANS_OBJET' ? d.x : []));
    const { changes, echecs } = await expedier(p, prepares > 0 ? await lireMessages() : avant, {
      parametres,
      depart,
      aTaire,
      doute,
    });
    const apres = prepares + changes > 0 ? await lireMessages() : avant;
    const echec = dernierEchec(apres);
    const enAttente = incidents.filter((x) => {
      const dits = apres.filter((m) => estDe(m, x)).map((d) => ditDe(d, maintenant));
      const quand = { maintenant, reglages: reglagesDe(parametres, x) };
      return (dits.length > 0 || !retenu(x)) && attendPrise(x.incident, dits, quand);
    });
    etat = { ...commun, sansAccuse: enAttente.length, ...(echec ? { echec } : {}) };
    if (echecs.length > 0) throw new AggregateError(echecs, 'des messages à l’astreinte n’ont pas pu être traités');
    return prepares + changes;
  };

  return {
    minute: () => {
      // One at a time: the next minute does not begin on what this one has not written.
      enCours ??= passer().finally(() => {
        enCours = undefined;
      });
      return enCours;
    },
    matin: () => chacun([annoncerTrous, purgerTours], (faire) => faire(p)),
    etat: () => etat,
  };
};
