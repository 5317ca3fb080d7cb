import type { Compte } from '#shared/contrats/acces/compte';
import type { MessageAstreinte, RaisonSms } from '#shared/contrats/exploitation/message-astreinte';
import { lecteurParametres, type Parametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { type ADire, aDire, type Dit, departDe, peutAnnoncer } from '#shared/domain/veille/etapes';
import { deGarde, deGardePourTous, type Tour } from '#shared/domain/veille/garde';
import { direFin, direMessage } from '#shared/domain/veille/texte';
import { dateParis, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { assurerDocuments } from '../../store/ecrire';
import { lireParametres } from '../../store/lectures/connus';
import type { Stocke } from '../../store/lire';
import { plageType } from '../../store/types';
import { composerTrous } from './composer';
import { expedier, type PortsExpedition } from './expedier';
import { cleFait, depuisQuand, type IncidentLu, lireFaits, lireIncidents } from './incidents';
import { lireIssue } from './issue';
import { idMessage, nouvelleGraine } from './liens';
import { lireTours, purgerTours, trousAVenir } from './tours';

/** What `/sante` and the metrics say of it; nobody is named. */
export type EtatAstreinte = {
  /** Whether text messages can leave. */
  sms: boolean;
  /** Turns on call that hold or will; without any, nobody is told of anything. */
  tours: number;
  /** What was told, still is a fact, and nobody has taken. */
  sansAccuse: number;
  /** Of the last message that left or did not: why it did not. */
  echec?: RaisonSms;
  /** The first hour to come with nobody on call. */
  trou?: Instant;
};

export type Astreinte = {
  /** The watch: to be called every minute. How many messages were prepared or changed. */
  minute: () => Promise<number>;
  /** Every morning: holes told to the central service, old turns forgotten. */
  matin: () => Promise<number>;
  etat: () => EtatAstreinte;
};

/** `battre`: settled once the alerts are those of the hour. */
export type PortsAstreinte = PortsExpedition & { battre: () => Promise<void> };

/** A link opens for as long as its incident may matter. */
const VALIDITE_S = 12 * 3_600;

const issueDe = ({ etat, courrielLe }: MessageAstreinte): Dit['issue'] => {
  if (etat === 'REMIS') return 'REMIS';
  if (etat === 'PREPARE' || etat === 'TENTE') return 'A_PARTIR';
  if (etat === 'RETARD') return 'ECHOUE';
  if (etat === 'REFUSE') return courrielLe === undefined ? 'SANS_EFFET' : 'ECHOUE';
  return etat === 'PERDU' || etat === 'SANS_OBJET' ? 'SANS_EFFET' : 'EN_ROUTE';
};
const ditDe = (m: MessageAstreinte): Dit => ({ ...m, issue: issueDe(m) });
const estDe = (m: MessageAstreinte, x: IncidentLu): boolean => cleFait(m) === cleFait(x);

const chaineDe = (tours: readonly Tour[], x: IncidentLu, i: Instant): Tour[] =>
  x.genre === 'TELEPHONE_MUET' ? deGardePourTous(tours, i) : deGarde(tours, x.antenne, i);

/** Who is to be told, as her turn says; she who was told, as that message says. */
const destinataire = (
  etape: ADire,
  chaine: readonly Tour[],
  siens: readonly MessageAstreinte[],
): Pick<MessageAstreinte, 'nom' | 'mobile' | 'courriel'> | undefined => {
  const qui = etape.fin
    ? siens.find((m) => !m.fin && m.rang === etape.rang)
    : chaine.find((t) => t.mobile === etape.mobile);
  return qui && { nom: qui.nom, mobile: qui.mobile, ...(qui.courriel === undefined ? {} : { courriel: qui.courriel }) };
};

const composer = async (
  p: PortsAstreinte,
  x: IncidentLu,
  etape: ADire,
  qui: Pick<MessageAstreinte, 'nom' | 'mobile' | 'courriel'>,
): Promise<MessageAstreinte> => {
  const maintenant = p.horloge();
  const { usagerId, intervenantId, ...faits } = await lireFaits(p.magasin, x);
  const { antenne, alerteId, genre, depuis, heure } = x;
  const jour = dateParis(maintenant);
  return {
    ...{ _id: idMessage(depuis, x, etape), type: 'message-astreinte', antenne, alerteId, genre, depuis, heure },
    ...(usagerId === undefined ? {} : { usagerId }),
    ...(intervenantId === undefined ? {} : { intervenantId }),
    ...{ rang: etape.rang, fin: etape.fin, ...qui },
    texte: etape.fin ? direFin(faits, await lireIssue(p.magasin, x), jour) : direMessage(faits, jour),
    ...{ graine: nouvelleGraine(), prepareLe: maintenant, etat: 'PREPARE', essais: 0, prochainLe: maintenant },
    expireLe: instantDe(epochMs(maintenant) + VALIDITE_S * 1_000),
  };
};

/** Writes the messages that are due: one that is there already stands for it, whoever wrote it. */
const preparer = async (
  p: PortsAstreinte,
  tours: readonly Tour[],
  {
    incidents,
    messages,
    parametres,
  }: { incidents: readonly IncidentLu[]; messages: readonly MessageAstreinte[]; parametres: Parametres },
): Promise<number> => {
  const maintenant = p.horloge();
  let n = 0;
  for (const x of incidents) {
    const siens = messages.filter((m) => estDe(m, x));
    const chaine = chaineDe(tours, x, maintenant);
    for (const etape of aDire(x.incident, siens.map(ditDe), chaine, { maintenant, reglages: parametres })) {
      const qui = destinataire(etape, chaine, siens);
      if (!qui) continue;
      await assurerDocuments(p.magasin, BASE_CENTRALE, [await composer(p, x, etape, qui)]);
      n += 1;
    }
  }
  return n;
};

const dernierEchec = (messages: readonly MessageAstreinte[]): RaisonSms | undefined => {
  const finis = messages.filter((m) => m.etat !== 'PREPARE' && m.etat !== 'TENTE');
  const dernier = finis.reduce<MessageAstreinte | undefined>(
    (x, m) => (x && x.prepareLe > m.prepareLe ? x : m),
    undefined,
  );
  return dernier?.etat === 'REMIS' ? undefined : dernier?.raison;
};

const adressesDuCentral = (comptes: readonly Compte[]): string[] =>
  comptes.flatMap((c) => (c.role === 'CENTRAL' && c.actif && c.courriel !== undefined ? c.courriel : []));

/** [AL-7] The watch over visits, and who is told. */
export const ouvrirAstreinte = (p: PortsAstreinte): Astreinte => {
  let etat: EtatAstreinte = { sms: p.messager !== undefined, tours: 0, sansAccuse: 0 };
  let enCours: Promise<number> | undefined;

  const lireMessages = (): Promise<Stocke<MessageAstreinte>[]> =>
    plageType(p.magasin, 'message-astreinte', {}, { de: depuisQuand(p.horloge()) });

  const passer = async (): Promise<number> => {
    await p.battre();
    const maintenant = p.horloge();
    const tours = await lireTours(p.magasin, maintenant);
    const avant = await lireMessages();
    const [trou] = (await trousAVenir(p.magasin, maintenant)).trous.map((t) => t.debut).sort();
    etat = { sms: p.messager !== undefined, tours: tours.length, sansAccuse: 0, ...(trou ? { trou } : {}) };
    const parametres = lecteurParametres(await lireParametres(p.magasin))(dateParis(maintenant));
    if (avant.length === 0 && (tours.length === 0 || !peutAnnoncer(maintenant, parametres))) return 0;
    const incidents = await lireIncidents(p.magasin, { maintenant, messages: avant, parametres });
    const prepares = await preparer(p, tours, { incidents, messages: avant, parametres });
    const depart = (m: MessageAstreinte): ReturnType<typeof departDe> => {
      const x = incidents.find((i) => estDe(m, i));
      return x ? departDe(x.incident, m, { maintenant: p.horloge(), reglages: parametres }) : 'ATTEND';
    };
    const changes = await expedier(p, prepares > 0 ? await lireMessages() : avant, { parametres, depart });
    const apres = prepares + changes > 0 ? await lireMessages() : avant;
    const echec = dernierEchec(apres);
    const enAttente = incidents.filter((x) => x.incident.vrai && !x.incident.vu && apres.some((m) => estDe(m, x)));
    etat = { ...etat, sansAccuse: enAttente.length, ...(echec ? { echec } : {}) };
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
    matin: async () => {
      const oublies = await purgerTours(p);
      const maintenant = p.horloge();
      const { trous, jours } = await trousAVenir(p.magasin, maintenant);
      if (trous.length === 0) return oublies;
      const duCentral = adressesDuCentral(await plageType(p.magasin, 'compte', {}));
      const { destinatairesAlertes } = lecteurParametres(await lireParametres(p.magasin))(dateParis(maintenant));
      const a = duCentral.length > 0 ? duCentral : destinatairesAlertes;
      if (a.length === 0) return oublies;
      const r = await p.courrier.envoyer(composerTrous({ trous, jours }, { a, extranet: p.extranet(), maintenant }));
      return oublies + (r.ok ? 1 : 0);
    },
    etat: () => etat,
  };
};
