import type { PriseEnCharge, Usager } from '../../contrats/dossiers/dossiers';
import type { Alerte } from '../../contrats/exploitation/alerte';
import { ajouterJours, dateParis } from '../../temps/paris';
import type { DateCivile } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import type { TableFinanceurs } from '../ventilation/financeurs';
import { valableLe } from '../ventilation/versions';

// [AL-2, AL-4] What a usager's plans alone say on a civil date.

/** A fact about a plan; `depuis`: the day from which it is said. */
export type FaitPlan = {
  genre: 'AIDE_OUVERTE' | 'FIN_DE_PRISE_EN_CHARGE' | 'PLAFOND_EN_BAISSE';
  usagerId: string;
  numeroPec: string;
  depuis: DateCivile;
} & Pick<Alerte, 'debut' | 'fin' | 'aCote' | 'plafonds'>;

const AIDES_DEPARTEMENT = new Set(['APA', 'ASL_PA', 'ASL_PH', 'PCH']);

export const estAideDuDepartement = (p: PriseEnCharge, financeurs: TableFinanceurs, date: DateCivile): boolean =>
  AIDES_DEPARTEMENT.has(financeurs.au(p.codeFinanceur, date)?.dispositif ?? '');

/** Same day of the month, `n` months away; the last day where the month is shorter. */
export const decalerMois = (d: DateCivile, n: number): DateCivile => {
  const total = Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7)) - 1 + n;
  const annee = Math.floor(total / 12);
  const mois = total % 12;
  const dernier = new Date(Date.UTC(annee, mois + 1, 0)).getUTCDate();
  const jour = Math.min(Number(d.slice(8, 10)), dernier);
  return new Date(Date.UTC(annee, mois, jour)).toISOString().slice(0, 10) as DateCivile;
};

/** [FI-10] From its first version to its last, oldest first. */
type Prise = {
  numero: string;
  versions: readonly PriseEnCharge[];
  derniere: PriseEnCharge;
  debut: DateCivile;
  fin: DateCivile | undefined;
};

const prisesDe = (u: Pick<Usager, 'prisesEnCharge'>): Prise[] =>
  [...new Set(u.prisesEnCharge.map((p) => p.numero))].flatMap((numero): Prise[] => {
    const versions = u.prisesEnCharge
      .filter((p) => p.numero === numero)
      .sort((a, b) => comparer(a.dateDebut, b.dateDebut));
    const [premiere, derniere] = [versions[0], versions.at(-1)];
    return premiere && derniere
      ? [{ numero, versions, derniere, debut: premiere.dateDebut, fin: derniere.dateFin }]
      : [];
  });

/**
 * [AL-4] One follows another when it has the same prestation (or `*`), starts after the announcement of the end and at the latest the
 * day after it, and goes on beyond it: one that ran beside it before is none.
 */
const suit = (q: Prise, p: Prise, fin: DateCivile, annonce: DateCivile): boolean => {
  const lendemain = ajouterJours(fin, 1);
  const memePrestation = q.versions.some(
    (v) =>
      (v.codePrestation === '*' || v.codePrestation === p.derniere.codePrestation) &&
      (v.dateFin === undefined || v.dateFin >= lendemain),
  );
  return (
    q.numero !== p.numero &&
    memePrestation &&
    q.debut > annonce &&
    q.debut <= lendemain &&
    (q.fin === undefined || q.fin > fin)
  );
};

/** What is still granted on a date, under other numéros. */
const aCoteDe = (p: Prise, toutes: readonly Prise[], date: DateCivile): NonNullable<Alerte['aCote']> =>
  toutes.flatMap((q) => {
    const v = q.numero === p.numero ? undefined : q.versions.find((x) => valableLe(x, date));
    if (!v) return [];
    const plafond = v.minutesMax === undefined ? {} : { plafond: v.minutesMax };
    return [{ numeroPec: v.numero, codeFinanceur: v.codeFinanceur, ...plafond }];
  });

const finsProches = (u: Usager, toutes: readonly Prise[], aujourdhui: DateCivile, mois: number): FaitPlan[] =>
  toutes.flatMap((p): FaitPlan[] => {
    if (p.fin === undefined || p.fin < aujourdhui) return [];
    const { numero: numeroPec, fin } = p;
    const depuis = decalerMois(fin, -mois);
    if (depuis > aujourdhui || toutes.some((q) => suit(q, p, fin, depuis))) return [];
    const aCote = aCoteDe(p, toutes, ajouterJours(fin, 1));
    const commun = { usagerId: u.id, numeroPec, depuis, fin };
    return [{ genre: 'FIN_DE_PRISE_EN_CHARGE', ...commun, ...(aCote.length > 0 ? { aCote } : {}) }];
  });

/** When it was known; what was imported before versions were dated, when it began. */
const connueLe = (v: PriseEnCharge): DateCivile => (v.recuLe === undefined ? v.dateDebut : dateParis(v.recuLe));

/** [AL-2] When its aid was: other terms that took its place since are no other aid. */
const aideConnueLe = (v: PriseEnCharge): DateCivile => (v.connuLe === undefined ? connueLe(v) : dateParis(v.connuLe));

/** Said from the day it is known, for so many days, and as many after it has come. */
const estDite = (connue: DateCivile, debut: DateCivile, aujourdhui: DateCivile, pendant: number): boolean => {
  const dernier = connue > debut ? connue : debut;
  return connue <= aujourdhui && aujourdhui < ajouterJours(dernier, pendant);
};

/** Of what the first file about a usager said, only what was still to come is news. */
const estNouvelle = (u: Usager, connue: DateCivile, debut: DateCivile): boolean => {
  const vuLe = dateParis(u.vuLe);
  return connue > vuLe || debut > vuLe;
};

type Plafond = Pick<PriseEnCharge, 'minutesMax'>;
const baisse = (avant: Plafond, apres: Plafond): Alerte['plafonds'] => {
  const { minutesMax: de } = avant;
  const { minutesMax: a } = apres;
  return a === undefined || (de !== undefined && de <= a) ? undefined : { ...(de === undefined ? {} : { de }), a };
};

type Suite = { avant: Plafond | undefined; v: PriseEnCharge | undefined; connue?: DateCivile };

/** [FI-10] A version that took the place of another of its row: that one is not among the versions any more. */
const enPlace = (v: PriseEnCharge): Suite[] =>
  v.plafondRemplace ? [{ avant: v.plafondRemplace, v, connue: dateParis(v.plafondRemplace.le) }] : [];

/** [AL-4] A cap that goes down: of a version after another or in its place, or of the plan that follows one that ends. */
const baisses = (
  u: Usager,
  toutes: readonly Prise[],
  aujourdhui: DateCivile,
  { finPriseEnChargeMois, usagerNouveauPendant }: Delais,
): FaitPlan[] => {
  const apres = toutes.flatMap((p) => {
    const { fin } = p;
    if (fin === undefined) return [];
    const suivantes = toutes.filter((q) => suit(q, p, fin, decalerMois(fin, -finPriseEnChargeMois)));
    return suivantes.map((q): Suite => ({ avant: p.derniere, v: q.versions[0] }));
  });
  const versions = toutes.flatMap((p) => p.versions.slice(1).map((v, i): Suite => ({ avant: p.versions[i], v })));
  const enBaisse = [...versions, ...apres].filter(({ avant, v }) => avant && v && baisse(avant, v));
  const dites = new Set(enBaisse.map((x) => x.v));
  const remplacees = toutes.flatMap((p) => p.versions.filter((v) => !dites.has(v)).flatMap(enPlace));
  return [...enBaisse, ...remplacees].flatMap(({ avant, v, connue }): FaitPlan[] => {
    const plafonds = avant && v && baisse(avant, v);
    if (!plafonds) return [];
    const depuis = connue ?? connueLe(v);
    if (!estNouvelle(u, depuis, v.dateDebut) || !estDite(depuis, v.dateDebut, aujourdhui, usagerNouveauPendant))
      return [];
    const { numero: numeroPec, dateDebut: debut } = v;
    const commun = { usagerId: u.id, numeroPec, depuis, debut };
    return [{ genre: 'PLAFOND_EN_BAISSE', ...commun, plafonds }];
  });
};

/** [AL-2] An aid of the Département that opens: the day before, there was none, be it the first, after a break, or for another funder. */
const ouvertures = (
  u: Usager,
  aujourdhui: DateCivile,
  financeurs: TableFinanceurs,
  { usagerNouveauPendant: pendant }: Delais,
): FaitPlan[] => {
  const finDuNouveau = ajouterJours(dateParis(u.vuLe), pendant);
  // [FI-10] What began before the table of funders is an aid all the same, on a day that the table knows.
  const aidait = (date: DateCivile): boolean =>
    u.prisesEnCharge.some((p) => valableLe(p, date) && estAideDuDepartement(p, financeurs, date));
  const aides = u.prisesEnCharge
    .filter((p) => estAideDuDepartement(p, financeurs, p.dateDebut))
    .sort((a, b) => comparer(a.dateDebut, b.dateDebut) || comparer(a.numero, b.numero));
  const [premiere] = aides.filter(
    (v) =>
      // A usager who is new is said as such, with that aid.
      (u.repris || aideConnueLe(v) >= finDuNouveau) &&
      estNouvelle(u, aideConnueLe(v), v.dateDebut) &&
      !aidait(ajouterJours(v.dateDebut, -1)) &&
      (v.dateFin === undefined || v.dateFin >= aujourdhui) &&
      estDite(aideConnueLe(v), v.dateDebut, aujourdhui, pendant),
  );
  if (!premiere) return [];
  const { numero: numeroPec, dateDebut: debut } = premiere;
  return [{ genre: 'AIDE_OUVERTE', usagerId: u.id, numeroPec, depuis: aideConnueLe(premiere), debut }];
};

type Delais = { usagerNouveauPendant: number; finPriseEnChargeMois: number };

/** [AL-2, AL-4] What a usager's plans say on a civil date; without a table of funders, nobody's aid is known. */
export const faitsPlans = (
  u: Usager,
  aujourdhui: DateCivile,
  financeurs: TableFinanceurs | undefined,
  delais: Delais,
): FaitPlan[] => {
  const toutes = prisesDe(u);
  return [
    ...finsProches(u, toutes, aujourdhui, delais.finPriseEnChargeMois),
    ...baisses(u, toutes, aujourdhui, delais),
    ...(financeurs ? ouvertures(u, aujourdhui, financeurs, delais) : []),
  ];
};
