import { dateParis } from '../../temps/paris';
import { afficheurDe } from '../afficher';
import { ecrireCle } from '../cle';
import * as c from '../colonnes';
import type { LigneEtat } from '../contrat';
import type { Calcul, Etat, Matiere, VisiteSituee } from '../matiere';
import * as p from '../parametres';
import { activiteVide, compterVisites, parNom, repartir, valeursActivite } from './activite';

const parUsager = ({ tranches, demande, nomUsager }: Matiere): Calcul => {
  const { de, groupes } = repartir(() => ({ ...activiteVide(), payees: 0, visitesPayees: 0 }));
  for (const u of tranches.flatMap((t) => t.usagers)) {
    const a = de(u.usagerId);
    for (const v of u.visites) compterVisites(a, u.usagerId, v);
    for (const p of u.parts) {
      a.payees += p.minutes;
      a.visitesPayees += p.visites;
    }
    for (const x of u.complements) a.regularisees += x.minutes;
  }
  const duFinanceur = demande.financeur !== undefined;
  const lignes = [...groupes]
    .filter(([, a]) => (duFinanceur ? a.visitesPayees : a.visites) > 0 || a.regularisees !== 0)
    .map(([id, a]): LigneEtat => {
      const valeurs = valeursActivite(a);
      return {
        cle: ecrireCle({ usager: id, financeur: demande.financeur }),
        valeurs: {
          usager: nomUsager(id),
          usagerId: id,
          ...(duFinanceur
            ? { visites: a.visitesPayees }
            : { visites: a.visites, duree: a.duree, complementaires: a.complementaires }),
          facturees: duFinanceur ? a.payees : (valeurs.facturees ?? null),
          regularisees: a.regularisees,
        },
        detail: true,
      };
    })
    .sort((x, y) => parNom([String(x.valeurs.usager), x.cle], [String(y.valeurs.usager), y.cle]));
  const heures = duFinanceur ? ['visites'] : ['visites', 'duree', 'complementaires'];
  return { colonnes: ['usager', 'usagerId', ...heures, 'facturees', 'regularisees'], lignes };
};

/** Minutes that are billed of a visit, or those of them that one funder pays. */
const facturees = (v: VisiteSituee, financeur: string | undefined): number =>
  financeur === undefined
    ? v.duree + v.minutesComplementaires
    : v.parts.filter((p) => p.codeFinanceur === financeur).reduce((n, p) => n + p.minutes, 0);

const afficher = afficheurDe([]);

/** [CL-4] What the period's closings changed in months closed before is of no visit of the list: who bills it is told where it is. */
const direRegularisees = (tranches: Matiere['tranches']): string[] => {
  const siennes = tranches.flatMap((t) => t.usagers.flatMap((u) => u.complements));
  if (siennes.length === 0) return [];
  const total = siennes.reduce((n, x) => n + x.minutes, 0);
  return [
    `Cette période rectifie aussi des mois déjà clos (${total > 0 ? '+' : ''}${afficher(total, 'minutes')}), dont les visites ne sont pas dans cette liste : « Une ligne par usager » en dit les heures, et « Justificatifs des financeurs » les visites.`,
  ];
};

const parVisite = ({ tranches, visites, demande, nomUsager, nomIntervenant }: Matiere): Calcul => ({
  avertissements: direRegularisees(tranches),
  colonnes: [
    'date',
    'debut',
    'fin',
    'usager',
    'usagerId',
    'intervenant',
    'prestation',
    'duree',
    'complementaires',
    'facturees',
  ],
  lignes: visites
    .map((v): LigneEtat & { rang: string } => ({
      rang: `${v.debut} ${v.interventionId}`,
      cle: ecrireCle({ usager: v.usagerId, mois: dateParis(v.debut).slice(0, 7), intervention: v.interventionId }),
      valeurs: {
        date: dateParis(v.debut),
        debut: v.debut,
        fin: v.fin,
        usager: nomUsager(v.usagerId),
        usagerId: v.usagerId,
        intervenant: nomIntervenant(v.intervenantId),
        prestation: v.codePrestation,
        duree: v.duree,
        complementaires: v.minutesComplementaires,
        facturees: facturees(v, demande.financeur),
      },
      detail: true,
    }))
    .sort((x, y) => parNom([String(x.valeurs.usager), x.rang], [String(y.valeurs.usager), y.rang]))
    .map(({ rang: _, ...ligne }) => ligne),
});

const calculer = (m: Matiere): Calcul => (m.demande.vue === 'visite' ? parVisite(m) : parUsager(m));

export const HEURES_USAGERS: Etat = {
  id: 'heures-usagers',
  titre: 'Heures réalisées par usager',
  description:
    'Les heures retenues de chaque usager, ou ses visites une à une : le justificatif que demandent les financeurs à l’appui de la facture du mois.',
  periodes: p.TOUTES_PERIODES,
  parametres: [
    p.presentation({ usager: 'Une ligne par usager', visite: 'Une ligne par visite' }),
    p.USAGER,
    p.FINANCEUR,
  ],
  colonnes: [
    c.USAGER,
    c.USAGER_ID,
    c.jour('date', 'Date'),
    c.instant('debut', 'Arrivée'),
    c.instant('fin', 'Départ'),
    c.INTERVENANT,
    c.PRESTATION,
    c.VISITES,
    c.DUREE,
    c.COMPLEMENTAIRES,
    c.FACTUREES,
    c.REGULARISEES,
  ],
  besoins: (d) => (d.vue === 'visite' ? ['visites'] : []),
  calculer,
};
