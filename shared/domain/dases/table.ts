import { z } from 'zod';
import { type Resultat, refuser } from '../../contrats/commun';
import type { Champ, Champs, Format, Ligne } from '../../formats/champ';
import { DISPOSITIFS_DASES } from './parts';

// What the DASES asks for and no public document fixes: the layout of its files (annex 7.4), the codes of ESPPADOM, the names of
// its invoices. One JSON file gives it (DASES_TABLE); without it, the tables of `formats.md` hold.

const colonneSchema = z.union([
  z.string().min(1),
  z.strictObject({
    champ: z.string().min(1),
    /** As the file names it. */
    nom: z
      .string()
      .min(1)
      .max(60)
      .regex(/^[^;"#\r\n]+$/),
  }),
]);
export type Colonne = z.infer<typeof colonneSchema>;
const colonnesSchema = z.array(colonneSchema).min(1).max(60).optional();

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
  /** ESPPADOM_EFFECTIVITY_AJUST: by what became of the raw hours. */
  ajustements: z.strictObject({ COMPLETE: codeSchema, CORRIGEE: codeSchema, CREEE: codeSchema }).prefault({}),
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
  brutes: colonnesSchema,
  corrigees: colonnesSchema,
  complementaire: colonnesSchema,
  esppadom: esppadomSchema.prefault({}),
  factures: facturesSchema.prefault({}),
});
export type TableDases = z.output<typeof tableSchema>;

export const TABLE_PAR_DEFAUT: TableDases = tableSchema.parse({});

/** What a table's text says, or where it is wrong. `champs`: the fields that each file can give. */
export const lireTable = (
  texte: string,
  champs: Record<'brutes' | 'corrigees' | 'complementaire', Champs>,
): Resultat<TableDases> => {
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
  for (const quoi of ['brutes', 'corrigees', 'complementaire'] as const) {
    const colonnes = lu.data[quoi]?.map(nommer) ?? [];
    const inconnu = colonnes.find((c) => !Object.hasOwn(champs[quoi], c.champ));
    if (inconnu) return refus(`${quoi} : « ${inconnu.champ} » n’est pas un champ de ce fichier`);
    const double = colonnes.find((c, i) => colonnes.findIndex((d) => d.nom === c.nom) !== i);
    if (double) return refus(`${quoi} : la colonne « ${double.nom} » est donnée deux fois`);
  }
  return { ok: true, valeur: lu.data };
};

const nommer = (c: Colonne): { champ: string; nom: string } => (typeof c === 'string' ? { champ: c, nom: c } : c);

/** The format and the rows as the table lays them out; a column that it names is always written. */
export const disposer = <C extends Champs>(
  format: Format<C>,
  lignes: readonly Ligne<C>[],
  colonnes: readonly Colonne[] | undefined,
): { format: Format<Champs>; lignes: readonly Ligne<Champs>[] } => {
  if (!colonnes) return { format: format as unknown as Format<Champs>, lignes };
  const plan = colonnes.map(nommer);
  const champs: Champs = Object.fromEntries(
    plan.flatMap(({ champ, nom }) => {
      const connu: Champ<unknown> | undefined = format.champs[champ];
      return connu ? [[nom, { ...connu, absenceAdmise: false }] as const] : [];
    }),
  );
  return {
    format: { nom: format.nom, nomFichier: format.nomFichier, sens: format.sens, champs, cle: [] },
    lignes: lignes.map((l) => Object.fromEntries(plan.map(({ champ, nom }) => [nom, l[champ]]))),
  };
};
