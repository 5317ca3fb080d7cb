import { z } from 'zod';
import { type DateCivile, dateCivileSchema, instantSchema } from '../temps/types';
import { type Antenne, antenneSchema, MOTIFS } from './commun';
import { ROLES, type Role } from './compte';
import { type MaintenancePrevue, maintenancePrevueSchema } from './disponibilite';
import { type DelaisIncidents, delaisIncidentsSchema } from './incident';

// Not before 4 a.m.: the clock changes at night, and each minute of the window must exist once.
const fenetreServiceSchema = z
  .object({
    debut: z.string().regex(/^(0[4-9]|1\d|2[0-3]):[0-5]\d$/),
    fin: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  })
  .refine((f) => f.debut < f.fin);

/** Most days that a PC opens what it keeps without a word of the server. */
export const JOURS_SANS_CONTACT_MAX = 60;

/** Every dated parameter: its unit or meaning, its default, its schema. A parameter is never a constant in code. */
export const PARAMETRES = {
  dureeMax: {
    defaut: 840,
    unite: 'minutes',
    schema: z.number().int().min(1).max(1440),
    sens: 'AP-2 : durée la plus longue entre une arrivée et son départ',
  },
  doublon: {
    defaut: 5,
    unite: 'minutes',
    schema: z.number().int().min(0).max(60),
    sens: 'AP-3, AP-4 : écart en deçà duquel un second appel est un doublon',
  },
  rapprochement: {
    defaut: 120,
    unite: 'minutes',
    schema: z.number().int().min(0).max(720),
    sens: 'AP-6 : écart le plus grand entre le prévu et le pointé',
  },
  prestationParDefaut: {
    defaut: 'AD',
    unite: 'code',
    schema: z.string().min(1).max(10),
    sens: 'AP-9 : code prestation sans visite prévue',
  },
  reportApaDepuis: {
    defaut: '2024-05-01',
    unite: 'date',
    schema: dateCivileSchema,
    sens: 'FI-6 : début du report des heures APA',
  },
  reportApaMois: {
    defaut: 5,
    unite: 'mois',
    schema: z.number().int().min(0).max(12),
    sens: 'FI-6 : nombre de mois antérieurs qu’une APA peut encore offrir',
  },
  motifs: {
    defaut: Object.keys(MOTIFS),
    unite: 'liste',
    schema: z.array(z.string().min(1)),
    sens: 'CO : motifs de correction en vigueur',
  },
  fenetreMois: { defaut: 3, unite: 'mois', schema: z.number().int().min(1).max(24), sens: 'Mois gardés sur le poste' },
  joursSansContact: {
    defaut: 7,
    unite: 'jours',
    schema: z.number().int().min(1).max(JOURS_SANS_CONTACT_MAX),
    sens: 'Jours après lesquels un poste doit se reconnecter',
  },
  retardApres: {
    defaut: 15,
    unite: 'minutes',
    schema: z.number().int().min(1).max(240),
    sens: 'AL-5 : retard après le début prévu',
  },
  departRetardApres: {
    defaut: 30,
    unite: 'minutes',
    schema: z.number().int().min(1).max(480),
    sens: 'AL-5 : retard après la fin prévue, l’aide étant encore sur place',
  },
  dureeInhabituelle: {
    defaut: { pourcent: 200, minutes: 60 },
    unite: '{ pourcent du prévu, minutes en plus du prévu }',
    schema: z.object({ pourcent: z.number().int().min(100).max(1000), minutes: z.number().int().min(1).max(720) }),
    sens: 'Durée d’une visite au-delà de laquelle les écrans la disent inhabituelle : l’un ou l’autre dépassé',
  },
  usagerNouveauPendant: {
    defaut: 30,
    unite: 'jours',
    schema: z.number().int().min(1).max(365),
    sens: 'AL-2, AL-3 : durée pendant laquelle un usager est nouveau',
  },
  finPriseEnChargeMois: {
    defaut: 2,
    unite: 'mois',
    schema: z.number().int().min(1).max(12),
    sens: 'AL-4 : délai avant la fin d’une prise en charge',
  },
  millesimeMuetApres: {
    defaut: 36,
    unite: 'heures',
    schema: z.number().int().min(1).max(720),
    sens: 'AL-5 : sans fichier de Millésime depuis plus longtemps, il est dit en retard',
  },
  heureMillesime: {
    defaut: '05:30',
    unite: 'heure de Paris',
    schema: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    sens: 'Heure à partir de laquelle, chaque jour, les fichiers déposés par Millésime sont pris',
  },
  destinatairesImports: {
    defaut: [],
    unite: 'liste d’adresses',
    schema: z.array(z.email()).max(50),
    sens: 'Qui reçoit le compte de chaque réception des fichiers de Millésime ; ne quitte pas le serveur',
  },
  heuresOuverture: {
    defaut: { debut: '08:30', fin: '17:00' },
    unite: 'heures de Paris',
    schema: fenetreServiceSchema,
    sens: 'Heures, les jours ouvrés, où les antennes suivent leurs alertes ; le reste du temps est à l’astreinte',
  },
  astreinte: {
    defaut: [],
    unite: 'liste d’adresses',
    schema: z.array(z.email()).max(50),
    sens: 'AL-5 : qui reçoit, hors des heures d’ouverture, les départs en retard ; ne quitte pas le serveur',
  },
  destinatairesDigest: {
    defaut: {},
    unite: '{ antenne : liste d’adresses }',
    schema: z.partialRecord(antenneSchema, z.array(z.email()).max(50)),
    sens: 'Qui reçoit chaque matin le compte des alertes de l’antenne, outre les comptes qui l’ont demandé ; ne quitte pas le serveur',
  },
  pointagesAvantProposition: {
    defaut: 3,
    unite: 'pointages',
    schema: z.number().int().min(1).max(50),
    sens: 'PT-8 : pointages d’un même numéro, pour un même usager, avant de proposer de le rattacher',
  },
  numeroVert: {
    defaut: '',
    unite: 'numéro E.164, vide tant qu’il n’est pas connu',
    schema: z.union([z.literal(''), z.string().regex(/^\+\d{6,15}$/)]),
    sens: 'Numéro gratuit que les aides appellent, imprimé sur les fiches et les feuilles des usagers',
  },
  assistance: {
    defaut: { numero: '', heures: 'lundi à vendredi, 8\u00a0h\u00a030 – 17\u00a0h' },
    unite: '{ numero : E.164, vide tant qu’il n’est pas connu ; heures : en mots }',
    schema: z.object({
      numero: z.union([z.literal(''), z.string().regex(/^\+\d{6,15}$/)]),
      heures: z.string().trim().min(1).max(60),
    }),
    sens: 'Qui appeler quand l’extranet ne va pas, au bas du menu',
  },
  heuresAssistance: {
    defaut: { debut: '08:30', fin: '17:00' },
    unite: 'heures de Paris',
    schema: fenetreServiceSchema,
    sens: 'Heures, les jours ouvrés, où l’assistance répond : les délais des incidents s’y comptent',
  },
  delaisIncidents: {
    defaut: {
      BLOQUANTE: { prise: 30, resolution: 240 },
      MAJEURE: { prise: 120, resolution: 1020 },
      MINEURE: { prise: 510, resolution: 5100 },
    },
    unite: '{ gravité : { prise, resolution } }, minutes d’ouverture de l’assistance (510 par jour)',
    schema: delaisIncidentsSchema,
    sens: 'Délais de prise en charge et de résolution d’un incident, depuis sa réception',
  },
  telephonesAntennes: {
    defaut: {},
    unite: '{ antenne : numéro E.164 }',
    schema: z.partialRecord(antenneSchema, z.string().regex(/^\+\d{6,15}$/)),
    sens: 'Téléphone de chaque antenne, imprimé sur les fiches et les feuilles des usagers',
  },
  fenetreService: {
    defaut: { debut: '08:00', fin: '20:30' },
    unite: 'heures de Paris',
    schema: fenetreServiceSchema,
    sens: 'Heures, tous les jours, où la disponibilité du téléphone est mesurée',
  },
  panneApres: {
    defaut: 2,
    unite: 'échecs de suite',
    schema: z.number().int().min(1).max(30),
    sens: 'Appels de sonde en échec, un par minute, qui font une panne du SVI',
  },
  disponibiliteVisee: {
    defaut: 99,
    unite: '%',
    schema: z.number().min(0).max(100),
    sens: 'Disponibilité du téléphone demandée, sur le mois',
  },
  disponibiliteViseeExtranet: {
    defaut: 97,
    unite: '%',
    schema: z.number().min(0).max(100),
    sens: 'Disponibilité de l’extranet demandée, sur le mois',
  },
  maintenancesPrevues: {
    defaut: [],
    unite: 'liste de { debut, fin, motif }, instants UTC',
    schema: z.array(maintenancePrevueSchema).max(50),
    sens: 'Maintenances annoncées : leurs minutes ne sont pas mesurées ; sans effet sur ce qui est déjà mesuré',
  },
  destinatairesAlertes: {
    defaut: [],
    unite: 'liste d’adresses',
    schema: z.array(z.email()).max(50),
    sens: 'Qui reçoit par courriel le début et la fin des pannes, les incidents bloquants et ceux que personne n’a pris ; ne quitte pas le serveur',
  },
  echecsAvantVerrou: {
    defaut: 5,
    unite: 'échecs de suite',
    schema: z.number().int().min(3).max(20),
    sens: 'Mots de passe ou codes faux après lesquels un compte est verrouillé',
  },
  verrouMinutes: {
    defaut: [5, 15, 60],
    unite: 'liste de minutes',
    schema: z.array(z.number().int().min(1).max(1440)).min(1).max(10),
    sens: 'Durée du premier verrouillage d’un compte, du deuxième… ; la dernière vaut pour les suivants',
  },
  rolesSecondFacteur: {
    defaut: [],
    unite: 'liste de rôles',
    schema: z.array(z.enum(ROLES)).max(ROLES.length),
    sens: 'Rôles qui doivent se connecter avec un code à usage unique, en plus du mot de passe',
  },
  invitationHeures: {
    defaut: 72,
    unite: 'heures',
    schema: z.number().int().min(1).max(720),
    sens: 'Durée pendant laquelle le lien d’une invitation peut servir',
  },
  accesPersonnel: {
    defaut: { qui: 'PERSONNE', jours: 180 },
    unite: '{ qui : PERSONNE, INTERVENANTS ou TOUS ; jours }',
    schema: z.object({ qui: z.enum(['PERSONNE', 'INTERVENANTS', 'TOUS']), jours: z.number().int().min(1).max(400) }),
    sens: 'Qui peut lire ses propres visites par un lien et son code, et combien de jours un lien sert',
  },
  destinatairesSecurite: {
    defaut: [],
    unite: 'liste d’adresses',
    schema: z.array(z.email()).max(50),
    sens: 'Qui reçoit aussitôt par courriel les tentatives refusées ; ne quitte pas le serveur',
  },
  conservationInterventions: {
    defaut: 60,
    unite: 'mois',
    schema: z.number().int().min(12).max(240),
    sens: 'RE : conservation des pointages et des interventions, comptée en années civiles entières',
  },
  conservationDossiers: {
    defaut: 24,
    unite: 'mois',
    schema: z.number().int().min(1).max(240),
    sens: 'RE : conservation du dossier d’un usager après le dernier contact',
  },
  conservationReleves: {
    defaut: 120,
    unite: 'mois',
    schema: z.number().int().min(12).max(600),
    sens: 'RE : conservation des relevés mensuels archivés et de leurs preuves',
  },
} as const;

export type CleParametre = keyof typeof PARAMETRES;

/** Values in force on one date. */
export type Parametres = {
  dureeMax: number;
  doublon: number;
  rapprochement: number;
  prestationParDefaut: string;
  reportApaDepuis: DateCivile;
  reportApaMois: number;
  motifs: string[];
  fenetreMois: number;
  joursSansContact: number;
  retardApres: number;
  departRetardApres: number;
  dureeInhabituelle: { pourcent: number; minutes: number };
  conservationInterventions: number;
  conservationDossiers: number;
  conservationReleves: number;
  usagerNouveauPendant: number;
  finPriseEnChargeMois: number;
  millesimeMuetApres: number;
  heureMillesime: string;
  destinatairesImports: string[];
  heuresOuverture: { debut: string; fin: string };
  astreinte: string[];
  destinatairesDigest: Partial<Record<Antenne, string[]>>;
  pointagesAvantProposition: number;
  numeroVert: string;
  assistance: { numero: string; heures: string };
  heuresAssistance: { debut: string; fin: string };
  delaisIncidents: DelaisIncidents;
  telephonesAntennes: Partial<Record<Antenne, string>>;
  fenetreService: { debut: string; fin: string };
  panneApres: number;
  disponibiliteVisee: number;
  disponibiliteViseeExtranet: number;
  maintenancesPrevues: MaintenancePrevue[];
  destinatairesAlertes: string[];
  echecsAvantVerrou: number;
  verrouMinutes: number[];
  rolesSecondFacteur: Role[];
  invitationHeures: number;
  accesPersonnel: { qui: 'PERSONNE' | 'INTERVENANTS' | 'TOUS'; jours: number };
  destinatairesSecurite: string[];
};

/** Parameters that no PC needs, and that name people: they stay on the server. */
export const PARAMETRES_DU_SERVEUR: readonly CleParametre[] = [
  'destinatairesAlertes',
  'destinatairesImports',
  'astreinte',
  'destinatairesDigest',
  'destinatairesSecurite',
];

/** `_id` is `parametre:<cle>:<depuis>` in tg-central. */
export const parametreSchema = z.object({
  _id: z.string(),
  type: z.literal('parametre'),
  cle: z.enum(Object.keys(PARAMETRES) as [CleParametre, ...CleParametre[]]),
  depuis: dateCivileSchema,
  valeur: z.unknown(),
  auteur: z.string(),
  instant: instantSchema,
});
export type Parametre = z.infer<typeof parametreSchema>;

const DEFAUTS = Object.fromEntries(
  Object.entries(PARAMETRES).map(([cle, p]) => [cle, p.defaut]),
) as unknown as Parametres;

/** A reader of the values in force on a civil date, from the dated table. */
export const lecteurParametres = (documents: readonly Parametre[]): ((date: DateCivile) => Parametres) => {
  const tries = [...documents].sort((a, b) => (a.depuis < b.depuis ? -1 : a.depuis > b.depuis ? 1 : 0));
  if (tries.length === 0) return () => DEFAUTS;
  const memo = new Map<DateCivile, Parametres>();
  return (date) => {
    let p = memo.get(date);
    if (!p) {
      const enVigueur = tries.filter((d) => d.depuis <= date).map((d) => [d.cle, d.valeur]);
      p = { ...DEFAUTS, ...Object.fromEntries(enVigueur) } as Parametres;
      memo.set(date, p);
    }
    return p;
  };
};
