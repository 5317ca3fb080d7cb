import { expect, type Page } from '@playwright/test';
import { lignesDe } from './corriger';
import { aller, type Formulaire, type Lieux, ouvrirPar } from './formulaire';

// The table of forms: each file below `app/_ecrans` that has one, how it is opened, and what it must do. Those that ask for more
// than an account (a link, a month that is closed, a telephone) are tried by the story that walks them.

/** From which a story calls, of an aide or two who may be anywhere. */
export const NUMERO_INCONNU = '+33155500077';

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
    ouvrir: (page, l) => aller(page, l, '/'),
    vide: { champ: /Identifiant/, dit: /Tapez votre identifiant/ },
  },
  {
    fichier: 'acces/mes-heures/mes-heures.tsx',
    nom: 'one’s hours',
    qui: 'PERSONNE',
    ouvrir: (page, l) => aller(page, l, '/mes-heures/'),
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
    fichier: 'pointages/numeros/gestes/geste-numero.tsx',
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
    ouvrir: (page, l) => aller(page, l, '/compte/'),
    vide: { champ: /Mot de passe actuel/, dit: /Tapez votre mot de passe actuel/ },
    refus: {
      remplir: async (form) => {
        await form.getByLabel('Mot de passe actuel', { exact: true }).fill('faux');
        await form.getByLabel('Nouveau mot de passe', { exact: true }).fill('trois lampes sous la pluie');
      },
      champ: /Mot de passe actuel/,
      dit: /Ce n’est pas votre mot de passe actuel/,
    },
  },
  {
    fichier: 'cloture/clore.tsx',
    nom: 'closing',
    fenetre: true,
    qui: 'RESPONSABLE',
    ouvrir: ouvrirPar((l) => `/cloture/?mois=${l.service.moisPasse}`, /^Clore /),
    vide: { champ: /Motif/, dit: /Écrivez pourquoi/ },
    echap: true,
    brouillon: [/Motif/, 'Aide partie sans pointer'],
    refus: {
      remplir: async (form) => {
        await form.getByLabel('Motif').fill('Aide partie sans pointer');
        await form.getByLabel(/pour confirmer/).fill('2020-01');
      },
      champ: /pour confirmer/,
      dit: /rien n’est clos/,
    },
  },
  {
    fichier: 'pointages/fiches/impression.tsx',
    nom: 'slips to print',
    fenetre: true,
    qui: 'RESPONSABLE',
    ouvrir: ouvrirPar(() => '/fiches/', /Fiches à imprimer/),
    echap: true,
  },
  {
    fichier: 'pointages/numeros/gestes/panneau-groupe.tsx',
    nom: 'number that waits',
    qui: 'RESPONSABLE',
    ouvrir: async (page, l) => {
      await aller(page, l, '/numeros/');
      // One that is probably about nobody, or about two: of the others, whom it is about is chosen already.
      await page.getByTestId('inconnus').getByRole('row').filter({ hasText: '01 55 50 00 77' }).click();
    },
    vide: { champ: /Usager/, dit: /Choisissez l’usager/ },
  },
  {
    fichier: 'acces/compte/activer-second-facteur.tsx',
    nom: 'second factor',
    fenetre: true,
    qui: 'RESPONSABLE',
    ouvrir: ouvrirPar(() => '/compte/', /Configurer/),
    vide: { champ: /Code à 6 chiffres/, dit: /Tapez le code/ },
    echap: true,
    refus: {
      remplir: (form) => form.getByLabel(/Code à 6 chiffres/).fill('000000'),
      champ: /Code à 6 chiffres/,
      dit: /code/,
    },
  },
  {
    // The last of hers: the server answers no more.
    fichier: 'acces/connexion/deverrouillage.tsx',
    nom: 'unlocking',
    qui: 'RESPONSABLE',
    ouvrir: async (page, l) => {
      await page.route('**/api/**', (r) => r.abort());
      await page.goto(`${l.service.cable.origine}/aujourdhui/`);
    },
    vide: { champ: /Mot de passe de/, dit: /Tapez votre mot de passe/ },
    refus: {
      remplir: (form) => form.getByLabel(/Mot de passe de/).fill('faux'),
      champ: /Mot de passe de/,
      dit: /mot de passe/,
    },
  },
  {
    fichier: 'acces/administration/fiche-compte.tsx',
    nom: 'account',
    fenetre: true,
    qui: 'ADMINISTRATEUR',
    ouvrir: ouvrirPar(() => '/administration/', /Nouveau compte/),
    vide: { champ: /Identifiant/, dit: /Donnez l’identifiant/ },
    perdue: [/Nom affiché/, 'Nadia Petit'],
    refus: {
      remplir: async (form) => {
        await form.getByLabel('Identifiant').fill('f-administrateur');
        await form.getByLabel('Nom affiché').fill('Nadia Petit');
        await form.getByLabel('Est', { exact: true }).check();
      },
      champ: /Identifiant/,
      dit: /est déjà pris/,
    },
  },
  {
    fichier: 'acces/administration/fiche-antenne.tsx',
    nom: 'antenna',
    fenetre: true,
    qui: 'ADMINISTRATEUR',
    ouvrir: ouvrirPar(() => '/administration/?onglet=antennes', /Nouvelle antenne/),
    vide: { champ: /Code \(ne/, dit: /Donnez un code/ },
    perdue: [/Nom/, 'Lyon'],
  },
  {
    fichier: 'acces/administration/fermer-antenne.tsx',
    nom: 'closing of an antenna',
    fenetre: true,
    qui: 'ADMINISTRATEUR',
    ouvrir: ouvrirPar(() => '/administration/?onglet=antennes', /Fermer l’antenne Sud/),
    vide: { champ: /Premier jour fermé/, dit: /Choisissez le premier jour/ },
    perdue: [/Écrivez «\sSUD\s»/, 'SUD'],
  },
  {
    fichier: 'acces/administration/modifier-parametre.tsx',
    nom: 'parameter',
    fenetre: true,
    qui: 'ADMINISTRATEUR',
    ouvrir: ouvrirPar(() => '/administration/?onglet=parametres', /Modifier : Retard à l’arrivée/),
    vide: { avant: [/Valeur/, 'vingt'], champ: /Valeur/, dit: /écrivez un nombre/ },
    // What no other story sets: nothing is lost of a value that is there already.
    perdue: [/Valeur/, '37'],
  },
  {
    fichier: 'acces/administration/journal.tsx',
    nom: 'search of the log',
    qui: 'ADMINISTRATEUR',
    ouvrir: (page, l) => aller(page, l, '/administration/?onglet=journal'),
  },
  {
    fichier: 'astreinte/astreintes/nouveau-tour.tsx',
    nom: 'turn on call',
    qui: 'ADMINISTRATEUR',
    ouvrir: (page, l) => aller(page, l, '/astreintes/'),
    vide: { champ: /Nom/, dit: /Donnez le nom/ },
    gardee: [/Nom/, 'Claire Garde'],
    refus: {
      remplir: async (form) => {
        await form.getByLabel('Nom', { exact: true }).fill('Claire Garde');
        await form.getByLabel('Portable').fill('06 12 34 00 01');
      },
      champ: /Courriel/,
      dit: /L’envoi de SMS n’est pas réglé/,
    },
  },
  {
    // After a link that serves once: the account that it is of is made there.
    fichier: 'acces/invitation/invitation.tsx',
    nom: 'invitation',
    qui: 'ADMINISTRATEUR',
    ouvrir: async (page, l) => {
      await aller(page, l, '/administration/');
      await page.getByRole('button', { name: /Nouveau compte/ }).click();
      const fiche = page.getByRole('dialog');
      await fiche.getByLabel('Identifiant').fill('f-invitee');
      await fiche.getByLabel('Nom affiché').fill('Nadia Petit');
      await fiche.getByLabel('Est', { exact: true }).check();
      await fiche.getByRole('button', { name: 'Créer et inviter' }).click();
      await page.goto((await page.getByTestId('lien').textContent()) ?? '');
    },
    vide: { champ: /Mot de passe/, dit: /mot de passe/ },
    refus: {
      remplir: async (form) => {
        await form.getByLabel('Mot de passe', { exact: true }).fill('f-invitee-75');
        await form.getByLabel('Le même, encore une fois').fill('f-invitee-75');
      },
      champ: /Mot de passe/,
      dit: /./,
    },
  },
  {
    fichier: 'chiffres/etats/garder.tsx',
    nom: 'state that is kept',
    fenetre: true,
    qui: 'CENTRAL',
    ouvrir: ouvrirPar(() => '/etats/?etat=heures-usagers', /Garder cet état/),
    vide: { avant: [/Nom/, ''], champ: /Nom/, dit: /Donnez un nom/ },
    perdue: [/Nom/, 'Chaque mois'],
  },
  {
    fichier: 'exploitation/disponibilite/maintenances.tsx',
    nom: 'maintenance',
    ou: /Annoncer/,
    qui: 'TECHNIQUE',
    ouvrir: (page, l) => aller(page, l, '/disponibilite/'),
    vide: { champ: /Début/, dit: /Donnez le jour/ },
    gardee: [/Ce qui sera fait/, 'Mise à jour'],
  },
  {
    fichier: 'exploitation/disponibilite/rapports.tsx',
    nom: 'proposals of a report',
    ou: /Garder et éditer/,
    qui: 'TECHNIQUE',
    ouvrir: (page, l) => aller(page, l, '/disponibilite/'),
    gardee: [/Propositions/, 'Une ligne de secours'],
  },
  {
    fichier: 'exploitation/incidents/agir.tsx',
    nom: 'word on an incident',
    ou: /Votre message/,
    qui: 'TECHNIQUE',
    ouvrir: async (page, l) => {
      await aller(page, l, '/incidents/');
      await page
        .getByRole('button', { name: /Signaler un incident/ })
        .first()
        .click();
      await page.getByLabel('Ce qui se passe').fill('Lent ce matin');
      await page.getByRole('dialog').getByRole('button', { name: 'Signaler' }).click();
      await page.getByRole('table').getByRole('link').first().click();
    },
    // Its gestures have their buttons; Ctrl+Entrée is the first of them, which wants words.
    refus: {
      remplir: (form) => form.getByLabel('Votre message').fill(''),
      champ: /Votre message/,
      dit: /Écrivez quelques mots/,
    },
  },
  {
    fichier: 'dossiers/consultation/consultation.tsx',
    nom: 'search of an auditor',
    qui: 'AUDITEUR',
    ouvrir: (page, l) => aller(page, l, '/consultation/'),
    vide: { champ: /Nom, prénom ou identifiant/, dit: /au moins deux lettres/ },
  },
];

/** Those that a story walks, which has what they ask for. */
export const AILLEURS: Readonly<Record<string, string>> = {
  'acces/compte/digest.tsx': 'administrateur/compte.spec.ts',
  'acces/connexion/retour.tsx': 'gestionnaire/connexion-unique.spec.ts',
  'acces/mes-heures/contester.tsx': 'acces-personnel/mes-heures.spec.ts',
  'chiffres/etats/formulaire.tsx': 'central/etats.spec.ts',
  'corrections/equipe/mot-aide.tsx': 'acces-personnel/mes-heures.spec.ts',
  'financement/envois/envoyer.tsx': 'central/envois.spec.ts',
  'financement/prefacturation/decision.tsx': 'central/prefacturation.spec.ts',
};
