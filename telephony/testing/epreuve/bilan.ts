import { ajouterA } from '#shared/listes';
import type { DocumentSvi } from '../../journal/entree';
import type { AppelVecu, Frappe } from './appelant';

export type Bilan = {
  /** Empty: what was confirmed by voice is what is stored. */
  fautes: string[];
  appels: number;
  /** Calls that heard at least one confirmation. */
  appelsConfirmes: number;
  /** Confirmations heard, by usager: a couple counts two. */
  pointagesEntendus: number;
  pointages: number;
  remplaces: number;
  /** Keyed, and the answer never reached the caller: stored or not, both are right. */
  sansReponse: number;
  appelsEchoues: number;
  nouveauxEssais: number;
};

type Pointage = Extract<DocumentSvi, { type: 'pointage' }>;

const nom = (usagerId: string | undefined): string => usagerId ?? 'à préciser';

/** Punches of one call and usager, from the first to the one that stands; undefined where they make no chain. */
const chaine = (pointages: readonly Pointage[]): Pointage[] | undefined => {
  const suite: Pointage[] = [];
  let suivants = pointages.filter((p) => p.remplace === undefined);
  while (suivants.length > 0) {
    const [seul] = suivants;
    if (suivants.length > 1 || !seul) return undefined;
    suite.push(seul);
    suivants = pointages.filter((p) => p.remplace === seul.id);
  }
  return suite.length === pointages.length ? suite : undefined;
};

const dire = (suite: readonly { sens: string }[]): string => suite.map((s) => s.sens).join(', ') || 'rien';

/** [PT-6] What one call left for one usager: every press that was confirmed, once, in order; the last one stands. */
const fautesUsager = (frappes: readonly Frappe[], pointages: readonly Pointage[]): string[] => {
  const suite = chaine(pointages);
  if (!suite) return [`pointages en double ou remplacement non marqué (${dire(pointages)})`];
  const entendues = frappes.filter((f) => f.entendue);
  const perdue = suite.length < entendues.length;
  const inventee = suite.length > frappes.length;
  const autre = suite.some((p, i) => p.sens !== frappes[i]?.sens);
  if (!perdue && !inventee && !autre) return [];
  const quoi = perdue ? 'perdu' : inventee ? 'inventé ou doublé' : 'sens changé';
  return [`${quoi} : tapé ${dire(frappes)} (${entendues.length} entendu), rangé ${dire(suite)}`];
};

const fautesAppel = (a: AppelVecu, documents: readonly DocumentSvi[]): string[] => {
  const fautes = a.plaintes.slice();
  const pointages = documents.flatMap((d) => (d.type === 'pointage' ? [d] : []));
  const echecs = documents.length - pointages.length;
  const qui = new Set([...a.frappes.flatMap((f) => f.usagers), ...pointages.map((p) => p.usagerId)]);
  for (const u of qui) {
    const siens = pointages.filter((p) => p.usagerId === u);
    const frappes = a.frappes.filter((f) => f.usagers.includes(u));
    fautes.push(...fautesUsager(frappes, siens).map((f) => `${nom(u)} : ${f}`));
  }
  if (documents.some((d) => d.instant !== a.instant)) fautes.push('instant autre que le début de l’appel');
  if (pointages.some((p) => p.intervenantId !== a.intervenantId)) fautes.push('autre intervenant');
  if (echecs > 1) fautes.push(`échec gardé ${echecs} fois`);
  if (echecs > 0 && pointages.length > 0) fautes.push('échec gardé avec un pointage');
  // [PT-4] A call that ended without a punch is kept too.
  if (a.clos && echecs === 0 && pointages.length === 0) fautes.push('appel sans trace');
  if (!a.clos) fautes.push('fin d’appel jamais reçue');
  return fautes;
};

/** Judges a run: what callers lived against what CouchDB holds, call by call. Pure. */
export const verifier = (appels: readonly AppelVecu[], documents: readonly DocumentSvi[]): Bilan => {
  const parAppel = new Map<string, DocumentSvi[]>();
  for (const d of documents) {
    const id = d.type === 'pointage' ? (d.appelId ?? '') : d.id;
    ajouterA(parAppel, id, d);
  }
  const fautes = appels.flatMap((a) => fautesAppel(a, parAppel.get(a.id) ?? []).map((f) => `appel ${a.id} : ${f}`));
  const connus = new Set(appels.map((a) => a.id));
  for (const id of parAppel.keys()) if (!connus.has(id)) fautes.push(`appel ${id} : personne ne l’a passé`);
  const frappes = appels.flatMap((a) => a.frappes);
  const pointages = documents.flatMap((d) => (d.type === 'pointage' ? [d] : []));
  return {
    fautes,
    appels: appels.length,
    appelsConfirmes: appels.filter((a) => a.frappes.some((f) => f.entendue)).length,
    pointagesEntendus: frappes.filter((f) => f.entendue).reduce((n, f) => n + f.usagers.length, 0),
    pointages: pointages.length,
    remplaces: pointages.filter((p) => p.remplace !== undefined).length,
    sansReponse: frappes.filter((f) => !f.entendue).reduce((n, f) => n + f.usagers.length, 0),
    appelsEchoues: documents.length - pointages.length,
    nouveauxEssais: appels.reduce((n, a) => n + a.nouveauxEssais, 0),
  };
};
