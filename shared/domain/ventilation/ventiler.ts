import type { Part } from '../../contrats/cloture/cloture';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { ajouterJours, ajouterMois, dateParis, debutDuJour, ecartMinutes, moisDe } from '../../temps/paris';
import { type DateCivile, type Instant, type Minutes, type Mois, minutes } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import { eligibles } from './eligibles';
import type { TableFinanceurs } from './financeurs';

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
  /** The cap that the prise en charge had in `mois`; undefined where it was not frozen: today's. */
  plafond?: (numeroPec: string, mois: Mois) => number | undefined;
};

type Reserve = { mois: Mois; reste: number };

/** The months that a prise en charge draws on, its own first, then for APA the oldest [FI-2, FI-6]. */
const reservesDe = (p: PriseEnCharge, apa: boolean, mois: Mois, report: ReportApa): Reserve[] | undefined => {
  if (p.minutesMax === undefined) return undefined;
  const reserves: Reserve[] = [{ mois, reste: p.minutesMax }];
  if (!apa || report.premierMois === undefined) return reserves;
  const debuts = [ajouterMois(mois, -report.mois), report.depuis, moisDe(p.dateDebut), report.premierMois].sort(
    comparer,
  );
  for (let m = debuts.at(-1) ?? mois; m < mois; m = ajouterMois(m, 1)) {
    // A plan that was lowered since leaves no more than it now grants; one that was raised, no more than it granted then [FI-9].
    const plafond = Math.min(report.plafond?.(p.numero, m) ?? p.minutesMax, p.minutesMax);
    reserves.push({ mois: m, reste: Math.max(0, plafond - report.consommes(p.numero, m)) });
  }
  return reserves;
};

/** [FI-7] Minutes of a visit by civil date: up to midnight (at most the billed ones), then the rest. */
export const trancher = (v: VisiteAVentiler): { date: DateCivile; minutes: number }[] => {
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
  const reserves = new Map<string, Reserve[] | undefined>();
  const reservesPour = (p: PriseEnCharge, date: DateCivile): Reserve[] | undefined => {
    if (!reserves.has(p.numero)) {
      const apa = e.financeurs.au(p.codeFinanceur, date)?.dispositif === 'APA';
      reserves.set(p.numero, reservesDe(p, apa, e.mois, e.report));
    }
    return reserves.get(p.numero);
  };
  const resultat = new Map<string, TrancheVentilee[]>();
  // What is frozen is drawn first, whatever its hour: a later import may have changed a cap, not what was billed on it.
  for (const v of e.visites) {
    if (!v.figees) continue;
    resultat.set(v.cle, [{ date: dateParis(v.debut), parts: [...v.figees] }]);
    for (const part of v.figees) {
      const p = e.prisesEnCharge.find((x) => x.numero === part.numeroPec);
      const r = p && reservesPour(p, dateParis(v.debut))?.find((x) => x.mois === part.moisPlafond);
      if (r) r.reste = Math.max(0, r.reste - part.minutes);
    }
  }
  for (const v of [...e.visites].sort(ordreVentilation)) {
    if (v.figees) continue;
    const tranches = trancher(v).map((tranche): TrancheVentilee => {
      const parts: Part[] = [];
      let reste = tranche.minutes;
      for (const p of eligibles(e.prisesEnCharge, tranche.date, v.codePrestation)) {
        if (reste === 0) break;
        const disponibles = reservesPour(p, tranche.date);
        if (disponibles === undefined) {
          const { numero: numeroPec, codeFinanceur } = p;
          ajouter(parts, { numeroPec, codeFinanceur, moisPlafond: e.mois, minutes: minutes(reste) });
          reste = 0;
          break;
        }
        for (const r of disponibles) {
          const pris = Math.min(reste, r.reste);
          r.reste -= pris;
          reste -= pris;
          const { numero: numeroPec, codeFinanceur } = p;
          ajouter(parts, { numeroPec, codeFinanceur, moisPlafond: r.mois, minutes: minutes(pris) });
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
