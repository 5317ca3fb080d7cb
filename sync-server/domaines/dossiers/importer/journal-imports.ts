import type { ImportGarde as DocImport } from '#shared/contrats/dossiers/imports';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { type Genre, lireNomFichier } from '#shared/formats/nom-fichier';
import type { Instant, Mois } from '#shared/temps/types';
import { changer } from '../../../store/ecrire';
import { lireIds, type Magasin, type Stocke, sansRev } from '../../../store/lire';
import { plageType } from '../../../store/types';

export type { DocImport };

/** Refusals and absences kept in the journal: the whole report is the command's, the journal's must stay a small document. */
const GARDES = 1000;

type Suites = NonNullable<DocImport['lignesRefusees']>;

/** Runs of lines, the shortest way to say thousands of them. */
const enSuites = (lignes: readonly number[]): Suites => {
  const suites: Suites = [];
  for (const ligne of [...new Set(lignes)].sort((a, b) => a - b)) {
    const derniere = suites.at(-1);
    if (derniere && derniere[1] + 1 === ligne) derniere[1] = ligne;
    else suites.push([ligne, ligne]);
  }
  return suites;
};

export const docImport = (o: Omit<DocImport, '_id' | 'type' | 'lot' | 'lignesRefusees'>): DocImport => {
  const cle = `${o.nom}:${o.instant}:${String(o.rang).padStart(6, '0')}`;
  const { refuses, avertissements, listeAbsents } = o.rapport;
  return {
    ...o,
    _id: `import:${cle}`,
    type: 'import',
    lot: cle,
    rapport: {
      ...o.rapport,
      refuses: refuses.slice(0, GARDES),
      avertissements: avertissements.slice(0, GARDES),
      listeAbsents: listeAbsents.slice(0, GARDES),
    },
    ...(refuses.length < GARDES ? {} : { lignesRefusees: enSuites(refuses.map((r) => r.ligne)) }),
  };
};

/** Lines of a file, however they are told. */
export type Lignes = Pick<ReadonlySet<number>, 'has'>;

/** All the rows that were refused, be their words in the journal or not. Of a journal of before that was cut, those past its last one may have been. */
export const lignesRefusees = ({ rapport, lignesRefusees: suites }: DocImport): Lignes => {
  if (suites) return new Set(suites.flatMap(([de, a]) => Array.from({ length: a - de + 1 }, (_, i) => de + i)));
  const dites = rapport.refuses.map((r) => r.ligne);
  const coupeA = dites.length < GARDES ? Number.POSITIVE_INFINITY : Math.max(...dites);
  const connues = new Set(dites);
  return { has: (ligne) => connues.has(ligne) || ligne > coupeA };
};

/** How many they were. */
export const nombreRefusees = ({ rapport, lignesRefusees: suites }: DocImport): number =>
  suites ? suites.reduce((n, [de, a]) => n + a - de + 1, 0) : rapport.refuses.length;

/** The journal has the whole report. */
export const estEntier = ({ rapport }: Pick<DocImport, 'rapport'>): boolean =>
  rapport.refuses.length < GARDES && rapport.avertissements.length < GARDES;

/** The last time that a file of that name was taken. */
export const dernierImport = async (m: Magasin, nom: string): Promise<Stocke<DocImport> | undefined> =>
  (await plageType(m, 'import', {}, { de: `${nom}:`, avant: `${nom};` })).at(-1);

/** The greatest name of that kind that was taken: dated names sort by date. */
export const dernierNom = async (m: Magasin, genre: Genre): Promise<string | undefined> => {
  const bornes = { debut: `import:${genre}_`, fin: `import:${genre}\``, decroissant: true, limite: 1 };
  return (await lireIds(m, BASE_CENTRALE, bornes))[0]?.split(':')[1];
};

/** Whether other bytes were taken of that name since: the former file, read again for the rows that it lacked, brings nothing newer. */
export const estChangeDepuis = async (m: Magasin, nom: string, depuis: Instant): Promise<boolean> => {
  const imports = await plageType(m, 'import', {}, { de: `${nom}:`, avant: `${nom};` });
  const avant = imports.findLast((d) => d.instant <= depuis);
  return imports.some((d) => d.instant > depuis && d.empreinte !== avant?.empreinte);
};

/** The name of what was taken since `depuis` and stands in the way of that file: one of the same name, or of a later day. */
export const prisDepuis = async (m: Magasin, nom: string, depuis: Instant): Promise<string | undefined> => {
  const f = lireNomFichier(nom);
  if (f.sorte !== 'connu') return undefined;
  const plusRecent = f.date ? await dernierNom(m, f.genre) : undefined;
  if (plusRecent !== undefined && plusRecent > nom) return plusRecent;
  return (await estChangeDepuis(m, nom, depuis)) ? nom : undefined;
};

/** Of each of these kinds, the last files of which rows were refused: that of the last day, and those of the months from `depuis` on. */
export const derniersRefuses = async (m: Magasin, genres: readonly Genre[], depuis: Mois): Promise<DocImport[]> => {
  const parGenre = await Promise.all(
    genres.map(async (genre) => {
      // Its PDFs come with it.
      if (genre === 'RELEVES') return [];
      const dernier = await dernierNom(m, genre);
      if (dernier === undefined) return [];
      const f = lireNomFichier(dernier);
      if (f.sorte !== 'connu' || f.mois === undefined) return [dernier];
      const bornes = { debut: `import:${genre}_${depuis.replace('-', '')}`, fin: `import:${genre}\`` };
      return [...new Set((await lireIds(m, BASE_CENTRALE, bornes)).flatMap((id) => id.split(':')[1] ?? []))];
    }),
  );
  const derniers = await Promise.all(parGenre.flat().map((nom) => dernierImport(m, nom)));
  return derniers.flatMap((d) => (d && (d.aJuger || d.rapport.refuses.length > 0) ? [sansRev<DocImport>(d)] : []));
};

/** Adds to the journal what was known only after the file became current: the verdicts on its corrections. */
export const completerImport = async (m: Magasin, doc: DocImport): Promise<void> => {
  const r = await changer<DocImport>(m, BASE_CENTRALE, doc._id, () => doc);
  if ('absent' in r) throw new Error(`import ${doc._id} absent du journal`);
};
