import { type Antenne, antenneSchema } from '../../contrats/commun';
import { type Mois, moisSchema } from '../../temps/types';

// Layout of the archive, from its own folder, `/` everywhere.

export const CHEMIN_TETES = 'tetes.json';
export const cheminChaine = (a: Antenne, m: Mois): string => `chaines/${a}/${m}.jsonl`;
export const cheminRegistre = (annee: string): string => `registre/${annee}.jsonl`;
export const CHEMIN_HORODATAGES = 'horodatages/journal.jsonl';
/** The authority's answer, as it came. */
export const cheminJeton = (racine: string): string => `horodatages/${racine}.tsr`;
/** Content-addressed: the name is the SHA-256 of the bytes. */
export const cheminObjet = (empreinte: string, extension: 'pdf' | 'json'): string =>
  `objets/${empreinte.slice(0, 2)}/${empreinte.slice(2)}.${extension}`;

export const chaineDe = (chemin: string): { antenne: Antenne; mois: Mois } | undefined => {
  const [, a, m] = /^chaines\/([A-Z_]+)\/([0-9-]+)\.jsonl$/.exec(chemin) ?? [];
  const antenne = antenneSchema.safeParse(a);
  const mois = moisSchema.safeParse(m);
  return antenne.success && mois.success ? { antenne: antenne.data, mois: mois.data } : undefined;
};
