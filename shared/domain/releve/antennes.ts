import { ANTENNES, type Antenne } from '../../contrats/commun';

/** Where each antenna receives (tender, 1.3): printed at the head of the statement. */
const ADRESSES: Record<Antenne, readonly [string, string]> = {
  CENTRE: ['21 place du Panthéon', '75005 Paris'],
  NORD_EST: ['23 bis rue Bichat', '75010 Paris'],
  EST: ['124-130 avenue Ledru-Rollin', '75011 Paris'],
  OUEST: ['109 rue Saint-Dominique', '75007 Paris'],
  NORD_OUEST: ['21 rue Pierre Demours', '75017 Paris'],
  SUD: ['9 rue Furtado-Heine', '75014 Paris'],
};

export const coordonneesAntenne = (a: Antenne): { nom: string; adresse: readonly [string, string] } => ({
  nom: `Paris domicile ${ANTENNES[a].libelle}`,
  adresse: ADRESSES[a],
});
