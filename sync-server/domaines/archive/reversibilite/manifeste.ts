import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { antenneSchema, type Resultat, refuser } from '#shared/contrats/commun';
import { pluriel } from '#shared/mots/nombres';
import { instantSchema, moisSchema } from '#shared/temps/types';
import { cheminReel, type FichierSorti, relire } from './sortie';

const empreinte = z.string().regex(/^[0-9a-f]{64}$/);

/** What a set says of itself. Paths are from the set's folder, with `/`. */
export const manifesteSchema = z.object({
  format: z.literal('telegestion/reversibilite'),
  version: z.literal(1),
  produitLe: instantSchema,
  auteur: z.string(),
  documents: z.number().int(),
  fichiers: z.array(
    z.object({
      chemin: z.string(),
      octets: z.number().int(),
      sha256: empreinte,
      /** Documents of a JSON lines file, rows of a CSV one. */
      lignes: z.number().int().optional(),
    }),
  ),
  /** The files of each closed month, which the one who takes over must find again, byte for byte. */
  moisClos: z.array(
    z.object({
      antenne: antenneSchema,
      mois: moisSchema,
      numero: z.number().int(),
      empreinte: z.string(),
      fichiers: z.record(z.string(), empreinte),
    }),
  ),
});
export type Manifeste = z.infer<typeof manifesteSchema>;

export const MANIFESTE = 'manifeste.json';
/** As `sha256sum -c` reads it: a set is verified without us. */
export const SOMMES = 'SHA256SUMS';

export const texteSommes = (fichiers: readonly FichierSorti[]): string =>
  [...fichiers]
    .sort((a, b) => (a.chemin < b.chemin ? -1 : 1))
    .map((f) => `${f.sha256}  ${f.chemin}\n`)
    .join('');

const lireSommes = (texte: string): Map<string, string> | undefined => {
  const sommes = new Map<string, string>();
  for (const l of texte.split('\n').slice(0, -1)) {
    const [, sha, chemin] = /^([0-9a-f]{64}) [ *](.+)$/.exec(l) ?? [];
    if (sha === undefined || chemin === undefined || chemin.split('/').includes('..')) return undefined;
    sommes.set(chemin, sha);
  }
  return sommes;
};

const abime = (quoi: string) =>
  refuser(
    'JEU_ABIME',
    `Ce jeu est incomplet ou altéré : ${quoi}. Rien n’est écrit : recopiez-le depuis son support, ou demandez l’autre exemplaire.`,
  );

/** Reads a set from one end to the other: every file there, whole, as many lines as announced, none too many. */
export const verifierJeu = async (
  racine: string,
  progres: (texte: string) => void = () => undefined,
): Promise<Resultat<Manifeste>> => {
  const textes = await Promise.all(
    [MANIFESTE, SOMMES].map((n) => readFile(cheminReel(racine, n), 'utf8').catch(() => undefined)),
  );
  const [texte, sommesTexte] = textes;
  if (texte === undefined || sommesTexte === undefined)
    return refuser(
      'PAS_UN_JEU',
      `« ${racine} » n’est pas un jeu de réversibilité (${MANIFESTE} et ${SOMMES} attendus) : donnez le dossier « exploitant » ou « casvp ».`,
    );
  const sommes = lireSommes(sommesTexte);
  if (!sommes) return abime(`${SOMMES} est illisible`);
  const entrees = await readdir(racine, { recursive: true, withFileTypes: true });
  const presents = new Set(
    entrees
      .filter((e) => !e.isDirectory())
      .map((e) => relative(racine, join(e.parentPath, e.name)).split(sep).join('/')),
  );
  for (const chemin of sommes.keys()) if (!presents.has(chemin)) return abime(`${chemin} manque`);
  for (const chemin of presents)
    if (chemin !== SOMMES && !sommes.has(chemin)) return abime(`${chemin} n’est pas dans ${SOMMES}`);
  const lus = new Map<string, { octets: number; lignes: number }>();
  for (const [chemin, attendue] of sommes) {
    progres(`${chemin}…`);
    const lu = await relire(racine, chemin);
    if (lu.sha256 !== attendue) return abime(`${chemin} a changé`);
    lus.set(chemin, lu);
  }
  const m = manifesteSchema.safeParse(JSON.parse(texte));
  if (!m.success) return abime(`${MANIFESTE} n’a pas la forme attendue`);
  for (const f of m.data.fichiers) {
    const lu = lus.get(f.chemin);
    if (!lu || lu.octets !== f.octets) return abime(`${f.chemin} n’a pas la taille annoncée`);
    if (f.chemin.endsWith('.jsonl') && f.chemin.startsWith('donnees/') && lu.lignes !== f.lignes)
      return abime(`${f.chemin} a ${pluriel(lu.lignes, 'document')} sur ${pluriel(f.lignes ?? 0, 'annoncé')}`);
  }
  return { ok: true, valeur: m.data };
};
