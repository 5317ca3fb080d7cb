import { z } from 'zod';
import { type Resultat, refuser } from '../../contrats/commun';
import type { FichierDispose } from '../../contrats/exploitation/parametres-dispositions';
import { FORMATS_DISPOSES } from '../../formats/disposition/fichiers';
import { lireDisposition } from '../../formats/disposition/lire-disposition';
import { DISPOSITIFS_DASES } from './parts';

// What the DASES asks for and no public document fixes: the layout of its files (annex 7.4), the codes of ESPPADOM, the names of
// its invoices. One JSON file gives it (DASES_TABLE); without it, the tables of `formats.md` hold.

const colonneSchema = z.union([
  z.string().min(1),
  z.strictObject({
    champ: z.string().min(1),
    /** As the file names it. */
    nom: z.string().min(1).max(60).optional(),
    format: z.string().optional(),
    largeur: z.union([z.string(), z.number()]).optional(),
  }),
]);
/** The columns of a file, or its whole layout. */
const dispositionSchema = z.union([z.array(colonneSchema), z.record(z.string(), z.unknown())]).optional();

const codeSchema = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,40}$/)
  .optional();
const texteSchema = z.string().trim().min(1).max(120);

const esppadomSchema = z.strictObject({
  /** False: the correspondent takes the CSV files alone, and no XML is made. */
  ecrit: z.boolean().default(true),
  structure: z
    .strictObject({
      id: codeSchema,
      nom: texteSchema.default('CASVP - Paris domicile'),
      siret: z
        .string()
        .regex(/^\d{14}$/)
        .optional(),
      adresse: z
        .strictObject({ ligne: texteSchema, codePostal: z.string().regex(/^\d{5}$/), ville: texteSchema })
        .optional(),
    })
    .prefault({}),
  /** listAgencyName of every list. */
  agence: codeSchema,
  /** No longer read: the facts say it. An installation whose table still gives it starts all the same. */
  ajustements: z.unknown().optional(),
  /** How each side was identified at the punch, and the list that holds those codes. */
  identification: z.strictObject({ liste: codeSchema, usager: codeSchema, intervenant: codeSchema }).prefault({}),
  /** ESPPADOM_TYPE_AIDE knows APA, AM and PCH: which of them each dispositif is. */
  aides: z
    .strictObject({
      APA: z.enum(['APA', 'AM', 'PCH']).default('APA'),
      ASL_PA: z.enum(['APA', 'AM', 'PCH']).default('AM'),
      ASL_PH: z.enum(['APA', 'AM', 'PCH']).default('AM'),
      PCH: z.enum(['APA', 'AM', 'PCH']).default('PCH'),
    })
    .prefault({}),
  pays: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('FR'),
});
export type ReglagesEsppadom = z.output<typeof esppadomSchema>;

/** `{NATURE}`, `{ARRONDISSEMENT}` and `{AAAAMM}`, each once. */
const NOM_FACTURE = 'FACTURE_{NATURE}_{ARRONDISSEMENT}_{AAAAMM}.pdf';
const MARQUES_FACTURE = ['{NATURE}', '{ARRONDISSEMENT}', '{AAAAMM}'] as const;

const facturesSchema = z.strictObject({
  nom: z
    .string()
    .max(120)
    .refine((n) => MARQUES_FACTURE.every((m) => n.split(m).length === 2) && !/[/\\]/.test(n))
    .default(NOM_FACTURE),
  /** Natures as the names write them. */
  natures: z
    .record(z.string().regex(/^[A-Za-z0-9_-]{1,20}$/), z.enum(DISPOSITIFS_DASES))
    .default({ APA: 'APA', ASL_PA: 'ASL_PA', ASL_PH: 'ASL_PH', PCH: 'PCH' }),
});
export type ReglagesFactures = z.output<typeof facturesSchema>;

const tableSchema = z.strictObject({
  brutes: dispositionSchema,
  corrigees: dispositionSchema,
  complementaire: dispositionSchema,
  esppadom: esppadomSchema.prefault({}),
  factures: facturesSchema.prefault({}),
});
export type TableDases = z.output<typeof tableSchema>;

export const TABLE_PAR_DEFAUT: TableDases = tableSchema.parse({});

export const FICHIERS_TABLE = {
  brutes: 'DASES_BRUTES',
  corrigees: 'DASES_CORRIGEES',
  complementaire: 'DASES_COMPLEMENTAIRE',
} as const satisfies Record<string, FichierDispose>;

/** The layout that the table gives a file, as it is typed: its columns alone are one. */
export const dispositionDeTable = (t: TableDases, fichier: FichierDispose): unknown => {
  const quoi = (['brutes', 'corrigees', 'complementaire'] as const).find((q) => FICHIERS_TABLE[q] === fichier);
  const ecrite = quoi && t[quoi];
  return Array.isArray(ecrite) ? { colonnes: ecrite } : ecrite;
};

/** What a table's text says, or where it is wrong. */
export const lireTable = (texte: string): Resultat<TableDases> => {
  const refus = (detail: string) =>
    refuser('TABLE_DASES', `La table de la DASES (DASES_TABLE) est à corriger : ${detail}.`);
  let brut: unknown;
  try {
    brut = JSON.parse(texte);
  } catch {
    return refus('ce n’est pas du JSON');
  }
  const lu = tableSchema.safeParse(brut);
  if (!lu.success) {
    const ou = [...new Set(lu.error.issues.map((i) => i.path.join('.') || 'la racine'))].join(', ');
    const cles = lu.error.issues.flatMap((i) => (i.code === 'unrecognized_keys' ? i.keys : []));
    return refus(`valeur incorrecte en ${ou}${cles.length > 0 ? ` (inconnu : ${cles.join(', ')})` : ''}`);
  }
  for (const [quoi, fichier] of Object.entries(FICHIERS_TABLE)) {
    const ecrite = dispositionDeTable(lu.data, fichier);
    const disposition = ecrite === undefined ? undefined : lireDisposition(FORMATS_DISPOSES[fichier], ecrite);
    if (disposition && !disposition.ok)
      return refus(disposition.fautes.map((f) => `${quoi}${f.chemin && `.${f.chemin}`} : ${f.raison}`).join(' ; '));
  }
  return { ok: true, valeur: lu.data };
};
