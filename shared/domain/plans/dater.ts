import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { ajouterJours, debutDuJour, dernierJour, premierJour } from '../../temps/paris';
import type { DateCivile, Instant, Mois } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import {
  finDe,
  type Intervalle,
  intervalleDe,
  ligneDe,
  plusTard,
  plusTot,
  restreindre,
  retrancher,
  retrancherTous,
  veille,
} from './intervalles';

/** A row of the file: its version as it says it, from its `date_debut`; `effet`: from when a change holds. */
export type LignePrise = { ligne: number; effet?: DateCivile | undefined; version: PriseEnCharge };

/** What is closed for a usager: the months that an antenna which they have in them has closed. */
export type MoisClos = {
  clos: ReadonlySet<Mois>;
  /** The earliest that is not; undefined: nothing is closed. */
  premierOuvert: Mois | undefined;
};

/** `date`: of the file; `instant`: of its import. */
export type Reception = MoisClos & { date: DateCivile; instant: Instant };

export const memesTermes = (a: PriseEnCharge, b: PriseEnCharge): boolean =>
  a.codeFinanceur === b.codeFinanceur &&
  a.priorite === b.priorite &&
  a.minutesMax === b.minutesMax &&
  a.codePrestation === b.codePrestation;

/** Where a row that is known, and says something else, may change what holds: from the date that it gives, else in the open months. */
const ouvertsDe = (x: Intervalle, { clos, premierOuvert }: MoisClos): Intervalle[] => {
  if (premierOuvert === undefined) return [x];
  const depuis = { de: plusTard(x.de, premierJour(premierOuvert)), a: x.a };
  if (depuis.de > depuis.a) return [];
  return retrancherTous(
    depuis,
    [...clos].map((m) => ({ de: premierJour(m), a: dernierJour(m) })),
  );
};

/** `ouvert`: it begins there because what is before is closed. */
type Zone = Intervalle & { ouvert?: true };

const moins = (z: Zone, tenues: readonly Intervalle[]): Zone[] =>
  retrancherTous(z, tenues).map(({ de, a }): Zone => (z.ouvert && de === z.de ? { de, a, ouvert: true } : { de, a }));

/**
 * A row in the terms that it came to, and without `date_effet`, says nothing new of the days that are its own: the file after a change
 * no longer gives its date.
 */
const imposeesDe = (l: LignePrise, x: Intervalle, siennes: readonly PriseEnCharge[], r: Reception): Zone[] => {
  if (l.effet !== undefined) return [{ de: l.effet, a: x.a }];
  const ouverts = ouvertsDe(x, r).map((i): Zone => (i.de === x.de ? i : { ...i, ouvert: true }));
  const derniere = [...siennes].sort((a, b) => comparer(a.dateDebut, b.dateDebut)).at(-1);
  const redite = derniere !== undefined && memesTermes(derniere, l.version);
  return redite ? ouverts.flatMap((z) => moins(z, siennes.map(intervalleDe))) : ouverts;
};

const zonesDe = (l: LignePrise, x: Intervalle, pieces: readonly PriseEnCharge[], r: Reception): Zone[] => {
  const siennes = pieces.filter((p) => ligneDe(p) === l.version.dateDebut);
  if (siennes.length === 0) return [x];
  const imposees = imposeesDe(l, x, siennes, r);
  // Its dates, which always count, may say more days than before.
  const vides = retrancherTous(x, [...pieces.map(intervalleDe), ...imposees]);
  return [...imposees, ...vides];
};

/** What a version keeps of the one of its row that it takes the place of from the first day: nothing else remembers that one. */
const garder = (
  l: LignePrise,
  { de }: Intervalle,
  pieces: readonly PriseEnCharge[],
  r: Reception,
): Pick<PriseEnCharge, 'connuLe' | 'plafondRemplace'> => {
  const { dateDebut, minutesMax, codeFinanceur } = l.version;
  const avant = pieces.find((p) => p.dateDebut === dateDebut && p.ligneDu === undefined);
  if (!avant || de !== dateDebut) return {};
  const connuLe = avant.connuLe ?? avant.recuLe ?? debutDuJour(dateDebut);
  const remplace = { ...(avant.minutesMax === undefined ? {} : { minutesMax: avant.minutesMax }), le: r.instant };
  const plafondRemplace = avant.minutesMax === minutesMax ? avant.plafondRemplace : remplace;
  return {
    ...(avant.codeFinanceur === codeFinanceur ? { connuLe } : {}),
    ...(plafondRemplace ? { plafondRemplace } : {}),
  };
};

/** The row's own version where it is to hold, over whatever was there; what says the same already stays as it was received. */
const poser = (
  pieces: readonly PriseEnCharge[],
  l: LignePrise,
  zones: readonly Zone[],
  r: Reception,
): PriseEnCharge[] => {
  const tenues = pieces
    .filter((p) => ligneDe(p) === l.version.dateDebut && memesTermes(p, l.version))
    .map(intervalleDe);
  const neuves = zones.flatMap((z) => moins(z, tenues));
  const gardees = pieces.flatMap((p) => retrancherTous(intervalleDe(p), neuves).map((i) => restreindre(p, i)));
  const posees = neuves.map((i): PriseEnCharge => {
    const p = restreindre({ ...l.version, recuLe: r.instant, ...garder(l, i, pieces, r) }, i);
    return i.ouvert ? { ...p, duMoisOuvert: true } : p;
  });
  return [...gardees, ...posees];
};

/** Two that follow each other, of one row and in the same terms, are one. */
const unir = (pieces: readonly PriseEnCharge[]): PriseEnCharge[] => {
  const unies: PriseEnCharge[] = [];
  for (const p of [...pieces].sort((a, b) => comparer(a.dateDebut, b.dateDebut))) {
    const derniere = unies.at(-1);
    const suit = derniere?.dateFin !== undefined && ajouterJours(derniere.dateFin, 1) === p.dateDebut;
    if (derniere && suit && ligneDe(derniere) === ligneDe(p) && memesTermes(derniere, p))
      unies[unies.length - 1] = restreindre(derniere, { de: derniere.dateDebut, a: finDe(p) });
    else unies.push(p);
  }
  return unies;
};

const estInchangee = (connue: PriseEnCharge, dite: PriseEnCharge): boolean =>
  memesTermes(connue, dite) &&
  connue.dateDebut === dite.dateDebut &&
  connue.dateFin === dite.dateFin &&
  connue.salsaOuvert === dite.salsaOuvert &&
  connue.ligneDu === undefined &&
  connue.absenteDepuis === undefined;

/** The days that a row of the file says: until its own end, or the day before the next row. */
export const etendue = (l: LignePrise, lignes: readonly LignePrise[]): Intervalle => {
  const suivante = lignes
    .map((x) => x.version.dateDebut)
    .filter((d) => d > l.version.dateDebut)
    .sort()[0];
  const fin = finDe(l.version);
  return { de: l.version.dateDebut, a: suivante === undefined ? fin : plusTot(fin, veille(suivante)) };
};

/**
 * [FI-10] The versions of one numéro once the rows of a file are taken, oldest first. `connues`: those that are known. A row with a
 * new `date_debut` holds from it; one sent again in other terms, from its `date_effet`, else from the first month that is not closed,
 * and in no closed one. A version whose row the file no longer has stays, save where a row now says other terms for its days.
 */
export const daterVersions = (
  connues: readonly PriseEnCharge[],
  lignes: readonly LignePrise[],
  r: Reception,
): PriseEnCharge[] => {
  const [seule, ...autres] = lignes;
  const [connue, ...suite] = connues;
  // Nearly all rows of a daily file: alone of their numéro, and new or as they were.
  if (seule && autres.length === 0 && suite.length === 0) {
    if (!connue) return [{ ...seule.version, recuLe: r.instant }];
    if (estInchangee(connue, seule.version)) return [connue];
  }
  const etendues = new Map(lignes.map((l) => [l.version.dateDebut, etendue(l, lignes)]));
  // A row's own dates, which always count, may say fewer days than before.
  let pieces = connues.flatMap((p) => {
    const x = etendues.get(ligneDe(p));
    if (!x) return [p];
    const horsLigne = retrancher(intervalleDe(p), x);
    return retrancherTous(intervalleDe(p), horsLigne).map((i) => restreindre(p, i));
  });
  for (const l of lignes) {
    const x = etendues.get(l.version.dateDebut) ?? intervalleDe(l.version);
    pieces = poser(pieces, l, zonesDe(l, x, pieces, r), r);
  }
  const dites = new Map(lignes.map((l) => [l.version.dateDebut, l.version]));
  return unir(pieces).map(({ absenteDepuis, ...p }): PriseEnCharge => {
    const dite = dites.get(ligneDe(p));
    return dite ? { ...p, salsaOuvert: dite.salsaOuvert } : { ...p, absenteDepuis: absenteDepuis ?? r.date };
  });
};
