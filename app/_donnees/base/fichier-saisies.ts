import { z } from 'zod';
import { type Antenne, antenneSchema, type Resultat, refuser } from '#shared/contrats/commun';
import { SAISIES, type Saisie } from '#shared/contrats/saisie';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { type Instant, instantSchema } from '#shared/temps/types';
import './zod';

// The last resort: what waits on this PC, in a file that its author carries to another one. It is readable on purpose: sealed by a
// key that only this PC has, it would be lost with it. The server judges its rows as any others, under the name of who is signed in.

const FORMAT = 'telegestion-saisies';

const fichierSchema = z.object({
  format: z.literal(FORMAT),
  antenne: antenneSchema,
  auteur: z.string(),
  exporteLe: instantSchema,
  saisies: z.array(z.discriminatedUnion('type', Object.values(SAISIES) as never)),
  refusees: z.array(z.unknown()).optional(),
});

export type Titulaire = { antenne: Antenne; auteur: string };

/** What the server refused, and why: there to be read and typed anew, for it would refuse it again. */
type RefuseeEcrite = { message: string; saisie: Saisie };

export const ecrireFichier = (
  t: Titulaire,
  saisies: readonly Saisie[],
  exporteLe: Instant,
  refusees: readonly RefuseeEcrite[] = [],
): string => {
  const dites = refusees.length === 0 ? {} : { refusees: refusees.map(({ message, saisie }) => ({ message, saisie })) };
  return `${JSON.stringify({ format: FORMAT, ...t, exporteLe, saisies, ...dites }, undefined, 2)}\n`;
};

/** `saisies-non-envoyees_EST_marie_20261125-1042.json`: no name of anyone but its author. */
export const nomFichier = (t: Titulaire, exporteLe: Instant): string =>
  `saisies-non-envoyees_${t.antenne}_${t.auteur}_${exporteLe.slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')}.json`;

const enJson = (texte: string): unknown => {
  try {
    return JSON.parse(texte);
  } catch {
    return undefined;
  }
};

/** The rows of a file, as this PC may send them again: those of its user, for the antenna on the screen. */
export const lireFichier = (texte: string, t: Titulaire, poste: string): Resultat<Saisie[]> => {
  const brut = enJson(texte);
  const lu = fichierSchema.safeParse(brut);
  if (!lu.success || lu.data.saisies.length + (lu.data.refusees?.length ?? 0) === 0) {
    return refuser(
      'FICHIER',
      'Ce fichier n’est pas un fichier de saisies, ou il a été modifié. Choisissez celui qui a été exporté d’un poste, nommé « saisies-non-envoyees… .json ».',
    );
  }
  const saisies = lu.data.saisies as Saisie[];
  if (lu.data.auteur !== t.auteur || saisies.some((s) => s.auteur !== t.auteur)) {
    return refuser(
      'AUTEUR',
      `Ces saisies sont celles de « ${lu.data.auteur} » : cette personne doit se connecter pour les reprendre.`,
    );
  }
  if (lu.data.antenne !== t.antenne || saisies.some((s) => s.antenne !== t.antenne)) {
    return refuser(
      'ANTENNE',
      `Ces saisies sont de l’antenne ${libelleAntenne(lu.data.antenne)} : choisissez-la en haut de l’écran, puis reprenez le fichier.`,
    );
  }
  if (saisies.length === 0) {
    return refuser(
      'REFUSEES',
      'Ce fichier ne contient que des saisies que le serveur a refusées : il dit pourquoi de chacune. Ouvrez-le pour les lire, et refaites celles qu’il faut.',
    );
  }
  return { ok: true, valeur: saisies.map((s) => ({ ...s, poste })) };
};
