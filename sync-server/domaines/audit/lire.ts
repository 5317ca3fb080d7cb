import type { EntreeAudit, Maillon } from '#shared/contrats/exploitation/audit';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Magasin } from '../../store/lire';
import { lireType, plageType } from '../../store/types';
import { idMaillon, type Tete } from './maillon';
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

/** Links to read, [plancher, fin[: those of the day, or all. */
const bornesDe = async (m: Magasin, jour: DateCivile | undefined, dernier: number) =>
  jour === undefined
    ? { plancher: 1, fin: dernier + 1 }
    : {
        plancher: Math.max(1, (await premierDu(m, jour, dernier)) - MARGE),
        fin: Math.min(dernier + 1, (await premierDu(m, ajouterJours(jour, 1), dernier)) + MARGE),
      };

const gardeDe =
  (f: FiltreAudit) =>
  (e: EntreeAudit): boolean =>
    (f.jour === undefined || dateParis(e.instant) === f.jour) &&
    (f.auteur === undefined || e.auteur === f.auteur) &&
    (f.action === undefined || e.action === f.action);

/** Links in [debut, fin[, the latest first. */
const lireLot = async (m: Magasin, debut: number, fin: number) =>
  (await plageType(m, 'audit', {}, { de: cleMaillon(debut), avant: cleMaillon(fin) })).reverse();

/** Whether the log has that very entry: it is in a link written the day that it bears, or after. */
export const estTracee = async (m: Magasin, e: EntreeAudit): Promise<boolean> => {
  const { numero } = await lireTete(m);
  const premier = Math.max(1, (await premierDu(m, dateParis(e.instant), numero)) - MARGE);
  const estElle = (x: EntreeAudit): boolean =>
    x.instant === e.instant && x.auteur === e.auteur && x.action === e.action && x.objet === e.objet;
  for (let debut = premier; debut <= numero; debut += LOT) {
    const lot = await lireLot(m, debut, Math.min(debut + LOT, numero + 1));
    if (lot.some((maillon) => entreesDe(maillon).some(estElle))) return true;
  }
  return false;
};

/** One page of the log, the latest entries first. */
export const lireAudit = async (m: Magasin, f: FiltreAudit): Promise<PageAudit> => {
  const { numero } = await lireTete(m);
  const bornes = await bornesDe(m, f.jour, numero);
  const { plancher } = bornes;
  let fin = Math.min(f.avant ?? bornes.fin, bornes.fin);
  const garde = gardeDe(f);
  const premiere = f.jour !== undefined && f.avant === undefined;
  const entrees: EntreeLue[] = premiere && f.jour ? (await scelleesDuJour(m, f.jour, fin)).filter(garde) : [];
  for (let lus = 0; fin > plancher && lus < MAILLONS_PAGE && entrees.length < ENTREES_PAGE; ) {
    const debut = Math.max(plancher, fin - LOT);
    const lot = await lireLot(m, debut, fin);
    lus += fin - debut;
    fin = debut;
    for (const maillon of lot) {
      entrees.push(...entreesDe(maillon).filter(garde));
      if (entrees.length >= ENTREES_PAGE) {
        fin = maillon.numero;
        break;
      }
    }
  }
  return { entrees, ...(fin > plancher ? { suite: fin } : {}) };
};

/** Of a file: entries, and links read to find them. Beyond, one asks for less. */
export const ENTREES_FICHIER = 20_000;
const MAILLONS_FICHIER = 100_000;

/**
 * All that a filter finds, the latest first, up to the head that is told with it; undefined where that is too much for one file.
 * `parti`: nobody waits for it any more.
 */
export const lireAuditEntier = async (
  m: Magasin,
  f: Omit<FiltreAudit, 'avant'>,
  parti: () => boolean = () => false,
): Promise<{ tete: Tete; entrees: EntreeLue[] } | undefined> => {
  const tete = await lireTete(m);
  const { plancher, fin } = await bornesDe(m, f.jour, tete.numero);
  if (fin - plancher > MAILLONS_FICHIER) return undefined;
  const garde = gardeDe(f);
  const scellees = f.jour === undefined ? [] : await scelleesDuJour(m, f.jour, fin);
  const entrees = scellees.filter((e) => e.maillon <= tete.numero && garde(e));
  for (let avant = fin; avant > plancher && !parti(); avant -= LOT) {
    for (const maillon of await lireLot(m, Math.max(plancher, avant - LOT), avant))
      entrees.push(...entreesDe(maillon).filter(garde));
    if (entrees.length > ENTREES_FICHIER) return undefined;
  }
  return { tete, entrees };
};
