import { aLeDroit, type Droit, type Porteur, quiALeDroit } from '#shared/droits/droits';
import type { NomIcone } from '../../_ui/mots/icones';
import { MENU } from './menu';

export type EntreeLegere = { href: string; libelle: string; icone: NomIcone; droits: readonly [Droit, ...Droit[]] };

/** The screens of the roles that read no visit, and the rights that open them. */
export const MENU_LEGER: readonly EntreeLegere[] = [
  { href: '/consultation/', libelle: 'Consultation', icone: 'loupe', droits: ['consulter'] },
  { href: '/administration/', libelle: 'Administration', icone: 'reglages', droits: ['gererComptes', 'lireAudit'] },
  { href: '/etats/', libelle: 'États', icone: 'barres', droits: ['lireEtats'] },
  { href: '/pilotage/', libelle: 'Pilotage', icone: 'jauge', droits: ['lirePilotage'] },
  { href: '/service/', libelle: 'Service', icone: 'pouls', droits: ['lireService'] },
  { href: '/disponibilite/', libelle: 'Disponibilité', icone: 'horloge', droits: ['lireDisponibilite'] },
  { href: '/incidents/', libelle: 'Incidents', icone: 'bulle', droits: ['lireIncidents'] },
  { href: '/envois/', libelle: 'Envois', icone: 'envoi', droits: ['lireEnvois'] },
  { href: '/compte/', libelle: 'Mon compte', icone: 'personne', droits: ['gererSonCompte'] },
  { href: '/nouveautes/', libelle: 'Nouveautés', icone: 'etoile', droits: ['gererSonCompte'] },
  { href: '/aide/', libelle: 'Aide', icone: 'question', droits: ['gererSonCompte'] },
];

/** Where an address without a path leads, and who signs in after another: nobody asked for the day's visits. */
const ACCUEIL = '/aujourdhui/';

type Situation = { entrees: readonly EntreeLegere[]; ici?: EntreeLegere; refus?: string };

/** One's pages, the one of this address, or why there is none: neither at the address that everyone opens first. */
export const situer = (session: Porteur, chemin: string): Situation => {
  const estIci = (m: { href: string }): boolean => `${chemin}/`.startsWith(m.href);
  const entrees = MENU_LEGER.filter((m) => m.droits.some((d) => aLeDroit(session, d)));
  const ici = entrees.find(estIci);
  if (ici) return { entrees, ici };
  if (estIci({ href: ACCUEIL })) return { entrees };
  const autre = MENU_LEGER.find(estIci);
  // What is in neither menu is managers' too: the training telephone.
  const nom = (autre ?? MENU.find(estIci))?.libelle;
  const quoi = nom ? `« ${nom} » n’est pas une page` : 'Cette page n’est pas une de celles';
  const qui = quiALeDroit(...(autre?.droits ?? ['lireAntenne']));
  const refus = `${quoi} de votre rôle. Elle est à qui en a le droit : ${qui}. Les vôtres sont dans le menu.`;
  return { entrees, refus };
};
