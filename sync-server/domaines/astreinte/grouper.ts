import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import type { Parametres } from '#shared/contrats/exploitation/parametre';
import { type ADire, aDire } from '#shared/domain/veille/etapes';
import { direFinGroupe, direGroupe, type Faits } from '#shared/domain/veille/texte';
import { ajouterA } from '#shared/listes';
import { dateParis, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Magasin } from '../../store/lire';
import { clesType } from '../../store/types';
import type { Lectures } from './attentes';
import { ditDe } from './dits';
import { cleFait, faitsDe, type IncidentLu, lireAttente, reglagesDe } from './incidents';
import { lireIssue } from './issue';
import { expireApres, idFin, idGroupe, idMessage, nouvelleGraine } from './liens';

// [AL-7] Visits that come to be told at once, after a silence of the telephone above all: one message to each person and turn.

export type Destinataire = Pick<MessageAstreinte, 'nom' | 'mobile' | 'courriel'>;
/** One step of one incident, due now. */
export type AEcrire = { x: IncidentLu; etape: ADire; qui: Destinataire };

/** Up to three are told each with whom to call; more are told as one. */
const GROUPE_DES = 4;
/** A message that another service wrote so long ago is known to a copy that lags. */
const RECENT_MIN = 5;

/** What of these is told already, by ids that a range may lack: alone, or among others a few minutes ago. */
const dejaDits = async (
  m: Magasin,
  maintenant: Instant,
  etapes: readonly AEcrire[],
): Promise<(e: AEcrire) => boolean> => {
  const idSeul = ({ x, etape }: AEcrire): string => idMessage(x.depuis, x, etape);
  const minutes = Array.from({ length: RECENT_MIN + 1 }, (_, n) => instantDe(epochMs(maintenant) - n * 60_000));
  const ids = new Set(etapes.flatMap((e) => [idSeul(e), ...minutes.map((i) => idGroupe(i, e.etape))]));
  const lus = (await clesType(m, 'message-astreinte', [...ids], {})).flatMap((d) => d ?? []);
  const seuls = new Set(lus.map((d) => d._id));
  const parmi = new Set(lus.flatMap((d) => faitsDe(d).map((f) => `${d.rang} ${d.mobile} ${cleFait(f)}`)));
  return (e) => seuls.has(idSeul(e)) || parmi.has(`${e.etape.rang} ${e.etape.mobile} ${cleFait(e.x)}`);
};

type Moment = { lectures: Lectures; maintenant: Instant; doute: boolean };

const composer = async (
  m: Magasin,
  { lectures, maintenant, doute }: Moment,
  etapes: readonly AEcrire[],
): Promise<MessageAstreinte[]> => {
  const [premier] = etapes;
  if (!premier) return [];
  const groupe = etapes.map(({ x: { antenne, alerteId, depuis, heure } }) => ({ antenne, alerteId, depuis, heure }));
  const visites: Pick<Faits, 'antenne' | 'heure' | 'attente'>[] = [];
  for (const { x } of etapes) visites.push({ ...x, attente: await lireAttente(m, x, lectures.attentes) });
  const jour = dateParis(maintenant);
  const { antenne, alerteId, heure, genre } = premier.x;
  const message: MessageAstreinte = {
    ...{ _id: idGroupe(maintenant, premier.etape), type: 'message-astreinte', antenne, alerteId, genre, heure, groupe },
    ...{ depuis: jour, rang: premier.etape.rang, fin: false, ...premier.qui, texte: direGroupe(visites, jour, doute) },
    ...{ graine: nouvelleGraine(), prepareLe: maintenant, etat: 'PREPARE', essais: 0, prochainLe: maintenant },
    expireLe: expireApres(maintenant),
  };
  return [message];
};

/** Of the steps that are due: those that are told each by itself, and the messages of those that are told together. */
export const grouper = async (
  m: Magasin,
  moment: Moment,
  etapes: readonly AEcrire[],
): Promise<{ seuls: AEcrire[]; groupes: MessageAstreinte[] }> => {
  const debuts = etapes.filter((e) => !e.etape.fin && e.x.genre === 'VISITE_NON_COMMENCEE');
  if (debuts.length === 0) return { seuls: [...etapes], groupes: [] };
  const dit = await dejaDits(m, moment.maintenant, debuts);
  const parPersonne = new Map<string, AEcrire[]>();
  for (const e of debuts) {
    if (dit(e)) continue;
    const cle = `${e.etape.mobile} ${e.etape.rang}`;
    ajouterA(parPersonne, cle, e);
  }
  const ensemble = [...parPersonne.values()].filter((l) => l.length >= GROUPE_DES);
  const dans = new Set(ensemble.flat());
  const restent = etapes.filter((e) => !dans.has(e) && (!debuts.includes(e) || !dit(e)));
  const groupes: MessageAstreinte[] = [];
  for (const l of ensemble) for (const g of await composer(m, moment, l)) groupes.push(g);
  return { seuls: restent, groupes };
};

type Passe = { incidents: readonly IncidentLu[]; messages: readonly MessageAstreinte[]; parametres: Parametres };

/** [AL-7] To who was told of many: once, when none of them is a fact any more. */
export const preparerFins = async (
  m: Magasin,
  { lectures, maintenant }: Pick<Moment, 'lectures' | 'maintenant'>,
  p: Passe,
): Promise<MessageAstreinte[]> => {
  const parFait = new Map(p.incidents.map((x) => [cleFait(x), x]));
  const fins: MessageAstreinte[] = [];
  for (const g of p.messages) {
    if (!g.groupe || g.fin) continue;
    const id = idFin(g._id);
    if (p.messages.some((x) => x._id === id)) continue;
    const siens = g.groupe.map((f) => parFait.get(cleFait(f)));
    // One that is not known any more is of a month that has turned: that is no end.
    if (siens.some((x) => x === undefined || x.incident.vrai)) continue;
    const finie = { ne: g.prepareLe, vrai: false, vu: true };
    const [etape] = aDire(finie, [ditDe(g, maintenant)], [], { maintenant, reglages: reglagesDe(p.parametres, g) });
    if (!etape) continue;
    const jour = dateParis(maintenant);
    const visites = await Promise.all(
      faitsDe(g).map(async (f) => {
        const issue = await lireIssue(m, f, maintenant, lectures.attentes);
        return { antenne: f.antenne, heure: f.heure, issue };
      }),
    );
    const { antenne, alerteId, genre, heure, groupe, rang, nom, mobile, courriel } = g;
    fins.push({
      ...{ _id: id, type: 'message-astreinte', antenne, alerteId, genre, depuis: g.depuis, heure, groupe },
      ...{ rang, fin: true, nom, mobile, ...(courriel === undefined ? {} : { courriel }) },
      ...{ texte: direFinGroupe(visites, jour), graine: nouvelleGraine(), expireLe: expireApres(maintenant) },
      ...{ prepareLe: maintenant, etat: 'PREPARE', essais: 0, prochainLe: maintenant },
    });
  }
  return fins;
};
