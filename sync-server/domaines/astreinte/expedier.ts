import type { EtatMessage, MessageAstreinte, RaisonSms } from '#shared/contrats/exploitation/message-astreinte';
import type { Parametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { comparer } from '#shared/domain/appariement/ordre';
import { direGroupe, direMessage, partiesSms } from '#shared/domain/veille/texte';
import { dateParis, epochMs, instantDe, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Courrier } from '../../ports/courriel';
import type { Horloge } from '../../ports/horloge';
import type { Messager } from '../../ports/messager';
import { apresChangement, changer, deposerLot } from '../../store/ecrire';
import type { Magasin, Stocke } from '../../store/lire';
import { plageType } from '../../store/types';
import { ENTREES, tracer } from '../audit';
import { ouvrirLectures } from './attentes';
import { composerCourriel, composerSms } from './composer';
import { cleFait, faitsDe, lireAttente, lireFaits, sujetDit } from './incidents';
import { expireApres } from './liens';
import { type Operateur, ouvrirOperateur } from './operateur';

// [AL-7] What becomes of a message: given to the operator, taken, delivered; or else by mail. Each step is written before the next one.

export type PortsExpedition = {
  magasin: Magasin;
  horloge: Horloge;
  courrier: Pick<Courrier, 'envoyer'>;
  /** Undefined where the operator's account or the sender is not set: mails only. */
  messager: Messager | undefined;
  extranet: () => string;
  /** Without number nor name. */
  noter: (fait: { etat: EtatMessage; raison?: RaisonSms; essais: number }) => void;
};

type Message = Stocke<MessageAstreinte>;

/** One that was given to the operator and whose answer is not known after so long: whoever gave it is gone. */
const DOUTE_S = 60;
/** What the network says of a message is asked for a day. */
const SUIVI_S = 24 * 3_600;

const plusTard = (i: Instant, secondes: number): Instant => instantDe(epochMs(i) + secondes * 1_000);
const vivant = ({ etat, prisLe }: MessageAstreinte, maintenant: Instant): boolean =>
  etat === 'PREPARE' ||
  etat === 'TENTE' ||
  ((etat === 'PRIS' || etat === 'RETARD') && prisLe !== undefined && maintenant < plusTard(prisLe, SUIVI_S));

/** Text messages of the month that were given to the operator. */
const compterSms = async ({ magasin, horloge, extranet }: PortsExpedition): Promise<number> => {
  const duMois = await plageType(magasin, 'message-astreinte', {}, { de: premierJour(moisDe(dateParis(horloge()))) });
  return duMois.filter((x) => x.uuid !== undefined).reduce((n, x) => n + partiesSms(composerSms(x, extranet())), 0);
};

/** `depart`: whether one that has not left leaves now. */
type Envoi = {
  parametres: Pick<Parametres, 'smsRetardApres' | 'smsParMois' | 'escaladeApres'>;
  depart: (x: MessageAstreinte) => 'PART' | 'ATTEND' | 'SANS_OBJET';
  /** Of those that it is about, what is no longer to be told. */
  aTaire: (x: MessageAstreinte) => readonly Pick<MessageAstreinte, 'antenne' | 'alerteId' | 'heure'>[];
  /** Facts may not be whole: what is worded now says so. */
  doute: boolean;
};

/** What is not known first, for it may have to be sent again; then what is to be sent, then what is asked for. */
const ORDRE: readonly EtatMessage[] = ['TENTE', 'PREPARE', 'PRIS', 'RETARD'];
const ordonner = (messages: readonly Message[], maintenant: Instant): Message[] =>
  messages
    .filter((x) => vivant(x, maintenant))
    .sort(
      (a, b) =>
        ORDRE.indexOf(a.etat) - ORDRE.indexOf(b.etat) || comparer(a.tenteLe ?? a.prepareLe, b.tenteLe ?? b.prepareLe),
    );

/**
 * Sends what is due, and follows what left. `messages`: those that may still change. How many changed, and what failed: one that fails
 * does not hold back the others.
 */
export const expedier = async (
  p: PortsExpedition,
  messages: readonly Message[],
  { parametres, depart, aTaire, doute }: Envoi,
): Promise<{ changes: number; echecs: unknown[] }> => {
  const { magasin: m } = p;
  const operateur = p.messager && ouvrirOperateur(p.messager, messages);
  const lectures = ouvrirLectures(m);
  let restent: number | undefined;
  let n = 0;

  const marquer = async (
    x: Message,
    depuis: readonly EtatMessage[],
    plus: Partial<MessageAstreinte>,
  ): Promise<Message> => {
    const r = await changer<MessageAstreinte>(m, BASE_CENTRALE, x._id, (la) =>
      depuis.includes(la.etat) ? { ...la, ...plus } : undefined,
    );
    const apres = apresChangement(r);
    if ('ecrit' in r) {
      n += 1;
      const { etat, raison, essais } = r.ecrit;
      if (plus.etat !== undefined && etat !== x.etat)
        p.noter({ etat, essais, ...(raison === undefined ? {} : { raison }) });
    }
    return apres ?? x;
  };

  /**
   * By mail, in place of a text message or beside one that is late: prepared once, whatever restarts between. Of what is over or taken
   * meanwhile nothing is written any more.
   */
  const parCourriel = async (x: Message, etat: EtatMessage, raison: RaisonSms): Promise<void> => {
    const r =
      x.courriel === undefined || depart(x) === 'SANS_OBJET'
        ? undefined
        : await p.courrier.envoyer(composerCourriel(x, { a: x.courriel, extranet: p.extranet(), raison }));
    const parti = r?.ok === true ? { courrielLe: p.horloge() } : {};
    const seul = etat === 'COURRIEL' && r?.ok !== true ? 'PERDU' : etat;
    await marquer(x, ['PREPARE', 'TENTE', 'PRIS', 'RETARD'], { etat: seul, raison, ...parti });
  };

  const tarde = (x: Message, apres: number = parametres.smsRetardApres): boolean =>
    p.horloge() >= plusTard(x.prisLe ?? x.prepareLe, apres * 60);

  const donner = async (x: Message, par: Operateur): Promise<void> => {
    const tenteLe = p.horloge();
    const essai: MessageAstreinte & { _rev: string } = { ...x, etat: 'TENTE', tenteLe, essais: x.essais + 1 };
    // With the quorum, and over what was read: else another process has it in hand, or nobody may send.
    const [d] = await deposerLot(m, BASE_CENTRALE, [essai]);
    if (!d || !('rev' in d) || d.incertain || d.dispute) return;
    const remise = await par.envoyer(x.mobile, composerSms(x, p.extranet()));
    const de = ['TENTE'] as const;
    if (remise?.etat === 'PRIS') await marquer(essai, de, { etat: 'PRIS', uuid: remise.uuid, prisLe: p.horloge() });
    else if (remise?.etat === 'REFUSE') await parCourriel(essai, 'REFUSE', remise.raison);
    else if (remise?.etat === 'PLUS_TARD')
      await marquer(essai, de, { etat: 'PREPARE', prochainLe: plusTard(tenteLe, DOUTE_S) });
    // Not known: looked for at the operator's, next time.
  };

  /** What it tells, as it stands on that day. */
  const redire = async (x: Message, jour: DateCivile): Promise<string> => {
    if (!x.groupe) return direMessage(await lireFaits(m, await sujetDit(m, x, x), lectures), jour, doute);
    const tus = new Set(aTaire(x).map(cleFait));
    const visites = faitsDe(x)
      .filter((f) => !tus.has(cleFait(f)))
      .map(async (f) => ({ ...f, attente: await lireAttente(m, await sujetDit(m, x, f), lectures.attentes) }));
    return direGroupe(await Promise.all(visites), jour, doute);
  };

  /** Held over the night, the quiet hour or the opening of offices: what was tried before says nothing of now. */
  const relacher = async (x: Message): Promise<Message> => {
    const maintenant = p.horloge();
    const texte = x.fin ? x.texte : await redire(x, dateParis(maintenant));
    const neuf = { prepareLe: maintenant, prochainLe: maintenant, expireLe: expireApres(maintenant), essais: 0 };
    return marquer(x, ['PREPARE'], { tenu: false, texte, ...neuf });
  };

  const envoyer = async (lu: Message): Promise<void> => {
    const quand = depart(lu);
    if (quand === 'SANS_OBJET') await marquer(lu, ['PREPARE'], { etat: 'SANS_OBJET' });
    if (quand === 'ATTEND' && lu.tenu !== true) await marquer(lu, ['PREPARE'], { tenu: true });
    if (quand !== 'PART') return;
    const x = lu.tenu === true ? await relacher(lu) : lu;
    if (x.prochainLe > p.horloge()) return;
    const attendu = operateur && (x.essais > 0 || operateur.muet()) && tarde(x);
    if (!attendu && operateur?.muet()) return;
    if (lu.essais === 0)
      await tracer(m, { instant: p.horloge(), auteur: 'astreinte', ...ENTREES.ASTREINTE.ecrire.prevenue(x) });
    if (attendu) return parCourriel(x, 'REFUSE', 'INJOIGNABLE');
    if (!operateur) return parCourriel(x, 'COURRIEL', 'NON_REGLE');
    restent ??= parametres.smsParMois - (await compterSms(p));
    const parties = partiesSms(composerSms(x, p.extranet()));
    if (restent < parties) return parCourriel(x, 'COURRIEL', 'BUDGET');
    restent -= parties;
    return donner(x, operateur);
  };

  /** It may have left or not: the operator says. */
  const lever = async (x: Message): Promise<void> => {
    if (!operateur || x.tenteLe === undefined || p.horloge() < plusTard(x.tenteLe, DOUTE_S)) return;
    const trouve = await operateur.retrouver(x);
    if (trouve === 'ABSENT') await envoyer(await marquer(x, ['TENTE'], { etat: 'PREPARE' }));
    else if (trouve) await marquer(x, ['TENTE'], { etat: 'PRIS', uuid: trouve.uuid, prisLe: x.tenteLe });
    else if (tarde(x)) await parCourriel(x, 'REFUSE', 'INJOIGNABLE');
  };

  /** One of which the operator says nothing may be there: it is late only where the next person is to be told anyway. */
  const suivre = async (x: Message): Promise<void> => {
    const avis = x.uuid === undefined ? undefined : await operateur?.avis(x.uuid);
    if (avis?.etat === 'REMIS') await marquer(x, ['PRIS', 'RETARD'], { etat: 'REMIS', remisLe: p.horloge() });
    else if (avis?.etat === 'REFUSE') await parCourriel(x, 'REFUSE', avis.raison);
    else if (x.etat === 'PRIS' && tarde(x, avis ? parametres.smsRetardApres : parametres.escaladeApres))
      await parCourriel(x, 'RETARD', 'RETARD');
  };

  const echecs: unknown[] = [];
  for (const x of ordonner(messages, p.horloge())) {
    try {
      if (x.etat === 'PREPARE') await envoyer(x);
      else if (x.etat === 'TENTE') await lever(x);
      else await suivre(x);
    } catch (e) {
      echecs.push(e);
    }
  }
  return { changes: n, echecs };
};
