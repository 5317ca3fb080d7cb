import { pluriel } from '#shared/mots/nombres';
import { direEtat, type RapportFichier, type RapportImport } from '../importer/rapport';

/** Rows shown of each list on a terminal; `--json` has them all. */
const MONTRES = 50;

const liste = (titre: string, lignes: readonly string[]): string[] =>
  lignes.length === 0
    ? []
    : [
        `  ${titre} :`,
        ...lignes.slice(0, MONTRES).map((l) => `    ${l}`),
        ...(lignes.length > MONTRES
          ? [`    … et ${pluriel(lignes.length - MONTRES, 'autre')} (--json les donne tous)`]
          : []),
      ];

const endroit = (l: { ligne?: number; colonne?: string }): string =>
  [l.ligne === undefined ? '' : `ligne ${l.ligne}`, l.colonne ? `colonne ${l.colonne}` : '']
    .filter((t) => t)
    .join(', ');

const remarque = (r: { ligne: number; colonne: string; valeur?: string; raison: string }): string =>
  `${endroit(r)}${r.valeur ? ` « ${r.valeur} »` : ''} : ${r.raison}`;

const unFichier = (f: RapportFichier): string[] => {
  const comptes = [
    pluriel(f.lus, 'lue'),
    pluriel(f.crees, 'créée'),
    pluriel(f.modifies, 'modifiée'),
    pluriel(f.inchanges, 'inchangée'),
    pluriel(f.absents, 'absente'),
    pluriel(f.refuses.length, 'refusée'),
  ].join(', ');
  const faute = f.refusFichier;
  return [
    `${f.nom} : ${direEtat(f)}`,
    ...(faute ? [`  ${[endroit(faute), faute.raison].filter((t) => t).join(' : ')}`] : []),
    ...(f.lus > 0 ? [`  ${comptes}`] : []),
    ...liste('Refusées', f.refuses.map(remarque)),
    ...liste('Absentes, qui étaient dans le dernier fichier (rien n’est clos pour autant)', f.listeAbsents),
    ...liste('Versions de prises en charge', (f.versions ?? []).map(remarque)),
    ...liste('Avertissements', f.avertissements.map(remarque)),
  ];
};

/** The report for people. */
export const ecrireRapport = (r: RapportImport): string =>
  [
    ...r.fichiers.flatMap(unFichier),
    ...(r.ignores.length > 0 ? [`Fichiers inconnus, ignorés : ${r.ignores.join(', ')}`] : []),
    ...(r.refus ? [r.refus.message] : []),
  ].join('\n');
