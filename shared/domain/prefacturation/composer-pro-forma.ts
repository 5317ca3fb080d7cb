import type { EtatFige } from '../../contrats/cloture/cloture';
import type { Antenne } from '../../contrats/commun';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import {
  type Centimes,
  centimes,
  type LigneComplementaire,
  type LignePrefacturation,
  type Total,
} from '../../contrats/financement/prefacturation';
import { DISPOSITIFS_PRO_FORMA, type DispositifProForma } from '../../contrats/financement/pro-forma';
import { ajouterA } from '../../listes';
import { collateur, nomComplet } from '../../mots/textes';
import { type Minutes, type Mois, minutes } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import { estOuverte, jourDeLaPart } from '../dases/parts';
import { eligibles } from '../ventilation/eligibles';
import type { TableFinanceurs } from '../ventilation/financeurs';
import { prisesDeTranche, trancher } from '../ventilation/ventiler';
import { versionDuMois } from '../ventilation/versions';
import { cleDe, lignesPrefacturation, totaliser } from './lignes';

/** One prise en charge of one usager, at one rate. Minutes throughout. */
export type LigneProForma = {
  usagerId: string;
  usager: string;
  numeroPec: string;
  /** [CL-5] Of what is billed, what is not open in SALSA on the day of its visit, and does not leave for the DASES. */
  nonOuvertes: Minutes;
  /** Own cap of the month; absent: none. */
  accordees?: Minutes | undefined;
  /** Of all visits of the usager that this prise en charge could pay [FI-1], whoever pays them. */
  realisees: Minutes;
  facturees: Minutes;
  /** Of which drawn on what older months had left [FI-6]. */
  reportees: Minutes;
  tarif?: Centimes | undefined;
  montant?: Centimes | undefined;
};

export type SousTotal = { minutes: Minutes; montant: Centimes; usagers: number };

export type ProFormaComposee = {
  antenne: Antenne;
  mois: Mois;
  dispositif: DispositifProForma;
  lignes: LigneProForma[];
  total: Total & { realisees: Minutes; usagers: number };
  /** [CL-5] The same bills, as the DASES is told of them or not: both come to the total. */
  transmis: SousTotal;
  nonOuvert: SousTotal;
  complements: LigneComplementaire[];
};

export const nomUsager = (e: Pick<EtatFige, 'usager' | 'usagerId'>): string =>
  e.usager ? nomComplet(e.usager) : `Dossier ${e.usagerId}`;

const somme = (liste: readonly number[]): Minutes => minutes(liste.reduce((s, n) => s + n, 0));

/** [FI-1] Minutes of its visits that these could pay: valid that day, for that prestation; of a night, each date by itself [FI-7]. */
const payables = (e: EtatFige, prises: readonly PriseEnCharge[]): Minutes =>
  somme(
    e.visites.flatMap((v) =>
      trancher({ debut: v.debut, fin: v.fin, facturees: minutes(v.duree + v.minutesComplementaires) })
        .filter(({ date }) => eligibles(prisesDeTranche(prises, date, e.mois), date, v.codePrestation).length > 0)
        .map((t) => t.minutes),
    ),
  );

/** [FI-6] What this month's visits have taken of earlier months' caps. */
export const reporteesDe = (e: EtatFige, numeroPec: string): Minutes =>
  somme(
    e.visites
      .flatMap((v) => v.parts)
      .filter((p) => p.numeroPec === numeroPec && p.moisPlafond !== undefined && p.moisPlafond !== e.mois)
      .map((p) => p.minutes),
  );

const parPriseEtTarif = (lignes: readonly LignePrefacturation[]): LignePrefacturation[][] => {
  const groupes = new Map<string, LignePrefacturation[]>();
  for (const l of lignes) {
    const cle = JSON.stringify([l.numeroPec, l.tarif ?? null]);
    ajouterA(groupes, cle, l);
  }
  return [...groupes.values()];
};

/** [CL-5] Of the lines of the month, what is paid by a prise en charge that is not open on the day of the visit. */
const lignesFermees = (
  etats: readonly EtatFige[],
  financeurs: TableFinanceurs,
): ReadonlyMap<string, LignePrefacturation> => {
  const restreints = etats.map((e) => ({
    ...e,
    visites: e.visites.map((v) => ({
      ...v,
      parts: v.parts.filter(
        (p) =>
          p.numeroPec !== undefined && !estOuverte(e.prisesEnCharge, p.numeroPec, jourDeLaPart(e.prisesEnCharge, v, p)),
      ),
    })),
  }));
  return new Map(lignesPrefacturation(restreints, financeurs).map((l) => [cleDe(l), l]));
};

type Fermees = ReturnType<typeof lignesFermees>;

/** The two halves of the lines. A line of which a part only is open is divided: its rounding goes to what is transmitted. */
const partager = (
  lignes: readonly LignePrefacturation[],
  fermees: Fermees,
): Record<'transmis' | 'nonOuvert', SousTotal> => {
  const vide = () => ({ minutes: 0, montant: 0, usagers: new Set<string>() });
  const [transmis, nonOuvert] = [vide(), vide()];
  const ajouter = (t: typeof transmis, usagerId: string, n: number, montant: number): void => {
    if (n === 0) return;
    t.minutes += n;
    t.montant += montant;
    t.usagers.add(usagerId);
  };
  for (const l of lignes) {
    const fermee = fermees.get(cleDe(l));
    const entiere = fermee?.minutes === l.minutes;
    const montant = (entiere ? l.montant : fermee?.montant) ?? 0;
    ajouter(nonOuvert, l.usagerId, fermee?.minutes ?? 0, montant);
    ajouter(transmis, l.usagerId, l.minutes - (fermee?.minutes ?? 0), (l.montant ?? 0) - montant);
  }
  const finir = (t: typeof transmis): SousTotal => ({
    minutes: minutes(t.minutes),
    montant: centimes(t.montant),
    usagers: t.usagers.size,
  });
  return { transmis: finir(transmis), nonOuvert: finir(nonOuvert) };
};

const lignesUsager = (e: EtatFige, siennes: readonly LignePrefacturation[], fermees: Fermees): LigneProForma[] => {
  const dejaDites = new Set<string>();
  return parPriseEtTarif(siennes).flatMap((groupe): LigneProForma[] => {
    const [premiere] = groupe;
    const numeroPec = premiere?.numeroPec;
    if (!premiere || numeroPec === undefined) return [];
    const versions = e.prisesEnCharge.filter((p) => p.numero === numeroPec);
    // [FI-10] Of several, the one that the month ends with.
    const prise = versionDuMois(versions, numeroPec, e.mois);
    const { minutes: facturees, montant, sansTarif } = totaliser(groupe);
    // A second rate of the same prise en charge repeats neither its cap nor what was done.
    const suite = dejaDites.has(numeroPec);
    dejaDites.add(numeroPec);
    return [
      {
        usagerId: e.usagerId,
        usager: nomUsager(e),
        numeroPec,
        nonOuvertes: somme(groupe.map((l) => fermees.get(cleDe(l))?.minutes ?? 0)),
        accordees: suite ? undefined : prise?.plafondPropre,
        realisees: suite ? minutes(0) : payables(e, versions),
        facturees,
        reportees: suite ? minutes(0) : reporteesDe(e, numeroPec),
        tarif: premiere.tarif,
        montant: sansTarif > 0 ? undefined : montant,
      },
    ];
  });
};

/** A visit that two prises en charge could pay is done once. */
const realiseesDe = (e: EtatFige, numeros: ReadonlySet<string>): Minutes =>
  payables(
    e,
    e.prisesEnCharge.filter((p) => numeros.has(p.numero)),
  );

/** [CL-6] The pro forma of one aid for one antenna: its amounts are those of the pre-billing, line by line. Pure. */
export const composerProForma = (o: {
  antenne: Antenne;
  mois: Mois;
  dispositif: DispositifProForma;
  etats: readonly EtatFige[];
  lignes: readonly LignePrefacturation[];
  complements: readonly LigneComplementaire[];
  financeurs: TableFinanceurs;
}): ProFormaComposee => {
  const duDispositif = o.lignes.filter((l) => l.dispositif === o.dispositif);
  const parUsager = new Map<string, LignePrefacturation[]>();
  for (const l of duDispositif) ajouterA(parUsager, l.usagerId, l);
  const concernes = o.etats.filter((e) => parUsager.has(e.usagerId));
  const fermees = lignesFermees(concernes, o.financeurs);
  const lignes = concernes
    .flatMap((e) => lignesUsager(e, parUsager.get(e.usagerId) ?? [], fermees))
    .sort(
      (a, b) =>
        collateur.compare(a.usager, b.usager) || comparer(a.usagerId, b.usagerId) || comparer(a.numeroPec, b.numeroPec),
    );
  const numeros = new Set(duDispositif.flatMap((l) => l.numeroPec ?? []));
  return {
    antenne: o.antenne,
    mois: o.mois,
    dispositif: o.dispositif,
    lignes,
    total: {
      ...totaliser(duDispositif),
      realisees: somme(concernes.map((e) => realiseesDe(e, numeros))),
      usagers: concernes.length,
    },
    ...partager(duDispositif, fermees),
    complements: o.complements.filter((l) => l.dispositif === o.dispositif),
  };
};

/** The aids of which there is something to validate. */
export const dispositifsPresents = (lignes: readonly Pick<LignePrefacturation, 'dispositif'>[]): DispositifProForma[] =>
  DISPOSITIFS_PRO_FORMA.filter((d) => lignes.some((l) => l.dispositif === d));
