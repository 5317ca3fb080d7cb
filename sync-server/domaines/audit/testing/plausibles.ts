import type { Sujet } from '#shared/contrats/acces/acces-personnel';
import type { ActionAudit } from '#shared/contrats/exploitation/audit';
import type { Mois } from '#shared/temps/types';
import { jour, paris } from '#shared/testing/constructeurs';
import type { ENTREES } from '../entrees/table';

// What each builder of an entry writes, to the byte, and how it is read back. `tait`: what the log keeps and no sentence says.

export type Plausible<P extends readonly unknown[] = readonly unknown[]> = {
  avec: P;
  objet: string;
  dit: string;
  tait?: readonly unknown[];
};
type Ecrire = { [A in ActionAudit]: (typeof ENTREES)[A]['ecrire'] };
type DeChacun<E> = { [B in keyof E]: E[B] extends (...p: infer P) => unknown ? readonly Plausible<P>[] : never };

const OCTOBRE = '2026-10' as Mois;
const DU = jour('2026-10-01');
const AU = jour('2026-10-31');
const SEPT_H_31 = paris('2026-11-25 08:31');
const HUIT_H = paris('2026-11-25 09:00');
const EMPREINTE = '9f2c'.repeat(16);
const QUI: ReadonlySet<string> = new Set(['M200001', 'M200002']);
const FOULE: ReadonlySet<string> = new Set(Array.from({ length: 34 }, (_, n) => `M3${n}`));
const LOUIS: Sujet = { genre: 'USAGER', id: 'M200001' };
const AWA: Sujet = { genre: 'INTERVENANT', id: '4501' };
const TAUX = { etat: 'taux-correction', antenne: 'EST', du: DU, au: AU } as const;
const DIT_TAUX = '« Taux de correction des appels incomplets », antenne Est, du 1er octobre 2026 au 31 octobre 2026';
const ANNE = { identifiant: 'anne-est' };

export const PLAUSIBLES: { [A in ActionAudit]: DeChacun<Ecrire[A]> } = {
  IMPORT: {
    pris: [
      {
        avec: [{ nom: 'PLANNING.csv', empreinte: EMPREINTE }],
        objet: `PLANNING.csv ${EMPREINTE}`,
        dit: 'A importé un fichier, PLANNING.csv.',
        tait: [EMPREINTE],
      },
    ],
    decide: [
      {
        avec: [{ decision: 'CONFIRME', noms: ['USAGERS.csv', 'PLANNING.csv'] }],
        objet: 'CONFIRME USAGERS.csv PLANNING.csv',
        dit: 'A confirmé un fichier reçu, USAGERS.csv PLANNING.csv.',
      },
      {
        avec: [{ decision: 'ECARTE', noms: [] }],
        objet: 'ECARTE fichier disparu',
        dit: 'A écarté un fichier reçu, fichier disparu.',
      },
    ],
  },
  CLOTURE: {
    close: [
      {
        avec: [{ antenne: 'EST', mois: OCTOBRE }],
        objet: 'EST 2026-10',
        dit: 'A clos un mois, antenne Est, octobre 2026.',
      },
    ],
  },
  EXPORT: {
    etat: [
      {
        avec: [TAUX, QUI],
        objet: 'état taux-correction EST 2026-10-01 2026-10-31 : usager:M200001 usager:M200002',
        dit: `A exporté l’état ${DIT_TAUX}, PETIT Louis, MARTIN Jeanne.`,
      },
    ],
    fichier: [
      { avec: [{ nom: 'INCIDENTS.xlsx' }], objet: 'INCIDENTS.xlsx', dit: 'A pris un fichier, INCIDENTS.xlsx.' },
      {
        avec: [{ nom: 'Absences.csv' }, QUI],
        objet: 'Absences.csv : usager:M200001 usager:M200002',
        dit: 'A pris un fichier, Absences.csv, PETIT Louis, MARTIN Jeanne.',
      },
    ],
    lot: [
      {
        avec: [{ nom: 'Plannings.pdf', nombre: 2, unite: 'page' }, QUI],
        objet: 'Plannings.pdf (2\u00a0pages) : usager:M200001 usager:M200002',
        dit: 'A pris un fichier, Plannings.pdf (2 pages), PETIT Louis, MARTIN Jeanne.',
      },
      {
        avec: [{ nom: 'Preuves.zip', nombre: 1, unite: 'document' }, new Set()],
        objet: 'Preuves.zip (1\u00a0document) : ',
        dit: 'A pris un fichier, Preuves.zip (1 document).',
      },
    ],
    journal: [
      {
        avec: [
          { nom: 'Journal.csv', filtre: { jour: DU, auteur: 'nadia', action: 'GEL' }, lignes: 1_034, maillon: 512 },
        ],
        objet: 'Journal.csv 2026-10-01 nadia GEL 1\u00a0034\u00a0lignes jusqu’au maillon 512',
        dit: 'A pris un fichier, Journal.csv, du 1er octobre 2026, action « Gel », auteur « nadia », 1 034 lignes jusqu’au maillon 512.',
      },
      {
        avec: [{ nom: 'Journal.csv', filtre: {}, lignes: 1, maillon: 2 }],
        objet: 'Journal.csv 1\u00a0ligne jusqu’au maillon 2',
        dit: 'A pris un fichier, Journal.csv, 1 ligne jusqu’au maillon 2.',
      },
    ],
    mois: [
      {
        avec: [{ mois: OCTOBRE, antennes: ['EST', 'SUD'], provisoire: true }],
        objet: '2026-10 EST SUD provisoire',
        dit: 'A exporté les fichiers d’un mois, octobre 2026, antenne Est, antenne Sud, provisoire.',
      },
      {
        avec: [{ mois: OCTOBRE, antennes: ['EST'], provisoire: false }],
        objet: '2026-10 EST',
        dit: 'A exporté les fichiers d’un mois, octobre 2026, antenne Est.',
      },
    ],
    prefacturation: [
      {
        avec: [{ mois: OCTOBRE, antennes: ['EST', 'SUD'] }],
        objet: 'préfacturation 2026-10 EST SUD',
        dit: 'A exporté la préfacturation, octobre 2026, antenne Est, antenne Sud.',
      },
    ],
    restitution: [
      {
        avec: [{ date: DU }],
        objet: 'RESTITUTION 2026-10-01',
        dit: 'A rendu à Millésime les heures, du 1er octobre 2026.',
      },
    ],
    dases: [
      {
        avec: [{ mois: OCTOBRE, noms: ['APA.csv', 'ASL.csv'] }],
        objet: 'DASES 2026-10 APA.csv ASL.csv',
        dit: 'A exporté les fichiers de la DASES, octobre 2026, APA.csv ASL.csv.',
      },
    ],
    essaiDases: [
      {
        avec: [{ mois: OCTOBRE }],
        objet: 'DASES 2026-10 essai',
        dit: 'A exporté les fichiers de la DASES, octobre 2026, essai.',
      },
    ],
    seda: [
      {
        avec: [{ mois: OCTOBRE }],
        objet: 'SEDA 2026-10',
        dit: 'A exporté les relevés pour les archives, octobre 2026.',
      },
      {
        avec: [{ mois: OCTOBRE, antennes: ['EST', 'SUD'] }],
        objet: 'SEDA 2026-10 EST SUD',
        dit: 'A exporté les relevés pour les archives, octobre 2026, antenne Est, antenne Sud.',
      },
    ],
  },
  ARCHIVE: {
    archives: [
      {
        avec: [{ mois: OCTOBRE, antennes: ['EST', 'SUD'] }],
        objet: '2026-10 EST SUD',
        dit: 'A archivé les relevés d’un mois, octobre 2026, antenne Est, antenne Sud.',
      },
    ],
  },
  SAUVEGARDE: {
    faite: [
      {
        avec: [{ serie: '20261125T0731', rang: 3 }],
        objet: '20261125T0731-3',
        dit: 'A fait une sauvegarde.',
        tait: ['20261125T0731', 3],
      },
    ],
  },
  RESTAURATION: {
    faite: [
      {
        avec: [{ serie: '20261125T0731', rang: 3, instant: SEPT_H_31 }],
        objet: '2026-11-25T07:31:00Z 20261125T0731-3',
        dit: 'A restauré la sauvegarde du 25 novembre 2026 à 8 h 31.',
        tait: ['20261125T0731', 3],
      },
    ],
    fichiers: [
      {
        avec: [{ serie: '20261125T0731', rang: 3, instant: SEPT_H_31 }],
        objet: 'FICHIERS 2026-11-25T07:31:00Z 20261125T0731-3',
        dit: 'A rendu les fichiers de la sauvegarde du 25 novembre 2026 à 8 h 31.',
        tait: ['20261125T0731', 3],
      },
    ],
  },
  REVERSIBILITE: {
    produite: [
      {
        avec: [{ empreinte: EMPREINTE }],
        objet: EMPREINTE,
        dit: 'A produit les jeux de réversibilité.',
        tait: [EMPREINTE],
      },
    ],
  },
  REPRISE: {
    faite: [
      {
        avec: [{ produitLe: SEPT_H_31 }],
        objet: '2026-11-25T07:31:00Z',
        dit: 'A repris le jeu de réversibilité produit le 25 novembre 2026 à 8 h 31.',
      },
    ],
  },
  ENVOI: {
    etat: [
      {
        avec: [TAUX],
        objet: 'état taux-correction EST 2026-10-01 2026-10-31',
        dit: `A envoyé par courriel le lien de l’état ${DIT_TAUX}.`,
      },
    ],
    mois: [
      {
        avec: [{ destination: 'DASES', mois: OCTOBRE, noms: ['APA.csv', 'ASL.csv'], avecMotif: false }],
        objet: 'DASES 2026-10 APA.csv ASL.csv',
        dit: 'A envoyé à la DASES, octobre 2026, APA.csv ASL.csv.',
      },
      {
        avec: [{ destination: 'MILLESIME', mois: OCTOBRE, noms: ['HEURES.csv'], avecMotif: true }],
        objet: 'MILLESIME 2026-10 HEURES.csv (avec un motif)',
        dit: 'A envoyé à Millésime, octobre 2026, HEURES.csv, avec un motif écrit.',
      },
    ],
    encore: [
      {
        avec: [{ destination: 'DASES', mois: OCTOBRE, nom: 'APA.csv' }],
        objet: 'DASES 2026-10 APA.csv (encore)',
        dit: 'A renvoyé à la DASES, octobre 2026, APA.csv.',
      },
    ],
  },
  RETOUR: {
    note: [
      {
        avec: [{ mois: OCTOBRE, nom: 'APA.csv', etat: 'ACQUITTE' }],
        objet: '2026-10 APA.csv acquitté',
        dit: 'A noté le retour d’un envoi, octobre 2026, APA.csv acquitté.',
      },
    ],
  },
  FACTURE: {
    recue: [
      {
        avec: [{ _id: 'facture:2026-10:APA:01' }],
        objet: 'reçue facture:2026-10:APA:01',
        dit: 'A déposé la facture d’octobre 2026, APA, 1er arrondissement.',
      },
    ],
    ouverte: [
      {
        avec: [{ _id: 'facture:2026-10:ASL_PA:09' }],
        objet: 'ouverte facture:2026-10:ASL_PA:09',
        dit: 'A ouvert la facture d’octobre 2026, ASL personnes âgées, 9e arrondissement.',
      },
    ],
  },
  INCIDENT: {
    signale: [
      {
        avec: [{ cle: 'SERVICE:2026-11-25:01K' }],
        objet: 'SERVICE:2026-11-25:01K signalé',
        dit: 'A signalé un incident, du 25 novembre 2026.',
        tait: ['SERVICE', '01K'],
      },
    ],
    geste: [
      {
        avec: [{ cle: 'EST:2026-11-25:01K', geste: 'REPONDRE' }],
        objet: 'EST:2026-11-25:01K REPONDRE',
        dit: 'Sur un incident, geste « Répondre », antenne Est, du 25 novembre 2026.',
        tait: ['01K'],
      },
    ],
  },
  MAINTENANCE: {
    annoncee: [
      {
        avec: [{ debut: SEPT_H_31, fin: HUIT_H }],
        objet: '2026-11-25T07:31:00Z 2026-11-25T08:00:00Z',
        dit: 'A annoncé une maintenance, le 25 novembre 2026, de 8 h 31 à 9 h 00.',
      },
    ],
    retiree: [
      {
        avec: [{ debut: SEPT_H_31, fin: HUIT_H }],
        objet: '2026-11-25T07:31:00Z 2026-11-25T08:00:00Z retirée',
        dit: 'A retiré l’annonce d’une maintenance, le 25 novembre 2026, de 8 h 31 à 9 h 00.',
      },
    ],
  },
  RAPPORT: {
    edition: [
      {
        avec: [{ periode: '2026-T3', numero: 2 }],
        objet: '2026-T3 édition 2',
        dit: 'A classé le rapport d’activité, troisième trimestre 2026, édition 2.',
      },
    ],
    propositions: [
      {
        avec: [{ periode: '2026-10' }],
        objet: 'propositions 2026-10',
        dit: 'A écrit les propositions du rapport d’activité, octobre 2026.',
      },
    ],
  },
  COMPTE: {
    cree: [
      {
        avec: [{ ...ANNE, role: 'GESTIONNAIRE' }],
        objet: 'creer anne-est GESTIONNAIRE',
        dit: 'A créé le compte « anne-est », Gestionnaire d’antenne.',
      },
      { avec: [ANNE], objet: 'creer anne-est', dit: 'A créé le compte « anne-est ».' },
    ],
    modifie: [
      {
        avec: [
          {
            ...ANNE,
            changes: [
              { champ: 'nom' },
              { champ: 'role', avant: 'GESTIONNAIRE', apres: 'CENTRAL' },
              { champ: 'antennes', avant: ['EST', 'SUD'], apres: [] },
              { champ: 'responsable', avant: true, apres: false },
              { champ: 'courriel' },
            ],
          },
        ],
        objet: 'modifier anne-est nom:> role:GESTIONNAIRE>CENTRAL antennes:EST,SUD> responsable:oui>non courriel:>',
        dit: 'A modifié le compte « anne-est », nom, rôle : Gestionnaire d’antenne → Service central, antennes : Est, Sud → aucune, responsable : oui → non, adresse.',
      },
    ],
    active: [{ avec: [ANNE], objet: 'activer anne-est', dit: 'A réactivé le compte « anne-est ».' }],
    desactive: [{ avec: [ANNE], objet: 'desactiver anne-est', dit: 'A désactivé le compte « anne-est ».' }],
    deverrouille: [{ avec: [ANNE], objet: 'deverrouiller anne-est', dit: 'A déverrouillé le compte « anne-est ».' }],
    invite: [{ avec: [ANNE], objet: 'inviter anne-est', dit: 'A invité le compte « anne-est ».' }],
    secondFacteurRetire: [
      {
        avec: [ANNE],
        objet: 'retirer-second-facteur anne-est',
        dit: 'A retiré le second facteur du compte « anne-est ».',
      },
    ],
    motDePasse: [
      { avec: [ANNE], objet: 'mot-de-passe anne-est', dit: 'A donné un mot de passe au compte « anne-est ».' },
      {
        avec: [{ ...ANNE, parInvitation: true }],
        objet: 'mot-de-passe anne-est par invitation',
        dit: 'A donné un mot de passe au compte « anne-est », par invitation.',
      },
    ],
    // One's own: the author of the entry says whose.
    digest: [
      {
        avec: [{ ...ANNE, antennes: ['EST', 'SUD'] }],
        objet: 'digest anne-est EST SUD',
        dit: 'A demandé le compte des alertes du matin, antenne Est, antenne Sud.',
        tait: ['anne-est'],
      },
      {
        avec: [{ ...ANNE, antennes: [] }],
        objet: 'digest anne-est aucun',
        dit: 'A renoncé au compte des alertes du matin.',
        tait: ['anne-est'],
      },
    ],
  },
  CODE_USAGER: {
    change: [
      {
        avec: [{ usagerId: 'M200001' }],
        objet: 'M200001',
        dit: 'A changé le code d’appel d’un usager, PETIT Louis.',
      },
    ],
  },
  CODE_AIDE: {
    change: [
      { avec: [{ intervenantId: '4501' }], objet: '4501', dit: 'A changé le code d’appel d’une aide, DIALLO Awa.' },
    ],
  },
  ACCES_PERSONNEL: {
    donne: [{ avec: [AWA], objet: 'donner intervenant 4501', dit: 'A donné un accès personnel, DIALLO Awa.' }],
    retire: [{ avec: [LOUIS], objet: 'retirer usager M200001', dit: 'A retiré un accès personnel, PETIT Louis.' }],
    ouvert: [{ avec: [AWA], objet: 'ouvrir intervenant 4501', dit: 'A ouvert un accès personnel, DIALLO Awa.' }],
    conteste: [
      {
        avec: [{ _id: 'note:2026-10-01:01K' }],
        objet: 'contester note:2026-10-01:01K',
        dit: 'A contesté une visite du 1er octobre 2026.',
        tait: ['note', '01K'],
      },
    ],
  },
  POINTER: {
    donne: [
      { avec: [LOUIS], objet: 'donner usager M200001', dit: 'A donné de quoi pointer sans téléphone, PETIT Louis.' },
    ],
    retire: [
      { avec: [AWA], objet: 'retirer intervenant 4501', dit: 'A retiré de quoi pointer sans téléphone, DIALLO Awa.' },
    ],
    ferme: [
      {
        avec: [LOUIS],
        objet: 'fermer usager M200001',
        dit: 'Cinq codes faux ont fermé de quoi pointer sans téléphone, PETIT Louis.',
      },
    ],
    parti: [
      {
        avec: [AWA],
        objet: 'partir intervenant 4501',
        dit: 'Un départ a retiré de quoi pointer sans téléphone, DIALLO Awa.',
      },
    ],
  },
  PARAMETRE: {
    fixe: [
      {
        avec: [{ cle: 'rapprochement', depuis: DU, avant: 15, apres: 20 }],
        objet: 'rapprochement 2026-10-01 15 20',
        dit: 'A fixé le paramètre « écart le plus grand entre le prévu et le pointé », de 15 à 20, à partir du 1er octobre 2026.',
      },
      // A text may name someone.
      {
        avec: [{ cle: 'rapprochement', depuis: DU, avant: ['a@ville.fr'], apres: [] }],
        objet: 'rapprochement 2026-10-01',
        dit: 'A fixé le paramètre « écart le plus grand entre le prévu et le pointé », à partir du 1er octobre 2026.',
        tait: ['a@ville.fr'],
      },
    ],
  },
  ANTENNE: {
    creee: [{ avec: [{ code: 'EST' }], objet: 'creer EST', dit: 'A créé l’antenne Est.' }],
    changee: [
      {
        avec: [{ code: 'EST' }],
        objet: 'renommer EST',
        dit: 'A changé le nom, les arrondissements ou l’adresse de l’antenne Est.',
      },
    ],
    fermee: [
      {
        avec: [{ code: 'EST', le: AU }],
        objet: 'fermer EST 2026-10-31',
        dit: 'A fermé l’antenne Est, à partir du 31 octobre 2026.',
      },
    ],
    fermetureRedatee: [
      {
        avec: [{ code: 'EST', le: AU }],
        objet: 'redater-fermeture EST 2026-10-31',
        dit: 'A changé le jour de fermeture de l’antenne Est, à partir du 31 octobre 2026.',
      },
    ],
    fermetureAnnulee: [
      { avec: [{ code: 'EST' }], objet: 'annuler-fermeture EST', dit: 'A annulé la fermeture de l’antenne Est.' },
    ],
  },
  ASTREINTE: {
    tourDonne: [
      {
        avec: [{ _id: 'tour-astreinte:02K' }],
        objet: 'ajouter tour-astreinte:02K',
        dit: 'A donné un tour d’astreinte, Paul Roux, du 3 décembre 2026 au 5 décembre 2026.',
        tait: ['tour-astreinte', '02K'],
      },
    ],
    tourRetire: [
      {
        avec: [{ _id: 'tour-astreinte:02K' }],
        objet: 'retirer tour-astreinte:02K',
        dit: 'A retiré un tour d’astreinte, Paul Roux, du 3 décembre 2026 au 5 décembre 2026.',
        tait: ['tour-astreinte', '02K'],
      },
    ],
    prevenue: [
      {
        avec: [{ _id: 'message-astreinte:2026-11-28:x' }],
        objet: 'message message-astreinte:2026-11-28:x',
        dit: 'A prévenu ANNE Garde, SMS remis à 18 h 17, « Est : visite de 18 h 00 non commencée ».',
        tait: ['message-astreinte', '2026-11-28', 'x'],
      },
    ],
    accusee: [
      {
        avec: [{ _id: 'message-astreinte:2026-11-28:x' }],
        objet: 'accuser message-astreinte:2026-11-28:x',
        dit: 'A accusé un message de l’astreinte, « Est : visite de 18 h 00 non commencée ».',
        tait: ['message-astreinte', '2026-11-28', 'x'],
      },
    ],
  },
  CONNEXION: {
    ouverte: [
      {
        avec: [{ appareil: 'Chrome sur Windows' }],
        objet: 'Chrome sur Windows',
        dit: 'S’est connecté, Chrome sur Windows.',
      },
    ],
    parFournisseur: [
      {
        avec: [{ appareil: 'Edge sur Windows' }],
        objet: 'Edge sur Windows, par le fournisseur d’identité',
        dit: 'S’est connecté, Edge sur Windows, par le fournisseur d’identité.',
      },
    ],
  },
  DECONNEXION: {
    fermee: [{ avec: [ANNE], objet: 'anne-est', dit: 'S’est déconnecté.', tait: ['anne-est'] }],
  },
  CONNEXION_REFUSEE: {
    refusee: [
      {
        avec: [{ raison: 'CODE_REJOUE' }],
        objet: 'CODE_REJOUE',
        dit: 'N’a pas pu se connecter, code à usage unique déjà servi.',
      },
    ],
    parFournisseur: [
      {
        avec: [{ raison: 'JETON', detail: 'invalid_grant' }],
        objet: 'fournisseur JETON invalid_grant',
        dit: 'N’a pas pu se connecter, par le fournisseur d’identité.',
        tait: ['JETON', 'invalid_grant'],
      },
      {
        avec: [{ raison: 'MUET' }],
        objet: 'fournisseur MUET',
        dit: 'N’a pas pu se connecter, par le fournisseur d’identité.',
        tait: ['MUET'],
      },
    ],
  },
  VERROUILLAGE: {
    verrouille: [
      {
        avec: [{ jusqua: SEPT_H_31 }],
        objet: '2026-11-25T07:31:00Z',
        dit: 'A été verrouillé après plusieurs échecs, jusqu’au 25 novembre 2026 à 8 h 31.',
      },
    ],
  },
  SESSION: {
    fermee: [{ avec: [{ id: 'a1b2' }], objet: 'a1b2', dit: 'A fermé une de ses sessions.', tait: ['a1b2'] }],
  },
  SECOND_FACTEUR: {
    propose: [{ avec: [], objet: 'proposer', dit: 'A demandé un second facteur : la clé lui a été montrée.' }],
    active: [{ avec: [], objet: 'activer', dit: 'A activé son second facteur.' }],
    autresCodes: [
      {
        avec: [],
        objet: 'codes-de-secours',
        dit: 'A reçu d’autres codes de secours, les premiers s’étant perdus en route.',
      },
    ],
    retire: [{ avec: [], objet: 'retirer', dit: 'A retiré son second facteur.' }],
  },
  NOUVEAUTES: {
    lues: [{ avec: [{ version: '1.2.0' }], objet: 'version 1.2.0', dit: 'A lu les notes de la version 1.2.0.' }],
  },
  // Of one that is kept no more: what is kept is said by `phrase.test.ts`.
  SAISIE: {
    recue: [
      {
        avec: [{ _id: 'absence:2026-10-01:01K' }],
        objet: 'absence:2026-10-01:01K',
        dit: 'A enregistré une absence du 1er octobre 2026, saisie qui n’est plus gardée.',
        tait: ['01K'],
      },
    ],
    refusee: [
      {
        avec: [{ _id: 'absence:2026-10-01:01K', code: 'MOIS_CLOS' }],
        objet: 'absence:2026-10-01:01K refusée MOIS_CLOS',
        dit: 'A envoyé une absence du 1er octobre 2026, saisie refusée.',
        tait: ['01K', 'MOIS_CLOS'],
      },
    ],
  },
  CONSULTATION: {
    dossier: [
      {
        avec: [{ usagerId: 'M200001', mois: OCTOBRE }],
        objet: 'usager:M200001 2026-10',
        dit: 'A lu un dossier, PETIT Louis, et ses visites d’octobre 2026.',
      },
    ],
    dossierLu: [
      {
        avec: [{ usagerId: 'M200001', instant: SEPT_H_31 }, { hors: false }],
        objet: 'usager:M200001 lu 2026-11-25T07:31:00Z',
        dit: 'A lu un dossier, PETIT Louis, le 25 novembre 2026 à 8 h 31.',
      },
      {
        avec: [{ usagerId: 'M200001', instant: SEPT_H_31 }, { hors: true }],
        objet: 'usager:M200001 lu 2026-11-25T07:31:00Z hors de ses antennes',
        dit: 'A lu un dossier, PETIT Louis, le 25 novembre 2026 à 8 h 31, hors de ses antennes quand la lecture est arrivée.',
      },
    ],
    telephoneLu: [
      {
        avec: [{ intervenantId: '4501', instant: SEPT_H_31 }, { hors: true }],
        objet: 'téléphone intervenant:4501 lu 2026-11-25T07:31:00Z hors de ses antennes',
        dit: 'A lu le téléphone d’une aide, DIALLO Awa, le 25 novembre 2026 à 8 h 31, hors de ses antennes quand la lecture est arrivée.',
      },
    ],
    releve: [
      {
        avec: [{ usagerId: 'M200001', mois: OCTOBRE }],
        objet: 'relevé usager:M200001 2026-10',
        dit: 'A ouvert un relevé d’octobre 2026, PETIT Louis.',
      },
      {
        avec: [{ usagerId: 'M200001', mois: OCTOBRE, antenne: 'EST' }],
        objet: 'relevé usager:M200001 2026-10 EST',
        dit: 'A ouvert un relevé d’octobre 2026, PETIT Louis, antenne Est.',
      },
    ],
    recherche: [
      {
        avec: [{ qui: 'usager', ids: ['M200001', 'M200002'] }],
        objet: 'recherche : usager:M200001 usager:M200002',
        dit: 'A cherché un usager et vu 2 noms, PETIT Louis, MARTIN Jeanne.',
      },
      {
        avec: [{ qui: 'usager', ids: [] }],
        objet: 'recherche : personne',
        dit: 'A cherché un usager, sans trouver personne.',
      },
    ],
    etat: [
      {
        avec: [{ ...TAUX, intervenant: '4501', financeur: 'CNAV' }, QUI],
        objet:
          'état taux-correction EST 2026-10-01 2026-10-31 intervenant:4501 financeur:CNAV : usager:M200001 usager:M200002',
        dit: `A lu l’état ${DIT_TAUX}, DIALLO Awa, financeur CNAV, PETIT Louis, MARTIN Jeanne.`,
      },
      {
        avec: [{ ...TAUX, etat: 'heures-usagers', vue: 'visite', antenne: 'TOUTES' }, new Set()],
        objet: 'état heures-usagers visite TOUTES 2026-10-01 2026-10-31',
        dit: 'A lu l’état « Heures réalisées par usager », Une ligne par visite, toutes les antennes, du 1er octobre 2026 au 31 octobre 2026.',
      },
    ],
    journal: [
      {
        avec: [{ jour: DU, auteur: 'nadia', action: 'GEL', avant: 512 }, QUI],
        objet: 'journal d’audit 2026-10-01 nadia GEL 512 : usager:M200001 usager:M200002',
        dit: 'A lu le journal d’audit, du 1er octobre 2026, action « Gel », auteur « nadia », avec 2 noms, PETIT Louis, MARTIN Jeanne.',
        tait: [512],
      },
      { avec: [{}, new Set()], objet: 'journal d’audit', dit: 'A lu le journal d’audit.' },
    ],
    prefacturation: [
      {
        avec: [{ antenne: 'EST', mois: OCTOBRE }, QUI],
        objet: 'préfacturation EST 2026-10 : usager:M200001 usager:M200002',
        dit: 'A lu la préfacturation, antenne Est, octobre 2026, PETIT Louis, MARTIN Jeanne.',
      },
      // Beyond twenty, how many.
      {
        avec: [{ antenne: 'EST', mois: OCTOBRE }, FOULE],
        objet: 'préfacturation EST 2026-10 : 34 usagers',
        dit: 'A lu la préfacturation, antenne Est, octobre 2026, 34 usagers.',
        tait: [...FOULE],
      },
    ],
    explication: [
      {
        avec: [{ usagerId: 'M200001', mois: OCTOBRE }],
        objet: 'préfacturation usager:M200001 2026-10',
        dit: 'A lu d’où viennent des minutes facturées, PETIT Louis, octobre 2026.',
      },
    ],
    visitesPrecedentes: [
      {
        avec: [{ usagerId: 'M200001', de: DU, a: AU }],
        objet: 'visites usager:M200001 2026-10-01 2026-10-31',
        dit: 'A lu des visites d’une autre antenne, PETIT Louis, du 1er octobre 2026 au 31 octobre 2026.',
      },
    ],
    pilotage: [
      { avec: [{ mois: OCTOBRE }], objet: 'pilotage 2026-10', dit: 'A lu les tableaux de bord, octobre 2026.' },
    ],
    pilotageAntenne: [
      {
        avec: [{ antenne: 'EST', mois: OCTOBRE, usagers: 1_034 }],
        objet: 'pilotage EST 2026-10 : 1\u00a0034\u00a0usagers',
        dit: 'A lu les tableaux de bord, antenne Est, octobre 2026, 1 034 usagers.',
      },
      {
        avec: [{ antenne: 'EST', mois: OCTOBRE }],
        objet: 'pilotage EST 2026-10',
        dit: 'A lu les tableaux de bord, antenne Est, octobre 2026.',
      },
    ],
    pilotageJour: [
      {
        avec: [{ antenne: 'EST', jour: DU }],
        objet: 'pilotage EST 2026-10-01',
        dit: 'A lu les tableaux de bord, antenne Est, du 1er octobre 2026.',
      },
    ],
    pilotageAide: [
      {
        avec: [{ antenne: 'EST', intervenantId: '4501', mois: OCTOBRE }],
        objet: 'pilotage EST intervenant:4501 2026-10',
        dit: 'A lu les tableaux de bord, antenne Est, DIALLO Awa, octobre 2026.',
      },
    ],
    commandeLire: [
      {
        avec: [{ quoi: 'usagers', antennes: ['EST'], mois: OCTOBRE, id: 'M200001' }],
        objet: 'lire usagers EST 2026-10 usager:M200001',
        dit: 'A lu par la commande « lire », usagers, antenne Est, octobre 2026, PETIT Louis.',
      },
      {
        avec: [{ quoi: 'clotures', id: 'X1' }],
        objet: 'lire clotures X1',
        dit: 'A lu par la commande « lire », clotures X1.',
      },
    ],
    extrait: [
      {
        avec: [{ genre: 'intervenant', id: '4501' }],
        objet: 'lire tout intervenant:4501',
        dit: 'A lu par la commande « lire », tout, DIALLO Awa.',
      },
    ],
  },
  PURGE: {
    annoncee: [
      {
        avec: [{ nombre: 12_000, retenus: 3 }],
        objet: '12\u00a0000\u00a0à effacer, 3\u00a0gelés',
        dit: 'A commencé à purger ce qui ne se garde plus, 12 000 à effacer, 3 gelés.',
      },
    ],
    achevee: [
      {
        avec: [{ nombre: 12, retenus: 1 }],
        objet: '12\u00a0effacés, 1\u00a0gelé',
        dit: 'A purgé ce qui ne se garde plus, 12 effacés, 1 gelé.',
      },
    ],
  },
  GEL: {
    pose: [{ avec: [{ usagerId: 'M200001' }], objet: 'posé usager M200001', dit: 'A posé un gel, PETIT Louis.' }],
    leve: [{ avec: [{ mois: OCTOBRE }], objet: 'levé 2026-10', dit: 'A levé un gel, octobre 2026.' }],
  },
  DIVERGENCE: {
    reglee: [
      {
        avec: [{ cle: '2026-11-25:abc', type: 'parametre' }],
        objet: '2026-11-25:abc parametre',
        dit: 'A réglé un document en deux versions, parametre.',
        tait: ['2026-11-25', 'abc'],
      },
      {
        avec: [{ cle: '2026-11-25:abc' }],
        objet: '2026-11-25:abc',
        dit: 'A réglé un document en deux versions.',
        tait: ['2026-11-25', 'abc'],
      },
    ],
  },
  COUPURE: {
    reprise: [
      {
        avec: [{ entrees: 12, du: SEPT_H_31, au: HUIT_H }],
        objet: '12 2026-11-25T07:31:00Z 2026-11-25T08:00:00Z',
        dit: 'A repris ce que l’autre côté d’une coupure avait écrit au journal, 12 entrées, du 25 novembre 2026 à 8 h 31 au 25 novembre 2026 à 9 h 00.',
      },
    ],
  },
  TENTATIVE: {
    refusee: [
      {
        avec: [{ genre: 'CODE_REJOUE', par: 'POST /api/session' }],
        objet: 'CODE_REJOUE POST /api/session',
        dit: 'Code à usage unique présenté une seconde fois.',
        tait: ['POST /api/session'],
      },
      {
        avec: [{ genre: 'VERROUILLAGE' }],
        objet: 'VERROUILLAGE',
        dit: 'Compte verrouillé après plusieurs échecs.',
      },
    ],
  },
};
