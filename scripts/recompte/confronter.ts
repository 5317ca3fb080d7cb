import { codesAntennes } from '#shared/domain/antenne/registre';
import { lirePeriode } from '#shared/domain/rapport/periode';
import { lireCle } from '#shared/etats/cle';
import type { TableauEtat } from '#shared/etats/contrat';
import { ajouterA } from '#shared/listes';
import { additionnerHeures } from '#shared/pilotage/agregats';
import { lire, type Mesures, minutesToutes } from '#shared/pilotage/mesures';
import { dernierJour, premierJour } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { calculerEtat } from '../../sync-server/domaines/chiffres/etats/calculer';
import { lireDetailPilotage, lireTableauPilotage } from '../../sync-server/domaines/chiffres/pilotage/lire';
import { compterFaits } from '../../sync-server/domaines/chiffres/rapport/faits';
import type { Magasin } from '../../sync-server/store/lire';
import type { AppelsParHeure, Compte, Recompte } from './compter';

/** What the product shows of a figure, and what the recount says of it. */
export type Confrontation = { quoi: string; produit: unknown; recompte: unknown };

type Ports = { magasin: Magasin; horloge: () => Instant; mois: Mois };

/** Those of the dashboards, under the names of the recount. */
const enCompte = (m: Mesures): Omit<Compte, 'pointees'> => ({
  visitesRealisees: lire(m, 'faites'),
  realisees: minutesToutes(m).faites,
  prevues: minutesToutes(m).prevues,
  dues: minutesToutes(m).dues,
  toutes: lire(m, 'achevees'),
  incompletes: lire(m, 'incompletes'),
  incompletesCorrigees: lire(m, 'incompletesCorrigees'),
  corrigees: lire(m, 'corrigees'),
  creees: lire(m, 'creees'),
  nonPointees: lire(m, 'nonPointees'),
  conflits: lire(m, 'conflits'),
});
const sansPointees = ({ pointees: _, ...c }: Compte): Omit<Compte, 'pointees'> => c;

const trier = <T>(m: Iterable<readonly [string, T]>): [string, T][] =>
  [...m].map(([k, v]): [string, T] => [k, v]).sort(([a], [b]) => (a < b ? -1 : 1));

/** By key, one confrontation each: who differs is named. */
const parCle = (quoi: string, produit: [string, unknown][], recompte: [string, unknown][]): Confrontation[] => {
  const [p, r] = [new Map(produit), new Map(recompte)];
  return [...new Set([...p.keys(), ...r.keys()])].map((k) => ({
    quoi: `${quoi} ${k}`,
    produit: p.get(k),
    recompte: r.get(k),
  }));
};

/** The dashboards: each antenna, each of its days, each usager and aide. */
export const confronterPilotage = async (p: Ports, r: Recompte, appels: AppelsParHeure): Promise<Confrontation[]> => {
  const tableau = await lireTableauPilotage(p, codesAntennes(), p.mois);
  const cartes = tableau.antennes.map(({ antenne, mois }): [string, unknown] => [
    antenne,
    enCompte(mois?.mesures ?? {}),
  ]);
  const antennes = parCle(
    'Pilotage, antenne',
    cartes,
    trier(r.antennes).map(([a, c]) => [a, sansPointees(c)]),
  );
  const jours: [string, unknown][] = [];
  const gens = { usagers: new Map<string, Mesures[]>(), intervenants: new Map<string, Mesures[]>() };
  for (const antenne of codesAntennes()) {
    const d = await lireDetailPilotage(p, { antenne, mois: p.mois, nominatif: true });
    for (const j of d.jours) jours.push([`${antenne} ${j.date}`, enCompte(j.mesures)]);
    for (const qui of ['usagers', 'intervenants'] as const)
      for (const x of d.personnes?.[qui] ?? []) ajouterA(gens[qui], x.id, x.mesures);
  }
  const sommes = (m: Map<string, Mesures[]>): [string, unknown][] =>
    trier(m).map(([id, toutes]) => {
      const total = new Map<string, number>();
      for (const x of toutes) for (const [k, n] of Object.entries(enCompte(x))) total.set(k, (total.get(k) ?? 0) + n);
      return [id, Object.fromEntries(total)];
    });
  const recomptes = (m: Map<string, Compte>): [string, unknown][] => trier(m).map(([k, c]) => [k, sansPointees(c)]);
  const heures = (h: Map<number, number>): unknown => Object.fromEntries([...h].sort(([a], [b]) => a - b));
  const tous = [
    ...tableau.antennes.flatMap((c) => c.mois?.appels ?? []),
    ...(tableau.horsAntenne ? [tableau.horsAntenne] : []),
  ];
  return [
    ...antennes,
    ...parCle('Pilotage, jour', jours, recomptes(r.jours)),
    ...parCle('Pilotage, usager', sommes(gens.usagers), recomptes(r.usagers)),
    ...parCle('Pilotage, aide', sommes(gens.intervenants), recomptes(r.aides)),
    {
      quoi: 'Pilotage, pointages par heure',
      produit: additionnerHeures(tous.map((a) => a.pointages)),
      recompte: heures(appels.pointages),
    },
    {
      quoi: 'Pilotage, appels sans pointage par heure',
      produit: additionnerHeures(tous.map((a) => a.echecs)),
      recompte: heures(appels.sans),
    },
  ];
};

const milliemes = (n: number, d: number): number | null => (d === 0 ? null : Math.floor((2_000 * n + d) / (2 * d)));

/** The columns of the state of rates, from a recount. */
const enTaux = (c: Compte) => ({
  incompletes: c.incompletes,
  toutes: c.toutes,
  tauxIncompletes: milliemes(c.incompletes, c.toutes),
  corrigees: c.incompletesCorrigees,
  taux: milliemes(c.incompletesCorrigees, c.incompletes),
  toutesCorrigees: c.corrigees,
  tauxToutes: milliemes(c.corrigees, c.toutes),
  creees: c.creees,
  tauxCreees: milliemes(c.creees, c.toutes),
  pointees: c.pointees,
});

const choisir = (v: Readonly<Record<string, unknown>>, cles: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(cles.map((c) => [c, v[c]]));

/** The states of hours and of rates, and what the report says of both; rows of those who have neither are in none. */
export const confronterEtats = async (p: Ports, r: Recompte, appels: AppelsParHeure): Promise<Confrontation[]> => {
  const demander = async (etat: string, vue?: string): Promise<TableauEtat> => {
    const d = { etat, antenne: 'TOUTES' as const, du: premierJour(p.mois), au: dernierJour(p.mois) };
    const t = await calculerEtat(p.magasin, { ...d, ...(vue === undefined ? {} : { vue }) }, p.horloge);
    if (!t.ok) throw new Error(t.refus.message);
    return t.valeur;
  };
  const lignes = (t: TableauEtat, champ: 'antenne' | 'usager' | 'intervenant', cles: readonly string[]) =>
    t.lignes.map((l): [string, unknown] => [String(lireCle(l.cle)?.[champ]), choisir(l.valeurs, cles)]);
  const deTaux = Object.keys(enTaux(r.antennes.values().next().value ?? ({} as Compte)));
  const taux = async (vue: 'antenne' | 'usager' | 'intervenant', comptes: Map<string, Compte>) =>
    parCle(
      `Taux de correction, ${vue}`,
      lignes(await demander('taux-correction', vue), vue, deTaux),
      trier(comptes).flatMap(([k, c]): [string, unknown][] => (c.toutes > 0 ? [[k, enTaux(c)]] : [])),
    );
  const heures = async (etat: string, vue: 'antenne' | 'usager' | 'intervenant', comptes: Map<string, Compte>) =>
    parCle(
      `Heures réalisées (${etat}), ${vue}`,
      lignes(await demander(etat, etat === 'heures-intervenants' ? undefined : vue), vue, ['visites', 'duree']),
      trier(comptes).flatMap(([k, c]): [string, unknown][] =>
        c.visitesRealisees > 0 ? [[k, { visites: c.visitesRealisees, duree: c.realisees }]] : [],
      ),
    );
  const rapport = await compterFaits(p.magasin, lirePeriode(p.mois), p.horloge);
  if (!rapport.ok) throw new Error(rapport.refus.message);
  const deLAppel = rapport.valeur.sections.find((s) => s.nom === 'Appels')?.table?.lignes ?? [];
  const nombre = (debut: RegExp): number =>
    deLAppel.filter((l) => debut.test(String(l.nature))).reduce((n, l) => n + Number(l.nombre), 0);
  const somme = (h: Map<number, number>): number => [...h.values()].reduce((a, b) => a + b, 0);
  return [
    ...(await heures('recapitulatif-mensuel', 'antenne', r.antennes)),
    ...(await heures('heures-usagers', 'usager', r.usagers)),
    ...(await heures('heures-intervenants', 'intervenant', r.aides)),
    ...(await taux('antenne', r.antennes)),
    ...(await taux('usager', r.usagers)),
    ...(await taux('intervenant', r.aides)),
    {
      quoi: 'Rapport, pointages par téléphone',
      produit: nombre(/^Pointages (par téléphone|repris)/),
      recompte: somme(appels.pointages),
    },
    { quoi: 'Rapport, appels sans pointage', produit: nombre(/^Appels sans pointage/), recompte: somme(appels.sans) },
  ];
};
