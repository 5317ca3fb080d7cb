import { type Resultat, refuser } from '#shared/contrats/commun';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import {
  CLES_DISPOSITIONS,
  type FichierDispose,
  PARAMETRES_DISPOSITIONS,
} from '#shared/contrats/exploitation/parametres-dispositions';
import { lignesBrutes, lignesCorrigees, visitesDases } from '#shared/domain/dases/lignes';
import { lireFichier } from '#shared/formats/codec-lecture';
import { type Dispositions, dispositionsDe } from '#shared/formats/disposition/choisir';
import { direDisposition, dispositionDuProduit, type Essai, essayer } from '#shared/formats/disposition/essai';
import { FORMATS_DISPOSES } from '#shared/formats/disposition/fichiers';
import { ajouterTous } from '#shared/listes';
import { dateParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { lireParametres } from '../../../store/lectures/connus';
import { ENTREES, tracer } from '../../audit';
import { fichiersClos } from '../../cloture';
import type { PortsEnvois } from '../envois/ports';
import { dispositionsDases, dispositionsDeTable } from './dispositions';
import { type AntenneFigee, lireMoisFiges } from './mois-figes';

type Lignes = readonly Readonly<Record<string, unknown>>[];

export type EssaiFichier = {
  fichier: FichierDispose;
  /** Where its layout comes from. */
  source: string;
  table: string[];
  /** Rows that it was tried on; absent: invented ones. */
  lignes?: number;
} & ({ essai: Essai } | { refus: string });

const FICHIERS = CLES_DISPOSITIONS.map((c) => PARAMETRES_DISPOSITIONS[c].fichier);

/** The month's rows, as they stand in the product's own files. */
const lignesDuMois = async (p: PortsEnvois, figees: readonly AntenneFigee[]): Promise<ReadonlyMap<string, Lignes>> => {
  const parFichier = new Map<string, Lignes[number][]>();
  const ajouter = (fichier: string, lignes: Lignes): void => {
    ajouterTous(parFichier, fichier, lignes);
  };
  for (const { antenne, cloture } of figees) {
    // The product's own layout writes whatever there is, and is read back as any file is.
    const clos = await fichiersClos(p.magasin, { ...cloture, parametres: {} });
    for (const f of clos.ok ? clos.valeur : []) {
      const fichier = FICHIERS.find((x) => f.nom.startsWith(`${x}_${antenne}_`));
      const lu = fichier && lireFichier(FORMATS_DISPOSES[fichier], String(f.contenu));
      if (fichier && lu?.ok)
        ajouter(
          fichier,
          lu.lignes.map((l) => l.valeur),
        );
    }
  }
  const visites = visitesDases(figees);
  ajouter('DASES_BRUTES', lignesBrutes(figees, visites));
  ajouter('DASES_CORRIGEES', lignesCorrigees(visites));
  return parFichier;
};

const essayerChacun = (
  dispositions: Dispositions,
  source: (fichier: FichierDispose) => string,
  lignes: ReadonlyMap<string, Lignes>,
): EssaiFichier[] =>
  FICHIERS.map((fichier) => {
    const d = dispositions[fichier] ?? dispositionDuProduit(fichier);
    const siennes = lignes.get(fichier);
    const essai = essayer(fichier, d, siennes);
    return {
      fichier,
      source: source(fichier),
      table: direDisposition(d),
      ...(siennes ? { lignes: siennes.length } : {}),
      ...(essai.ok ? { essai: essai.valeur } : { refus: essai.refus.message }),
    };
  });

/** [CL-3] Each file's layout as it stands today, and three rows of nobody in it. Writes nothing. */
const essayerAujourdhui = async (p: PortsEnvois): Promise<Resultat<EssaiFichier[]>> => {
  const documents = await lireParametres(p.magasin);
  const aujourdhui = dateParis(p.horloge());
  const lues = dispositionsDe(lecteurParametres(documents)(aujourdhui));
  if (!lues.ok) return lues;
  const deTable = dispositionsDeTable(p.table);
  const source = (fichier: FichierDispose): string => {
    if (deTable[fichier]) return 'la table de la DASES (DASES_TABLE)';
    if (!lues.valeur[fichier]) return 'celle du produit';
    const siens = documents.filter(
      (d) =>
        CLES_DISPOSITIONS.some((c) => c === d.cle && PARAMETRES_DISPOSITIONS[c].fichier === fichier) &&
        d.depuis <= aujourdhui,
    );
    return `un paramètre, depuis le ${
      siens
        .map((d) => d.depuis)
        .sort()
        .at(-1) ?? ''
    }`;
  };
  return { ok: true, valeur: essayerChacun({ ...lues.valeur, ...deTable }, source, new Map()) };
};

/** [CL-2] The layouts that the month's closings froze, tried on all its rows: its own are read, and that is told to the audit log. */
const essayerMois = async (p: PortsEnvois, mois: Mois, auteur: string): Promise<Resultat<EssaiFichier[]>> => {
  const figees = await lireMoisFiges(p.magasin, mois);
  if (!figees.ok)
    return figees.refus.code === 'MOIS_OUVERT'
      ? refuser('MOIS_OUVERT', `${figees.refus.message} Sans mois, l’essai montre des lignes inventées.`)
      : figees;
  const dispositions = dispositionsDases(p.table, figees.valeur);
  if (!dispositions.ok) return dispositions;
  const deTable = dispositionsDeTable(p.table);
  const source = (fichier: FichierDispose): string => {
    if (deTable[fichier]) return 'la table de la DASES (DASES_TABLE)';
    return dispositions.valeur[fichier] ? 'figée par la clôture' : 'celle du produit';
  };
  const lignes = await lignesDuMois(p, figees.valeur);
  await tracer(p.magasin, { instant: p.horloge(), auteur, ...ENTREES.EXPORT.ecrire.essaiDases({ mois }) });
  return { ok: true, valeur: essayerChacun(dispositions.valeur, source, lignes) };
};

/** What each file for Millésime and the DASES is, or would be: no file is written. */
export const essayerDispositions = (
  p: PortsEnvois,
  c: { mois: Mois | undefined; auteur: string },
): Promise<Resultat<EssaiFichier[]>> =>
  c.mois === undefined ? essayerAujourdhui(p) : essayerMois(p, c.mois, c.auteur);
