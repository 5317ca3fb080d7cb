import type { NomIcone } from '../../_ui/mots/icones';
import type { Compte } from './comptes';

/** Screens of the menu, in its order; the search (Ctrl+K) names the same. */
export const MENU: readonly { href: string; libelle: string; icone: NomIcone; compte?: Compte }[] = [
  { href: '/aujourdhui/', libelle: 'Aujourd’hui', icone: 'jour', compte: 'aujourdhui' },
  { href: '/interventions/', libelle: 'Interventions', icone: 'tableau', compte: 'interventions' },
  { href: '/fiches/', libelle: 'Fiches', icone: 'fiche' },
  { href: '/usagers/', libelle: 'Usagers', icone: 'personne' },
  { href: '/intervenants/', libelle: 'Intervenants', icone: 'badge' },
  { href: '/planning/', libelle: 'Planning', icone: 'agenda' },
  { href: '/numeros/', libelle: 'Numéros', icone: 'diese', compte: 'numeros' },
  { href: '/alertes/', libelle: 'Alertes', icone: 'cloche', compte: 'alertes' },
  { href: '/absences/', libelle: 'Absences', icone: 'valise' },
  { href: '/cloture/', libelle: 'Clôture', icone: 'serrure' },
  { href: '/prefacturation/', libelle: 'Préfacturation', icone: 'euro' },
  { href: '/envois/', libelle: 'Envois', icone: 'envoi' },
  { href: '/etats/', libelle: 'États', icone: 'barres' },
  { href: '/pilotage/', libelle: 'Pilotage', icone: 'jauge' },
  { href: '/service/', libelle: 'Service', icone: 'pouls' },
  { href: '/disponibilite/', libelle: 'Disponibilité', icone: 'horloge' },
  { href: '/incidents/', libelle: 'Incidents', icone: 'bulle', compte: 'incidents' },
  { href: '/nouveautes/', libelle: 'Nouveautés', icone: 'etoile' },
  { href: '/aide/', libelle: 'Aide', icone: 'question' },
];
