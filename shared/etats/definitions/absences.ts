import { NATURES_ABSENCE } from '../../contrats/dossiers/absence';
import { plusTard } from '../../domain/appariement/ordre';
import { ecartJours } from '../../temps/paris';
import { ecrireCle } from '../cle';
import * as c from '../colonnes';
import type { LigneEtat } from '../contrat';
import type { Calcul, Etat, Matiere } from '../matiere';
import * as p from '../parametres';
import { parNom } from './activite';

const calculer = ({ absences, demande, nomUsager }: Matiere): Calcul => {
  const voulues = absences.filter(({ nature }) => {
    const { definitive } = NATURES_ABSENCE[nature];
    return demande.vue === 'definitives' ? definitive : demande.vue === 'temporaires' ? !definitive : true;
  });
  const lignes = voulues.map((a): LigneEtat => {
    const du = plusTard(a.du, demande.du);
    const au = a.au !== undefined && a.au < demande.au ? a.au : demande.au;
    return {
      cle: ecrireCle({ usager: a.usagerId, absence: a.id }),
      valeurs: {
        usager: nomUsager(a.usagerId),
        usagerId: a.usagerId,
        nature: NATURES_ABSENCE[a.nature].libelle,
        duree: NATURES_ABSENCE[a.nature].definitive ? 'Définitive' : 'Temporaire',
        du: a.du,
        au: a.au ?? null,
        // Both included.
        jours: ecartJours(du, au) + 1,
        commentaire: a.commentaire ?? null,
      },
      detail: false,
    };
  });
  const rang = (l: LigneEtat): [string, string] => [String(l.valeurs.usager), `${l.valeurs.du} ${l.cle}`];
  return {
    colonnes: ['usager', 'usagerId', 'nature', 'duree', 'du', 'au', 'jours', 'commentaire'],
    lignes: lignes.sort((x, y) => parNom(rang(x), rang(y))),
  };
};

export const ABSENCES: Etat = {
  id: 'absences',
  titre: 'Absences des usagers',
  description:
    'Les absences temporaires (vacances, hospitalisation) et les départs définitifs (déménagement, EHPAD, décès) qui touchent la période.',
  periodes: p.TOUTES_PERIODES,
  parametres: [p.presentation({ toutes: 'Toutes', temporaires: 'Temporaires', definitives: 'Définitives' }), p.USAGER],
  colonnes: [
    c.USAGER,
    c.USAGER_ID,
    c.texte('nature', 'Nature'),
    c.texte('duree', 'Type'),
    c.jour('du', 'Du'),
    c.jour('au', 'Au'),
    c.nombre('jours', 'Jours dans la période'),
    c.texte('commentaire', 'Commentaire'),
  ],
  sansActivite: true,
  besoins: () => ['absences'],
  calculer,
};
