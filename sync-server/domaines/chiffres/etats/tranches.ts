import type { ClotureEcrite, EtatFige } from '#shared/contrats/cloture/cloture';
import type { Antenne, Resultat } from '#shared/contrats/commun';
import { idCloture } from '#shared/contrats/ids';
import type { Retenue } from '#shared/domain/types';
import { agreger } from '#shared/etats/agreger';
import type { DemandeEtat } from '#shared/etats/contrat';
import type { Tranche } from '#shared/etats/matiere';
import { moisDeLaPeriode } from '#shared/etats/moteur';
import { moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { majuscule } from '#shared/mots/textes';
import { moisDe, moisParis } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import type { Dire } from '../../../socle/file-calculs';
import { antennesAClore } from '../../../store/lectures/antennes-a-clore';
import { lireFiges } from '../../../store/lectures/clos';
import { type Magasin, type Stocke, sansRev } from '../../../store/lire';
import { lireSur } from '../../../store/types';
import {
  type Cadre,
  cadreDe,
  calculerMois,
  lireAgregat,
  lireCadre,
  lireDossiers,
  lireSansTelegestion,
  nomDe,
  perimetreDe,
  plansDuCadre,
} from '../../cloture';
import { preparerReports } from './reports';

/** A month of an antenna with where its visits are: frozen in the store, since that closing; or just computed. */
export type TrancheLue = Tranche & {
  closLe?: Instant;
  calculs?: { etats: readonly EtatFige[]; retenues: readonly Retenue[] };
};

export type Lecteur = {
  m: Magasin;
  maintenant: Instant;
  /** Tells what is being counted, and how far. */
  dire: Dire;
  /** What the open months are computed from, read once and only if there is one. */
  cadre: () => Promise<Resultat<Cadre>>;
};

export const ouvrirLecteur = (
  m: Magasin,
  maintenant: Instant,
  { antennes, du, dire = () => undefined }: { antennes: readonly Antenne[]; du: DateCivile; dire?: Dire | undefined },
): Lecteur => {
  let lu: Promise<Resultat<Cadre>> | undefined;
  return {
    m,
    maintenant,
    dire,
    cadre: () => {
      lu ??= lireCadre(m, maintenant).then((r) => {
        if (r.ok) r.valeur.perimetre = perimetreDe(r.valeur, antennes, [moisDe(du)]);
        return r;
      });
      return lu;
    },
  };
};

type Periode = Pick<DemandeEtat, 'du' | 'au'>;
const filtreDe =
  ({ du, au }: Periode) =>
  (date: DateCivile): boolean =>
    du <= date && date <= au;

const VIDE = { usagers: [], intervenants: {} };

/** Closed: from the counts kept with the closing; from the frozen visits where the period holds only a part of the month. */
const trancheClose = async (
  { m }: Lecteur,
  cloture: Stocke<ClotureEcrite>,
  entier: boolean,
  periode: Periode,
): Promise<TrancheLue & { purgee: boolean }> => {
  const { mois, antenne, instant, purgee } = cloture;
  const commun = { mois, antenne, clos: true, closLe: instant, entier, purgee: purgee !== undefined };
  if (entier) {
    const a = await lireAgregat(m, cloture);
    return { ...commun, ...(a ? { usagers: a.usagers, intervenants: a.intervenants } : VIDE) };
  }
  const etats = (await lireFiges(m, antenne, mois)).map(sansRev<EtatFige>);
  const compte = agreger({
    mois,
    etats,
    complements: [],
    plans: new Map(),
    ...(await lireDossiers(m, antenne)),
    sansTelegestion: await lireSansTelegestion(m, antenne, instant),
    enCours: () => false,
    dans: filtreDe(periode),
  });
  return { ...commun, ...compte };
};

/** Still open: as a closing would freeze it now, all the antennas asked at once. */
const tranchesOuvertes = async (
  l: Lecteur,
  { mois, entier }: { mois: Mois; entier: boolean },
  antennes: readonly Antenne[],
  periode: Periode,
): Promise<Resultat<TrancheLue[]>> => {
  // Nothing can have been done in a month to come.
  if (mois > moisParis(l.maintenant))
    return {
      ok: true,
      valeur: antennes.map((antenne) => ({ mois, antenne, clos: false, entier, aVenir: true, ...VIDE })),
    };
  const lu = await l.cadre();
  if (!lu.ok) return lu;
  const c = lu.valeur;
  await preparerReports(c, mois);
  const { parAntenne, retenues } = await calculerMois(c, mois, antennes);
  const enCours = new Set(retenues.filter((r) => r.statutBrut === 'EN_COURS').map((r) => r.intervention.id));
  const tranches: TrancheLue[] = [];
  for (const antenne of antennes) {
    const etats = parAntenne.get(antenne) ?? [];
    const compte = agreger({
      mois,
      etats,
      complements: [],
      plans: entier ? plansDuCadre(mois, cadreDe(c, antenne, mois), etats) : new Map(),
      usager: (id) => c.usagers.get(id),
      nomIntervenant: (id) => nomDe(c, id),
      sansTelegestion: await lireSansTelegestion(l.m, antenne),
      enCours: (id) => enCours.has(id),
      ...(entier ? {} : { dans: filtreDe(periode) }),
    });
    tranches.push({ mois, antenne, clos: false, entier, ...compte, calculs: { etats, retenues } });
  }
  return { ok: true, valeur: tranches };
};

export type TranchesLues = { tranches: TrancheLue[]; purgees: Mois[] };

/**
 * Every month of the period, closed or not, for every antenna asked that has it to close. `garder`: what is left of a month once it
 * is read.
 */
export const lireTranches = async (
  l: Lecteur,
  antennes: readonly Antenne[],
  periode: Periode,
  garder: (t: TrancheLue) => TrancheLue | undefined,
): Promise<Resultat<TranchesLues>> => {
  const tranches: TrancheLue[] = [];
  const purgees = new Set<Mois>();
  const tous = moisDeLaPeriode(periode);
  for (const [n, un] of tous.entries()) {
    l.dire(
      `${majuscule(moisEnMots(un.mois))} : ${pluriel(antennes.length, 'antenne')} (mois ${n + 1} sur ${tous.length})…`,
    );
    const sansCloture: Antenne[] = [];
    const lues: TrancheLue[] = [];
    for (const antenne of antennes) {
      const cloture = await lireSur(l.m, 'cloture', idCloture(un.mois), { antenne });
      if (!cloture) {
        sansCloture.push(antenne);
        continue;
      }
      const { purgee, ...t } = await trancheClose(l, cloture, un.entier, periode);
      if (purgee) purgees.add(un.mois);
      lues.push(t);
    }
    // One that opened after the month, or had closed before it, has nothing to close in it.
    const duMois = sansCloture.length > 0 ? await antennesAClore(l.m, un.mois) : [];
    const ouvertes = sansCloture.filter((a) => duMois.includes(a));
    if (ouvertes.length > 0) {
      const r = await tranchesOuvertes(l, un, ouvertes, periode);
      if (!r.ok) return r;
      lues.push(...r.valeur);
    }
    tranches.push(...lues.flatMap((t) => garder(t) ?? []));
  }
  return { ok: true, valeur: { tranches, purgees: [...purgees] } };
};
