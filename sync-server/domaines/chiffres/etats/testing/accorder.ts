import type { SectionRapport } from '#shared/contrats/chiffres/rapport';
import type { Antenne } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { lirePeriode } from '#shared/domain/rapport/periode';
import type { TableauEtat } from '#shared/etats/contrat';
import { additionner, minutesToutes } from '#shared/pilotage/mesures';
import { dernierJour, premierJour } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import type { Magasin } from '../../../../store/lire';
import { lireTableauPilotage } from '../../pilotage/lire';
import { compterFaits } from '../../rapport/faits';
import { calculerEtat } from '../calculer';

// For tests: one month as the states, the dashboards and the report say it, each in the same few figures.

type Figures = Record<
  'visites' | 'minutes' | 'incompletes' | 'corrigees' | 'toutesCorrigees' | 'creees' | 'toutes',
  unknown
>;

/** By the states: « heures réalisées » are one figure, theirs and that of the dashboards. */
export const selonLesEtats = async (
  m: Magasin,
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
  return { visites: heures.visites, minutes: heures.duree, incompletes, corrigees, toutesCorrigees, creees, toutes };
};

/** By what the transition keeps for the dashboards. */
export const selonLePilotage = async (
  m: Magasin,
  horloge: () => Instant,
  mois: Mois,
  antenne: Antenne | 'TOUTES',
): Promise<Figures> => {
  const antennes = antenne === 'TOUTES' ? codesAntennes() : [antenne];
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

/** By the report: the whole service. */
export const selonLeRapport = async (m: Magasin, horloge: () => Instant, mois: Mois): Promise<Figures> => {
  const r = await compterFaits(m, lirePeriode(mois), horloge);
  if (!r.ok) throw new Error(r.refus.message);
  const total = (nom: string): NonNullable<NonNullable<SectionRapport['table']>['total']> =>
    r.valeur.sections.find((s) => s.nom === nom)?.table?.total ?? {};
  const [heures, corrections] = [total('Heures'), total('Corrections')];
  const { incompletes, corrigees, toutesCorrigees, creees, toutes } = corrections;
  return { visites: heures.visites, minutes: heures.duree, incompletes, corrigees, toutesCorrigees, creees, toutes };
};

const somme = (h: Readonly<Record<string, number>>): number => Object.values(h).reduce((a, b) => a + b, 0);

/** Punches of the telephone, and calls that gave none, by the dashboards and by the report. */
export const appelsSelonLesDeux = async (m: Magasin, horloge: () => Instant, mois: Mois) => {
  const tableau = await lireTableauPilotage({ magasin: m, horloge }, codesAntennes(), mois);
  const r = await compterFaits(m, lirePeriode(mois), horloge);
  if (!r.ok) throw new Error(r.refus.message);
  const lignes = r.valeur.sections.find((s) => s.nom === 'Appels')?.table?.lignes ?? [];
  const nombre = (debut: RegExp): number =>
    lignes.filter((l) => debut.test(String(l.nature))).reduce((n, l) => n + Number(l.nombre), 0);
  const tous = [
    ...tableau.antennes.flatMap((a) => a.mois?.appels ?? []),
    ...(tableau.horsAntenne ? [tableau.horsAntenne] : []),
  ];
  return {
    pilotage: {
      pointages: tous.reduce((n, a) => n + somme(a.pointages), 0),
      sans: tous.reduce((n, a) => n + somme(a.echecs), 0),
    },
    rapport: {
      pointages: nombre(/^Pointages (par téléphone|repris)/),
      sans: nombre(/^Appels sans pointage/),
    },
  };
};
