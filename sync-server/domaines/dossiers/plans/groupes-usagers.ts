import { isDeepStrictEqual } from 'node:util';
import { ecrireDate } from '#shared/formats/champ-temps';
import type { Avertissement, FichierLu, LigneLue, RefusLigne } from '#shared/formats/codec-lecture';
import { COLONNES_USAGER, type LigneUsager } from '#shared/formats/usagers/usagers';
import { ajouterA } from '#shared/listes';
import { ajouterMois, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { effetsHorsVersion } from './prises-usager';

export type Groupes = {
  /** Rows of each usager that is taken, in order of the file. */
  retenus: Map<string, LigneLue<LigneUsager>[]>;
  refus: RefusLigne[];
  avertissements: Avertissement[];
  /** Every usager that the file names, refused ones included: none of them has vanished. */
  nommes: Set<string>;
};

const ecrit = (v: unknown): string => (Array.isArray(v) ? v.join('|') : v === undefined ? '' : String(v));

/** The rows of one usager must agree on what is its own; the first that does not, and where. */
const desaccord = (lignes: LigneLue<LigneUsager>[]): RefusLigne | undefined => {
  const [premiere] = lignes;
  for (const { ligne, valeur } of lignes)
    for (const colonne of COLONNES_USAGER)
      if (premiere && !isDeepStrictEqual(valeur[colonne], premiere.valeur[colonne]))
        return {
          ligne,
          colonne,
          valeur: ecrit(valeur[colonne]),
          raison: `en désaccord avec la ligne ${premiere.ligne} du même usager : l’usager n’est pas pris`,
        };
  return undefined;
};

/** Whom a row says that a numéro is for, be it taken or refused for whatever reason. */
type Donne = { ligne: number; numero: string; id: string };
/** A numéro that the file gives to two usagers: the two rows. */
type Partage = { premiere: Donne; seconde: Donne };

const partages = (lu: FichierLu<LigneUsager>): Partage[] => {
  const donnes = [
    ...lu.lignes.map(({ ligne, valeur: v }) => ({ ligne, numero: v.numero_pec, id: v.id_millesime })),
    ...lu.refus.map(({ ligne, cellules: c }) => ({ ligne, numero: c.numero_pec ?? '', id: c.id_millesime ?? '' })),
  ].sort((a, b) => a.ligne - b.ligne);
  const premieres = new Map<string, Donne>();
  return donnes.flatMap((seconde) => {
    if (seconde.numero === '' || seconde.id === '') return [];
    const premiere = premieres.get(seconde.numero);
    if (!premiere) premieres.set(seconde.numero, seconde);
    return premiere && premiere.id !== seconde.id ? [{ premiere, seconde }] : [];
  });
};

const REMEDE = 'un numéro n’a qu’un usager. Corrigez dans Millésime, puis importez à nouveau';

const dejaDonne = ({ ligne }: Donne): string => `déjà donné à l’usager de la ligne ${ligne} : ${REMEDE}`;

/**
 * [FI-4] A plan that runs before its funder's first row: the visits in between would have neither rate nor file. Only those of the
 * last month and since: the earlier ones are closed, and every file of every day would say it again.
 */
export const avertirFinanceursAVenir = (
  retenus: Groupes['retenus'],
  financeurs: ReadonlyMap<string, DateCivile>,
  date: DateCivile,
): Avertissement[] => {
  const depuis = premierJour(ajouterMois(moisDe(date), -1));
  return [...retenus.values()].flat().flatMap(({ ligne, valeur: v }) => {
    const debut = financeurs.get(v.code_financeur);
    const des = v.date_debut > depuis ? v.date_debut : depuis;
    if (debut === undefined || debut <= des || (v.date_fin !== undefined && v.date_fin < des)) return [];
    return [
      {
        ligne,
        colonne: 'code_financeur',
        valeur: v.code_financeur,
        raison: `ce financeur ne commence que le ${ecrireDate(debut)}, après le début de la prise en charge : ses visites d’avant n’ont ni tarif ni fichier. Datez-le plus tôt dans FINANCEURS.csv, puis réimportez-le avant de clore le mois`,
      },
    ];
  });
};

/**
 * Groups the rows by usager; one row at fault refuses all the rows of that usager. `detenteur`: who has a numéro de prise en charge
 * already. Of two usagers to whom the file gives the same, the first is taken, unless it is known to be the other's; the other is
 * taken only where it is known to be its own.
 */
export const grouperUsagers = (
  lu: FichierLu<LigneUsager>,
  financeurs: Pick<ReadonlySet<string>, 'has'>,
  detenteur: (numeroPec: string) => string | undefined,
): Groupes => {
  const groupes = new Map<string, LigneLue<LigneUsager>[]>();
  const fautes = new Map<string, RefusLigne[]>();
  const refus: RefusLigne[] = [];
  const noter = (id: string, r: RefusLigne): void => {
    refus.push(r);
    ajouterA(fautes, id, r);
  };
  const partagees = partages(lu);
  const secondes = new Map(partagees.map((p) => [p.seconde.ligne, p]));
  for (const { cellules, doubleDe, ...r } of lu.refus) {
    const p = doubleDe === undefined ? undefined : secondes.get(r.ligne);
    noter(cellules.id_millesime ?? '', p ? { ...r, raison: dejaDonne(p.premiere) } : r);
  }
  const lues = new Set(lu.lignes.map((l) => l.ligne));
  const noterNumero = ({ id, ligne, numero }: Donne, raison: string): void => {
    if (lues.has(ligne) && !fautes.get(id)?.some((f) => f.ligne === ligne))
      noter(id, { ligne, colonne: 'numero_pec', valeur: numero, raison });
  };
  for (const { premiere, seconde } of partagees) {
    const connu = detenteur(premiere.numero);
    if (connu === seconde.id)
      noterNumero(premiere, `connu pour l’usager de la ligne ${seconde.ligne}, à qui elle le donne aussi : ${REMEDE}`);
    else noterNumero(seconde, dejaDonne(premiere));
  }
  for (const l of lu.lignes) {
    const id = l.valeur.id_millesime;
    ajouterA(groupes, id, l);
    if (!financeurs.has(l.valeur.code_financeur))
      noter(id, {
        ligne: l.ligne,
        colonne: 'code_financeur',
        valeur: l.valeur.code_financeur,
        raison: 'financeur inconnu : ajoutez-le à FINANCEURS.csv, puis importez à nouveau',
      });
  }
  const retenus = new Map<string, LigneLue<LigneUsager>[]>();
  for (const [id, lignes] of groupes) {
    for (const r of effetsHorsVersion(lignes)) if (!fautes.get(id)?.some((f) => f.ligne === r.ligne)) noter(id, r);
    const faute = desaccord(lignes);
    if (faute && !fautes.get(id)?.some((f) => f.ligne === faute.ligne)) noter(id, faute);
    const duGroupe = fautes.get(id);
    if (!duGroupe) {
      retenus.set(id, lignes);
      continue;
    }
    const lignesFautives = new Set(duGroupe.map((f) => f.ligne));
    for (const { ligne } of lignes)
      if (!lignesFautives.has(ligne))
        refus.push({
          ligne,
          colonne: 'id_millesime',
          valeur: id,
          raison: `refusée avec la ligne ${duGroupe[0]?.ligne} du même usager`,
        });
  }
  const avertissements = partagees.flatMap(({ premiere, seconde }) => {
    const [pris, autre] = retenus.has(seconde.id) ? [seconde, premiere] : [premiere, seconde];
    if (!retenus.has(pris.id)) return [];
    const raison = `donné aussi à l’usager de la ligne ${autre.ligne}, qui n’est pas pris : vérifiez à qui il est`;
    return [{ ligne: pris.ligne, colonne: 'numero_pec', valeur: pris.numero, raison }];
  });
  return {
    retenus,
    avertissements,
    refus: refus.sort((a, b) => a.ligne - b.ligne),
    nommes: new Set([...groupes.keys(), ...fautes.keys()]),
  };
};
