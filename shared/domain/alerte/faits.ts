import type { NatureAbsence } from '../../contrats/dossiers/absence';
import type { Usager } from '../../contrats/dossiers/dossiers';
import type { Parametres } from '../../contrats/exploitation/parametre';
import { ajouterJours, dateParis, ecartSecondes } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';
import { finPrevue } from '../intervention/couverture';
import type { Contexte, Retenue } from '../types';
import type { TableFinanceurs } from '../ventilation/financeurs';
import type { Dispenses } from './dispenses';
import { estAideDuDepartement, type FaitPlan, faitsPlans } from './plans';
import { pointeeEnAbsence } from './pointee-en-absence';

/** What makes an alert: its kind, whom or what it is about, and since when. Acknowledging is another document. */
export type FaitAlerte = {
  genre:
    | 'APPEL_INCOMPLET'
    | 'NOUVEL_USAGER_AIDE'
    | 'NOUVEL_USAGER_SANS_AIDE'
    | FaitPlan['genre']
    | 'VISITE_NON_COMMENCEE'
    | 'DEPART_EN_RETARD'
    | 'POINTEE_EN_ABSENCE'
    | 'CONFLIT';
  usagerId: string;
  /** Who is retained, where the visit itself names another aide: most alerts do without. */
  intervenantId?: string;
  interventionId?: string;
  numeroPec?: string;
  depuis: DateCivile;
  /** The hour that the fact is about. */
  instant?: Instant;
  /** Of the absence during which a visit was punched. */
  nature?: NatureAbsence;
} & Pick<FaitPlan, 'debut' | 'fin' | 'aCote' | 'plafonds'>;

type Delais = Pick<Parametres, 'usagerNouveauPendant' | 'finPriseEnChargeMois'>;

/** [AL-2, AL-3, AL-4] What a usager's file alone says on a civil date; without a table of funders, nobody's aid is known. */
export const faitsUsager = (
  u: Usager,
  aujourdhui: DateCivile,
  financeurs: TableFinanceurs | undefined,
  p: Delais,
): FaitAlerte[] => {
  const faits: FaitAlerte[] = faitsPlans(u, aujourdhui, financeurs, p);
  const vuLe = dateParis(u.vuLe);
  if (financeurs && !u.repris && vuLe <= aujourdhui && aujourdhui < ajouterJours(vuLe, p.usagerNouveauPendant)) {
    // In force or to come.
    const aide = u.prisesEnCharge.some(
      (x) =>
        (x.dateFin === undefined || x.dateFin >= aujourdhui) &&
        estAideDuDepartement(x, financeurs, x.dateDebut > aujourdhui ? x.dateDebut : aujourdhui),
    );
    faits.push({
      genre: aide ? 'NOUVEL_USAGER_AIDE' : 'NOUVEL_USAGER_SANS_AIDE',
      usagerId: u.id,
      depuis: vuLe,
    });
  }
  return faits;
};

/**
 * [AL-1, AL-5] What one visit says at `maintenant`. `dispenses`: why no punch is expected of a usager's visit on a date (absent, or sans
 * télégestion [PT-7]).
 */
export const faitsIntervention = (
  r: Retenue,
  { maintenant, parametresAu }: Contexte,
  dispenses: Dispenses = () => undefined,
): FaitAlerte[] => {
  const { intervention: i } = r;
  const dispense = dispenses(r.usagerId, i.date);
  const fait = (genre: FaitAlerte['genre'], instant: Instant | undefined): FaitAlerte => ({
    genre,
    usagerId: r.usagerId,
    ...(r.intervenantId === i.intervenantId ? {} : { intervenantId: r.intervenantId }),
    interventionId: i.id,
    depuis: i.date,
    ...(instant === undefined ? {} : { instant }),
  });
  const faits: FaitAlerte[] = [];
  const { retardApres, departRetardApres } = parametresAu(dateParis(maintenant));
  const depasse = (h: Instant, minutes: number): boolean => ecartSecondes(h, maintenant) > minutes * 60;
  const debut = r.debut ?? i.arrivee?.instant ?? i.depart?.instant ?? i.visite?.debut;
  const incomplete = r.statut === 'SANS_ARRIVEE' || r.statut === 'SANS_DEPART';
  if (incomplete && i.date.slice(0, 7) >= dateParis(maintenant).slice(0, 7)) {
    faits.push(fait('APPEL_INCOMPLET', debut));
  }
  // [AP-11] The aide is there since the visit before: nobody has to be called.
  const attendue = (r.statut === 'PREVUE' || r.statut === 'NON_POINTEE') && dispense === undefined && !r.aideSurPlace;
  const fin = finPrevue(i);
  if (attendue && i.visite && depasse(i.visite.debut, retardApres))
    faits.push(fait('VISITE_NON_COMMENCEE', i.visite.debut));
  if (r.statut === 'EN_COURS' && fin && depasse(fin, departRetardApres)) faits.push(fait('DEPART_EN_RETARD', fin));
  const absence = pointeeEnAbsence(r, dispense);
  if (absence) faits.push({ ...fait('POINTEE_EN_ABSENCE', debut), nature: absence.nature });
  if (r.conflit) faits.push(fait('CONFLIT', debut));
  return faits;
};
