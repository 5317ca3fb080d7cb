import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../temps/types';
import { ROLES } from './compte';

const versionSchema = z.string().regex(/^\d+\.\d+\.\d+$/);

/** What a version changes for those who use it: read on the screen, mailed once, acknowledged by each. */
export const noteSchema = z.object({
  version: versionSchema,
  date: dateCivileSchema,
  titre: z.string(),
  points: z.array(z.object({ sujet: z.string(), texte: z.string() })),
});
export type Note = z.infer<typeof noteSchema>;

const note = (n: z.input<typeof noteSchema>): Note => noteSchema.parse(n);

/** The register of evolutions, the latest first. A new version is an entry here: the job, the screen and the mail follow. */
export const NOTES: readonly Note[] = [
  note({
    version: '0.1.0',
    date: '2026-11-25',
    titre: 'Première version',
    points: [
      {
        sujet: 'Téléphone',
        texte:
          'Les aides pointent leur arrivée et leur départ depuis le téléphone du bénéficiaire ; la touche 9 corrige sur le moment. Quand il ne répond pas, une fiche papier, imprimée d’avance, se saisit ensuite.',
      },
      {
        sujet: 'Aujourd’hui et alertes',
        texte:
          'La journée de l’antenne à mesure que les appels arrivent ; une aide en retard ou un départ qui manque se voient aussitôt, et préviennent par courriel qui le demande.',
      },
      {
        sujet: 'Corrections',
        texte:
          'Les visites du jour et du mois se corrigent au clavier, réseau coupé compris : ce qui est saisi part au retour du réseau. Rien n’est effacé : l’historique dit qui, quand et pourquoi.',
      },
      {
        sujet: 'Plannings, absences, numéros',
        texte:
          'La semaine et le mois d’un usager ou d’une aide ; les absences, temporaires et définitives ; les numéros inconnus, avec l’usager à qui les rattacher.',
      },
      {
        sujet: 'Clôture et facturation',
        texte:
          'Le mois se clôt antenne par antenne, bilan à l’appui ; les heures repartent vers Millésime, la préfacturation et les fichiers du Département en sortent. Le relevé de chaque usager est archivé dix ans.',
      },
      {
        sujet: 'Pilotage',
        texte:
          'Les treize états du marché, à l’écran, en tableur, en PDF, et programmés par courriel ; les six antennes côte à côte, et les causes des oublis.',
      },
      {
        sujet: 'Assistance',
        texte:
          'Un incident se signale depuis tout écran, en deux clics, et se suit avec ses délais ; la disponibilité du téléphone et de l’extranet se lit, avec ses pannes et les maintenances prévues.',
      },
      {
        sujet: 'Comptes et sécurité',
        texte:
          'Chacun ne voit que son antenne. Un second facteur peut être demandé à la connexion ; un poste laissé seul se verrouille, et ce qu’il garde est chiffré.',
      },
      {
        sujet: 'Accès personnels',
        texte:
          'Une aide peut lire ses heures du mois et en contester une, un bénéficiaire les visites faites, par un lien et un code : fermé tant que le service ne l’ouvre pas.',
      },
      {
        sujet: 'Aide et formation',
        texte:
          'Le manuel, avec recherche, dans l’aide de chaque écran ; un service de formation, avec un téléphone d’essai.',
      },
    ],
  }),
];

const [derniere] = NOTES;
if (!derniere) throw new Error('le registre des évolutions est vide');
export const NOTE_COURANTE: Note = derniere;

/** GET /api/nouveautes: the notes, and since when this account has acknowledged each. */
export const nouveautesSchema = z.object({
  notes: z.array(noteSchema),
  acquittees: z.record(z.string(), instantSchema),
});
export type Nouveautes = z.infer<typeof nouveautesSchema>;

export const demandeAcquittementSchema = z.object({ version: versionSchema });

/** GET /api/nouveautes/registre: of the version in service, who has acknowledged it and who has not. */
export const registreVersionsSchema = z.object({
  version: versionSchema,
  comptes: z.array(
    z.object({
      identifiant: z.string(),
      nom: z.string(),
      role: z.enum(ROLES),
      acquitteeLe: instantSchema.exactOptional(),
    }),
  ),
});
export type RegistreVersions = z.infer<typeof registreVersionsSchema>;

/** In tg-central, written once: `acquittement-version:<version>:<identifiant>`. */
export const acquittementVersionSchema = z.object({
  _id: z.string(),
  type: z.literal('acquittement-version'),
  version: versionSchema,
  identifiant: z.string(),
  instant: instantSchema,
});
export type AcquittementVersion = z.infer<typeof acquittementVersionSchema>;
