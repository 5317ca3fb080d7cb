import type { DateCivile } from '#shared/temps/types';
import { ECRANS, type LigneEcran } from '../../../_ui/ecrans';
import { MENU } from '../menu';
import type { Ecran } from './chercher';

/** No screen of its own: its form comes over the one that is there. */
export const NOUVELLE_VISITE = '#nouvelle-visite';

const enEcran = ({ href, libelle, mots = '' }: LigneEcran): Ecran => ({ href, libelle, mots });

/** The screens of the menu, those that have words outside it, and what is done most from anywhere. */
export const ecransDe = (jour: DateCivile): Ecran[] => [
  ...MENU.map(enEcran),
  { libelle: 'Nouvelle visite', href: NOUVELLE_VISITE, mots: 'creer ajouter imprevue' },
  { libelle: 'Nouvelle fiche', href: `/fiches/?${new URLSearchParams({ date: jour })}`, mots: 'papier saisir' },
  ...ECRANS.filter((e) => e.visites === 'AILLEURS' && e.mots !== undefined).map(enEcran),
  { libelle: 'Planning du mois de l’antenne', href: '/planning/?par=antenne', mots: 'heures graphique' },
];
