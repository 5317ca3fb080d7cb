import type { Cloture } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import type { RefusDoc, Verdict } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import type { Parametre } from '#shared/contrats/exploitation/parametre';
import { idVerdict } from '#shared/contrats/ids';
import type { Attente, Proposition } from '#shared/contrats/pointages/derives';
import type { Appel } from '#shared/contrats/pointages/pointage';
import type { Saisie } from '#shared/contrats/saisie';
import type { Accuse } from '#shared/contrats/store/accuse';
import { type DocumentReplique, estSansAge } from '#shared/replication/protocole';
import { epochMs } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { type Lot, lotDe } from '../base/lots';
import type { CompteLots } from '../base/remplies';

/** A refusal, whoever told it: the answer to the push, or the server's document, which says whose it is. */
export type Refusee = Pick<RefusDoc, 'documentId' | 'code' | 'message'> & Partial<Pick<RefusDoc, 'auteur'>>;

export type Suspens = Attente | Appel | Proposition;

export type Financeur = { code: string; libelle: string; dispositif: string; dateDebut?: DateCivile };

/** What the screens read, decrypted, in memory. Never changed in place: a new object at each change, same parts otherwise. */
export type EtatDepot = {
  /** False until the first reading of the disk is over. */
  pret: boolean;
  usagers: ReadonlyMap<string, Usager>;
  intervenants: ReadonlyMap<string, Intervenant>;
  /** By month. */
  clotures: ReadonlyMap<string, Cloture>;
  /** By civil date. */
  jours: ReadonlyMap<string, readonly Intervention[]>;
  /** By `_id`: all that managers of the antenna typed, this PC's included. */
  saisies: ReadonlyMap<string, Saisie>;
  /** By id of the correction. */
  verdicts: ReadonlyMap<string, Verdict>;
  /** By `_id` of the refused document. */
  refus: ReadonlyMap<string, Refusee>;
  /** By `_id`: what colleagues typed and the server, restored from a backup, had no more. */
  autrui: ReadonlyMap<string, Saisie>;
  /** Answers to saisies of an older date have left this PC, with the window. */
  reponsesDepuis: DateCivile | undefined;
  /** By `_id` of the saisie that the server has. */
  accuses: ReadonlyMap<string, Accuse>;
  /** What waits for someone, by civil date: punches without a usager or an aide, failed calls, numbers to propose. */
  suspens: ReadonlyMap<string, readonly Suspens[]>;
  /** By `_id`. */
  alertes: ReadonlyMap<string, Alerte>;
  parametres: readonly Parametre[];
  financeurs: readonly Financeur[];
  /** Names of those who write in this antenna, by login. */
  auteurs: Readonly<Record<string, string>>;
  /** Logins of those to whom a thing of an antenna may be handed over. */
  collegues: Readonly<Partial<Record<Antenne, readonly string[]>>>;
  /** Interventions that a replication changed, with the moment: a short highlight. */
  touchees: ReadonlyMap<string, number>;
};

export const ETAT_VIDE: EtatDepot = {
  pret: false,
  usagers: new Map(),
  intervenants: new Map(),
  clotures: new Map(),
  jours: new Map(),
  saisies: new Map(),
  verdicts: new Map(),
  refus: new Map(),
  accuses: new Map(),
  autrui: new Map(),
  reponsesDepuis: undefined,
  suspens: new Map(),
  alertes: new Map(),
  parametres: [],
  financeurs: [],
  auteurs: {},
  collegues: {},
  touchees: new Map(),
};

/** Nothing at all of the server is there, once the disk is read: an antenna always has usagers. */
export const estVide = (e: EtatDepot): boolean => e.pret && e.usagers.size === 0 && e.jours.size === 0;

/** How much there is of what each collection brings. */
export const compterLots = (e: EtatDepot): CompteLots => ({
  jours: e.jours.size,
  dossiers: e.usagers.size + e.intervenants.size,
  saisies: e.saisies.size,
  decisions: e.clotures.size + e.verdicts.size + e.accuses.size,
  suspens: e.suspens.size,
});

/** Documents of the server are what its schemas say: it validates them, and so does the import that writes them. */
const comme = <T>(d: DocumentReplique): T => d as unknown as T;

/** The document as it was, where nothing changed: the lines that show it need not be drawn again. */
const inchange = (ancien: Intervention | undefined, nouveau: Intervention): boolean =>
  ancien !== undefined && JSON.stringify(ancien) === JSON.stringify(nouveau);

/** Punched so little before that it is the call which has just brought its day: the first of the morning. */
const VIENT_DE_MS = 60_000;
const vientDetrePointee = (i: Intervention, quand: number): boolean =>
  [i.arrivee, i.depart].some((p) => p !== undefined && epochMs(p.instant) > quand - VIENT_DE_MS);

/**
 * A day's lot in place of the former; `quand`, in ms, is absent for a reading of the disk. A day seen for the first time highlights
 * nothing but the call that has just come.
 */
export const poserJour = (e: EtatDepot, date: string, lot: Lot, quand: number | undefined): EtatDepot => {
  const avant = e.jours.get(date);
  const anciennes = new Map((avant ?? []).map((i) => [i._id, i]));
  const touchees = quand === undefined ? undefined : new Map(e.touchees);
  const liste = Object.values(lot).map((d) => {
    const nouvelle = comme<Intervention>(d);
    const ancienne = anciennes.get(nouvelle._id);
    if (ancienne && inchange(ancienne, nouvelle)) return ancienne;
    if (quand !== undefined && (avant || vientDetrePointee(nouvelle, quand))) touchees?.set(nouvelle._id, quand);
    return nouvelle;
  });
  return { ...e, jours: new Map(e.jours).set(date, liste), touchees: touchees ?? e.touchees };
};

const estAlerte = (d: DocumentReplique): boolean => d._id.startsWith('alerte:');

/** A day's lot of what waits and of alerts, in place of the former: what was settled, or is over, leaves with it. */
export const poserSuspens = (e: EtatDepot, date: string, lot: Lot): EtatDepot => {
  const documents = Object.values(lot);
  const attendent = documents.filter((d) => !estAlerte(d)).map(comme<Suspens>);
  const alertes = new Map([...e.alertes].filter(([id]) => lotDe('suspens', id) !== date));
  for (const d of documents.filter(estAlerte)) alertes.set(d._id, comme<Alerte>(d));
  return { ...e, suspens: new Map(e.suspens).set(date, attendent), alertes };
};

type Cible = 'usagers' | 'intervenants' | 'clotures' | 'verdicts' | 'refus' | 'accuses';
const TYPES: Record<string, { cible: Cible; cle: (d: DocumentReplique) => string }> = {
  usager: { cible: 'usagers', cle: (d) => comme<Usager>(d).id },
  intervenant: { cible: 'intervenants', cle: (d) => comme<Intervenant>(d).id },
  cloture: { cible: 'clotures', cle: (d) => comme<Cloture>(d).mois },
  verdict: { cible: 'verdicts', cle: (d) => d._id },
  refus: { cible: 'refus', cle: (d) => comme<RefusDoc>(d).documentId },
  accuse: { cible: 'accuses', cle: (d) => comme<Accuse>(d).documentId },
};

/** Sent under the cookie of another: it says whose that was, and nothing of the row, which its author sends again. */
const estDUnAutre = (d: DocumentReplique): boolean =>
  d._id.startsWith('refus:') && comme<RefusDoc>(d).code === 'AUTEUR';

/** An id is its author's choice: what somebody sent under a colleague's, and was refused, is no refusal of hers. */
const estDAutrui = (r: Refusee, s: Saisie | undefined): boolean =>
  r.auteur !== undefined && s !== undefined && r.auteur !== s.auteur;

const refuseAutrui = (e: EtatDepot, d: DocumentReplique): boolean =>
  d._id.startsWith('refus:') && estDAutrui(comme<RefusDoc>(d), e.saisies.get(comme<RefusDoc>(d).documentId));

/**
 * Of what is kept whatever its age, a refusal for its date hides nothing where the server alone tells it: who typed a row that was
 * never taken has that answer here beside it, and nobody else has the row. It is of one that was taken, and sent again months later.
 */
const refuseCeQuiEstLa = (d: DocumentReplique): boolean => {
  if (!d._id.startsWith('refus:')) return false;
  const { code, documentId } = comme<RefusDoc>(d);
  return code === 'DATE' && estSansAge(documentId.slice(0, documentId.indexOf(':')));
};

/** Lots of files or decisions in place of the former: each document goes to the table of its type. */
export const poserLots = (e: EtatDepot, lots: readonly Lot[]): EtatDepot => {
  const suite: EtatDepot = { ...e };
  const neuves = new Map<Cible, Map<string, unknown>>();
  for (const lot of lots) {
    for (const d of Object.values(lot)) {
      const regle = TYPES[d._id.slice(0, d._id.indexOf(':'))];
      if (!regle || estDUnAutre(d) || refuseAutrui(e, d) || refuseCeQuiEstLa(d)) continue;
      const table = neuves.get(regle.cible) ?? new Map<string, unknown>(e[regle.cible]);
      neuves.set(regle.cible, table.set(regle.cle(d), d));
    }
  }
  return Object.assign(suite, Object.fromEntries(neuves));
};

const DU_LOT = {
  dossiers: ['usagers', 'intervenants'],
  decisions: ['clotures', 'verdicts', 'refus', 'accuses'],
} as const;

/** What was of these lots and is so no more, once they are read again: gone from the server, or lost by a restoration. */
export const oterDesLots = (
  e: EtatDepot,
  collection: keyof typeof DU_LOT,
  lots: readonly { id: string; clair: Lot }[],
): EtatDepot => {
  const parId = new Map(lots.map(({ id, clair }) => [id, clair]));
  const suite: EtatDepot = { ...e };
  const neuves: Partial<Record<Cible, Map<string, unknown>>> = {};
  for (const cible of DU_LOT[collection])
    for (const [cle, d] of e[cible]) {
      // What was answered to this PC alone is of no lot.
      const { _id: id } = d as Partial<DocumentReplique>;
      const lot = id === undefined ? undefined : parId.get(lotDe(collection, id));
      if (id === undefined || lot === undefined || id in lot) continue;
      neuves[cible] ??= new Map<string, unknown>(e[cible]);
      neuves[cible].delete(cle);
    }
  return Object.keys(neuves).length === 0 ? e : Object.assign(suite, neuves);
};

export const oterSaisies = (e: EtatDepot, ids: readonly string[]): EtatDepot => {
  const saisies = new Map(e.saisies);
  for (const id of ids) saisies.delete(id);
  return saisies.size === e.saisies.size ? e : { ...e, saisies };
};

export const poserAutrui = (e: EtatDepot, siennes: readonly Saisie[]): EtatDepot =>
  siennes.length === 0 ? e : { ...e, autrui: new Map([...e.autrui, ...siennes.map((s) => [s._id, s] as const)]) };

export const oterAutrui = (e: EtatDepot, ids: readonly string[]): EtatDepot => {
  const autrui = new Map(e.autrui);
  for (const id of ids) autrui.delete(id);
  return autrui.size === e.autrui.size ? e : { ...e, autrui };
};

export const poserSaisies = (e: EtatDepot, documents: readonly Saisie[]): EtatDepot => {
  const saisies = new Map(e.saisies);
  const dAutrui: string[] = [];
  for (const d of documents) {
    saisies.set(d._id, d);
    const connu = e.refus.get(d._id);
    if (connu && estDAutrui(connu, d)) dAutrui.push(d._id);
  }
  if (dAutrui.length === 0) return { ...e, saisies };
  const refus = new Map(e.refus);
  for (const id of dAutrui) refus.delete(id);
  return { ...e, saisies, refus };
};

export const poserRefus = (e: EtatDepot, refusees: readonly Refusee[]): EtatDepot => {
  const refus = new Map(e.refus);
  for (const r of refusees) if (!refus.has(r.documentId)) refus.set(r.documentId, r);
  return { ...e, refus };
};

/**
 * The server's answer to a saisie that it took: a correction's verdict, the acknowledgement of any other. What is kept whatever
 * its age outlives its answer: older than those kept, it is known (it would be refused for its date, and that is told at once).
 */
const estRecue = (e: EtatDepot, s: Saisie): boolean => {
  if (s.type === 'correction') return e.verdicts.has(idVerdict(s.date, s.id));
  // A copy that the server took to this antenna: it was answered where it was typed.
  if (e.accuses.has(s._id) || ('partageLe' in s && s.partageLe !== undefined)) return true;
  return estSansAge(s.type) && e.reponsesDepuis !== undefined && s.date < e.reponsesDepuis;
};

/** [CO-6] « En attente » = typed on this PC, and not answered by the server, which neither took nor refused it. Sorted by id. */
export const enAttente = (e: EtatDepot, poste: string): Saisie[] =>
  [...e.saisies.values()]
    .filter((s) => s.poste === poste && !estRecue(e, s) && !e.refus.has(s._id))
    .sort((a, b) => (a._id < b._id ? -1 : 1));

/** Why a saisie was refused, by the push or by the server's judgement (CO-3); undefined where it was not. */
export const refusDe = (e: EtatDepot, s: Saisie): { message: string; quand: string } | undefined => {
  const refus = e.refus.get(s._id);
  if (refus) return { message: refus.message, quand: s.instant };
  const verdict = s.type === 'correction' ? e.verdicts.get(idVerdict(s.date, s.id)) : undefined;
  if (verdict?.decision !== 'REFUSEE') return undefined;
  return { message: verdict.refus?.message ?? 'Refusée par le serveur.', quand: verdict.recuLe };
};

export type SaisieRefusee = { saisie: Saisie; message: string; quand: string };

/** Refusals of what this PC has typed. */
export const refusees = (e: EtatDepot, poste: string): SaisieRefusee[] =>
  [...e.saisies.values()].flatMap((s) => {
    const refus = s.poste === poste ? refusDe(e, s) : undefined;
    return refus ? [{ saisie: s, ...refus }] : [];
  });

/** Those of them that the server never took: it keeps of each why, and this PC alone what was typed. */
export const jamaisPrises = (e: EtatDepot, poste: string): SaisieRefusee[] =>
  refusees(e, poste).filter(({ saisie }) => e.refus.has(saisie._id) && !estRecue(e, saisie));
