import { type FicheCompte, SANS_ANTENNE } from '#shared/contrats/acces/administration';
import { nommeSesAntennes } from '#shared/droits/droits';
import { type Erreurs, type Lecture, lireRequis } from '../../../_ui/formulaire';

export type CompteTape = FicheCompte & { identifiant: string };

const REQUIS: Erreurs<CompteTape> = {
  identifiant: 'Donnez l’identifiant que la personne tapera.',
  nom: 'Donnez le nom à afficher.',
};

/** An antenna is asked for with what else is missing: by the server alone, it would only be told once the rest is right. */
export const lireCompte = (t: CompteTape): Lecture<CompteTape, CompteTape> =>
  lireRequis<CompteTape>(nommeSesAntennes(t.role) ? { ...REQUIS, antennes: SANS_ANTENNE } : REQUIS)(t);
