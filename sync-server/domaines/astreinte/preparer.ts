import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import type { Parametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { type ADire, aDire } from '#shared/domain/veille/etapes';
import { deGarde, deGardePourTous, type Tour } from '#shared/domain/veille/garde';
import { direFin, direMessage } from '#shared/domain/veille/texte';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { assurerDocuments } from '../../store/ecrire';
import { type Lectures, ouvrirLectures } from './attentes';
import { ditDe, estDe } from './dits';
import type { PortsExpedition } from './expedier';
import { type AEcrire, type Destinataire, grouper, preparerFins } from './grouper';
import { type IncidentLu, lireFaits, reglagesDe } from './incidents';
import { lireIssue } from './issue';
import { expireApres, idMessage, nouvelleGraine } from './liens';

// [AL-7] What is to be told at that minute, written before any of it leaves.

type PortsAstreinte = Pick<PortsExpedition, 'magasin' | 'horloge'>;

const chaineDe = (tours: readonly Tour[], x: IncidentLu, i: Instant): Tour[] =>
  x.genre === 'TELEPHONE_MUET' ? deGardePourTous(tours, i) : deGarde(tours, x.antenne, i);

/** Who is to be told, as her turn says; she who was told, as that message says. */
const destinataire = (
  etape: ADire,
  chaine: readonly Tour[],
  siens: readonly MessageAstreinte[],
): Destinataire | undefined => {
  const qui = etape.fin
    ? siens.find((m) => !m.fin && m.rang === etape.rang)
    : chaine.find((t) => t.mobile === etape.mobile);
  return qui && { nom: qui.nom, mobile: qui.mobile, ...(qui.courriel === undefined ? {} : { courriel: qui.courriel }) };
};

type Passe = { lectures: Lectures; tours: readonly Tour[]; maintenant: Instant; doute: boolean };

const composer = async (
  p: PortsAstreinte,
  { lectures, maintenant, doute }: Passe,
  x: IncidentLu,
  { etape, qui }: { etape: ADire; qui: Destinataire },
): Promise<MessageAstreinte> => {
  const { usagerId, intervenantId, ...faits } = await lireFaits(p.magasin, x, lectures);
  const { antenne, alerteId, genre, depuis, heure } = x;
  const jour = dateParis(maintenant);
  return {
    ...{ _id: idMessage(depuis, x, etape), type: 'message-astreinte', antenne, alerteId, genre, depuis, heure },
    ...(usagerId === undefined ? {} : { usagerId }),
    ...(intervenantId === undefined ? {} : { intervenantId }),
    ...{ rang: etape.rang, fin: etape.fin, ...qui },
    texte: etape.fin
      ? direFin(faits, await lireIssue(p.magasin, x, maintenant, lectures.attentes), jour)
      : direMessage(faits, jour, doute),
    ...{ graine: nouvelleGraine(), prepareLe: maintenant, etat: 'PREPARE', essais: 0, prochainLe: maintenant },
    expireLe: expireApres(maintenant),
  };
};

type APreparer = {
  incidents: readonly IncidentLu[];
  messages: readonly MessageAstreinte[];
  parametres: Parametres;
  /** What is not told anew for now. */
  retenu: (x: IncidentLu) => boolean;
  /** Facts may not be whole: what is told all the same says so. */
  doute: boolean;
};

/** Whom to tell of it, and who is on call for that; a number may have become a usager's since it was given. */
const etapesDe = async (
  { lectures, tours, maintenant }: Passe,
  x: IncidentLu,
  { messages, parametres, retenu }: APreparer,
): Promise<{ etapes: ADire[]; chaine: Tour[] }> => {
  const dits = messages.map((d) => ditDe(d, maintenant));
  const choisir = (c: readonly Tour[]): ADire[] =>
    aDire(x.incident, dits, c, { maintenant, reglages: reglagesDe(parametres, x) }).filter(
      (e) => e.fin || e.rang > 1 || !retenu(x),
    );
  let chaine = chaineDe(tours, x, maintenant);
  if (choisir(chaine).every((e) => e.fin)) return { etapes: choisir(chaine), chaine };
  const usagers = await lectures.numeros.parmiUsagers(
    chaine.map((t) => t.mobile),
    dateParis(maintenant),
  );
  chaine = chaine.filter((t) => !usagers.has(t.mobile));
  return { etapes: choisir(chaine), chaine };
};

/** Writes the messages that are due: one that is there already stands for it, whoever wrote it. */
export const preparer = async (p: PortsAstreinte, tours: readonly Tour[], a: APreparer): Promise<number> => {
  const lectures = ouvrirLectures(p.magasin);
  const passe: Passe = { lectures, tours, maintenant: p.horloge(), doute: a.doute };
  const aEcrire: AEcrire[] = [];
  for (const x of a.incidents) {
    const siens = a.messages.filter((m) => estDe(m, x));
    const { etapes, chaine } = await etapesDe(passe, x, { ...a, messages: siens });
    for (const etape of etapes) {
      // Told among many, it is over with them.
      if (etape.fin && siens.some((m) => m.groupe && !m.fin && m.rang === etape.rang)) continue;
      const qui = destinataire(etape, chaine, siens);
      if (qui) aEcrire.push({ x, etape, qui });
    }
  }
  const { seuls, groupes } = await grouper(p.magasin, passe, aEcrire);
  const fins = await preparerFins(p.magasin, passe, a);
  for (const { x, etape, qui } of seuls) fins.push(await composer(p, passe, x, { etape, qui }));
  for (const m of [...groupes, ...fins]) await assurerDocuments(p.magasin, BASE_CENTRALE, [m]);
  return groupes.length + fins.length;
};
