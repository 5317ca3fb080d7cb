import type { EtatFige } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import type { Absence } from '#shared/contrats/dossiers/absence';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE, baseAntenne, idEtatFige } from '#shared/contrats/ids';
import { RAISONS_ATTENTE } from '#shared/contrats/pointages/derives';
import type { Appel } from '#shared/contrats/pointages/pointage';
import { absencesEnVigueur } from '#shared/domain/absence/absences';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { sansRemplacees } from '#shared/domain/pointage/attentes';
import type { Retenue } from '#shared/domain/types';
import type { DemandeEtat } from '#shared/etats/contrat';
import type { AbsenceSituee, PrevueSituee, SuspensSitue, VisiteSituee } from '#shared/etats/matiere';
import { ajouterJours, dateParis, debutDuJour, moisDe } from '#shared/temps/paris';
import { lireFiges } from '../../../store/lectures/clos';
import { lireParametres } from '../../../store/lectures/connus';
import { lireDonneesMois } from '../../../store/lectures/mois';
import { type Magasin, sansRev } from '../../../store/lire';
import { clesSures, plageType } from '../../../store/types';
import { retenirDonnees } from '../../cloture';
import type { Lecteur, TrancheLue } from './tranches';

type Periode = Pick<DemandeEtat, 'du' | 'au'>;

/** Above so many persons, a month's frozen states are read whole: one range is faster than many keys. */
const PAR_CLES = 200;

const etatsDe = async (
  m: Magasin,
  t: TrancheLue,
  usagers: readonly string[] | undefined,
): Promise<readonly EtatFige[]> => {
  if (t.calculs) return usagers ? t.calculs.etats.filter((e) => usagers.includes(e.usagerId)) : t.calculs.etats;
  if (!t.clos) return [];
  if (usagers === undefined || usagers.length > PAR_CLES)
    return (await lireFiges(m, t.antenne, t.mois)).map(sansRev<EtatFige>);
  const cles = usagers.map((id) => idEtatFige(t.mois, id));
  return (await clesSures(m, 'fige', cles, { antenne: t.antenne })).flatMap((d) => (d ? [sansRev<EtatFige>(d)] : []));
};

/** Retained visits of a month of an antenna: frozen where it is closed. `usagers`: those alone, where it is known whom. */
export const lireVisites = async (
  m: Magasin,
  t: TrancheLue,
  usagers: readonly string[] | undefined,
): Promise<VisiteSituee[]> =>
  (await etatsDe(m, t, usagers)).flatMap((e) => e.visites.map((v) => ({ ...v, antenne: t.antenne })));

const retenuesDe = async (l: Lecteur, t: TrancheLue, antennes: ReadonlySet<Antenne>): Promise<readonly Retenue[]> => {
  if (t.calculs) return t.calculs.retenues;
  const parametresAu = lecteurParametres(await lireParametres(l.m));
  // Where they are planned, whoever they go to.
  const lieux = { lieux: antennes, leurs: new Set<string>() };
  return retenirDonnees({ maintenant: l.maintenant, parametresAu }, await lireDonneesMois(l.m, t.mois, lieux));
};

/** Planned visits of the period in these antennas, with where each stands. */
export const lirePrevues = async (
  l: Lecteur,
  tranches: readonly TrancheLue[],
  { du, au, usager, intervenant }: DemandeEtat,
): Promise<PrevueSituee[]> => {
  const prevues = new Map<string, PrevueSituee>();
  const lues = new Map<string, readonly Retenue[]>();
  const antennes = new Set(tranches.map((t) => t.antenne));
  for (const t of tranches) {
    const retenues = lues.get(t.mois) ?? (await retenuesDe(l, t, antennes));
    lues.set(t.mois, retenues);
    for (const r of retenues) {
      const { visite: v, antenne, id, codePrestation, usagerId, couverture } = r.intervention;
      if (!v || antenne !== t.antenne) continue;
      const date = dateParis(v.debut);
      if (date < du || date > au || moisDe(date) !== t.mois) continue;
      if (usager !== undefined && usagerId !== usager) continue;
      if (intervenant !== undefined && v.intervenantId !== intervenant && r.intervenantId !== intervenant) continue;
      prevues.set(id, {
        interventionId: id,
        antenne,
        usagerId,
        intervenantId: r.intervenantId,
        intervenantPrevu: v.intervenantId,
        codePrestation,
        debut: v.debut,
        fin: v.fin,
        statut: r.statut,
        ...(couverture ? { couvertePar: couverture.arrivee.instant } : {}),
      });
    }
  }
  return [...prevues.values()];
};

/** What of the caller is known; fields that are not are left out. */
const appelantDe = (a: Pick<Appel, 'numeroAppelant' | 'usagerId' | 'intervenantId'>) => ({
  ...(a.numeroAppelant === undefined ? {} : { numero: a.numeroAppelant }),
  ...(a.usagerId === undefined ? {} : { usagerId: a.usagerId }),
  ...(a.intervenantId === undefined ? {} : { intervenantId: a.intervenantId }),
});

/** [PT-4, PT-5] Punches that wait and failed calls of the period, of which the number did not tell the usager. */
export const lireSuspens = async (
  m: Magasin,
  antennes: readonly Antenne[],
  toutes: boolean,
  { du, au }: Periode,
): Promise<SuspensSitue[]> => {
  const lieux = [...antennes, ...(toutes ? (['CENTRAL'] as const) : [])];
  const suspens: SuspensSitue[] = [];
  for (const antenne of lieux) {
    const base = antenne === 'CENTRAL' ? BASE_CENTRALE : baseAntenne(antenne);
    const attentes = await plageType(m, 'attente', { base }, { de: du, avant: ajouterJours(au, 1) });
    for (const a of sansRemplacees(attentes))
      if (a.raison !== 'INTERVENANT_INCONNU')
        suspens.push({
          genre: 'ATTENTE',
          id: a.pointageId,
          antenne,
          instant: a.instant,
          ...appelantDe(a),
          raison: RAISONS_ATTENTE[a.raison],
        });
    const instants = { de: debutDuJour(du), avant: debutDuJour(ajouterJours(au, 1)) };
    for (const a of await plageType(m, 'appel', { base }, instants))
      if (a.usagerId === undefined)
        suspens.push({
          genre: 'APPEL',
          id: a.id,
          antenne,
          instant: a.instant,
          ...appelantDe(a),
          raison: 'Appel sans suite',
        });
  }
  return suspens;
};

/** Absences that stand and touch the period, once each: an usager of two antennas has them in both. */
export const lireAbsences = async (
  m: Magasin,
  antennes: readonly Antenne[],
  { du, au, usager }: DemandeEtat,
): Promise<AbsenceSituee[]> => {
  const parId = new Map<string, AbsenceSituee>();
  for (const antenne of antennes) {
    const lues = (await plageType(m, 'absence', { antenne })).map(sansRev<Absence>);
    for (const a of absencesEnVigueur(lues))
      if (a.du <= au && (a.au === undefined || a.au >= du) && (usager === undefined || a.usagerId === usager))
        parId.set(a.id, {
          id: a.id,
          usagerId: a.usagerId,
          nature: a.nature,
          du: a.du,
          ...(a.au === undefined ? {} : { au: a.au }),
          ...(a.commentaire ? { commentaire: a.commentaire } : {}),
        });
  }
  return [...parId.values()];
};

/** The antennas that a request is about. */
export const antennesDemandees = ({ antenne }: Pick<DemandeEtat, 'antenne'>): readonly Antenne[] =>
  antenne === 'TOUTES' ? codesAntennes() : [antenne];
