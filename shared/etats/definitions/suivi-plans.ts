import { pluriel } from '../../mots/nombres';
import type { Mois } from '../../temps/types';
import { afficheurDe } from '../afficher';
import { ecrireCle } from '../cle';
import * as c from '../colonnes';
import type { LigneEtat } from '../contrat';
import type { Calcul, Etat, Matiere, Tranche } from '../matiere';
import * as p from '../parametres';
import { parNom, repartir, valeurTaux } from './activite';

type Plan = {
  codeFinanceur: string;
  autorise: number;
  sansPlafond: boolean;
  connu: boolean;
  consomme: number;
  report: number;
  /** What of `report` no cap of the whole table holds: all of it, unless months have rows of their own. */
  reportDuDehors: number;
  regularisees: number;
  /** What was drawn on it in another antenna, in the month of a move, is not in these counts. */
  partage: boolean;
};
const planVide = (): Plan => ({
  codeFinanceur: '',
  autorise: 0,
  sansPlafond: false,
  connu: false,
  consomme: 0,
  report: 0,
  reportDuDehors: 0,
  regularisees: 0,
  partage: false,
});

const SEPARATEUR = '\n';

const planDuMois = (usagerId: string, numeroPec: string, mois: Mois): string =>
  [usagerId, numeroPec, mois].join(SEPARATEUR);

const compter = ({ tranches, demande, aDemenage }: Matiere): Map<string, Plan> => {
  const { de, groupes } = repartir(planVide);
  const parMois = demande.vue === 'mois';
  const plan = (usagerId: string, t: Tranche, numeroPec: string, codeFinanceur: string): Plan => {
    const p = de([usagerId, numeroPec, parMois ? t.mois : ''].join(SEPARATEUR));
    p.codeFinanceur ||= codeFinanceur;
    p.partage ||= demande.antenne !== 'TOUTES' && aDemenage?.(usagerId, t.mois) === true;
    return p;
  };
  /** A usager who changed antenna within a month is in both: the plan is authorised once. */
  const autorises = new Set<string>();
  for (const t of tranches)
    for (const u of t.usagers)
      for (const x of u.plans) {
        const p = plan(u.usagerId, t, x.numeroPec, x.codeFinanceur);
        const une = planDuMois(u.usagerId, x.numeroPec, t.mois);
        if (autorises.has(une)) continue;
        autorises.add(une);
        p.connu = true;
        if (x.plafond === undefined) p.sansPlafond = true;
        else p.autorise += x.plafond;
      }
  for (const t of tranches)
    for (const u of t.usagers) {
      for (const part of u.parts)
        for (const { numeroPec, moisPlafond, minutes } of part.prises) {
          if (numeroPec === undefined) continue;
          const p = plan(u.usagerId, t, numeroPec, part.codeFinanceur);
          p.consomme += minutes;
          if (moisPlafond === undefined || moisPlafond >= t.mois) continue;
          // [FI-6] Left by a cap that is counted beside: of the row's own months it is offered already, of another row's it is not, yet in the total it is.
          const dehors = !autorises.has(planDuMois(u.usagerId, numeroPec, moisPlafond));
          if (parMois || dehors) p.report += minutes;
          if (dehors) p.reportDuDehors += minutes;
        }
      for (const x of u.complements)
        if (x.numeroPec !== undefined) plan(u.usagerId, t, x.numeroPec, x.codeFinanceur).regularisees += x.minutes;
    }
  return groupes;
};

/** [FI-6] Why a total is not the sum of its column: hours that one month leaves and another takes are in the rest of one and the carry-over of the other. */
const avertirDesReports = (report: number, dehors: number): string[] =>
  report === dehors
    ? []
    : [
        `Au total, le report et le reste ne sont pas la somme des mois : les ${afficheurDe([])(report - dehors, 'minutes')} que des mois de la période ont laissées à d’autres n’y comptent qu’une fois.`,
      ];

const A_NOMMER = 6;

/** [CL-1] Of one antenna alone, the plan of who moved in the month is whole, and what the other one drew on it is not there. */
const avertirDesDemenages = (lignes: readonly LigneEtat[], partages: ReadonlySet<string>): string[] => {
  const noms = [...new Set(lignes.flatMap((l) => (partages.has(l.cle) ? String(l.valeurs.usager) : [])))];
  if (noms.length === 0) return [];
  const reste = noms.length - A_NOMMER;
  const dits = `${noms.slice(0, A_NOMMER).join(', ')}${reste > 0 ? ` et ${pluriel(reste, 'autre')}` : ''}`;
  return [
    `${noms.length > 1 ? 'Ont' : 'A'} changé d’antenne dans le mois : ${dits}. Le plan vaut pour les deux antennes, et ce que l’autre en a pris n’est pas compté ici : ce qu’il en reste n’y est pas dit, et n’entre pas dans le total. Demandé de toutes les antennes, cet état le dit.`,
  ];
};

/** [RG] What the total's rate is made of, where the columns beside it hold more: a plan without a cap has no rest. */
const avertirDesPlafonds = (lignes: readonly LigneEtat[], cumul: { offert: number; consomme: number }): string[] => {
  if (!lignes.some((l) => l.valeurs.autorise === null && l.valeurs.consomme !== 0)) return [];
  const afficher = afficheurDe([]);
  const [consomme, offert] = [afficher(cumul.consomme, 'minutes'), afficher(cumul.offert, 'minutes')];
  return [
    `Au total, le reste et la part consommée sont ceux des seules prises en charge qui ont un plafond : ${consomme} sur ${offert}.`,
  ];
};

const calculer = (m: Matiere): Calcul => {
  const parMois = m.demande.vue === 'mois';
  const lignes: LigneEtat[] = [];
  const cumul = { offert: 0, consomme: 0, report: 0, dehors: 0 };
  const partages = new Set<string>();
  for (const [cle, p] of compter(m)) {
    const [usager = '', prise = '', mois = ''] = cle.split(SEPARATEUR);
    const autorise = p.connu && !p.sansPlafond ? p.autorise : null;
    const offert = autorise === null || p.partage ? null : autorise + p.report;
    cumul.report += p.report;
    cumul.dehors += p.reportDuDehors;
    if (autorise !== null && !p.partage) {
      cumul.offert += autorise + p.reportDuDehors;
      cumul.consomme += p.consomme;
    }
    const cleLigne = ecrireCle({ usager, prise, ...(parMois ? { mois } : {}) });
    if (autorise !== null && p.partage) partages.add(cleLigne);
    lignes.push({
      cle: cleLigne,
      valeurs: {
        ...(parMois ? { mois } : {}),
        usager: m.nomUsager(usager),
        usagerId: usager,
        prise,
        financeur: m.financeur(p.codeFinanceur).libelle,
        autorise,
        report: p.report,
        consomme: p.consomme,
        ecart: offert === null ? null : offert - p.consomme,
        taux: offert === null ? null : valeurTaux(p.consomme, offert),
        regularisees: p.regularisees,
      },
      detail: true,
    });
  }
  const rang = (l: LigneEtat): [string, string] => [
    String(l.valeurs.usager),
    `${l.valeurs.usagerId} ${l.valeurs.mois ?? ''} ${l.valeurs.prise}`,
  ];
  return {
    colonnes: [
      ...(parMois ? ['mois'] : []),
      'usager',
      'usagerId',
      'prise',
      'financeur',
      'autorise',
      'report',
      'consomme',
      'ecart',
      'taux',
      'regularisees',
    ],
    lignes: lignes.sort((x, y) => parNom(rang(x), rang(y))),
    totaux: {
      report: cumul.dehors,
      ecart: cumul.offert - cumul.consomme,
      taux: valeurTaux(cumul.consomme, cumul.offert),
    },
    avertissements: [
      ...avertirDesPlafonds(lignes, cumul),
      ...avertirDesReports(cumul.report, cumul.dehors),
      ...avertirDesDemenages(lignes, partages),
    ],
    graphique:
      parMois && m.demande.usager !== undefined
        ? { genre: 'courbe', axe: 'mois', series: ['autorise', 'consomme'] }
        : undefined,
  };
};

export const SUIVI_PLANS: Etat = {
  id: 'suivi-plans',
  titre: 'Suivi des plans d’aide',
  description:
    'Pour chaque prise en charge, les heures autorisées, celles qui ont été réalisées, et l’écart. Ce que l’APA reporte des mois d’avant la période est offert en plus : la part consommée est sur les deux.',
  periodes: ['mois', 'trimestre', 'semestre', 'annee'],
  moisEntiers: true,
  parametres: [p.presentation({ periode: 'Toute la période', mois: 'Mois par mois' }), p.USAGER, p.FINANCEUR],
  colonnes: [
    c.mois('mois', 'Mois'),
    c.USAGER,
    c.USAGER_ID,
    c.texte('prise', 'Prise en charge'),
    c.FINANCEUR,
    c.minutes('autorise', 'Plan autorisé'),
    c.minutes('report', 'Report utilisé des mois d’avant'),
    c.minutes('consomme', 'Plan consommé'),
    c.minutes('ecart', 'Reste (autorisé + report − consommé)'),
    c.taux('taux', 'Part consommée'),
    c.REGULARISEES,
  ],
  besoins: (d) => (d.antenne === 'TOUTES' ? [] : ['demenagements']),
  calculer,
};
