import type { EtatFige, VisiteFigee } from '#shared/contrats/cloture/cloture';
import type { Complement, VisiteComplementaire } from '#shared/contrats/cloture/complement';
import type { Antenne } from '#shared/contrats/commun';
import { idComplement, idEtatFige } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { comparerMois } from '#shared/domain/cloture/complement';
import { figerMois, identiteDe } from '#shared/domain/cloture/figer';
import { reventiler } from '#shared/domain/cloture/reventiler';
import { ajouterMois } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { MOIS_DU_REPORT } from '../../../store/lectures/a-dire';
import { lireEtatsClos, lireEtatsPartis, reportDe } from '../../../store/lectures/clos';
import { reglesDe } from '../../../store/lectures/figes';
import { lireDonneesMois } from '../../../store/lectures/mois';
import { type AVoir, visitesAVoir } from './a-voir';
import { type Cadre, nomDe } from './cadre';
import { consommationAvant, etatsDuMois, retenirDonnees } from './etats';
import { ouvrirExplication } from './expliquer';
import type { Remuants } from './remuants';
import { noterTenues, visitesTenues } from './tenues';

/** What a closing finds changed in closed months, month after month: oldest first, since each leaves hours to the next [FI-6]. */
export type Reprise = {
  /** Computes again the closed months of [de, a[ where something may have changed. */
  reprendre: (de: Mois | undefined, a: Mois | undefined) => Promise<void>;
  /** Once all are done: one document a usager, by antenna, in order of id. */
  complements: (antenne: Antenne) => Complement[];
  /** Of the months that were computed again: visits that came to something since, and to no complement. */
  aVoir: (antenne: Antenne) => AVoir[];
};

type ParUsager = Map<string, VisiteFigee[]>;
const visitesParUsager = (etats: readonly EtatFige[]): ParUsager => new Map(etats.map((e) => [e.usagerId, e.visites]));

/** A closed month as it is now, and what explains a visit of it that has changed. */
type Recalcul = { visites: ParUsager; expliquer: (v: VisiteComplementaire) => VisiteComplementaire };
const sansExplication = (visites: ParUsager): Recalcul => ({ visites, expliquer: (v) => v });

const remplacer = (
  etats: readonly EtatFige[],
  antenne: Antenne,
  mois: Mois,
  nouvelles: ReadonlyMap<string, VisiteFigee[]>,
): EtatFige[] => {
  const connus = new Set(etats.map((e) => e.usagerId));
  const venus = [...nouvelles].filter(([id]) => !connus.has(id));
  return [
    ...etats.map((e) => ({ ...e, visites: nouvelles.get(e.usagerId) ?? e.visites })),
    ...venus.map(
      ([usagerId, visites]): EtatFige => ({
        _id: idEtatFige(mois, usagerId),
        type: 'fige',
        mois,
        antenne,
        usagerId,
        visites,
        bruts: [],
        prisesEnCharge: [],
      }),
    ),
  ];
};

export const ouvrirReprise = (
  c: Cadre,
  mois: Mois,
  aClore: readonly Antenne[],
  { mois: remuants, plusieursAntennes, premierCompare }: Remuants,
): Reprise => {
  const trouves = new Map<Antenne, Map<string, Complement>>(aClore.map((a) => [a, new Map()]));
  const aVoir = new Map<Antenne, AVoir[]>(aClore.map((a) => [a, []]));
  // What left is taken back from who has it no more, but of a month too old, or of a file that is no more there.
  c.reprend = (e, message) =>
    aClore.includes(e.antenne) &&
    message >= mois &&
    remuants.has(e.mois) &&
    e.mois >= premierCompare &&
    c.usagers.has(e.usagerId);
  /** Whose parts have changed, by month: what those of the months after drew may no longer be there. */
  const touches = new Map<Mois, Set<string>>();

  const reporter = async (antenne: Antenne, m: Mois) => {
    const cloture = await c.passe.cloture(antenne, m);
    if (!cloture) return undefined;
    const regles = reglesDe(c, cloture);
    const consommation = await consommationAvant(c, m, regles.reportApa.mois);
    return {
      closeLe: cloture.instant,
      regles,
      report: reportDe(consommation, { ...regles.reportApa, premierMois: c.premierMois }),
    };
  };

  /** All of the antenna's usagers, from what is known now. */
  const recalculer = async (
    antenne: Antenne,
    m: Mois,
    donnees: Donnees,
    parties: readonly EtatFige[],
  ): Promise<Recalcul> => {
    const r = await reporter(antenne, m);
    if (!r) return sansExplication(new Map());
    const { parametresAu } = r.regles;
    const lues = await donnees();
    const retenues = retenirDonnees({ maintenant: c.maintenant, parametresAu }, lues);
    const cloture = c.passe.clotures(antenne).find((x) => x.mois === m);
    if (cloture) aVoir.get(antenne)?.push(...visitesAVoir(cloture, retenues, parties, lues.corrections));
    const tenues = await visitesTenues(c, m, mois, retenues, parties);
    noterTenues(c, antenne, m, tenues);
    const etats = figerMois({
      mois: m,
      antenne,
      retenues,
      tenues,
      usager: (id) => c.usagers.get(id),
      nomIntervenant: (id) => nomDe(c, id),
      nomAuteur: c.nomAuteur,
      roleAuteur: c.roleAuteur,
      financeurs: r.regles.financeurs,
      parametresAu,
      report: r.report,
    });
    return { visites: visitesParUsager(etats), expliquer: ouvrirExplication(retenues, r.closeLe, c) };
  };

  /** Some usagers, whose visits are as they left: split again on what the months before now leave. */
  const resplitter = async (
    antenne: Antenne,
    m: Mois,
    qui: ReadonlySet<string>,
    toutes: readonly EtatFige[],
  ): Promise<ParUsager> => {
    const r = await reporter(antenne, m);
    if (!r) return new Map();
    const siens = toutes.filter((e) => qui.has(e.usagerId));
    const nouvelles: ParUsager = new Map();
    for (const e of siens.filter((x) => x.antenne === antenne && c.usagers.has(x.usagerId))) {
      // [CL-1] Those of the other antenna of the month draw on the same caps.
      const visites = siens.filter((x) => x.usagerId === e.usagerId).flatMap((x) => x.visites);
      const ici = new Set(e.visites.map((v) => v.interventionId));
      const prises = c.usagers.get(e.usagerId)?.prisesEnCharge ?? [];
      const { financeurs } = r.regles;
      const reparties = reventiler({
        mois: m,
        visites,
        prisesEnCharge: prises,
        financeurs,
        report: r.report(e.usagerId),
      });
      nouvelles.set(
        e.usagerId,
        reparties.filter((v) => ici.has(v.interventionId)),
      );
    }
    return nouvelles;
  };

  const noter = (
    antenne: Antenne,
    m: Mois,
    usagerId: string,
    parties: VisiteFigee[],
    actuelles: VisiteFigee[],
    expliquer: Recalcul['expliquer'],
  ): void => {
    const ecarts = comparerMois(m, parties, actuelles);
    if (ecarts.visites.length === 0 && ecarts.ventilation.length === 0) return;
    touches.set(m, (touches.get(m) ?? new Set()).add(usagerId));
    const siens = trouves.get(antenne);
    const connu = siens?.get(usagerId);
    const usager = c.usagers.get(usagerId);
    siens?.set(usagerId, {
      _id: idComplement(mois, usagerId),
      type: 'complement',
      mois,
      antenne,
      usagerId,
      ...(usager ? { usager: identiteDe(usager) } : {}),
      visites: [...(connu?.visites ?? []), ...ecarts.visites.map(expliquer)],
      ventilation: [...(connu?.ventilation ?? []), ...ecarts.ventilation],
    });
  };

  const reprendreMois = async (m: Mois): Promise<void> => {
    const closes = aClore.filter((a) => c.passe.clotures(a).some((x) => x.mois === m));
    if (closes.length === 0) return;
    const suite = new Set([...touchesAvant(touches, m), ...plusieursAntennes(m)]);
    if (!remuants.has(m) && suite.size === 0) return;
    const passes = await (c.consommations.get(m) ?? etatsDuMois(c, m));
    const donnees = uneFois(() => lireDonneesMois(c.m, m, c.perimetre));
    // What another antenna has told may be for anyone, whatever is asked.
    const toutes = uneFois(async () => (c.perimetre ? (await lireEtatsClos(c.m, c.passe, m)).etats : passes.etats));
    let etats = [...passes.etats];
    for (const antenne of closes) {
      const parties = await lireEtatsPartis(c.m, c.passe, antenne, m);
      const { visites: nouvelles, expliquer } = remuants.has(m)
        ? await recalculer(antenne, m, donnees, await toutes())
        : sansExplication(await resplitter(antenne, m, suite, passes.etats));
      const avant = visitesParUsager(parties);
      const tous = remuants.has(m) ? new Set([...avant.keys(), ...nouvelles.keys()]) : new Set(nouvelles.keys());
      const sansDossier = ouvrirSansDossier(c, nouvelles);
      const aJour = new Map([...tous].map((id) => [id, sansDossier(id, avant.get(id)) ?? nouvelles.get(id) ?? []]));
      for (const id of [...tous].sort()) noter(antenne, m, id, avant.get(id) ?? [], aJour.get(id) ?? [], expliquer);
      etats = [
        ...etats.filter((e) => e.antenne !== antenne),
        ...remplacer(
          etats.filter((e) => e.antenne === antenne),
          antenne,
          m,
          aJour,
        ),
      ];
    }
    c.consommations.set(m, Promise.resolve({ etats, plafonds: passes.plafonds }));
  };

  return {
    reprendre: async (de, a) => {
      for (const m of moisClos(c, aClore).filter((x) => x >= premierCompare))
        if ((de === undefined || m >= de) && (a === undefined || m < a)) await reprendreMois(m);
    },
    aVoir: (antenne) => aVoir.get(antenne) ?? [],
    complements: (antenne) => [...(trouves.get(antenne)?.values() ?? [])].sort((a, b) => (a._id < b._id ? -1 : 1)),
  };
};

/**
 * [RE] A file that its clock has taken has no plan left to split by, and its punches would wait for a usager were all rebuilt: what
 * left stands, save what was given to someone else since. Undefined: the file is there.
 */
const ouvrirSansDossier = (c: Cadre, nouvelles: ParUsager) => {
  const connus = [...nouvelles].filter(([id]) => c.usagers.has(id));
  const autrui = new Set(connus.flatMap(([, visites]) => visites.map((v) => v.interventionId)));
  return (id: string, parties: readonly VisiteFigee[] | undefined): VisiteFigee[] | undefined =>
    c.usagers.has(id) ? undefined : parties?.filter((v) => !autrui.has(v.interventionId));
};

type Donnees = () => ReturnType<typeof lireDonneesMois>;

const uneFois = <T>(lire: () => Promise<T>): (() => Promise<T>) => {
  let lu: Promise<T> | undefined;
  return () => {
    lu ??= lire();
    return lu;
  };
};

const touchesAvant = (touches: ReadonlyMap<Mois, ReadonlySet<string>>, m: Mois): string[] =>
  Array.from({ length: MOIS_DU_REPORT }, (_, i) => touches.get(ajouterMois(m, -1 - i)) ?? []).flatMap((s) => [...s]);

const moisClos = (c: Cadre, antennes: readonly Antenne[]): Mois[] =>
  [
    ...new Set(
      codesAntennes()
        .filter((a) => antennes.includes(a))
        .flatMap((a) => c.passe.clotures(a).map((x) => x.mois)),
    ),
  ].sort();
