import type { Part } from '../../contrats/cloture/cloture';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import {
  ajouterJours,
  ajouterMois,
  dateParis,
  debutDuJour,
  dernierJour,
  ecartMinutes,
  moisDe,
} from '../../temps/paris';
import { type DateCivile, type Instant, type Minutes, type Mois, minutes } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import { eligibles } from './eligibles';
import type { TableFinanceurs } from './financeurs';
import { debutPrise, versionAu } from './versions';

export type VisiteAVentiler = {
  cle: string;
  debut: Instant;
  fin: Instant;
  intervenantId: string;
  codePrestation: string;
  /** Retained duration + minutes complémentaires [DU-4]. */
  facturees: Minutes;
  /** Its split, where another antenna has closed it already [CL-1, CL-2]: it has used those caps, and is not split again. */
  figees?: readonly Part[] | undefined;
};

/** [FI-6] What the months before say of one usager's APA prises en charge. */
export type ReportApa = {
  /** First month whose unused cap may be carried over (parameter), and how many months back. */
  depuis: Mois;
  mois: number;
  /** First month of any intervention in this system, all antennas; undefined: none before this month. */
  premierMois: Mois | undefined;
  /** Minutes already drawn on the cap of `mois` of a prise en charge, by that month and those after it. */
  consommes: (numeroPec: string, mois: Mois) => number;
  /** The cap that a closing froze for `mois`; read only of what was imported before versions were dated. */
  plafond?: (numeroPec: string, mois: Mois) => number | undefined;
};

type Reserve = { mois: Mois; reste: number };

/**
 * [FI-10] The cap that a past month is held against is in its version, whose dates alone reach back. Before versions were dated, a cap
 * was changed in place: one that was lowered since leaves no more than it now grants, one that was raised no more than it granted then.
 */
const plafondAncien = (v: PriseEnCharge, plafond: number, mois: Mois, report: ReportApa): number =>
  v.recuLe === undefined ? Math.min(report.plafond?.(v.numero, mois) ?? plafond, plafond) : plafond;

/** [FI-6] What the months before left to an APA prise en charge, oldest first; a month without a cap on its last day leaves nothing. */
const anciensDe = (p: PriseEnCharge, date: DateCivile, e: MoisAVentiler): Reserve[] => {
  const { mois, report, prisesEnCharge, financeurs } = e;
  if (report.premierMois === undefined) return [];
  const debut = moisDe(debutPrise(prisesEnCharge, p));
  const debuts = [ajouterMois(mois, -report.mois), report.depuis, debut, report.premierMois].sort(comparer);
  const anciens: Reserve[] = [];
  for (let m = debuts.at(-1) ?? mois; m < mois; m = ajouterMois(m, 1)) {
    const v = versionAu(prisesEnCharge, p.numero, dernierJour(m));
    if (v?.minutesMax === undefined || !estApa(financeurs, v, date)) continue;
    const plafond = plafondAncien(v, v.minutesMax, m, report);
    anciens.push({ mois: m, reste: Math.max(0, plafond - report.consommes(p.numero, m)) });
  }
  return anciens;
};

const estApa = (financeurs: TableFinanceurs, p: PriseEnCharge, date: DateCivile): boolean =>
  financeurs.au(p.codeFinanceur, date)?.dispositif === 'APA';

/** What a numéro has taken of its own cap of the month, whatever the version [FI-10], and what the months before left it. */
type Compte = { pris: number; anciens?: Reserve[] };

/** [FI-7] Minutes of a visit by civil date: up to midnight (at most the billed ones), then the rest. */
export const trancher = (
  v: Pick<VisiteAVentiler, 'debut' | 'fin' | 'facturees'>,
): { date: DateCivile; minutes: number }[] => {
  const date = dateParis(v.debut);
  const lendemain = ajouterJours(date, 1);
  const minuit = debutDuJour(lendemain);
  if (v.fin <= minuit) return [{ date, minutes: v.facturees }];
  const avant = Math.min(v.facturees, ecartMinutes(v.debut, minuit));
  return [
    { date, minutes: avant },
    { date: lendemain, minutes: v.facturees - avant },
  ];
};

/**
 * [FI-7, FI-9] What comes after midnight on a month's last day is of that month: a version that holds from the next one, because it
 * was the first still open, is not for it.
 */
export const prisesDeTranche = (
  prises: readonly PriseEnCharge[],
  date: DateCivile,
  mois: Mois,
): readonly PriseEnCharge[] => {
  if (moisDe(date) === mois) return prises;
  const ignorees = new Set(prises.filter((p) => p.duMoisOuvert && p.dateDebut === date).map((p) => p.numero));
  if (ignorees.size === 0) return prises;
  const veille = ajouterJours(date, -1);
  return prises
    .filter((p) => !(ignorees.has(p.numero) && p.dateDebut === date))
    .map((p) => (ignorees.has(p.numero) && p.dateFin === veille ? { ...p, dateFin: date } : p));
};

export const ordreVentilation = (a: VisiteAVentiler, b: VisiteAVentiler): number =>
  comparer(a.debut, b.debut) ||
  comparer(a.intervenantId, b.intervenantId) ||
  comparer(a.fin, b.fin) ||
  comparer(a.cle, b.cle);

export type MoisAVentiler = {
  mois: Mois;
  visites: readonly VisiteAVentiler[];
  prisesEnCharge: readonly PriseEnCharge[];
  financeurs: TableFinanceurs;
  report: ReportApa;
};

/** [FI-7] The parts of a visit on one civil date, in FI-1's order. */
export type TrancheVentilee = { date: DateCivile; parts: Part[] };

const ajouter = (parts: Part[], part: Part): void => {
  if (part.minutes === 0) return;
  const meme = parts.find(
    (p) =>
      p.numeroPec === part.numeroPec && p.codeFinanceur === part.codeFinanceur && p.moisPlafond === part.moisPlafond,
  );
  if (meme) meme.minutes = minutes(meme.minutes + part.minutes);
  else parts.push({ ...part });
};

/** [FI-1 to FI-7] The same as `ventilerMois`, each visit still by its civil dates. */
export const ventilerParDate = (e: MoisAVentiler): Map<string, TrancheVentilee[]> => {
  const comptes = new Map<string, Compte>();
  const compteDe = (numero: string): Compte => {
    const c = comptes.get(numero) ?? { pris: 0 };
    comptes.set(numero, c);
    return c;
  };
  const anciensPour = (p: PriseEnCharge, date: DateCivile): Reserve[] => {
    const c = compteDe(p.numero);
    c.anciens ??= anciensDe(p, date, e);
    return c.anciens;
  };
  /** Draws up to `reste` minutes on what the version of that date offers: its own cap, then the months before [FI-6]. */
  const tirer = (p: PriseEnCharge, date: DateCivile, reste: number): { mois: Mois; minutes: number }[] => {
    const compte = compteDe(p.numero);
    const propre = p.minutesMax === undefined ? reste : Math.max(0, p.minutesMax - compte.pris);
    const tires = [{ mois: e.mois, minutes: Math.min(reste, propre) }];
    compte.pris += Math.min(reste, propre);
    let encore = reste - Math.min(reste, propre);
    if (encore === 0 || !estApa(e.financeurs, p, date)) return tires;
    for (const r of anciensPour(p, date)) {
      const pris = Math.min(encore, r.reste);
      r.reste -= pris;
      encore -= pris;
      tires.push({ mois: r.mois, minutes: pris });
    }
    return tires;
  };
  const resultat = new Map<string, TrancheVentilee[]>();
  // What is frozen is drawn first, whatever its hour: a later import may have changed a cap, not what was billed on it.
  for (const v of e.visites) {
    if (!v.figees) continue;
    resultat.set(v.cle, [{ date: dateParis(v.debut), parts: [...v.figees] }]);
    for (const part of v.figees) {
      const p = e.prisesEnCharge.find((x) => x.numero === part.numeroPec);
      if (!p) continue;
      if (part.moisPlafond === e.mois) compteDe(p.numero).pris += part.minutes;
      const r = anciensPour(p, dateParis(v.debut)).find((x) => x.mois === part.moisPlafond);
      if (r) r.reste = Math.max(0, r.reste - part.minutes);
    }
  }
  for (const v of [...e.visites].sort(ordreVentilation)) {
    if (v.figees) continue;
    const tranches = trancher(v).map((tranche): TrancheVentilee => {
      const parts: Part[] = [];
      let reste = tranche.minutes;
      const prises = prisesDeTranche(e.prisesEnCharge, tranche.date, e.mois);
      for (const p of eligibles(prises, tranche.date, v.codePrestation)) {
        if (reste === 0) break;
        const { numero: numeroPec, codeFinanceur } = p;
        for (const t of tirer(p, tranche.date, reste)) {
          reste -= t.minutes;
          ajouter(parts, { numeroPec, codeFinanceur, moisPlafond: t.mois, minutes: minutes(t.minutes) });
        }
      }
      ajouter(parts, { codeFinanceur: e.financeurs.tarifPropre, minutes: minutes(reste) });
      return { date: tranche.date, parts };
    });
    resultat.set(v.cle, tranches);
  }
  return resultat;
};

const reunir = (tranches: readonly TrancheVentilee[]): Part[] => {
  const [premiere, ...autres] = tranches;
  const parts = [...(premiere?.parts ?? [])];
  for (const t of autres) for (const part of t.parts) ajouter(parts, part);
  return parts;
};

/**
 * [FI-1 to FI-7] Splits one usager's billed minutes of one month between its prises en charge. For each visit the parts
 * add up exactly to the billed minutes [FI-4].
 */
export const ventilerMois = (e: MoisAVentiler): Map<string, Part[]> =>
  new Map([...ventilerParDate(e)].map(([cle, tranches]) => [cle, reunir(tranches)]));
