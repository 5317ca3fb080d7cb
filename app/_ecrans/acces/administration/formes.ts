import { ROLES_EN_MOTS } from '#shared/contrats/acces/compte';
import { ANTENNES, CODES_ANTENNES, MOTIFS } from '#shared/contrats/commun';
import type { CleParametre } from '#shared/contrats/exploitation/parametre';

/** How a value is typed and shown. `facultatif`: a field left empty is not part of the value. */
export type Forme =
  /** `unite`: singular and plural. */
  | { genre: 'NOMBRE'; unite: readonly [string, string] }
  | { genre: 'TEXTE' }
  | { genre: 'DATE' }
  | { genre: 'HEURE' }
  | { genre: 'TELEPHONE' }
  | { genre: 'CHOIX'; mots: Readonly<Record<string, string>> }
  /** Several of them, in their order. */
  | { genre: 'PLUSIEURS'; mots: Readonly<Record<string, string>> }
  /** One value a line. */
  | { genre: 'LIGNES'; de: 'ADRESSE' | 'NOMBRE'; unite: readonly [string, string] }
  | { genre: 'OBJET'; champs: readonly Champ[] }
  /** Typed on a screen of its own, at that address. */
  | { genre: 'AILLEURS'; ecran: string; adresse: string };
export type Champ = { cle: string; libelle: string; forme: Forme; facultatif?: true };

const nombre = (un: string, plusieurs = `${un}s`): Forme => ({ genre: 'NOMBRE', unite: [un, plusieurs] });
const minutes = nombre('minute');
const jours = nombre('jour');
const mois = nombre('mois', 'mois');
const heures = nombre('heure');
const pourcent = nombre('%', '%');
const echecs = nombre('échec de suite', 'échecs de suite');
const adresses: Forme = { genre: 'LIGNES', de: 'ADRESSE', unite: ['adresse', 'adresses'] };
const champ = (cle: string, libelle: string, forme: Forme): Champ => ({ cle, libelle, forme });
const fenetre: Forme = {
  genre: 'OBJET',
  champs: [champ('debut', 'De', { genre: 'HEURE' }), champ('fin', 'À', { genre: 'HEURE' })],
};
const parAntenne = (forme: Forme): Forme => ({
  genre: 'OBJET',
  champs: CODES_ANTENNES.map((a) => ({ ...champ(a, ANTENNES[a].libelle, forme), facultatif: true })),
});
const delais: Forme = {
  genre: 'OBJET',
  champs: [champ('prise', 'Prise en charge', minutes), champ('resolution', 'Résolution', minutes)],
};

/** The name of each parameter on the screens, and the form of its value. */
export const FORMES: Readonly<Record<CleParametre, { titre: string; forme: Forme }>> = {
  dureeMax: { titre: 'Durée la plus longue d’une visite', forme: minutes },
  doublon: { titre: 'Appel en double', forme: minutes },
  rapprochement: { titre: 'Écart entre le prévu et le pointé', forme: minutes },
  prestationParDefaut: { titre: 'Prestation d’une visite non prévue', forme: { genre: 'TEXTE' } },
  reportApaDepuis: { titre: 'Premier jour du report APA', forme: { genre: 'DATE' } },
  reportApaMois: { titre: 'Durée du report APA', forme: mois },
  motifs: { titre: 'Motifs de correction', forme: { genre: 'PLUSIEURS', mots: MOTIFS } },
  fenetreMois: { titre: 'Mois gardés sur le poste', forme: mois },
  joursSansContact: { titre: 'Poste sans contact', forme: jours },
  retardApres: { titre: 'Retard à l’arrivée', forme: minutes },
  departRetardApres: { titre: 'Retard au départ', forme: minutes },
  dureeInhabituelle: {
    titre: 'Durée inhabituelle',
    forme: {
      genre: 'OBJET',
      champs: [champ('pourcent', 'Part du prévu', pourcent), champ('minutes', 'En plus du prévu', minutes)],
    },
  },
  usagerNouveauPendant: { titre: 'Nouvel usager', forme: jours },
  finPriseEnChargeMois: { titre: 'Prise en charge qui se termine', forme: mois },
  millesimeMuetApres: { titre: 'Fichiers de Millésime en retard', forme: heures },
  heureMillesime: { titre: 'Heure de Millésime', forme: { genre: 'HEURE' } },
  destinatairesImports: { titre: 'Compte des réceptions', forme: adresses },
  heuresOuverture: { titre: 'Heures d’ouverture', forme: fenetre },
  astreinte: { titre: 'Astreinte', forme: adresses },
  destinatairesDigest: { titre: 'Courriel du matin', forme: parAntenne(adresses) },
  pointagesAvantProposition: { titre: 'Numéro à proposer', forme: nombre('pointage') },
  numeroVert: { titre: 'Numéro vert', forme: { genre: 'TELEPHONE' } },
  assistance: {
    titre: 'Assistance',
    forme: {
      genre: 'OBJET',
      champs: [
        champ('numero', 'Numéro', { genre: 'TELEPHONE' }),
        champ('heures', 'Heures, en mots', { genre: 'TEXTE' }),
      ],
    },
  },
  heuresAssistance: { titre: 'Heures de l’assistance', forme: fenetre },
  delaisIncidents: {
    titre: 'Délais des incidents',
    forme: {
      genre: 'OBJET',
      champs: [
        champ('BLOQUANTE', 'Bloquant', delais),
        champ('MAJEURE', 'Majeur', delais),
        champ('MINEURE', 'Mineur', delais),
      ],
    },
  },
  telephonesAntennes: { titre: 'Téléphones des antennes', forme: parAntenne({ genre: 'TELEPHONE' }) },
  fenetreService: { titre: 'Heures de mesure du téléphone', forme: fenetre },
  panneApres: { titre: 'Panne du téléphone', forme: echecs },
  disponibiliteVisee: { titre: 'Disponibilité demandée, téléphone', forme: pourcent },
  disponibiliteViseeExtranet: { titre: 'Disponibilité demandée, extranet', forme: pourcent },
  maintenancesPrevues: {
    titre: 'Maintenances prévues',
    forme: { genre: 'AILLEURS', ecran: 'Disponibilité', adresse: '/disponibilite/' },
  },
  destinatairesAlertes: { titre: 'Alertes du service', forme: adresses },
  echecsAvantVerrou: { titre: 'Verrouillage d’un compte', forme: echecs },
  verrouMinutes: {
    titre: 'Durée des verrouillages',
    forme: { genre: 'LIGNES', de: 'NOMBRE', unite: ['minute', 'minutes'] },
  },
  rolesSecondFacteur: { titre: 'Second facteur exigé', forme: { genre: 'PLUSIEURS', mots: ROLES_EN_MOTS } },
  invitationHeures: { titre: 'Durée d’une invitation', forme: heures },
  accesPersonnel: {
    titre: 'Accès personnel',
    forme: {
      genre: 'OBJET',
      champs: [
        champ('qui', 'Qui', {
          genre: 'CHOIX',
          mots: { PERSONNE: 'Personne (fermé)', INTERVENANTS: 'Les aides', TOUS: 'Les aides et les usagers' },
        }),
        champ('jours', 'Un lien sert', jours),
      ],
    },
  },
  destinatairesSecurite: { titre: 'Tentatives refusées', forme: adresses },
  conservationInterventions: { titre: 'Conservation des interventions', forme: mois },
  conservationDossiers: { titre: 'Conservation des dossiers', forme: mois },
  conservationReleves: { titre: 'Conservation des relevés', forme: mois },
};
