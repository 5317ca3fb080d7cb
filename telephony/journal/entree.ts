import { createHash } from 'node:crypto';
import { z } from 'zod';
import { constatExterieurSchema } from '#shared/contrats/exploitation/sonde-exterieure';
import { appelSchema, pointageSchema } from '#shared/contrats/pointages/pointage';
import { instantSchema } from '#shared/temps/types';
import { etatAppelSchema } from '../svi/etat';

/** What must outlive the worker of one call: enough to end it, and to know it again if it is received twice [PT-6]. */
export const memoireAppelSchema = z.object({
  etat: etatAppelSchema,
  /** Every punch of the call, replaced ones too. */
  pointages: etatAppelSchema.shape.pointages,
  /** Its failed call has been settled: written, or dropped for a punch of the same call. */
  echec: z.boolean(),
  /** The failed call, held back until it is certain that no worker had a punch of that call. */
  retenu: appelSchema.exactOptional(),
  fini: z.boolean(),
  vuLe: instantSchema,
});
export type MemoireAppel = z.infer<typeof memoireAppelSchema>;

/** A wrong code, for the bursts; never the code itself. Without number: a withheld call. */
const codeErroneSchema = z.object({
  numero: z.string().exactOptional(),
  /** A number that nobody has in the annuaire. */
  inconnu: z.literal(true).exactOptional(),
  le: instantSchema,
});
export type CodeErrone = z.infer<typeof codeErroneSchema>;

export const documentSchema = z.discriminatedUnion('type', [pointageSchema, appelSchema]);
export type DocumentSvi = z.infer<typeof documentSchema>;
/** All that leaves for CouchDB: what calls give, and what was seen of outside checks. */
const envoiSchema = z.union([documentSchema, constatExterieurSchema]);
export type EnvoiSvi = z.infer<typeof envoiSchema>;

/** One line of the journal: what one request did, all or nothing. */
export const entreeSchema = z.object({
  documents: z.array(z.object({ base: z.string(), document: envoiSchema })),
  appel: memoireAppelSchema.exactOptional(),
  codesErrones: z.array(codeErroneSchema).exactOptional(),
});
export type Entree = z.infer<typeof entreeSchema>;

/** What an entry tells of calls: punches, and failed ones. */
export const dAppels = (e: Pick<Entree, 'documents'>): DocumentSvi[] =>
  e.documents.flatMap(({ document: d }) => (d.type === 'constat-exterieur' ? [] : [d]));

const somme = (json: string): string => createHash('sha256').update(json).digest('hex').slice(0, 16);

/** Throws rather than write a line that could not be read again. */
export const encoder = (entree: Entree): string => {
  const json = JSON.stringify(entreeSchema.parse(entree));
  return `${somme(json)} ${json}\n`;
};

const decoder = (ligne: string): Entree | undefined => {
  const json = ligne.slice(17);
  if (ligne[16] !== ' ' || somme(json) !== ligne.slice(0, 16)) return undefined;
  const lu = entreeSchema.safeParse(JSON.parse(json));
  return lu.success ? lu.data : undefined;
};

export type Lecture = {
  /** `fin`: offset in bytes just after the line. */
  entrees: { entree: Entree; fin: number }[];
  /** Bytes up to the end of the last good line: what follows was cut by a crash, and was never confirmed. */
  bons: number;
  /** Lines between good ones that cannot be read. */
  abimees: number;
};

export const lireSegment = (contenu: Buffer): Lecture => {
  const entrees: Lecture['entrees'] = [];
  let debut = 0;
  let bons = 0;
  let mauvaises = 0;
  let abimees = 0;
  for (let fin = contenu.indexOf(10); fin !== -1; fin = contenu.indexOf(10, debut)) {
    const entree = decoder(contenu.toString('utf8', debut, fin));
    debut = fin + 1;
    if (!entree) {
      mauvaises += 1;
      continue;
    }
    entrees.push({ entree, fin: debut });
    bons = debut;
    abimees += mauvaises;
    mauvaises = 0;
  }
  return { entrees, bons, abimees };
};
