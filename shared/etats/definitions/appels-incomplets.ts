import { comparer } from '../../domain/appariement/ordre';
import { motifEnMots } from '../../libelles/motif';
import { dateParis } from '../../temps/paris';
import { issueEnMots } from '../agregat';
import { ecrireCle } from '../cle';
import * as c from '../colonnes';
import type { LigneEtat } from '../contrat';
import type { Calcul, Etat, Matiere } from '../matiere';
import * as p from '../parametres';

const calculer = ({ tranches, demande, nomUsager, nomIntervenant }: Matiere): Calcul => {
  const lignes = tranches.flatMap((t) =>
    t.usagers.flatMap((u) =>
      u.incompletes
        .filter((i) => demande.vue !== 'a-corriger' || i.issue === 'A_CORRIGER')
        .map((i): LigneEtat & { rang: string } => {
          const quand = i.arrivee ?? i.depart;
          return {
            rang: `${quand ?? ''} ${i.interventionId}`,
            cle: ecrireCle({ usager: u.usagerId, mois: t.mois, antenne: t.antenne, intervention: i.interventionId }),
            valeurs: {
              date: quand === undefined ? null : dateParis(quand),
              usager: nomUsager(u.usagerId),
              usagerId: u.usagerId,
              intervenant: nomIntervenant(i.intervenantId),
              arrivee: i.arrivee ?? null,
              depart: i.depart ?? null,
              manque: i.arrivee === undefined ? 'L’arrivée' : 'Le départ',
              issue: issueEnMots(i),
              motif: i.motif === undefined ? null : motifEnMots(i.motif),
            },
            detail: true,
          };
        }),
    ),
  );
  return {
    colonnes: ['date', 'usager', 'usagerId', 'intervenant', 'arrivee', 'depart', 'manque', 'issue', 'motif'],
    lignes: lignes.sort((x, y) => comparer(x.rang, y.rang)).map(({ rang: _, ...l }) => l),
  };
};

export const APPELS_INCOMPLETS: Etat = {
  id: 'appels-incomplets',
  titre: 'Appels incomplets',
  description: 'Les interventions pointées d’un seul côté (sans arrivée, ou sans départ), et ce qui en a été fait.',
  periodes: p.TOUTES_PERIODES,
  parametres: [p.presentation({ tous: 'Tous', 'a-corriger': 'Ceux qui restent à corriger' }), p.USAGER, p.INTERVENANT],
  colonnes: [
    c.jour('date', 'Date'),
    c.USAGER,
    c.USAGER_ID,
    c.INTERVENANT,
    c.instant('arrivee', 'Arrivée'),
    c.instant('depart', 'Départ'),
    c.texte('manque', 'Ce qui manque'),
    c.texte('issue', 'Ce qui en a été fait'),
    c.texte('motif', 'Motif'),
  ],
  besoins: () => [],
  calculer,
};
