import { expect, type Locator, type Page } from '@playwright/test';
import { lignesDe } from './corriger';
import type { ServiceEssai } from './service';

// The table of forms: each file below `app/_ecrans` that has one, how it is opened, and what it must do. Those that ask for more
// than an account (a link, a month that is closed, a telephone) are tried by the story that walks them.

/** Where one opens them: the service, and someone whose file is read. */
export type Lieux = { service: ServiceEssai; usagerId: string };

/** A field by its label, and what is typed in it. */
type Tape = readonly [RegExp, string];

export type Formulaire = {
  /** Below `app/_ecrans`. */
  fichier: string;
  nom: string;
  qui: 'RESPONSABLE' | 'ADMINISTRATEUR' | 'AUDITEUR' | 'PERSONNE';
  ouvrir: (page: Page, lieux: Lieux) => Promise<void>;
  /** In a window: there may be others below. */
  fenetre?: true;
  /** Sent as it opens: the first field in error, and its sentence. */
  vide?: { champ: RegExp; dit: RegExp };
  /** Échap closes it. */
  echap?: true;
  /** What is typed there is there again after the page has gone. */
  brouillon?: Tape;
  /** Filled, two Entrées write one of these. */
  ecrit?: { remplir: (form: Locator, page: Page) => Promise<void>; id: string };
};

const aller = (page: Page, { service }: Lieux, chemin: string): Promise<unknown> =>
  page.goto(`${service.cable.origine}${chemin}`);

const ouvrirPar =
  (chemin: (l: Lieux) => string, bouton: RegExp) =>
  async (page: Page, l: Lieux): Promise<void> => {
    await aller(page, l, chemin(l));
    await page.getByRole('button', { name: bouton }).first().click();
  };

const uneLigne = async (page: Page, l: Lieux): Promise<void> => {
  await aller(page, l, `/interventions/?mois=${l.service.moisPasse}`);
  await lignesDe(page).first().getByRole('gridcell').nth(1).click();
  await expect(page.getByTestId('corriger')).toBeVisible();
};

const fiche = (l: Lieux): string => `/usagers/?id=${l.usagerId}`;

export const FORMULAIRES: readonly Formulaire[] = [
  {
    fichier: 'acces/connexion/connexion.tsx',
    nom: 'sign-in',
    qui: 'PERSONNE',
    ouvrir: async (page, l) => void (await aller(page, l, '/')),
    vide: { champ: /Identifiant/, dit: /Tapez votre identifiant/ },
  },
  {
    fichier: 'acces/mes-heures/mes-heures.tsx',
    nom: 'one’s hours',
    qui: 'PERSONNE',
    ouvrir: async (page, l) => void (await aller(page, l, '/mes-heures/')),
    vide: { champ: /Votre code/, dit: /Tapez votre code/ },
  },
  {
    fichier: 'corrections/correction/formulaire.tsx',
    nom: 'correction',
    qui: 'RESPONSABLE',
    ouvrir: async (page, l) => {
      await uneLigne(page, l);
      await page.keyboard.press('Enter');
    },
    vide: { champ: /Motif/, dit: /Le motif manque/ },
    echap: true,
    brouillon: [/Commentaire/, 'Vu avec elle'],
  },
  {
    fichier: 'corrections/correction/nouvelle-visite.tsx',
    nom: 'new visit',
    fenetre: true,
    qui: 'RESPONSABLE',
    ouvrir: ouvrirPar((l) => `/interventions/?mois=${l.service.moisPasse}`, /Nouvelle visite/),
    vide: { champ: /Usager/, dit: /Choisissez l’usager/ },
    echap: true,
    brouillon: [/Arrivée/, '831'],
  },
  {
    fichier: 'corrections/lot/lot-panneau.tsx',
    nom: 'lot',
    qui: 'RESPONSABLE',
    ouvrir: async (page, l) => {
      await aller(page, l, `/interventions/?mois=${l.service.moisPasse}&statut=SANS_DEPART`);
      await lignesDe(page).first().getByRole('gridcell').nth(1).click();
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Enter');
    },
    vide: { champ: /Motif/, dit: /Le motif manque/ },
    echap: true,
  },
  {
    fichier: 'corrections/equipe/notes.tsx',
    nom: 'note',
    qui: 'RESPONSABLE',
    ouvrir: async (page, l) => {
      await uneLigne(page, l);
      await page.keyboard.press('n');
    },
    vide: { champ: /Pour vos collègues/, dit: /./ },
    echap: true,
    brouillon: [/Pour vos collègues/, 'Rappeler demain'],
    ecrit: { remplir: (form) => form.getByLabel('Pour vos collègues').fill('Rappeler demain'), id: 'note:' },
  },
  {
    fichier: 'dossiers/absences/formulaire.tsx',
    nom: 'absence',
    qui: 'RESPONSABLE',
    ouvrir: ouvrirPar(() => '/absences/', /Noter une absence/),
    vide: { champ: /Usager/, dit: /Choisissez l’usager absent/ },
    echap: true,
    brouillon: [/Commentaire/, 'Chez sa fille'],
    ecrit: {
      remplir: async (form) => {
        await form.getByTestId('usager').fill('ma');
        await form.page().keyboard.press('ArrowDown');
        await form.getByTestId('du').press('Tab');
      },
      id: 'absence:',
    },
  },
  {
    fichier: 'dossiers/absences/presence-usager.tsx',
    nom: 'presence',
    qui: 'RESPONSABLE',
    ouvrir: ouvrirPar(fiche, /Marquer « sans télégestion »/),
    echap: true,
    brouillon: [/Dernier jour/, '2030-01-01'],
    ecrit: { remplir: (form) => form.getByLabel('Depuis le').press('Tab'), id: 'sanstele:' },
  },
  {
    fichier: 'pointages/numeros/numeros-usager.tsx',
    nom: 'number of an usager',
    qui: 'RESPONSABLE',
    ouvrir: ouvrirPar(fiche, /Rattacher un numéro/),
    vide: { champ: /Numéro/, dit: /dix chiffres/ },
    echap: true,
    brouillon: [/Numéro/, '01 99 00'],
    ecrit: { remplir: (form) => form.getByLabel('Numéro').fill('01 99 00 12 34'), id: 'rattachement:' },
  },
  {
    fichier: 'exploitation/incidents/signaler.tsx',
    nom: 'incident',
    fenetre: true,
    qui: 'RESPONSABLE',
    ouvrir: ouvrirPar(() => '/incidents/', /Signaler un incident/),
    vide: { champ: /Ce qui se passe/, dit: /Dites en quelques mots/ },
    echap: true,
    brouillon: [/Ce qui se passe/, 'Lent ce matin'],
  },
  {
    fichier: 'acces/compte/mon-compte.tsx',
    nom: 'password',
    qui: 'RESPONSABLE',
    ouvrir: async (page, l) => void (await aller(page, l, '/compte/')),
    vide: { champ: /Mot de passe actuel/, dit: /Tapez votre mot de passe actuel/ },
  },
  {
    fichier: 'acces/compte/activer-second-facteur.tsx',
    nom: 'second factor',
    fenetre: true,
    qui: 'RESPONSABLE',
    ouvrir: ouvrirPar(() => '/compte/', /Configurer/),
    vide: { champ: /Code à 6 chiffres/, dit: /Tapez le code/ },
    echap: true,
  },
  {
    fichier: 'acces/administration/fiche-compte.tsx',
    nom: 'account',
    fenetre: true,
    qui: 'ADMINISTRATEUR',
    ouvrir: ouvrirPar(() => '/administration/', /Nouveau compte/),
    vide: { champ: /Identifiant/, dit: /Donnez l’identifiant/ },
    echap: true,
  },
  {
    fichier: 'dossiers/consultation/consultation.tsx',
    nom: 'search of an auditor',
    qui: 'AUDITEUR',
    ouvrir: async (page, l) => void (await aller(page, l, '/consultation/')),
    vide: { champ: /Nom, prénom ou identifiant/, dit: /au moins deux lettres/ },
  },
];

/** Those that a story walks, which has what they ask for. */
export const AILLEURS: Readonly<Record<string, string>> = {
  'acces/administration/journal.tsx': 'administrateur/compte.spec.ts',
  'acces/administration/modifier-parametre.tsx': 'administrateur/compte.spec.ts',
  'acces/compte/digest.tsx': 'administrateur/compte.spec.ts',
  'acces/connexion/deverrouillage.tsx': 'gestionnaire/equipe.spec.ts',
  'acces/connexion/retour.tsx': 'gestionnaire/connexion-unique.spec.ts',
  'acces/invitation/invitation.tsx': 'administrateur/compte.spec.ts',
  'acces/mes-heures/visite.tsx': 'acces-personnel/mes-heures.spec.ts',
  'astreinte/astreintes/nouveau-tour.tsx': 'central/astreintes.spec.ts',
  'chiffres/etats/formulaire.tsx': 'central/etats.spec.ts',
  'chiffres/etats/garder.tsx': 'central/etats.spec.ts',
  'cloture/clore.tsx': 'responsable/cloture.spec.ts',
  'exploitation/disponibilite/maintenances.tsx': 'gestionnaire/incidents.spec.ts',
  'exploitation/incidents/agir.tsx': 'gestionnaire/incidents.spec.ts',
  'financement/envois/envoyer.tsx': 'central/envois.spec.ts',
  'financement/prefacturation/decision.tsx': 'central/prefacturation.spec.ts',
  'pointages/fiches/impression.tsx': 'gestionnaire/fiches.spec.ts',
  'pointages/numeros/gestes/panneau-groupe.tsx': 'gestionnaire/numeros.spec.ts',
};
