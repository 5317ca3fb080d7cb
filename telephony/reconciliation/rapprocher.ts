import { type Resultat, refuser } from '#shared/contrats/commun';
import { ajouterA } from '#shared/listes';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { type Horloge, instantA } from '../horloge';
import type { Entree } from '../journal/entree';
import type { Fenetre, ReleveAppel, Releves } from '../plivo/compte/releve-appels';
import { documentAppel } from '../plivo/documents';
import { estSonde } from '../svi/sonde';
import type { Repere } from './repere';
import { type ChercherAppels, decaler } from './traces';

const HEURE_MS = 3_600_000;
const JOUR_MS = 24 * HEURE_MS;
/** A record may reach the operator's list after the next ones: each passage looks back that far before the watermark. */
const CHEVAUCHEMENT_MS = 3 * HEURE_MS;
/** The operator keeps ninety days of records; an hour of margin. */
const HISTORIQUE_MS = 90 * JOUR_MS - HEURE_MS;
/** The first passage of all: what was before belongs to whatever used that number before. */
const PREMIER_MS = JOUR_MS;
/** After a long stop the watermark moves a day at a time. */
const TRANCHE_MS = JOUR_MS;
/** Around a call, in the store: two clocks, or a zone badly set, never make a received call look lost. */
const MARGE_HEURES = 26;
const DOCUMENTS_PAR_ENTREE = 100;

export type Bilan = {
  compares: number;
  /** Calls without a trace, now kept as failed calls. */
  manquants: number;
  illisibles: number;
  jusqua: Instant;
};

export type PortsRapprochement = {
  relever: (f: Fenetre) => Promise<Resultat<Releves>>;
  chercher: ChercherAppels;
  /** Calls that this worker has under way, and those of which it holds what CouchDB has not confirmed yet. */
  connusIci: () => ReadonlySet<string>;
  /** The one usager whose number it is. */
  usagerDuNumero: (numero: string, instant: Instant) => string | undefined;
  ecrire: (entree: Entree) => Promise<void>;
  lireRepere: () => Promise<Repere>;
  ecrireRepere: (jusqua: Instant) => Promise<void>;
  horloge: Horloge;
  /** Minutes after its end before a call may be said to have left no trace. */
  delaiMinutes: number;
  /** [DI-1] Where outside checks come from: what became of them is not a manager's to look for. */
  numeroSonde?: string | undefined;
};

const message = (e: unknown): string => (e instanceof Error ? e.message : String(e));
const plusTard = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** Calls of which nothing is known, neither here nor in the store. */
const sansTrace = async (p: PortsRapprochement, appels: readonly ReleveAppel[]): Promise<ReleveAppel[]> => {
  // Here, then in the store, then here again: a punch on its way from one to the other is seen.
  const avant = p.connusIci();
  const inconnus = appels.filter((a) => !avant.has(a.appelId));
  if (inconnus.length === 0) return [];
  const instants = inconnus.map((a) => a.instant).sort();
  const [debut, fin] = [instants[0], instants.at(-1)];
  if (debut === undefined || fin === undefined) return [];
  const ranges = await p.chercher(
    new Set(inconnus.map((a) => a.appelId)),
    decaler(debut, -MARGE_HEURES),
    decaler(fin, MARGE_HEURES),
  );
  const apres = p.connusIci();
  return inconnus.filter((a) => !ranges.has(a.appelId) && !apres.has(a.appelId));
};

/** [PT-4] Entries of the journal for calls that never reached us; one database an entry, as it is sent. */
const entreesDe = (p: PortsRapprochement, manquants: readonly ReleveAppel[], recuLe: Instant): Entree[] => {
  const parBase = new Map<string, Entree['documents']>();
  for (const { appelId, instant, numero } of manquants) {
    const usagerId = numero === undefined ? undefined : p.usagerDuNumero(numero, instant);
    const etat = { appelId, instant, ...(numero === undefined ? {} : { numero }) };
    const document = documentAppel(etat, { etape: 'DEPART', issue: 'SANS_TRACE' }, usagerId, recuLe, 'CDR');
    ajouterA(parBase, document.base, document);
  }
  return [...parBase.values()].flatMap((documents) =>
    Array.from({ length: Math.ceil(documents.length / DOCUMENTS_PAR_ENTREE) }, (_, n) => ({
      documents: documents.slice(n * DOCUMENTS_PAR_ENTREE, (n + 1) * DOCUMENTS_PAR_ENTREE),
    })),
  );
};

const comparer = async (p: PortsRapprochement, f: Fenetre): Promise<Resultat<Omit<Bilan, 'jusqua'>>> => {
  const releves = await p.relever(f);
  if (!releves.ok) return releves;
  const appels = releves.valeur.appels.filter(
    (a) => !estSonde(a.appelId) && (p.numeroSonde === undefined || a.numero !== p.numeroSonde),
  );
  let manquants: ReleveAppel[];
  try {
    manquants = await sansTrace(p, appels);
  } catch (e) {
    return refuser('MAGASIN_INJOIGNABLE', `CouchDB ne répond pas (${message(e)}) : le rapprochement attend.`);
  }
  try {
    for (const entree of entreesDe(p, manquants, instantA(p.horloge))) await p.ecrire(entree);
  } catch (e) {
    return refuser('JOURNAL_REFUSE', `Le journal ne peut pas être écrit (${message(e)}) : vérifiez le disque.`);
  }
  const { illisibles } = releves.valeur;
  return { ok: true, valeur: { compares: appels.length, manquants: manquants.length, illisibles } };
};

/** Where a passage begins, and the watermark it starts from. */
const depart = (
  repere: Repere,
  maintenant: number,
  depuis: Instant | undefined,
): { debut: number; repere?: Instant } => {
  const plusTot = maintenant - HISTORIQUE_MS;
  if (repere.etat === 'LU') {
    const debut = depuis === undefined ? epochMs(repere.jusqua) - CHEVAUCHEMENT_MS : epochMs(depuis);
    // What the operator no longer has is no gap: it can never be filled.
    return { debut: Math.max(plusTot, debut), repere: plusTard(repere.jusqua, instantDe(plusTot)) };
  }
  // What was compared is no longer known: all that the operator still has.
  if (repere.etat === 'ILLISIBLE') return { debut: plusTot };
  return { debut: Math.max(plusTot, depuis === undefined ? maintenant - PREMIER_MS : epochMs(depuis)) };
};

/**
 * Compares the operator's records with what was received: a call without a trace becomes a failed call, source CDR.
 * Run again at any moment, whole or cut short, it makes nothing twice: what it wrote is itself a trace. The watermark
 * moves once a stretch is done, and never over a gap.
 */
export const rapprocher = async (p: PortsRapprochement, depuis?: Instant): Promise<Resultat<Bilan>> => {
  const maintenant = p.horloge();
  const fin = maintenant - p.delaiMinutes * 60_000;
  const d = depart(await p.lireRepere(), maintenant, depuis);
  let { repere } = d;
  const total = { compares: 0, manquants: 0, illisibles: 0 };
  for (let debut = d.debut; debut < fin; debut += TRANCHE_MS) {
    const tranche = { debut: instantDe(debut), fin: instantDe(Math.min(debut + TRANCHE_MS, fin)) };
    const fait = await comparer(p, tranche);
    if (!fait.ok) return fait;
    total.compares += fait.valeur.compares;
    total.manquants += fait.valeur.manquants;
    total.illisibles += fait.valeur.illisibles;
    if (repere !== undefined && tranche.debut > repere) continue;
    repere = repere === undefined ? tranche.fin : plusTard(repere, tranche.fin);
    await p.ecrireRepere(repere);
  }
  return { ok: true, valeur: { ...total, jusqua: repere ?? instantDe(fin) } };
};
