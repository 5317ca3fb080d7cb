import { type Resultat, refuser } from '../../contrats/commun';
import {
  CLES_DISPOSITIONS,
  type FichierDispose,
  PARAMETRES_DISPOSITIONS,
} from '../../contrats/exploitation/parametres-dispositions';
import type { Champs, Format, Ligne } from '../champ';
import { ecrireFichier } from '../codec-ecriture';
import type { Disposition } from './disposition';
import { ecrireDispose } from './ecrire';
import { FORMATS_DISPOSES } from './fichiers';
import { direFautes, estDuProduit, lireDisposition } from './lire-disposition';

/** The layout of each file; absent: the product's own. */
export type Dispositions = Readonly<Partial<Record<FichierDispose, Disposition>>>;

const refuserDisposition = (quoi: string, detail: string) =>
  refuser('DISPOSITION', `La disposition de ${quoi} est à corriger : ${detail}. Rien n’est écrit.`);

/** Those that parameters give, in force or frozen; of what was frozen before there were any, none. */
export const dispositionsDe = (parametres: unknown): Resultat<Dispositions> => {
  const valeurs: Readonly<Record<string, unknown>> =
    typeof parametres === 'object' && parametres !== null ? { ...parametres } : {};
  const lues: Partial<Record<FichierDispose, Disposition>> = {};
  for (const cle of CLES_DISPOSITIONS) {
    if (estDuProduit(valeurs[cle])) continue;
    const { fichier } = PARAMETRES_DISPOSITIONS[cle];
    const d = lireDisposition(FORMATS_DISPOSES[fichier], valeurs[cle]);
    if (!d.ok) return refuserDisposition(fichier, direFautes(d.fautes));
    lues[fichier] = d.valeur;
  }
  return { ok: true, valeur: lues };
};

/** Whose row it is, where it says so. */
const deQui = (l: Readonly<Record<string, unknown>>): string => {
  const id = l.id_millesime ?? l.ancien_id_millesime ?? l.nouveau_id_millesime;
  return typeof id === 'string' ? ` (usager ${id})` : '';
};

/** What a file holds in its layout; refused whole where one of its values cannot be written so, with the row that has it. */
export const contenuDispose = <C extends Champs>(
  format: Format<C>,
  disposition: Disposition | undefined,
  lignes: readonly Ligne<C>[],
  nom: string,
): Resultat<string | Uint8Array> => {
  if (!disposition) return { ok: true, valeur: ecrireFichier(format, lignes) };
  const ecrit = ecrireDispose(format, disposition, lignes);
  if (ecrit.ok) return { ok: true, valeur: ecrit.octets };
  const { ligne, colonne, raison } = ecrit.faute;
  const sienne = lignes[ligne - 1];
  return refuser(
    'DISPOSITION',
    `${nom}, ligne ${ligne}${sienne ? deQui(sienne) : ''}, colonne « ${colonne} » : ${raison}. Rien n’est écrit : changez la disposition de ${format.nom}, ou ce que dit cette ligne.`,
  );
};
