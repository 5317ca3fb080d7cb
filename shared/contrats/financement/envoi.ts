import { z } from 'zod';
import { DISPOSITIFS_DASES } from '../../domain/dases/parts';
import { instantSchema, type Mois, moisSchema } from '../../temps/types';
import { antenneSchema, idDemandeSchema } from '../commun';
import { DECISIONS_PRO_FORMA } from './pro-forma';

/** Who receives the files of a month. */
export const DESTINATIONS = { DASES: 'DASES', MILLESIME: 'Millésime' } as const;
export type Destination = keyof typeof DESTINATIONS;
export const CODES_DESTINATIONS = Object.keys(DESTINATIONS) as [Destination, ...Destination[]];
export const destinationSchema = z.enum(CODES_DESTINATIONS);

/**
 * What has become of a file, and what may follow: made again, or no longer made, as long as it has not left, or once it was refused
 * [CL-4].
 */
export const ETATS_ENVOI = {
  PREPARE: { libelle: 'Préparé', suivants: ['PREPARE', 'ENVOYE', 'RENVOYE', 'SANS_OBJET'] },
  ENVOYE: { libelle: 'Envoyé', suivants: ['RENVOYE', 'ACQUITTE', 'REFUSE'] },
  RENVOYE: { libelle: 'Renvoyé', suivants: ['RENVOYE', 'ACQUITTE', 'REFUSE'] },
  REFUSE: { libelle: 'Refusé', suivants: ['PREPARE', 'RENVOYE', 'SANS_OBJET'] },
  ACQUITTE: { libelle: 'Acquitté', suivants: [] },
  /** The month's settings or data no longer make it. */
  SANS_OBJET: { libelle: 'Sans objet', suivants: ['PREPARE'] },
} as const;
export type EtatEnvoi = keyof typeof ETATS_ENVOI;
const etatEnvoiSchema = z.enum(Object.keys(ETATS_ENVOI) as [EtatEnvoi, ...EtatEnvoi[]]);

const motifRetourSchema = z.object({ ligne: z.number().int().optional(), motif: z.string() });
export type MotifRetour = z.infer<typeof motifRetourSchema>;

const etapeSchema = z.object({
  etat: etatEnvoiSchema,
  /** An account, `CLI:<system user>`, or the return file that said it. */
  auteur: z.string(),
  instant: instantSchema,
  /** SHA-256 of the bytes concerned. */
  empreinte: z.string(),
  /** The id under which it was asked for, where a screen gave one. */
  demande: z.string().exactOptional(),
});

/** Asked for and not yet done: when it is tried again, and why it was not taken. */
const demandeSchema = z.object({
  auteur: z.string(),
  /** The id under which it is asked for, where a screen gave one. */
  id: z.string().exactOptional(),
  demandeLe: instantSchema,
  essais: z.number().int(),
  prochainLe: instantSchema,
  raison: z.string().optional(),
  /** No longer tried by itself: a person asks again. */
  abandon: z.boolean().optional(),
});

/** One file for one destination; `_id` is `envoi:<mois>:<destination>:<nom>`, in tg-central. No personal data in it. */
export const envoiSchema = z.object({
  _id: z.string(),
  type: z.literal('envoi'),
  destination: destinationSchema,
  mois: moisSchema,
  nom: z.string(),
  empreinte: z.string(),
  octets: z.number().int(),
  lignes: z.number().int(),
  etat: etatEnvoiSchema,
  /** Reasons of the last refusal. */
  motifs: z.array(motifRetourSchema),
  historique: z.array(etapeSchema),
  demande: demandeSchema.optional(),
  /** [CL-4] Why it was sent though an earlier month had not left, as it was typed: for who may read names. */
  passeOutre: z.string().exactOptional(),
  /** [AL-5] The last answer to it that could not be taken: it may be a refusal. */
  reponseEcartee: z.object({ nom: z.string(), instant: instantSchema }).exactOptional(),
  /** Who is sending it now: nobody else does until then. */
  reservation: z.object({ jeton: z.string(), jusqua: instantSchema }).optional(),
});
export type Envoi = z.infer<typeof envoiSchema>;

export const idEnvoi = (e: Pick<Envoi, 'mois' | 'destination' | 'nom'>): string =>
  `envoi:${e.mois}:${e.destination}:${e.nom}`;

/** What the screen shows of a file; without names nor reasons for who may see states only. */
const envoiMontreSchema = envoiSchema
  .pick({ destination: true, nom: true, octets: true, lignes: true, etat: true })
  .extend({
    id: z.string(),
    historique: z.array(etapeSchema.omit({ empreinte: true }).partial({ auteur: true })),
    nombreMotifs: z.number().int(),
    motifs: z.array(motifRetourSchema).optional(),
    demande: demandeSchema.omit({ auteur: true }).optional(),
  });
export type EnvoiMontre = z.infer<typeof envoiMontreSchema>;

/** A file of the other side that was not taken, and why. */
const ecarteSchema = z.object({ nom: z.string(), instant: instantSchema, raison: z.string() });
export type FichierEcarte = z.infer<typeof ecarteSchema>;

/** A month that was closed and has not left, or not whole; for Millésime, of which antennas. */
const moisAttenduSchema = z.object({ mois: moisSchema, antennes: z.array(antenneSchema) });
export type MoisAttendu = z.infer<typeof moisAttenduSchema>;

export const pageEnvoisSchema = z.object({
  mois: moisSchema,
  /** Whether this session may send. */
  peutEnvoyer: z.boolean(),
  antennes: z.array(
    z.object({
      antenne: antenneSchema,
      close: z.boolean(),
      /** [CL-5] It closed the month once its files had left for the DASES: its hours are in none of them. */
      apresDepart: z.boolean().exactOptional(),
      proForma: z.enum(['ATTENTE', ...(Object.keys(DECISIONS_PRO_FORMA) as ['VALIDE', 'REFUSE'])]),
      auteur: z.string().optional(),
      instant: instantSchema.optional(),
      motif: z.string().optional(),
    }),
  ),
  destinations: z.array(
    z.object({
      destination: destinationSchema,
      /** Where files go, as people say it; absent: it is not set. */
      depot: z.string().optional(),
      envois: z.array(envoiMontreSchema),
      /** Its answers that were put aside, all months, the last first. */
      ecartes: z.array(ecarteSchema),
      /** [CL-4] Months that must leave before this one; a server of before says none. */
      attendus: z.array(moisAttenduSchema).default([]),
      /** Older ones that never left from here: handed over otherwise, or forgotten. */
      anciens: z.array(moisAttenduSchema).default([]),
    }),
  ),
});
export type PageEnvois = z.infer<typeof pageEnvoisSchema>;

export const demandePreparationSchema = z.object({ mois: moisSchema, destination: destinationSchema });

/** Sending is typed twice: the month on the screen, and the month as the person writes it. */
export const demandeEnvoiSchema = z.object({
  mois: moisSchema,
  destination: destinationSchema,
  confirmation: z.string(),
});
export const demandeRenvoiSchema = z.object({
  id: z.string().startsWith('envoi:').max(200),
  /** Of the click: asked for again, it leaves once. */
  demande: idDemandeSchema.exactOptional(),
});

const bilanEnvoiSchema = z.object({
  nom: z.string(),
  etat: etatEnvoiSchema,
  /** It had left before, whatever came of it: this time nothing was sent. */
  deja: z.boolean().optional(),
  /** Not taken this time: why, and whether it will be tried again. */
  raison: z.string().optional(),
  abandon: z.boolean().optional(),
  /** Another is sending it at this moment: it was not asked for again. */
  enCours: z.literal(true).exactOptional(),
});
export type BilanEnvoi = z.infer<typeof bilanEnvoiSchema>;
export const bilansEnvoiSchema = z.object({ fichiers: z.array(bilanEnvoiSchema) });

/** A definitive invoice of the Département; `_id` is `facture:<mois>:<nature>:<arrondissement>`, in tg-central. */
export const factureSchema = z.object({
  _id: z.string(),
  type: z.literal('facture'),
  mois: moisSchema,
  nature: z.enum(DISPOSITIFS_DASES),
  arrondissement: z.number().int().min(1).max(20),
  antenne: antenneSchema,
  nom: z.string(),
  empreinte: z.string(),
  octets: z.number().int(),
  recueLe: instantSchema,
  /** The account that filed it by hand, or `DASES` where it came by itself. */
  par: z.string(),
  /** When its antenna was told, where it came by itself: until then, it is still to be done. */
  annonceeLe: instantSchema.optional(),
  /** Who has opened it. */
  lecteurs: z.array(z.string()),
});
export type Facture = z.infer<typeof factureSchema>;

export const idFacture = (f: { mois: Mois; nature: string; arrondissement: number }): string =>
  `facture:${f.mois}:${f.nature}:${String(f.arrondissement).padStart(2, '0')}`;

const factureMontreeSchema = factureSchema
  .omit({ _id: true, type: true, empreinte: true, lecteurs: true, annonceeLe: true })
  .extend({ id: z.string(), nouvelle: z.boolean() });
export type FactureMontree = z.infer<typeof factureMontreeSchema>;

export const pageFacturesSchema = z.object({
  mois: moisSchema,
  peutDeposer: z.boolean(),
  factures: z.array(factureMontreeSchema),
  /** Of the inbox, all months; for who sees all antennas. */
  ecartes: z.array(ecarteSchema),
});
export type PageFactures = z.infer<typeof pageFacturesSchema>;

/** Filed by hand: the month is that of the screen. */
export const depotFactureSchema = z.object({
  nom: z.string().min(1).max(200),
  mois: moisSchema,
  contenu: z.base64().min(1),
});
export const factureDeposeeSchema = z.object({ id: z.string(), deja: z.boolean() });
