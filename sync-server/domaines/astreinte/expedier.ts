import type { EtatMessage, MessageAstreinte, RaisonSms } from '#shared/contrats/exploitation/message-astreinte';
import type { Parametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { partiesSms } from '#shared/domain/veille/texte';
import { dateParis, epochMs, instantDe, moisDe, premierJour } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Courrier } from '../../ports/courriel';
import type { Horloge } from '../../ports/horloge';
import type { Messager } from '../../ports/messager';
import { apresChangement, changer, deposerLot } from '../../store/ecrire';
import type { Magasin, Stocke } from '../../store/lire';
import { plageType } from '../../store/types';
import { tracer } from '../audit';
import { composerCourriel, composerSms } from './composer';

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
/** The operator's clock may differ from ours. */
const MARGE_S = 120;
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
  parametres: Pick<Parametres, 'smsRetardApres' | 'smsParMois'>;
  depart: (x: MessageAstreinte) => 'PART' | 'ATTEND' | 'SANS_OBJET';
};

/** Sends what is due, and follows what left. `messages`: those that may still change. How many changed. */
export const expedier = async (
  p: PortsExpedition,
  messages: readonly Message[],
  { parametres, depart }: Envoi,
): Promise<number> => {
  const { magasin: m, messager } = p;
  const connus = new Set(messages.flatMap((x) => x.uuid ?? []));
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

  /** By mail, in place of a text message or beside one that is late: prepared once, whatever restarts between. */
  const parCourriel = async (x: Message, etat: EtatMessage, raison: RaisonSms): Promise<void> => {
    const r =
      x.courriel === undefined
        ? undefined
        : await p.courrier.envoyer(composerCourriel(x, { a: x.courriel, extranet: p.extranet(), raison }));
    const parti = r?.ok === true ? { courrielLe: p.horloge() } : {};
    const seul = etat === 'COURRIEL' && r?.ok !== true ? 'PERDU' : etat;
    await marquer(x, ['PREPARE', 'TENTE', 'PRIS', 'RETARD'], { etat: seul, raison, ...parti });
  };

  const tarde = (x: Message): boolean =>
    p.horloge() >= plusTard(x.prisLe ?? x.prepareLe, parametres.smsRetardApres * 60);

  const donner = async (x: Message, par: Messager): Promise<void> => {
    const tenteLe = p.horloge();
    const essai: MessageAstreinte & { _rev: string } = { ...x, etat: 'TENTE', tenteLe, essais: x.essais + 1 };
    // With the quorum, and over what was read: else another process has it in hand, or nobody may send.
    const [d] = await deposerLot(m, BASE_CENTRALE, [essai]);
    if (!d || !('rev' in d) || d.incertain || d.dispute) return;
    const remise = await par.envoyer(x.mobile, composerSms(x, p.extranet()));
    const de = ['TENTE'] as const;
    if (remise.etat === 'PRIS') {
      connus.add(remise.uuid);
      await marquer(essai, de, { etat: 'PRIS', uuid: remise.uuid, prisLe: p.horloge() });
    } else if (remise.etat === 'REFUSE') await parCourriel(essai, 'REFUSE', remise.raison);
    else if (remise.etat === 'PLUS_TARD')
      await marquer(essai, de, { etat: 'PREPARE', prochainLe: plusTard(tenteLe, DOUTE_S) });
    // Not known: looked for at the operator's, next time.
  };

  const envoyer = async (x: Message): Promise<void> => {
    const quand = depart(x);
    if (quand === 'SANS_OBJET') await marquer(x, ['PREPARE'], { etat: 'SANS_OBJET' });
    if (quand !== 'PART' || x.prochainLe > p.horloge()) return;
    if (x.essais === 0)
      await tracer(m, { instant: p.horloge(), auteur: 'astreinte', action: 'ASTREINTE', objet: `message ${x._id}` });
    if (!messager) return parCourriel(x, 'COURRIEL', 'NON_REGLE');
    if (x.essais > 0 && tarde(x)) return parCourriel(x, 'REFUSE', 'INJOIGNABLE');
    restent ??= parametres.smsParMois - (await compterSms(p));
    const parties = partiesSms(composerSms(x, p.extranet()));
    if (restent < parties) return parCourriel(x, 'COURRIEL', 'BUDGET');
    restent -= parties;
    return donner(x, messager);
  };

  /** It may have left or not: the operator says. What it took for that number and that no other message is, is this one. */
  const lever = async (x: Message): Promise<void> => {
    if (!messager || x.tenteLe === undefined || p.horloge() < plusTard(x.tenteLe, DOUTE_S)) return;
    const pris = await messager.chercher(x.mobile, plusTard(x.tenteLe, -MARGE_S));
    if (!pris) {
      if (tarde(x)) await parCourriel(x, 'REFUSE', 'INJOIGNABLE');
      return;
    }
    const uuid = pris.find((u) => !connus.has(u));
    if (uuid === undefined) return envoyer(await marquer(x, ['TENTE'], { etat: 'PREPARE' }));
    connus.add(uuid);
    await marquer(x, ['TENTE'], { etat: 'PRIS', uuid, prisLe: x.tenteLe });
  };

  const suivre = async (x: Message): Promise<void> => {
    const avis = x.uuid === undefined ? undefined : await messager?.avis(x.uuid);
    if (avis?.etat === 'REMIS') await marquer(x, ['PRIS', 'RETARD'], { etat: 'REMIS', remisLe: p.horloge() });
    else if (avis?.etat === 'REFUSE') await parCourriel(x, 'REFUSE', avis.raison);
    else if (x.etat === 'PRIS' && tarde(x)) await parCourriel(x, 'RETARD', 'RETARD');
  };

  for (const x of messages) {
    if (!vivant(x, p.horloge())) continue;
    if (x.etat === 'PREPARE') await envoyer(x);
    else if (x.etat === 'TENTE') await lever(x);
    else await suivre(x);
  }
  return n;
};
