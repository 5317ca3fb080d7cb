import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '#shared/temps/types';
import { lireRevisions, type Magasin, TOUT } from '../../../store/lire';
import type { Jalon } from '../../../store/lots';
import { magasinMemoire } from '../../../store/memoire/memoire';
import { preparerBases } from '../../../store/preparer-bases';
import { entourer } from '../../../store/testing/entourer';
import { rattraper } from '../../../transitions/rattraper';
import { importer } from '../importer/importer';
import type { RapportFichier, RapportImport } from '../importer/rapport';

// For tests: a store in memory, and files written for one import.

export type Banc = {
  magasin: Magasin;
  dataDir: string;
  /** A new empty folder, removed at the end. */
  dossier: () => Promise<string>;
  /** Imports files given by name and content. */
  importer: (fichiers: Record<string, string | Uint8Array>, o?: OptionsBanc) => Promise<RapportImport>;
  importerDossier: (dossier: string, o?: OptionsBanc) => Promise<RapportImport>;
  /** Every document of every database, but the journal's own: two equal answers mean that nothing was written. */
  photographier: () => Promise<string[]>;
  fermer: () => Promise<void>;
};
export type OptionsBanc = {
  confirmer?: boolean;
  a?: string;
  jalon?: Jalon;
  hasard?: (n: number) => number;
  releves?: string;
};

export const MAINTENANT = '2026-11-05T08:00:00Z' as Instant;

const JOURNAL = /^(verrou|repere|import|reception|audit):|^_local/;

export const ouvrirBanc = async (): Promise<Banc> => {
  const racine = await mkdtemp(join(tmpdir(), 'tg-import-'));
  const dataDir = join(racine, 'donnees');
  await mkdir(dataDir);
  const magasin = magasinMemoire();
  await preparerBases(magasin, MAINTENANT);
  const dossier = () => mkdtemp(join(racine, 'fichiers-'));
  let suivant = 0;
  const importerDossier: Banc['importerDossier'] = (chemin, o = {}) => {
    const horloge = () => (o.a ?? MAINTENANT) as Instant;
    return importer(
      {
        magasin,
        horloge,
        hasard: o.hasard ?? (() => suivant++),
        auteur: 'essai',
        rattraper: () => rattraper(magasin, horloge),
        ...(o.jalon ? { jalon: o.jalon } : {}),
        ...(o.releves === undefined ? {} : { releves: o.releves }),
      },
      { dossier: chemin, confirmer: o.confirmer ?? false },
    );
  };
  return {
    magasin,
    dataDir,
    dossier,
    importerDossier,
    importer: async (fichiers, o) => {
      const chemin = await dossier();
      for (const [nom, contenu] of Object.entries(fichiers)) await writeFile(join(chemin, nom), contenu);
      return importerDossier(chemin, o);
    },
    photographier: async () => {
      const lignes: string[] = [];
      for (const base of (await magasin.bases()).filter((b) => b.startsWith('tg-'))) {
        for (const [id, rev] of await lireRevisions(magasin, base, TOUT))
          if (!JOURNAL.test(id)) lignes.push(`${base} ${id} ${rev}`);
      }
      return lignes.sort();
    },
    fermer: async () => {
      await rm(racine, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
};

/** The store, and what is asked of it. */
export const compterRequetes = (m: Magasin): { magasin: Magasin; requetes: string[] } => {
  const requetes: string[] = [];
  const magasin = entourer(m, (o, faire) => {
    requetes.push(`${o.base}/${o.nom}`);
    return faire();
  });
  return { magasin, requetes };
};

/** The report of one file. */
export const rapportDe = (r: RapportImport, nom: string): RapportFichier => {
  const trouve = r.fichiers.find((f) => f.nom === nom);
  if (!trouve) throw new Error(`pas de rapport de ${nom} : ${r.fichiers.map((f) => f.nom).join(', ')}`);
  return trouve;
};

/** A file's text: header, rows, trailer. */
export const csv = (entete: string, lignes: readonly string[]): string =>
  [entete, ...lignes, `#FIN;${lignes.length}`, ''].join('\r\n');

const ENTETES = {
  FINANCEURS: 'code;libelle;dispositif;date_debut;tolerance;plafond_prevu;pas;mode;tarif_horaire',
  INTERVENANTS: 'id_intervenant;civilite;nom;prenom;antenne;adresse_antenne;code_svi;date_debut;date_fin',
  USAGERS:
    'id_millesime;civilite;nom;prenom;adresse;code_postal;ville;date_naissance;gir;telephones;antenne;numero_pec;code_financeur;priorite;date_debut;date_fin;heures_max;code_prestation;salsa_ouvert',
  PLANNING: 'id_planning;id_millesime;id_intervenant;debut;fin;code_prestation',
  POINTAGES: 'id_pointage;instant;sens;id_intervenant;id_millesime;numero_appelant',
  CORRECTIONS:
    'id_correction;instant;auteur;nature;id_pointage;id_planning;id_millesime;id_intervenant;code_prestation;debut;fin;minutes;motif;commentaire;id_creation',
} as const;

export const fichier = (genre: keyof typeof ENTETES, lignes: readonly string[]): string => csv(ENTETES[genre], lignes);

/** Rows of USAGERS with, for those that have one, the day from which they change [FI-10]. */
export const usagersDates = (lignes: readonly (readonly [ligne: string, dateEffet?: string | undefined])[]): string =>
  csv(
    `${ENTETES.USAGERS};date_effet`,
    lignes.map(([l, d = '']) => `${l};${d}`),
  );

export const FINANCEURS = fichier('FINANCEURS', [
  'CNAV;CNAV;CAISSE_RETRAITE;01/01/2024;0;N;1;PROCHE;26,30',
  'PROPRE;Tarif propre;TARIF_PROPRE;01/01/2024;0;N;1;PROCHE;29,10',
]);
export const INTERVENANTS = fichier('INTERVENANTS', [
  'I1;MME;AUBERT;Djeneba;SUD;;11111;01/01/2024;',
  'I2;MME;PERRIN;Awa;EST;;;01/01/2024;',
]);

/** A row of USAGERS; the rest of the columns are plausible and constant. */
export const ligneUsager = (
  id: string,
  o: {
    antenne?: string;
    pec?: string;
    financeur?: string;
    nom?: string;
    telephones?: string;
    debut?: string;
    fin?: string;
    heures?: string;
  } = {},
): string =>
  `${id};MME;${o.nom ?? 'LEBRUN'};Françoise;177 rue Royer;75013;Paris;24/01/1933;;${o.telephones ?? '01 99 00 49 64'};${o.antenne ?? 'SUD'};${o.pec ?? `P${id}`};${o.financeur ?? 'CNAV'};1;${o.debut ?? '01/06/2025'};${o.fin ?? ''};${o.heures ?? '45'};AD;O`;

export const USAGERS = fichier('USAGERS', [ligneUsager('M1'), ligneUsager('M2', { antenne: 'EST' })]);

/** A service of two usagers and two aides. */
export const SERVICE = {
  'FINANCEURS.csv': FINANCEURS,
  'INTERVENANTS_20261001.csv': INTERVENANTS,
  'USAGERS_20261001.csv': USAGERS,
};
