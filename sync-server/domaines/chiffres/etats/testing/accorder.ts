import type { SectionRapport } from '#shared/contrats/chiffres/rapport';
import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import { lirePeriode } from '#shared/domain/rapport/periode';
import type { TableauEtat } from '#shared/etats/contrat';
import { additionner, minutesToutes } from '#shared/pilotage/mesures';
import { dernierJour, ecartMinutes, premierJour } from '#shared/temps/paris';
import { type Instant, instantSchema, type Mois } from '#shared/temps/types';
import type { AccesMagasin } from '../../../../ports/documents';
import { lireTableauPilotage } from '../../pilotage/lire';
import { compterFaits } from '../../rapport/faits';
import { calculerEtat } from '../calculer';

// For tests: one month as the states, the dashboards and the report say it, each in the same few figures.

type Figures = Record<
  'visites' | 'minutes' | 'incompletes' | 'corrigees' | 'toutesCorrigees' | 'creees' | 'toutes',
  unknown
>;

const instant = (v: unknown): Instant => instantSchema.parse(v);

/** By the states; minutes are those of each visit before any rounding: what the dashboards count. */
export const selonLesEtats = async (
  m: AccesMagasin,
  horloge: () => Instant,
  mois: Mois,
  antenne: Antenne | 'TOUTES',
): Promise<Figures> => {
  const demander = async (etat: string, vue: string): Promise<TableauEtat> => {
    const periode = { du: premierJour(mois), au: dernierJour(mois) };
    const r = await calculerEtat(m, { etat, vue, antenne, ...periode }, horloge);
    if (!r.ok) throw new Error(r.refus.message);
    return r.valeur;
  };
  const { totaux: heures } = await demander('recapitulatif-periode', 'antenne');
  const { incompletes, corrigees, toutesCorrigees, creees, toutes } = (await demander('taux-correction', 'antenne'))
    .totaux;
  const { lignes } = await demander('heures-usagers', 'visite');
  const minutes = lignes.reduce(
    (n, { valeurs: v }) => n + ecartMinutes(instant(v.debut), instant(v.fin)) + Number(v.complementaires),
    0,
  );
  return { visites: heures.visites, minutes, incompletes, corrigees, toutesCorrigees, creees, toutes };
};

/** By what the transition keeps for the dashboards. */
export const selonLePilotage = async (
  m: AccesMagasin,
  horloge: () => Instant,
  mois: Mois,
  antenne: Antenne | 'TOUTES',
): Promise<Figures> => {
  const antennes = antenne === 'TOUTES' ? CODES_ANTENNES : [antenne];
  const tableau = await lireTableauPilotage({ magasin: m, horloge }, antennes, mois);
  const n = additionner(tableau.antennes.map((a) => a.mois?.mesures ?? {}));
  return {
    visites: n.faites ?? 0,
    minutes: minutesToutes(n).faites,
    incompletes: n.incompletes ?? 0,
    corrigees: n.incompletesCorrigees ?? 0,
    toutesCorrigees: n.corrigees ?? 0,
    creees: n.creees ?? 0,
    toutes: n.achevees ?? 0,
  };
};

/** By the report: the whole service; it says no minute before rounding, nor the punched and created together. */
export const selonLeRapport = async (
  m: AccesMagasin,
  horloge: () => Instant,
  mois: Mois,
): Promise<Omit<Figures, 'minutes' | 'toutes'>> => {
  const r = await compterFaits(m, lirePeriode(mois), horloge);
  if (!r.ok) throw new Error(r.refus.message);
  const total = (nom: string): NonNullable<NonNullable<SectionRapport['table']>['total']> =>
    r.valeur.sections.find((s) => s.nom === nom)?.table?.total ?? {};
  const [heures, corrections] = [total('Heures'), total('Corrections')];
  const { incompletes, corrigees, toutesCorrigees, creees } = corrections;
  return { visites: heures.visites, incompletes, corrigees, toutesCorrigees, creees };
};
