import type { EtatFige } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import type { Absence } from '#shared/contrats/dossiers/absence';
import { BASE_CENTRALE, baseAntenne, idEtatFige } from '#shared/contrats/ids';
import { RAISONS_ATTENTE } from '#shared/contrats/pointages/derives';
import { type Appel, estSansTelephone } from '#shared/contrats/pointages/pointage';
import { absencesEnVigueur } from '#shared/domain/absence/absences';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { sansRemplacees } from '#shared/domain/pointage/attentes';
import type { DemandeEtat } from '#shared/etats/contrat';
import { corrigeesDe } from '#shared/etats/corrigees';
import type { AbsenceSituee, CorrigeeSituee, SuspensSitue, VisiteSituee } from '#shared/etats/matiere';
import { ajouterJours, debutDuJour } from '#shared/temps/paris';
import { lireFiges } from '../../../store/lectures/clos';
import { type Magasin, sansRev } from '../../../store/lire';
import { clesSures, plageType } from '../../../store/types';
import type { TrancheLue } from './tranches';

type Periode = Pick<DemandeEtat, 'du' | 'au'>;

/** Above so many persons, a month's frozen states are read whole: one range is faster than many keys. */
const PAR_CLES = 200;

/** The states of a month of an antenna. `usagers`: of those alone, where it is known whom. */
export const etatsDe = async (
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

/** [RG] What the rates of a month of an antenna count as corrected or created; of one that the period does not hold whole, by its calls. */
export const lireCorrigees = async (
  m: Magasin,
  t: TrancheLue,
  usagers: readonly string[] | undefined,
  { du, au }: Periode,
): Promise<CorrigeeSituee[]> =>
  corrigeesDe(await etatsDe(m, t, usagers))
    .filter((c) => t.entier || (du <= c.date && c.date <= au))
    .map((c) => ({ ...c, antenne: t.antenne }));

/** What of the caller is known; fields that are not are left out. */
const appelantDe = (a: Pick<Appel, 'source' | 'numeroAppelant' | 'usagerId' | 'intervenantId'>) => ({
  ...(estSansTelephone(a) ? { sansTelephone: true as const } : {}),
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
          genre: estSansTelephone(a) ? 'PASSAGE' : 'APPEL',
          id: a.id,
          antenne,
          instant: a.instant,
          ...appelantDe(a),
          raison: estSansTelephone(a) ? 'Passage sans téléphone refusé' : 'Appel sans suite',
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
