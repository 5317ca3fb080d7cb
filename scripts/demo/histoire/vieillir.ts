import type {
  BrutFige,
  CadreClos,
  ClotureEcrite,
  CorrectionFigee,
  EtatFige,
  VisiteFigee,
} from '#shared/contrats/cloture/cloture';
import type { PriseEnCharge } from '#shared/contrats/dossiers/dossiers';
import { idCadreClos, idCloture, idEtatFige } from '#shared/contrats/ids';
import { ajouterA } from '#shared/listes';
import {
  compterMois,
  type Heures,
  idJourPilotage,
  type JourPilotage,
  type MoisPilotage,
} from '#shared/pilotage/agregats';
import { mesurer } from '#shared/pilotage/mesures';
import { ajouterMois, instantsDeLocal } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { decalerDate, decalerInstant, joursRepetes } from './decaler';
import { estGardee } from './tendance';

// An older month, made of one that was imported, paired and closed: its days repeated by day of the week, fewer visits of fewer
// usagers. What was frozen and what the dashboards count are copies of the same visits: they agree as those of the model do.

/** What a closing froze of a month of an antenna, and what the dashboards count of its days. */
export type MoisClos = {
  cloture: ClotureEcrite;
  cadre: CadreClos;
  etats: readonly EtatFige[];
  jours: readonly JourPilotage[];
};
/** What signs it comes once it is frozen. */
export type MoisVieilli = Omit<MoisClos, 'cloture'> & {
  cloture: Omit<ClotureEcrite, 'empreinte' | 'empreinteCadre'>;
  moisPilotage: MoisPilotage | undefined;
};

/** A visit of the model, as an older month repeats it. */
type Copie = { suffixe: string; jours: number };

const gardes = (h: Heures, part: number): Heures =>
  Object.fromEntries(
    Object.entries(h).flatMap(([heure, n]) => (n * part < 0.5 ? [] : [[heure, Math.round(n * part)]])),
  );

const repeterJour = (j: JourPilotage, date: DateCivile, lignes: JourPilotage['lignes'], clos: number): JourPilotage => {
  const part = lignes.length / Math.max(1, j.lignes.length);
  const { pointages, echecs, lendemain } = j.appels;
  return {
    ...j,
    _id: idJourPilotage(date),
    date,
    lignes,
    mesures: mesurer(lignes),
    appels: {
      pointages: gardes(pointages, part),
      echecs: gardes(echecs, part),
      ...(lendemain ? { lendemain: gardes(lendemain, part) } : {}),
    },
    clos,
  };
};

/** Fields that are absent stay so. */
const decaler = <T extends object>(objet: T, champs: readonly (keyof T & string)[], jours: number): T => {
  const vises: ReadonlySet<string> = new Set(champs);
  return Object.fromEntries(
    Object.entries(objet).map(([c, v]) => [c, vises.has(c) && v !== undefined ? decalerInstant(v, jours) : v]),
  ) as T;
};

const repeterCorrections = (toutes: readonly CorrectionFigee[], { suffixe, jours }: Copie): CorrectionFigee[] =>
  toutes.map((c) => ({ ...decaler(c, ['instant', 'debut', 'fin'], jours), id: `${c.id}${suffixe}` }));

const repeterVisite = (v: VisiteFigee, c: Copie, recul: number): VisiteFigee => ({
  ...decaler(v, ['debut', 'fin', 'arrivee', 'depart'], c.jours),
  interventionId: `${v.interventionId}${c.suffixe}`,
  parts: v.parts.map((p) => (p.moisPlafond ? { ...p, moisPlafond: ajouterMois(p.moisPlafond, -recul) } : p)),
  ...(v.prevues ? { prevues: v.prevues.map((p) => decaler(p, ['debut', 'fin'], c.jours)) } : {}),
  corrections: repeterCorrections(v.corrections, c),
});

const repeterBrut = (b: BrutFige, c: Copie): BrutFige => ({
  ...decaler(b, ['arrivee', 'depart'], c.jours),
  interventionId: `${b.interventionId}${c.suffixe}`,
  ...(b.idPointageArrivee ? { idPointageArrivee: `${b.idPointageArrivee}${c.suffixe}` } : {}),
  ...(b.idPointageDepart ? { idPointageDepart: `${b.idPointageDepart}${c.suffixe}` } : {}),
  ...(b.devenir
    ? {
        devenir: {
          ...decaler(b.devenir, ['debut'], c.jours),
          corrections: repeterCorrections(b.devenir.corrections, c),
        },
      }
    : {}),
});

/** Plans as they would have stood then: those of the model, so many months before. */
const reculerPlan = <P extends PriseEnCharge>(p: P, recul: number): P => {
  const { recuLe, ligneDu, duMoisOuvert, connuLe, plafondRemplace, absenteDepuis, ...reste } = p;
  return {
    ...reste,
    dateDebut: decalerDate(p.dateDebut, -recul),
    ...(p.dateFin ? { dateFin: decalerDate(p.dateFin, -recul) } : {}),
  } as P;
};

const reculerPlans = <P extends PriseEnCharge>(tous: readonly P[], recul: number): P[] =>
  tous.map((p) => reculerPlan(p, recul));

/** `recul`: how many months before the model; `numero`: of its closing. */
export const vieillir = (modele: MoisClos, recul: number, numero: number): MoisVieilli => {
  const { antenne } = modele.cloture;
  const mois: Mois = ajouterMois(modele.cloture.mois, -recul);
  const parDate = new Map(modele.jours.map((j) => [j.date, j]));
  const copies = new Map<string, Copie[]>();
  const jours = joursRepetes(modele.cloture.mois, mois).flatMap(({ date, de, jours: decalage }): JourPilotage[] => {
    const j = parDate.get(de);
    if (!j) return [];
    const suffixe = `-${date.slice(2).replaceAll('-', '')}`;
    const lignes = j.lignes
      .filter(({ id, usagerId, brut }) =>
        estGardee({ antenne, mois, recul }, { id, usagerId, date, complete: brut === 'COMPLETE' }),
      )
      .map((l) => {
        ajouterA(copies, l.id, { suffixe, jours: decalage });
        return { ...l, id: `${l.id}${suffixe}` };
      });
    return [repeterJour(j, date, lignes, numero)];
  });
  const de = (id: string): readonly Copie[] => copies.get(id) ?? [];
  const etats = modele.etats
    .map(
      (e): EtatFige => ({
        ...e,
        _id: idEtatFige(mois, e.usagerId),
        mois,
        visites: e.visites.flatMap((v) => de(v.interventionId).map((c) => repeterVisite(v, c, recul))),
        // Of a visit of the month before, nothing is repeated.
        bruts: e.bruts
          .filter((b) => b.horsBrut !== 'ARRIVEE')
          .flatMap((b) => de(b.interventionId).map((c) => repeterBrut(b, c))),
        prisesEnCharge: reculerPlans(e.prisesEnCharge, recul),
      }),
    )
    .filter((e) => e.visites.length + e.bruts.length > 0);
  const somme = (quoi: 'visites' | 'bruts'): number => etats.reduce((n, e) => n + e[quoi].length, 0);
  const nombreVisites = somme('visites');
  const enProportion = (n: number): number =>
    Math.round((n * nombreVisites) / Math.max(1, modele.cloture.nombreVisites));
  const [instant] = instantsDeLocal(`${ajouterMois(mois, 1)}-05T10:30:00`);
  const { inventaire, complements, empreinte, empreinteCadre, ...cloture } = modele.cloture;
  const cadre: CadreClos = {
    ...modele.cadre,
    _id: idCadreClos(mois),
    mois,
    ...(modele.cadre.prises
      ? {
          prises: Object.fromEntries(
            Object.entries(modele.cadre.prises).map(([id, siennes]) => [id, reculerPlans(siennes, recul)]),
          ),
        }
      : {}),
  };
  return {
    etats,
    cadre,
    jours,
    moisPilotage: compterMois(antenne, mois, jours),
    cloture: {
      ...cloture,
      _id: idCloture(mois),
      mois,
      numero,
      instant: instant ?? cloture.instant,
      incompletes: enProportion(cloture.incompletes),
      ...(cloture.sansVisite === undefined ? {} : { sansVisite: enProportion(cloture.sansVisite) }),
      nombreVisites,
      nombreBruts: somme('bruts'),
      usagers: etats.length,
    },
  };
};
