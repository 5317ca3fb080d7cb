import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import type { Avertissement, FichierLu } from '#shared/formats/codec-lecture';
import type { LigneIntervenant } from '#shared/formats/intervenants/intervenants';
import type { LigneUsager } from '#shared/formats/usagers/usagers';
import type { Partage } from '../../../store/lectures/connus';

type Aides = ReadonlyMap<string, Partage<Intervenant>>;

const DUN_USAGER =
  'numéro d’un usager, qui ne peut être celui d’une aide : il n’est pas pris ; corrigez-le, ou videz la case';

const DUNE_AIDE =
  'un des numéros est celui d’une aide : il est pris pour l’usager ; corrigez l’un des deux, ou l’aide n’aura plus de numéro au prochain fichier INTERVENANTS';

/**
 * The number of each aide once the file is taken. One that cannot be read leaves her the one that she had, and the row is taken;
 * a usager's, where she would be thought to be reached and the usager would answer, is never hers [PT-8].
 */
export const donnerTelephones = (
  connus: Aides,
  lu: FichierLu<LigneIntervenant>,
  estDUnUsager: (numero: string) => boolean,
): { parAide: Map<string, string>; avertissements: Avertissement[] } => {
  const illisibles = new Set(lu.avertissements.filter((a) => a.colonne === 'telephone').map((a) => a.ligne));
  const parAide = new Map<string, string>();
  const avertissements: Avertissement[] = [];
  for (const { ligne, valeur } of lu.lignes) {
    const id = valeur.id_intervenant;
    const numero = illisibles.has(ligne) ? connus.get(id)?.doc.telephone : valeur.telephone;
    if (numero === undefined) continue;
    if (estDUnUsager(numero)) avertissements.push({ ligne, colonne: 'telephone', raison: DUN_USAGER });
    else parAide.set(id, numero);
  }
  return { parAide, avertissements };
};

/** Rows of usagers that give the number of an aide: taken, for it is where they are called, and said; not whose, who may be of another antenna. */
export const avertirNumerosDAides = (connus: Aides, lu: FichierLu<LigneUsager>): Avertissement[] => {
  const desAides = new Set([...connus.values()].flatMap(({ doc }) => doc.telephone ?? []));
  if (desAides.size === 0) return [];
  return lu.lignes.flatMap(({ ligne, valeur }) =>
    valeur.telephones.some((n) => desAides.has(n)) ? [{ ligne, colonne: 'telephones', raison: DUNE_AIDE }] : [],
  );
};
