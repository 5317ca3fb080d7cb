import { z } from 'zod';
import { compteSchema } from '#shared/contrats/acces/compte';
import { propositionsSchema, rapportSchema } from '#shared/contrats/chiffres/rapport';
import { selectionEtatSchema } from '#shared/contrats/chiffres/selection-etat';
import { cadreClosSchema, clotureEcriteSchema, etatFigeSchema } from '#shared/contrats/cloture/cloture';
import { complementSchema } from '#shared/contrats/cloture/complement';
import { correctionSchema, refusDocSchema, verdictSchema } from '#shared/contrats/corrections/correction';
import { noteSchema, priseSchema } from '#shared/contrats/corrections/equipe';
import { interventionSchema } from '#shared/contrats/corrections/intervention';
import { absenceSchema } from '#shared/contrats/dossiers/absence';
import { financeurSchema, intervenantSchema, usagerSchema, visiteSchema } from '#shared/contrats/dossiers/dossiers';
import { receptionSchema } from '#shared/contrats/dossiers/reception';
import { sansTelegestionSchema } from '#shared/contrats/dossiers/sans-telegestion';
import { acquittementSchema, alerteSchema } from '#shared/contrats/exploitation/alerte';
import { gelSchema, purgeSchema } from '#shared/contrats/exploitation/conservation';
import {
  disponibiliteExtranetSchema,
  disponibiliteSchema,
  panneSchema,
} from '#shared/contrats/exploitation/disponibilite';
import { gesteIncidentSchema, signalementGardeSchema } from '#shared/contrats/exploitation/incident';
import { acquittementVersionSchema } from '#shared/contrats/exploitation/nouveautes';
import { parametreSchema } from '#shared/contrats/exploitation/parametre';
import { envoiSchema, factureSchema } from '#shared/contrats/financement/envoi';
import { proFormaSchema } from '#shared/contrats/financement/pro-forma';
import { attenteSchema, orphelinSchema, propositionSchema } from '#shared/contrats/pointages/derives';
import { ficheSchema } from '#shared/contrats/pointages/fiche';
import { appelSchema, pointageSchema } from '#shared/contrats/pointages/pointage';
import { rattachementSchema } from '#shared/contrats/pointages/rattachement';
import { accuseSchema } from '#shared/contrats/saisie';
import { agregatSchema } from '#shared/etats/agregat';
import { jourPilotageSchema, moisPilotageSchema } from '#shared/pilotage/agregats';
import { maillonSchema } from '../../audit/chaine';
import { releveReprisSchema } from '../../dossiers/importer/releves-repris';

/** What the documents of a type are, for a reader who knows nothing of us; the schema, where their form is a contract. */
export type TypeDecrit = { quoi: string; schema?: z.ZodType };

/** The accounts leave without what opens them. */
const compteSansSecret = compteSchema.omit({ empreinte: true, partCle: true });

export const TYPES: Readonly<Record<string, TypeDecrit>> = {
  usager: { quoi: 'Usagers : identité, numéros, antennes datées, prises en charge', schema: usagerSchema },
  intervenant: { quoi: 'Aides à domicile, et leur code au téléphone', schema: intervenantSchema },
  visite: { quoi: 'Visites prévues, avec toutes leurs versions', schema: visiteSchema },
  pointage: { quoi: 'Pointages reçus (téléphone, fiche, reprise, relevé d’appels)', schema: pointageSchema },
  appel: { quoi: 'Appels qui n’ont donné aucun pointage', schema: appelSchema },
  intervention: { quoi: 'Interventions brutes : visites prévues et pointages appariés', schema: interventionSchema },
  correction: { quoi: 'Corrections des gestionnaires', schema: correctionSchema },
  verdict: { quoi: 'Décision du serveur sur chaque correction', schema: verdictSchema },
  refus: { quoi: 'Saisies refusées, et pourquoi', schema: refusDocSchema },
  accuse: { quoi: 'Réception de chaque saisie', schema: accuseSchema },
  rattachement: { quoi: 'Numéros rattachés à un usager, ou détachés', schema: rattachementSchema },
  absence: { quoi: 'Absences des usagers', schema: absenceSchema },
  sanstele: { quoi: 'Usagers et aides sans télégestion', schema: sansTelegestionSchema },
  note: { quoi: 'Notes des gestionnaires', schema: noteSchema },
  prise: { quoi: 'Prises en main d’une anomalie', schema: priseSchema },
  acquittement: { quoi: 'Alertes acquittées', schema: acquittementSchema },
  fiche: { quoi: 'Fiches papier saisies', schema: ficheSchema },
  alerte: { quoi: 'Alertes', schema: alerteSchema },
  attente: { quoi: 'Pointages en attente d’un usager ou d’une aide', schema: attenteSchema },
  proposition: { quoi: 'Numéros proposés pour un usager', schema: propositionSchema },
  orphelin: { quoi: 'Pointages d’aucune antenne', schema: orphelinSchema },
  cloture: { quoi: 'Clôtures : qui, quand, motif, empreinte de ce qui est figé', schema: clotureEcriteSchema },
  'cadre-clos': { quoi: 'Paramètres, financeurs et plafonds figés par une clôture', schema: cadreClosSchema },
  fige: { quoi: 'États figés par une clôture : heures brutes et retenues, ventilation', schema: etatFigeSchema },
  complement: { quoi: 'Ce qu’une clôture a trouvé changé dans des mois déjà clos', schema: complementSchema },
  agregat: { quoi: 'Ce que les états comptent d’un mois clos, par usager', schema: agregatSchema },
  proforma: { quoi: 'Validations des pro forma', schema: proFormaSchema },
  envoi: { quoi: 'Envois à la DASES et leur état', schema: envoiSchema },
  facture: { quoi: 'Factures définitives reçues', schema: factureSchema },
  reception: { quoi: 'Réceptions des fichiers de Millésime', schema: receptionSchema },
  financeur: { quoi: 'Financeurs et leurs règles datées', schema: financeurSchema },
  parametre: { quoi: 'Paramètres datés', schema: parametreSchema },
  compte: { quoi: 'Comptes, sans mot de passe ni clé', schema: compteSansSecret },
  disponibilite: { quoi: 'Disponibilité du téléphone, minute par minute', schema: disponibiliteSchema },
  'disponibilite-extranet': {
    quoi: 'Disponibilité et temps de l’extranet, minute par minute',
    schema: disponibiliteExtranetSchema,
  },
  rapport: { quoi: 'Rapports d’activité : leurs faits et leurs éditions', schema: rapportSchema },
  propositions: { quoi: 'Propositions de l’exploitant, par période', schema: propositionsSchema },
  signalement: { quoi: 'Incidents signalés à l’assistance', schema: signalementGardeSchema },
  'geste-incident': { quoi: 'Ce qui a été répondu et fait d’un incident', schema: gesteIncidentSchema },
  'acquittement-version': { quoi: 'Notes de version lues : qui, quand', schema: acquittementVersionSchema },
  'annonce-version': { quoi: 'Notes de version annoncées par courriel' },
  'selection-etat': { quoi: 'États que chaque compte garde, et ce qui lui en est envoyé', schema: selectionEtatSchema },
  panne: { quoi: 'Pannes : de quand à quand, quoi', schema: panneSchema },
  gel: { quoi: 'Conservations imposées (gel)', schema: gelSchema },
  purge: { quoi: 'Journal des purges', schema: purgeSchema },
  audit: {
    quoi: 'Journal d’audit : une chaîne numérotée, chaque maillon tient l’empreinte du précédent',
    schema: maillonSchema,
  },
  'releve-repris': { quoi: 'Relevés repris de l’ancien système', schema: releveReprisSchema },
  import: { quoi: 'Fichiers importés, et leur rapport' },
  'ancien-code': { quoi: 'Empreintes des codes d’usagers et d’aides qui ont servi : aucun n’est redonné' },
  vu: { quoi: 'Numéros vus avec un usager, d’où viennent les propositions' },
  'fichier-lu': { quoi: 'Réponses et factures lues dans les dépôts, et ce qui a été mis à part' },
  restitution: { quoi: 'Fichiers rendus chaque jour à Millésime, gardés tels quels' },
  poste: { quoi: 'Postes de chaque antenne, et quand ils ont synchronisé' },
  restitues: { quoi: 'Ce qui a été restitué à Millésime, par jour' },
  tentative: { quoi: 'Tentatives refusées' },
  'pilotage-jour': { quoi: 'Tableaux de bord : ce que compte un jour d’une antenne', schema: jourPilotageSchema },
  'pilotage-mois': { quoi: 'Tableaux de bord : ce que compte un mois d’une antenne', schema: moisPilotageSchema },
};

/** What stays: secrets, and what belongs to one machine or one moment. */
export const RESTE: Readonly<Record<string, string>> = {
  session: 'les sessions : chacun se reconnecte',
  acces: 'les seconds facteurs et les verrouillages : chacun les refait',
  invitation: 'les invitations en cours',
  'acces-personnel': 'les liens des accès personnels : chaque antenne les redonne',
  courriel: 'la file d’envoi des courriels',
  verrou: 'le verrou d’écriture',
  'cloture-en-cours': 'la marque d’une clôture en cours',
  histoire: 'l’identité de ces données-ci',
};

export const typeDe = (id: string): string => /^[a-z][a-z-]*(?=:|$)/.exec(id)?.[0] ?? 'divers';

const SECRETS_COMPTE = ['empreinte', 'partCle', 'motDePasseLe'];

/** The document as it leaves: without its revision, and an account without what opens it. */
export const documentSorti = (texte: string, type: string): string => {
  const nu = texte.replace(/^(\{"_id":"(?:[^"\\]|\\.)*"),"_rev":"[^"]*"/, '$1');
  if (type !== 'compte') return nu;
  const compte = JSON.parse(nu) as Record<string, unknown>;
  for (const s of SECRETS_COMPTE) delete compte[s];
  return JSON.stringify(compte);
};

/** JSON Schema of a type; what no contract describes is said to be only an object. */
export const schemaJson = (type: string): object => {
  const { quoi, schema } = TYPES[type] ?? { quoi: 'Documents sans schéma écrit' };
  const corps = schema
    ? z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })
    : { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', required: ['_id'] };
  return { ...corps, title: type, description: quoi };
};
