import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Financeur } from '#shared/contrats/dossiers/dossiers';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { type TableFinanceurs, tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import type { UsagerAgrege } from '#shared/etats/agregat';
import { lireCle, type Selection } from '#shared/etats/cle';
import type { DemandeEtat, DetailEtat, TableauEtat } from '#shared/etats/contrat';
import { besoinDuDetail, detailler, estDuDetail } from '#shared/etats/detail';
import type { Besoin, CorrigeeSituee, Etat, Matiere, VisiteSituee } from '#shared/etats/matiere';
import { nommerMois, periodeEnMots, tabler, verifierDemande } from '#shared/etats/moteur';
import { type DemandeLot, type PlanningDUn, plannings, verifierLot } from '#shared/etats/plannings';
import { ETATS } from '#shared/etats/registre';
import {
  estCorrigeeDeLaSelection,
  estDeLaPeriode,
  estDeLaSelection,
  restreindre,
  restreindrePersonnes,
  selectionDe,
} from '#shared/etats/selection';
import { moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { nomComplet } from '#shared/mots/textes';
import { dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import type { Dire } from '../../../socle/file-calculs';
import { lireFinanceurs, lireUsagers } from '../../../store/lectures/connus';
import { type Magasin, sansRev } from '../../../store/lire';
import { plageSure } from '../../../store/types';
import { type Dossiers, lireDossiers } from '../../cloture';
import { antennesDemandees, lireAbsences, lireCorrigees, lireSuspens, lireVisites } from './faits';
import { lirePrevues } from './prevues';
import { type Lecteur, lireTranches, ouvrirLecteur, type TrancheLue } from './tranches';

const inconnu = () => refuser('ETAT_INCONNU', `Cet état n’existe pas : ${ETATS.map((x) => x.id).join(', ')}.`);

const trouver = (demande: DemandeEtat): Resultat<Etat> => {
  const e = ETATS.find((x) => x.id === demande.etat);
  if (!e) return inconnu();
  const d = verifierDemande(e, demande);
  return d.ok ? { ok: true, valeur: e } : d;
};

const financeurDe = async (m: Magasin, d: DemandeEtat): Promise<Matiere['financeur']> => {
  const versions = (await lireFinanceurs(m)).map(sansRev<Financeur>);
  const table = tableFinanceurs(versions);
  const au = (t: TableFinanceurs, code: string) => t.au(code, d.au);
  return (code) => {
    const f = (table.ok ? au(table.valeur, code) : undefined) ?? versions.findLast((v) => v.code === code);
    return { libelle: f?.libelle ?? code, dispositif: f?.dispositif };
  };
};

type Noms = Pick<Matiere, 'nomUsager' | 'nomIntervenant'>;

/** As the counts name them, else as the antennas asked know them: nobody of another antenna is ever named. */
const nommer = (tranches: readonly TrancheLue[], dossiers: readonly Dossiers[]): Noms => {
  const usagers = new Map<string, string>();
  const aides = new Map<string, string>();
  for (const t of tranches) {
    for (const u of t.usagers) if (u.nom !== undefined) usagers.set(u.usagerId, u.nom);
    for (const [id, nom] of Object.entries(t.intervenants)) aides.set(id, nom);
  }
  const chercher = (quoi: (d: Dossiers) => string | undefined): string | undefined => {
    for (const d of dossiers) {
      const nom = quoi(d);
      if (nom !== undefined) return nom;
    }
    return undefined;
  };
  return {
    nomUsager: (id) =>
      usagers.get(id) ??
      chercher((d) => {
        const u = d.usager(id);
        return u && nomComplet(u);
      }) ??
      id,
    nomIntervenant: (id) => aides.get(id) ?? chercher((d) => d.nomIntervenant(id)) ?? id,
  };
};

/** [CL-1] Of how many antennas a usager was in a month: where they now are says it. */
const lireDemenages = async (m: Magasin): Promise<NonNullable<Matiere['aDemenage']>> => {
  const usagers = await lireUsagers(m, plageSure);
  return (id, mois) => {
    const u = usagers.get(id)?.doc;
    if (!u) return false;
    const [premier, dernier] = [premierJour(mois), dernierJour(mois)];
    const arrivees = u.antennes.filter((a) => a.depuis > premier && a.depuis <= dernier).map((a) => a.antenne);
    return new Set([antenneAu(u, premier), ...arrivees]).size > 1;
  };
};

type Lu = { purgees: readonly Mois[]; matiere: Matiere; coupe: boolean };

/** Facts that are in no count: names must then be looked for in the files. */
const HORS_COMPTES: readonly Besoin[] = ['prevues', 'suspens', 'absences'];

/**
 * `selection`: of the request, and of the row whose facts are wanted; `garder`: the visits that are; `max`: how many of them, and
 * reading may stop.
 */
type Lecture = {
  selection: Selection;
  besoins: ReadonlySet<Besoin>;
  garder: (v: VisiteSituee) => boolean;
  max: number;
};

/** Month after month, until there are more than wanted. `lire`: of a month, of those alone whom the counts name where a selection wants few. */
const lireMoisParMois = async <T>(
  { dire }: Lecteur,
  tranches: readonly TrancheLue[],
  { selection, max }: Lecture,
  lire: (t: TrancheLue, usagers: readonly string[] | undefined) => Promise<readonly T[]>,
  aDuSien: (u: UsagerAgrege) => boolean,
): Promise<T[]> => {
  const tout: T[] = [];
  // A selection says by the counts whom it is about: only their frozen states are read.
  const choisie = Object.values(selection).some((v) => v !== undefined);
  for (const t of tranches) {
    if (tout.length > max) break;
    dire(`Visites de ${libelleAntenne(t.antenne)}, ${moisEnMots(t.mois)} : ${pluriel(tout.length, 'lue')}…`);
    const siens = t.usagers.filter(aDuSien).map((u) => u.usagerId);
    for (const x of await lire(t, choisie ? siens : undefined)) tout.push(x);
  }
  return tout;
};

const lireVisitesDe = (
  l: Lecteur,
  tranches: readonly TrancheLue[],
  demande: DemandeEtat,
  lecture: Lecture,
): Promise<VisiteSituee[]> =>
  lireMoisParMois(
    l,
    tranches,
    lecture,
    async (t, siens) =>
      (await lireVisites(l.m, t, siens)).filter(
        (v) => lecture.garder(v) && estDeLaPeriode(v, demande) && estDeLaSelection(v, lecture.selection),
      ),
    (u) => u.visites.length > 0,
  );

const lireCorrigeesDe = (
  l: Lecteur,
  tranches: readonly TrancheLue[],
  demande: DemandeEtat,
  lecture: Lecture,
): Promise<CorrigeeSituee[]> =>
  lireMoisParMois(
    l,
    tranches,
    lecture,
    async (t, siens) =>
      (await lireCorrigees(l.m, t, siens, demande)).filter((c) => estCorrigeeDeLaSelection(c, lecture.selection)),
    (u) => u.pointages.length > 0,
  );

const lireMatiere = async (l: Lecteur, e: Etat, demande: DemandeEtat, lecture: Lecture): Promise<Resultat<Lu>> => {
  const { besoins, selection } = lecture;
  const antennes = antennesDemandees(demande);
  const visitesVoulues = besoins.has('visites') || besoins.has('prevues');
  const corrigeesVoulues = besoins.has('corrigees');
  const lues = e.sansActivite
    ? ({ ok: true, valeur: { tranches: [], purgees: [] } } as const)
    : await lireTranches(l, antennes, demande, (t) => {
        const { calculs, ...comptes } = t;
        return restreindre(visitesVoulues || corrigeesVoulues ? t : comptes, selection);
      });
  if (!lues.ok) return lues;
  const { purgees } = lues.valeur;
  const tranches = restreindrePersonnes(lues.valeur.tranches, selection, demande.au);
  const visites = visitesVoulues ? await lireVisitesDe(l, tranches, demande, lecture) : [];
  const corrigees = corrigeesVoulues ? await lireCorrigeesDe(l, tranches, demande, lecture) : [];
  const dossiers: Dossiers[] = [];
  if (HORS_COMPTES.some((b) => besoins.has(b))) for (const a of antennes) dossiers.push(await lireDossiers(l.m, a));
  const suspens = besoins.has('suspens') ? await lireSuspens(l.m, antennes, demande.antenne === 'TOUTES', demande) : [];
  const { usager } = demande;
  return {
    ok: true,
    valeur: {
      purgees,
      coupe: visites.length + corrigees.length > lecture.max,
      matiere: {
        demande,
        tranches,
        visites,
        corrigees,
        prevues: besoins.has('prevues') ? await lirePrevues(l, tranches, demande) : [],
        suspens: usager === undefined ? suspens : suspens.filter((x) => x.usagerId === usager),
        absences: besoins.has('absences') ? await lireAbsences(l.m, antennes, demande) : [],
        ...(besoins.has('demenagements') ? { aDemenage: await lireDemenages(l.m) } : {}),
        ...nommer(tranches, dossiers),
        financeur: await financeurDe(l.m, demande),
      },
    },
  };
};

const dePurge = (purgees: readonly Mois[]): string[] =>
  purgees.length === 0
    ? []
    : [
        `Passé la durée de conservation, les visites sont effacées (${nommerMois(purgees)}) : elles ne comptent plus ici.`,
      ];

/** All that the state counts of what is asked. */
const lectureDe = (e: Etat, demande: DemandeEtat): Lecture => ({
  selection: selectionDe(demande),
  besoins: new Set(e.besoins(demande)),
  garder: () => true,
  max: Number.POSITIVE_INFINITY,
});

/** A state for an antenna or for all: whoever asks has the right to it, which the caller has checked. */
export const calculerEtat = async (
  m: Magasin,
  demande: DemandeEtat,
  horloge: Horloge,
  dire?: Dire,
): Promise<Resultat<TableauEtat>> => {
  const e = trouver(demande);
  if (!e.ok) return e;
  const lu = await lireMatiere(
    ouvrirLecteur(m, horloge(), { antennes: antennesDemandees(demande), du: demande.du, dire }),
    e.valeur,
    demande,
    lectureDe(e.valeur, demande),
  );
  if (!lu.ok) return lu;
  return { ok: true, valeur: tabler(e.valeur, lu.valeur.matiere, dePurge(lu.valeur.purgees)) };
};

/** The planning of each person of an antenna, from one reading of it. */
export const calculerPlannings = async (
  m: Magasin,
  demande: DemandeEtat,
  horloge: Horloge,
): Promise<Resultat<DemandeLot & { pages: PlanningDUn[] }>> => {
  const e = ETATS.find((x) => x.id === demande.etat);
  if (!e) return inconnu();
  const lot = verifierLot(e, demande);
  if (!lot.ok) return lot;
  const { planning, demande: tous } = lot.valeur;
  const lu = await lireMatiere(
    ouvrirLecteur(m, horloge(), { antennes: antennesDemandees(tous), du: tous.du }),
    e,
    tous,
    lectureDe(e, tous),
  );
  if (!lu.ok) return lu;
  const pages = plannings(e, lu.valeur.matiere, planning, dePurge(lu.valeur.purgees));
  if (pages.length > 0) return { ok: true, valeur: { ...lot.valeur, pages } };
  return refuser(
    'SANS_PLANNING',
    `Aucune visite prévue ni faite (${periodeEnMots(tous)}) dans cette antenne : choisissez une autre période ou une autre antenne.`,
  );
};

/** What a row says goes with what the request says; where they differ, nothing is behind. */
const fondre = (demande: Selection, ligne: Selection): Selection => {
  const tout: Selection = { ...ligne };
  for (const champ of ['usager', 'intervenant', 'financeur'] as const) {
    const voulu = demande[champ];
    if (voulu !== undefined && ligne[champ] !== undefined && ligne[champ] !== voulu) tout[champ] = AUCUN;
    else if (voulu !== undefined) tout[champ] = voulu;
  }
  return tout;
};
/** No identifier has a space. */
const AUCUN = ' ';

/** Rows given at once behind a figure; beyond, their number is told. */
const DETAIL_MAX = 2_000;

/** The facts behind a row: its visits, or the punches, planned visits and calls that it counts. */
export const detaillerEtat = async (
  m: Magasin,
  demande: DemandeEtat,
  cle: string,
  horloge: Horloge,
  dire?: Dire,
): Promise<Resultat<DetailEtat>> => {
  const e = trouver(demande);
  if (!e.ok) return e;
  const selection = lireCle(cle);
  if (!selection) return refuser('CLE', 'Cette ligne n’est pas de cet état : rouvrez-le, puis recommencez.');
  const garder = estDuDetail(demande.etat);
  const lecture = { selection: fondre(selectionDe(demande), selection), garder, max: DETAIL_MAX };
  const besoins = new Set<Besoin>([
    besoinDuDetail(demande.etat),
    ...e.valeur.besoins(demande).filter((b) => b === 'suspens'),
  ]);
  const lu = await lireMatiere(
    ouvrirLecteur(m, horloge(), { antennes: antennesDemandees(demande), du: demande.du, dire }),
    e.valeur,
    demande,
    { ...lecture, besoins },
  );
  if (!lu.ok) return lu;
  const { matiere, coupe } = lu.valeur;
  return { ok: true, valeur: detailler(e.valeur, matiere, lecture, coupe) };
};
