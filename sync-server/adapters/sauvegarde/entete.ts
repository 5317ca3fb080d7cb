import { createHash } from 'node:crypto';
import { z } from 'zod';
import { instantSchema } from '#shared/temps/types';

/** Said in French, with what to do; `code` for the machine. Thrown from within a stream, made a refusal by the use case. */
export class ErreurSauvegarde extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const base64 = z.string().max(100);

/** In clear at the head of each file, authenticated with every block: no personal data. */
export const enteteSchema = z.strictObject({
  format: z.literal('telegestion/sauvegarde'),
  version: z.literal(1),
  /** Generation: a whole backup (`rang` 0) and the increments that follow it, in order. */
  serie: z.string().max(40),
  rang: z.number().int().min(0).max(999_999),
  /** All that was acknowledged before that moment is in it. */
  instant: instantSchema,
  /** SHA-256 of the file before it in the generation. */
  precedent: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  cle: z.strictObject({
    sel: base64,
    phrase: z
      .strictObject({
        sel: base64,
        // A header is read before it is believed: it must not choose to fill the memory.
        n: z.number().int().min(1024).max(262_144),
        r: z.number().int().min(1).max(8),
        p: z.number().int().min(1).max(4),
      })
      .optional(),
  }),
  temoin: base64,
});
export type Entete = z.infer<typeof enteteSchema>;

const MAGIE = Buffer.from('TGSAUV1\n');
const SOMME = 32;
const FIXE = MAGIE.length + 4;
export const ENTETE_MAX = 4096;

export type EnteteLu = { entete: Entete; octets: number; empreinte: Buffer };

/** Magic, length, JSON, and their SHA-256: without a key, a damaged header is told from a wrong key. */
export const ecrireEntete = (e: Entete): { tete: Buffer; empreinte: Buffer } => {
  const json = Buffer.from(JSON.stringify(e));
  const longueur = Buffer.alloc(4);
  longueur.writeUInt32BE(json.length);
  const debut = Buffer.concat([MAGIE, longueur, json]);
  const empreinte = createHash('sha256').update(debut).digest();
  return { tete: Buffer.concat([debut, empreinte]), empreinte };
};

const altere = (): ErreurSauvegarde =>
  new ErreurSauvegarde(
    'ALTEREE',
    'L’en-tête de cette sauvegarde est altéré : prenez une autre copie, ou la sauvegarde précédente.',
  );

/** `debut`: the first bytes of the file, `ENTETE_MAX` at most. */
export const lireEntete = (debut: Buffer): EnteteLu => {
  if (debut.length < FIXE || !debut.subarray(0, MAGIE.length).equals(MAGIE))
    throw new ErreurSauvegarde('PAS_UNE_SAUVEGARDE', 'Ce fichier n’est pas une sauvegarde de télégestion.');
  const fin = FIXE + debut.readUInt32BE(MAGIE.length);
  if (fin + SOMME > debut.length) throw altere();
  const empreinte = createHash('sha256').update(debut.subarray(0, fin)).digest();
  if (!empreinte.equals(debut.subarray(fin, fin + SOMME))) throw altere();
  const lu = enteteSchema.safeParse(JSON.parse(debut.subarray(FIXE, fin).toString()));
  if (!lu.success)
    throw new ErreurSauvegarde(
      'VERSION',
      'Cette sauvegarde a été écrite par une autre version du programme : restaurez-la avec celle qui l’a faite.',
    );
  return { entete: lu.data, octets: fin + SOMME, empreinte };
};
