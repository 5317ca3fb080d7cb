import type { StatutRetenu } from '../../contrats/corrections/intervention';
import { comparer } from '../../domain/appariement/ordre';
import { dateParis, ecartMinutes, heureAffichee } from '../../temps/paris';
import { ecrireCle } from '../cle';
import * as c from '../colonnes';
import type { ColonneEtat, LigneEtat } from '../contrat';
import type { Calcul, Matiere, PrevueSituee, VisiteSituee } from '../matiere';
import { STATUTS_EN_MOTS } from '../mots';
import { parNom } from './activite';

export const COLONNES_PLANNING: readonly ColonneEtat[] = [
  c.jour('date', 'Date'),
  c.INTERVENANT,
  c.USAGER,
  c.PRESTATION,
  c.instant('prevuDebut', 'Début prévu'),
  c.instant('prevuFin', 'Fin prévue'),
  c.minutes('prevu', 'Heures prévues'),
  c.instant('debut', 'Arrivée'),
  c.instant('fin', 'Départ'),
  c.minutes('realise', 'Heures réalisées'),
  c.texte('statut', 'Où elle en est'),
];

type Rang = {
  prevue?: PrevueSituee;
  visite?: VisiteSituee;
  usagerId: string;
  intervenantId: string;
  statut: StatutRetenu;
};

/** « Couverte par celle de 16 h 02 »: where its hours are [AP-11]. */
const statutEnMots = (statut: StatutRetenu, prevue: PrevueSituee | undefined): string =>
  statut === 'COUVERTE' && prevue?.couvertePar
    ? `${STATUTS_EN_MOTS.COUVERTE} par celle de ${heureAffichee(prevue.couvertePar)}`
    : STATUTS_EN_MOTS[statut];

/** Every planned visit, with what was retained of it, and those that nobody had planned. */
const ranger = ({ prevues, visites }: Matiere): Rang[] => {
  const faites = new Map(visites.map((v) => [v.interventionId, v]));
  const connues = new Set(prevues.map((p) => p.interventionId));
  return [
    ...prevues.map((prevue): Rang => {
      const visite = faites.get(prevue.interventionId);
      return {
        prevue,
        ...(visite ? { visite } : {}),
        usagerId: prevue.usagerId,
        intervenantId: visite?.intervenantId ?? prevue.intervenantId,
        statut: visite?.statut ?? prevue.statut,
      };
    }),
    ...visites
      .filter((v) => !connues.has(v.interventionId))
      .map(
        (visite): Rang => ({
          visite,
          usagerId: visite.usagerId,
          intervenantId: visite.intervenantId,
          statut: visite.statut,
        }),
      ),
  ];
};

export const calculerPlanning = (m: Matiere): Calcul => {
  const deLUsager = m.demande.etat === 'planning-usager';
  const lignes = ranger(m).map(({ prevue, visite, usagerId, intervenantId, statut }) => {
    const quand = prevue?.debut ?? visite?.debut ?? '';
    const date = prevue ? dateParis(prevue.debut) : visite ? dateParis(visite.debut) : null;
    const ligne: LigneEtat = {
      cle: ecrireCle({
        usager: usagerId,
        ...(date === null ? {} : { mois: date.slice(0, 7) }),
        intervention: prevue?.interventionId ?? visite?.interventionId,
      }),
      valeurs: {
        date,
        intervenant: m.nomIntervenant(intervenantId),
        usager: m.nomUsager(usagerId),
        prestation: visite?.codePrestation ?? prevue?.codePrestation ?? null,
        prevuDebut: prevue?.debut ?? null,
        prevuFin: prevue?.fin ?? null,
        prevu: prevue ? ecartMinutes(prevue.debut, prevue.fin) : 0,
        debut: visite?.debut ?? null,
        fin: visite?.fin ?? null,
        realise: visite?.duree ?? 0,
        statut: statutEnMots(statut, prevue),
      },
      detail: visite !== undefined,
    };
    return { ligne, rang: [quand, ligne.cle].join(' ') };
  });
  lignes.sort((x, y) =>
    deLUsager
      ? comparer(x.rang, y.rang)
      : parNom([String(x.ligne.valeurs.intervenant), x.rang], [String(y.ligne.valeurs.intervenant), y.rang]),
  );
  return {
    colonnes: [
      ...(deLUsager ? ['date', 'intervenant'] : ['intervenant', 'date', 'usager']),
      ...['prestation', 'prevuDebut', 'prevuFin', 'prevu', 'debut', 'fin', 'realise', 'statut'],
    ],
    lignes: lignes.map(({ ligne }) => ligne),
  };
};
