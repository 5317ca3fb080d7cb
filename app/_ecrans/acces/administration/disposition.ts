import { type CleParametre, PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { INSECABLE } from '#shared/espaces';
import { FORMATS_DISPOSES } from '#shared/formats/disposition/fichiers';
import { lireDisposition } from '#shared/formats/disposition/lire-disposition';
import { pluriel } from '#shared/mots/nombres';
import { FORMES } from './formes';

const formatDe = (cle: CleParametre) => {
  const p = PARAMETRES[cle];
  return 'fichier' in p ? FORMATS_DISPOSES[p.fichier] : undefined;
};

const libelleDe = (cle: CleParametre, champ: string): string => {
  const { forme } = FORMES[cle];
  return (forme.genre === 'OBJET' && forme.champs.find((c) => c.cle === champ)?.libelle) || champ;
};

/** [CL-3] What is wrong with the layout of a file, by field, judged as where it is written: each by the name that the screen gives it. */
export const fautesDeDisposition = (cle: CleParametre, valeur: unknown): Readonly<Record<string, string>> => {
  const format = formatDe(cle);
  const lue = format && lireDisposition(format, valeur);
  if (!lue || lue.ok) return {};
  return Object.fromEntries(
    lue.fautes.toReversed().map(({ chemin, raison }) => {
      const [champ = '', ligne] = chemin.split('.');
      const ou = ligne === undefined ? '' : `, ligne ${ligne}`;
      return [champ, `«${INSECABLE}${libelleDe(cle, champ)}${INSECABLE}»${ou}${INSECABLE}: ${raison}.`];
    }),
  );
};

/** The fields that a layout writes, in its order; those of the product where it names none. */
const ecrits = (cle: CleParametre, valeur: unknown): readonly string[] => {
  const format = formatDe(cle);
  if (!format) return [];
  const dites: unknown = (valeur as { colonnes?: unknown } | undefined)?.colonnes;
  if (!Array.isArray(dites)) return Object.keys(format.champs);
  return dites.map(
    (c) =>
      String(typeof c === 'object' && c !== null ? c.champ : c)
        .split(/[=|]/)[0]
        ?.trim() ?? '',
  );
};

/** Columns that the file had and would no more have, or that were written by hand and would be the product's: said before it is kept. */
export const colonnesPerdues = (cle: CleParametre, avant: unknown, apres: unknown): string | undefined => {
  const [siennes, nouvelles] = [ecrits(cle, avant), new Set(ecrits(cle, apres))];
  const otees = siennes.filter((c) => !nouvelles.has(c));
  if (otees.length > 0) return `Le fichier perd ${pluriel(otees.length, 'colonne')}${INSECABLE}: ${otees.join(', ')}.`;
  const aLaMain = (v: unknown): boolean => Array.isArray((v as { colonnes?: unknown } | undefined)?.colonnes);
  return aLaMain(avant) && !aLaMain(apres)
    ? 'La liste des colonnes est effacée : le fichier aura celles du produit, avec leurs noms.'
    : undefined;
};
