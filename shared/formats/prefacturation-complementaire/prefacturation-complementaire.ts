import { type Minutes, type Mois, moisSchema } from '../../temps/types';
import { type Champ, colonneRequise, definirFormat, entier, facultatif } from '../champ';
import { eurosSignes } from '../prefacturation/champs';
import { COLONNES_LIGNE } from '../prefacturation/prefacturation';

const mois = (sens: string): Champ<Mois> => ({
  type: 'mois AAAA-MM',
  sens,
  requis: true,
  colonneRequise: true,
  lire: (t) => {
    const lu = moisSchema.safeParse(t);
    return lu.success ? { ok: true, valeur: lu.data } : { ok: false, raison: 'mois AAAA-MM attendu' };
  },
  ecrire: (m) => m,
});
const minutes = (sens: string) => entier<Minutes>(0, 9_999_999, sens);
const montant = (sens: string) => colonneRequise(facultatif(eurosSignes(sens)));

export const PREFACTURATION_COMPLEMENTAIRE = definirFormat({
  nom: 'PREFACTURATION_COMPLEMENTAIRE',
  nomFichier: 'PREFACTURATION_COMPLEMENTAIRE_<ANTENNE>_<AAAAMM>.csv',
  sens: 'Ce que la clôture du mois change à ceux qui l’ont précédée (CL-4, FI-9) : ce qui a été facturé, ce qui devait l’être, l’écart.',
  champs: {
    mois_origine: mois('Mois déjà clos que la ligne rectifie'),
    ...COLONNES_LIGNE,
    ancien_minutes: minutes('Minutes facturées jusque-là'),
    nouveau_minutes: minutes('Minutes désormais'),
    ecart_minutes: entier<Minutes>(-9_999_999, 9_999_999, 'Nouvelles moins anciennes'),
    ancien_montant: montant('Montant facturé jusque-là'),
    nouveau_montant: montant('Montant désormais'),
    ecart_montant: montant('Nouveau moins ancien : à facturer, ou à déduire'),
  },
  cle: ['mois_origine', 'antenne', 'id_millesime', 'numero_pec', 'code_financeur', 'id_intervenant', 'tarif_horaire'],
  verifier: (l) =>
    l.nouveau_minutes - l.ancien_minutes === l.ecart_minutes
      ? undefined
      : { colonne: 'ecart_minutes', raison: 'ce n’est pas la différence des minutes' },
});
