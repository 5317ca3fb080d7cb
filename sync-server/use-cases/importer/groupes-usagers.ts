import { isDeepStrictEqual } from 'node:util';
import type { FichierLu, LigneLue, RefusLigne } from '#shared/formats/codec-lecture';
import { COLONNES_USAGER, type LigneUsager } from '#shared/formats/usagers/usagers';

export type Groupes = {
  /** Rows of each usager that is taken, in order of the file. */
  retenus: Map<string, LigneLue<LigneUsager>[]>;
  refus: RefusLigne[];
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
          raison: `en désaccord avec la ligne ${premiere.ligne} du même usager (« ${ecrit(premiere.valeur[colonne])} ») : l’usager n’est pas pris`,
        };
  return undefined;
};

/** Groups the rows by usager; one row at fault refuses all the rows of that usager. */
export const grouperUsagers = (lu: FichierLu<LigneUsager>, financeurs: ReadonlySet<string>): Groupes => {
  const groupes = new Map<string, LigneLue<LigneUsager>[]>();
  const fautes = new Map<string, RefusLigne[]>();
  const refus: RefusLigne[] = [];
  const noter = (id: string, r: RefusLigne): void => {
    refus.push(r);
    fautes.set(id, [...(fautes.get(id) ?? []), r]);
  };
  for (const { cellules, ...r } of lu.refus) noter(cellules.id_millesime ?? '', r);
  for (const l of lu.lignes) {
    const id = l.valeur.id_millesime;
    const groupe = groupes.get(id);
    if (groupe) groupe.push(l);
    else groupes.set(id, [l]);
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
  return {
    retenus,
    refus: refus.sort((a, b) => a.ligne - b.ligne),
    nommes: new Set([...groupes.keys(), ...fautes.keys()]),
  };
};
