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
          'Les aides pointent leur arrivée et leur départ depuis le téléphone du bénéficiaire ; la touche 9 corrige sur le moment.',
      },
      {
        sujet: 'Corrections',
        texte:
          'Les visites du jour et du mois se corrigent au clavier, réseau coupé compris : ce qui est saisi part au retour du réseau.',
      },
      {
        sujet: 'Clôture et facturation',
        texte:
          'Le mois se clôt antenne par antenne ; les heures repartent vers Millésime, la préfacturation et les fichiers du Département en sortent.',
      },
      {
        sujet: 'Pilotage',
        texte:
          'Les états du marché, à l’écran et en fichiers ; la disponibilité du téléphone ; les incidents, suivis avec l’assistance.',
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
