import { moisDe } from '../../temps/paris';
import type { Mois } from '../../temps/types';
import { afficheurDe } from '../afficher';
import { ecrireCle } from '../cle';
import * as c from '../colonnes';
import type { LigneEtat } from '../contrat';
import type { Calcul, Etat, Matiere } from '../matiere';
import * as p from '../parametres';
import { parNom, repartir, valeurTaux } from './activite';

type Plan = {
  codeFinanceur: string;
  autorise: number;
  sansPlafond: boolean;
  connu: boolean;
  consomme: number;
  report: number;
  regularisees: number;
};
const planVide = (): Plan => ({
  codeFinanceur: '',
  autorise: 0,
  sansPlafond: false,
  connu: false,
  consomme: 0,
  report: 0,
  regularisees: 0,
});

const SEPARATEUR = '\n';

/** [FI-6] Whether minutes drew on the cap of a month that is before those of the row: it offers that much more than its own caps. */
const estReportee = (moisPlafond: Mois | undefined, premier: Mois): boolean =>
  moisPlafond !== undefined && moisPlafond < premier;

const compter = ({ tranches, demande }: Matiere): Map<string, Plan> => {
  const { de, groupes } = repartir(planVide);
  /** A usager who changed antenna within a month is in both: the plan is authorised once. */
  const autorises = new Set<string>();
  for (const t of tranches)
    for (const u of t.usagers) {
      const plan = (numeroPec: string, codeFinanceur: string): Plan => {
        const mois = demande.vue === 'mois' ? t.mois : '';
        const p = de([u.usagerId, numeroPec, mois].join(SEPARATEUR));
        p.codeFinanceur ||= codeFinanceur;
        return p;
      };
      for (const x of u.plans) {
        const p = plan(x.numeroPec, x.codeFinanceur);
        const une = [u.usagerId, x.numeroPec, t.mois].join(SEPARATEUR);
        if (autorises.has(une)) continue;
        autorises.add(une);
        p.connu = true;
        if (x.plafond === undefined) p.sansPlafond = true;
        else p.autorise += x.plafond;
      }
      for (const part of u.parts)
        for (const prise of part.prises) {
          if (prise.numeroPec === undefined) continue;
          const p = plan(prise.numeroPec, part.codeFinanceur);
          p.consomme += prise.minutes;
          if (estReportee(prise.moisPlafond, demande.vue === 'mois' ? t.mois : moisDe(demande.du)))
            p.report += prise.minutes;
        }
      for (const x of u.complements)
        if (x.numeroPec !== undefined) plan(x.numeroPec, x.codeFinanceur).regularisees += x.minutes;
    }
  return groupes;
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
  const cumul = { offert: 0, consomme: 0 };
  for (const [cle, p] of compter(m)) {
    const [usager = '', prise = '', mois = ''] = cle.split(SEPARATEUR);
    const autorise = p.connu && !p.sansPlafond ? p.autorise : null;
    const offert = autorise === null ? null : autorise + p.report;
    if (offert !== null) {
      cumul.offert += offert;
      cumul.consomme += p.consomme;
    }
    lignes.push({
      cle: ecrireCle({ usager, prise, ...(parMois ? { mois } : {}) }),
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
    totaux: { taux: valeurTaux(cumul.consomme, cumul.offert) },
    avertissements: avertirDesPlafonds(lignes, cumul),
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
  besoins: () => [],
  calculer,
};
