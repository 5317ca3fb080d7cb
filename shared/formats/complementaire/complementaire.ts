import type { Instant, Minutes, Mois } from '../../temps/types';
import {
  type Champ,
  cle,
  colonneRequise,
  definirFormat,
  facultatif,
  type Ligne,
  minutesEntieres,
  texte,
} from '../champ';
import { instant, mois } from '../champ-temps';
import type { LigneServiceFait } from '../service-fait/service-fait';

const vide = <T>(champ: Champ<T>): Champ<T | undefined> => colonneRequise(facultatif(champ));

const minutes = (sens: string): Champ<Minutes | undefined> => vide(minutesEntieres(0, 9999, sens));

/** Every column of SERVICE_FAIT, as it left and as it is retained: one that it gains has both here. */
type DesDeuxCotes = {
  [C in keyof LigneServiceFait as `ancien_${C}` | `nouveau_${C}`]: Champ<LigneServiceFait[C] | undefined>;
};

export const COMPLEMENTAIRE = definirFormat({
  nom: 'COMPLEMENTAIRE',
  nomFichier: 'COMPLEMENTAIRE_<ANTENNE>_<AAAAMM>.csv',
  sens: 'Les visites de mois déjà clos que la clôture du mois rectifie (CL-4) : les colonnes de SERVICE_FAIT telles qu’elles sont parties, puis telles qu’elles sont retenues. Un côté vide : la visite n’y était pas, ou n’y est plus. Triées par mois_origine, usager, début, intervenant. Écrit seulement s’il a des lignes.',
  champs: {
    ancien_id_millesime: vide(cle(20, 'Usager, tel qu’il est parti')),
    ancien_id_intervenant: vide(cle(20, 'Intervenant, tel qu’il est parti')),
    ancien_debut: vide<Instant>(instant('minute', 'Début, tel qu’il est parti', 'ancien_decalage_debut')),
    ancien_fin: vide<Instant>(instant('minute', 'Fin, telle qu’elle est partie', 'ancien_decalage_fin')),
    ancien_duree: minutes('Minutes parties, après arrondi (DU-2)'),
    ancien_minutes_complementaires: minutes('Minutes complémentaires parties (DU-4)'),
    ancien_motif_correction: vide(texte(40, 'Motif parti')),
    ancien_code_prestation: vide(cle(10, 'Prestation, telle qu’elle est partie')),
    nouveau_id_millesime: vide(cle(20, 'Usager retenu')),
    nouveau_id_intervenant: vide(cle(20, 'Intervenant retenu')),
    nouveau_debut: vide<Instant>(instant('minute', 'Début retenu', 'nouveau_decalage_debut')),
    nouveau_fin: vide<Instant>(instant('minute', 'Fin retenue', 'nouveau_decalage_fin')),
    nouveau_duree: minutes('Minutes retenues, après arrondi (DU-2)'),
    nouveau_minutes_complementaires: minutes('Minutes complémentaires retenues (DU-4)'),
    nouveau_motif_correction: vide(texte(40, 'Motif de la dernière correction appliquée')),
    nouveau_code_prestation: vide(cle(10, 'Prestation retenue')),
    mois_origine: mois('Le mois clos que la ligne rectifie'),
  } satisfies DesDeuxCotes & { mois_origine: Champ<Mois> },
  cle: [],
  verifier: (l) =>
    l.ancien_id_millesime === undefined && l.nouveau_id_millesime === undefined
      ? { colonne: 'nouveau_id_millesime', raison: 'ni ancien ni nouveau : la ligne ne dit rien' }
      : undefined,
});

export type LigneComplementaire = Ligne<typeof COMPLEMENTAIRE.champs>;
