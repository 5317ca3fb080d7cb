import { aLeDroit } from '#shared/droits/droits';
import { dernierJour, premierJour } from '#shared/temps/paris';
import { moisSchema } from '#shared/temps/types';
import { type LigneEcran, ECRANS as TABLE } from '../../app/_ui/ecrans';

// Every screen, for the pictures of the documentation and the story that walks them all. One of the table of screens that no line
// here opens without a gesture is opened by its address; a line says what more it takes: a query, what to wait for, gestures.

/** What addresses name, found in the service at hand. */
export type Reperes = { usagerId: string; intervenantId: string; visiteId: string; mois: string; jour: string };

/** Keys and clicks that lead to a state which no address names; by what is read on the screen. */
type Geste = { touche: string } | { bouton: string } | { clic: string };

export type Ecran = {
  nom: string;
  adresse: (r: Reperes) => string;
  /** What is on the screen once it is read: a CSS selector. */
  pret: string;
  gestes?: readonly Geste[];
  /** Opened again with no network, once it is kept by this browser. */
  horsLigne?: true;
  /** What the gestures, or the want of network, bring. */
  ensuite?: string;
};

const GRILLE = '.grille [role=gridcell]';
/** A small service may have no visit today. */
const JOUR = 'table.jour tbody tr, main .vide';

/** The period of a state: the month that is at hand, be it the last one or not. */
const duMois = ({ mois }: Reperes): string => {
  const m = moisSchema.safeParse(mois).data;
  return m === undefined ? '' : `&du=${premierJour(m)}&au=${dernierJour(m)}`;
};

/** Who reads visits. */
const AVEC_VISITES: readonly Ecran[] = [
  { nom: 'aujourdhui', adresse: () => '/aujourdhui/', pret: JOUR },
  { nom: 'interventions', adresse: (r) => `/interventions/?mois=${r.mois}&filtre=toutes`, pret: GRILLE },
  { nom: 'interventions-jour', adresse: (r) => `/interventions/?jour=${r.jour}&filtre=toutes`, pret: GRILLE },
  {
    nom: 'intervention',
    adresse: (r) => `/interventions/?mois=${r.mois}&filtre=toutes&id=${encodeURIComponent(r.visiteId)}`,
    pret: '[data-testid=corriger]',
  },
  {
    nom: 'correction',
    adresse: (r) => `/interventions/?mois=${r.mois}&filtre=toutes&id=${encodeURIComponent(r.visiteId)}`,
    pret: '[data-testid=corriger]',
    gestes: [{ clic: '[data-testid=corriger]' }],
    ensuite: '[data-testid=motif]',
  },
  {
    nom: 'nouvelle-visite',
    adresse: (r) => `/interventions/?mois=${r.mois}&filtre=toutes`,
    pret: GRILLE,
    gestes: [{ bouton: 'Nouvelle visite' }],
    ensuite: '[role=complementary], [role=dialog], aside',
  },
  {
    nom: 'filtrer',
    adresse: (r) => `/interventions/?mois=${r.mois}&filtre=toutes`,
    pret: GRILLE,
    gestes: [{ clic: '[data-testid=filtrer]' }],
    ensuite: '[role=dialog]',
  },
  {
    nom: 'fiches',
    adresse: (r) => `/fiches/?date=${r.jour}&aide=${encodeURIComponent(r.intervenantId)}`,
    pret: 'main table tbody tr',
  },
  { nom: 'usagers', adresse: () => '/usagers/', pret: 'main tbody a' },
  { nom: 'usager', adresse: (r) => `/usagers/?id=${encodeURIComponent(r.usagerId)}`, pret: 'main h2' },
  { nom: 'intervenants', adresse: () => '/intervenants/', pret: 'main tbody a' },
  { nom: 'intervenant', adresse: (r) => `/intervenants/?id=${encodeURIComponent(r.intervenantId)}`, pret: 'main h1' },
  {
    nom: 'planning-semaine',
    adresse: (r) => `/planning/?par=usager&id=${encodeURIComponent(r.usagerId)}&date=${r.jour}`,
    pret: 'a.bloc',
  },
  { nom: 'planning-mois', adresse: (r) => `/planning/?par=antenne&date=${r.jour}`, pret: 'button[data-jour]' },
  { nom: 'cloture', adresse: (r) => `/cloture/?mois=${r.mois}`, pret: 'main table tbody tr' },
  { nom: 'prefacturation', adresse: (r) => `/prefacturation/?mois=${r.mois}`, pret: 'main table tbody tr' },
  { nom: 'etats', adresse: () => '/etats/', pret: 'main h2' },
  { nom: 'etat', adresse: (r) => `/etats/?etat=taux-correction${duMois(r)}`, pret: GRILLE },
  {
    nom: 'etat-detail',
    adresse: (r) => `/etats/?etat=heures-usagers${duMois(r)}`,
    pret: GRILLE,
    gestes: [{ clic: '.etats__ouvrable [role=gridcell]' }],
    ensuite: '[role=dialog] table tbody tr',
  },
  { nom: 'envois', adresse: (r) => `/envois/?mois=${r.mois}`, pret: 'main h1' },
  {
    nom: 'pilotage',
    adresse: (r) => `/pilotage/?mois=${r.mois}`,
    // A service of one month has no chart: it says which it is.
    pret: 'main figure .recharts-surface, [aria-label=Tendance] .pilotage__note',
  },
  {
    nom: 'pilotage-antenne',
    adresse: (r) => `/pilotage/?mois=${r.mois}&antenne=EST`,
    pret: 'main table tbody tr',
  },
  {
    nom: 'pilotage-causes',
    adresse: (r) => `/pilotage/?mois=${r.mois}&antenne=EST&vue=causes`,
    pret: '[role=tabpanel] p',
  },
  {
    nom: 'pilotage-visites',
    adresse: (r) => `/pilotage/?mois=${r.mois}&antenne=EST&jour=${r.jour}`,
    pret: 'main table tbody tr',
  },
  { nom: 'nouveautes', adresse: () => '/nouveautes/', pret: 'main h2' },
  {
    nom: 'signaler',
    adresse: () => '/service/',
    pret: 'main h1',
    gestes: [{ bouton: 'Signaler un incident' }],
    ensuite: '[role=dialog] textarea',
  },
  { nom: 'disponibilite', adresse: () => '/disponibilite/', pret: '.dispo__chiffre' },
  {
    nom: 'recherche',
    adresse: () => '/aujourdhui/',
    pret: JOUR,
    gestes: [{ touche: 'Control+k' }, { clic: 'input[role=combobox]' }, { touche: 'm' }, { touche: 'a' }],
    ensuite: '[role=option]',
  },
  {
    nom: 'synchronisation',
    adresse: () => '/aujourdhui/',
    pret: JOUR,
    gestes: [{ clic: '[data-testid=sync]' }],
    ensuite: '[role=dialog] h2',
  },
];

/** Who reads none. */
const ADMINISTRATION: readonly Ecran[] = [
  { nom: 'administration-comptes', adresse: () => '/administration/', pret: 'main tbody tr' },
  {
    nom: 'administration-compte',
    adresse: () => '/administration/',
    pret: 'main tbody tr',
    gestes: [{ bouton: 'Nouveau compte' }],
    ensuite: '[role=dialog] input',
  },
  {
    nom: 'administration-parametres',
    adresse: () => '/administration/?onglet=parametres',
    pret: 'main tbody tr',
  },
  { nom: 'administration-tentatives', adresse: () => '/administration/?onglet=registre', pret: 'main table, main p' },
  { nom: 'administration-journal', adresse: () => '/administration/?onglet=journal', pret: 'main tbody tr' },
  { nom: 'administration-antennes', adresse: () => '/administration/?onglet=antennes', pret: 'main tbody tr' },
  { nom: 'astreintes', adresse: () => '/astreintes/', pret: 'main h2' },
  { nom: 'administration-pilotage', adresse: () => '/pilotage/', pret: 'main table tbody tr' },
  { nom: 'administration-mon-compte', adresse: () => '/compte/', pret: 'main h1' },
];

/** Who reads all, and writes nothing. */
const AUDITEUR: readonly Ecran[] = [
  {
    nom: 'consultation',
    adresse: () => '/consultation/',
    pret: 'main form input',
    gestes: [{ clic: 'main form input' }, { touche: 'm' }, { touche: 'a' }, { touche: 'Enter' }],
    ensuite: 'main tbody a',
  },
  {
    nom: 'consultation-usager',
    adresse: (r) => `/consultation/?id=${encodeURIComponent(r.usagerId)}`,
    pret: 'main table tbody tr',
  },
  { nom: 'consultation-journal', adresse: () => '/administration/?onglet=journal', pret: 'main tbody tr' },
];

/** Last: it ends without the network. */
const DEVERROUILLAGE: Ecran = {
  nom: 'deverrouillage',
  adresse: () => '/aujourdhui/',
  pret: JOUR,
  horsLigne: true,
  ensuite: 'input[autocomplete=current-password]',
};

const NULS: Reperes = { usagerId: '', intervenantId: '', visiteId: '', mois: '', jour: '' };
const parLeurAdresse = (lignes: readonly Ecran[], sont: (e: LigneEcran) => boolean): Ecran[] =>
  TABLE.filter((e) => sont(e) && !lignes.some((l) => !l.gestes && l.adresse(NULS).startsWith(e.href))).map(
    ({ href }) => ({
      nom: href.replaceAll('/', ''),
      adresse: () => href,
      pret: 'main h1',
    }),
  );
const aDroit = (role: 'GESTIONNAIRE' | 'ADMINISTRATEUR' | 'AUDITEUR', e: LigneEcran): boolean =>
  e.leger?.droits.some((d) => aLeDroit({ role, antennes: [] }, d)) ?? false;

export const ECRANS: readonly Ecran[] = [
  ...AVEC_VISITES,
  // Elsewhere than in her menu, one may be a screen that a manager of an antenna has no right to.
  ...parLeurAdresse(
    AVEC_VISITES,
    (e) => e.visites === 'MENU' || (e.visites === 'AILLEURS' && (!e.leger || aDroit('GESTIONNAIRE', e))),
  ),
  DEVERROUILLAGE,
];
export const ECRANS_ADMINISTRATION: readonly Ecran[] = [
  ...ADMINISTRATION,
  ...parLeurAdresse([...ADMINISTRATION, ...AUDITEUR], (e) => e.visites === 'NON' && aDroit('ADMINISTRATEUR', e)),
];
export const ECRANS_AUDITEUR: readonly Ecran[] = [
  ...AUDITEUR,
  ...parLeurAdresse(
    [...ADMINISTRATION, ...AUDITEUR],
    (e) => e.visites === 'NON' && !aDroit('ADMINISTRATEUR', e) && aDroit('AUDITEUR', e),
  ),
];

/** Before any sign-in. */
export const ECRANS_PUBLICS: readonly Ecran[] = [
  { nom: 'connexion', adresse: () => '/', pret: 'input[autocomplete=username]' },
  { nom: 'invitation-perimee', adresse: () => '/invitation/#perimee', pret: 'h1, h2' },
  { nom: 'garde-perimee', adresse: () => '/garde/#perime', pret: 'main [role=alert]' },
  { nom: 'mes-heures-code', adresse: () => '/mes-heures/#lien', pret: 'input[inputmode=numeric]' },
];
