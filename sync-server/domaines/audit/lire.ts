import type { EntreeAudit, Maillon } from '#shared/contrats/exploitation/audit';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Magasin } from '../../store/lire';
import { lireType, plageType } from '../../store/types';
import { idMaillon } from './maillon';
import { lireTete } from './tracer';

export type FiltreAudit = {
  /** Paris day of what is read; absent, the latest first. */
  jour?: DateCivile | undefined;
  auteur?: string | undefined;
  action?: EntreeAudit['action'] | undefined;
  /** Only links before that number: the next page. */
  avant?: number | undefined;
};

export type EntreeLue = EntreeAudit & { maillon: number };
export type PageAudit = { entrees: EntreeLue[]; suite?: number };

const cleMaillon = (numero: number): string => idMaillon(numero).slice('audit:'.length);

const LOT = 200;
const ENTREES_PAGE = 100;
/** Links read for one page, whatever they hold: a filter that finds nothing answers with where it has come to. */
const MAILLONS_PAGE = 4_000;
/** Clocks of two writers differ by a little: the search of a day looks that many links further. */
const MARGE = 50;

/** The first link of a day or after, by halves: links follow each other in time. */
const premierDu = async (m: Magasin, jour: DateCivile, dernier: number): Promise<number> => {
  let [bas, haut] = [1, dernier + 1];
  while (bas < haut) {
    const milieu = Math.floor((bas + haut) / 2);
    const doc = await lireType(m, 'audit', idMaillon(milieu), {});
    const instant = doc?.entrees[0]?.instant;
    if (instant !== undefined && dateParis(instant) >= jour) haut = milieu;
    else bas = milieu + 1;
  }
  return bas;
};

/** Of one link, the latest first; what it seals of another branch is told where it is sealed. */
const entreesDe = ({ numero, entrees, branche = [] }: Pick<Maillon, 'numero' | 'entrees' | 'branche'>): EntreeLue[] =>
  [...branche.flatMap((m) => m.entrees), ...entrees].reverse().map((e) => ({ ...e, maillon: numero }));

/** Links, from that one on, that seal entries of that day: far after it, where the cut was settled later. */
const scelleesDuJour = async (m: Magasin, jour: DateCivile, depuis: number): Promise<EntreeLue[]> => {
  const reperes = await plageType(m, 'branche-audit', {});
  const siens = reperes.filter((r) => r.numero >= depuis && dateParis(r.du) <= jour && jour <= dateParis(r.au));
  const lus = await Promise.all(siens.map((r) => lireType(m, 'audit', idMaillon(r.numero), {})));
  return lus.reverse().flatMap((d) => (d ? entreesDe(d) : []));
};

/** One page of the log, the latest entries first. */
export const lireAudit = async (m: Magasin, f: FiltreAudit): Promise<PageAudit> => {
  const { numero } = await lireTete(m);
  let fin = Math.min(f.avant ?? numero + 1, numero + 1);
  let plancher = 1;
  if (f.jour !== undefined) {
    fin = Math.min(fin, (await premierDu(m, ajouterJours(f.jour, 1), numero)) + MARGE);
    plancher = Math.max(1, (await premierDu(m, f.jour, numero)) - MARGE);
  }
  const garde = (e: EntreeAudit): boolean =>
    (f.jour === undefined || dateParis(e.instant) === f.jour) &&
    (f.auteur === undefined || e.auteur === f.auteur) &&
    (f.action === undefined || e.action === f.action);
  const premiere = f.jour !== undefined && f.avant === undefined;
  const entrees: EntreeLue[] = premiere && f.jour ? (await scelleesDuJour(m, f.jour, fin)).filter(garde) : [];
  for (let lus = 0; fin > plancher && lus < MAILLONS_PAGE && entrees.length < ENTREES_PAGE; ) {
    const debut = Math.max(plancher, fin - LOT);
    const lot = await plageType(m, 'audit', {}, { de: cleMaillon(debut), avant: cleMaillon(fin) });
    lus += fin - debut;
    fin = debut;
    for (const maillon of lot.reverse()) {
      entrees.push(...entreesDe(maillon).filter(garde));
      if (entrees.length >= ENTREES_PAGE) {
        fin = maillon.numero;
        break;
      }
    }
  }
  return { entrees, ...(fin > plancher ? { suite: fin } : {}) };
};
