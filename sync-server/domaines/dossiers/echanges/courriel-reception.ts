import type { Reception } from '#shared/contrats/dossiers/reception';
import { lireNomFichier } from '#shared/formats/nom-fichier';
import { direEtat } from '../importer/rapport';

const nombre = (n: number, un: string, plusieurs: string): string => `${n} ${n > 1 ? plusieurs : un}`;

/** People leave, and plans end, any day: fewer are told on the file's own line, and change no subject. */
const MANQUENT_MIN = 3;
const MANQUENT_PART = 0.01;

/**
 * So many that the file may have forgotten them. FINANCEURS counts those that it had lost already, and visits leave a planning any
 * day.
 */
const manquent = (f: Reception['fichiers'][number]): boolean => {
  const nom = lireNomFichier(f.nom);
  const nomme = nom.sorte === 'connu' && (nom.genre === 'USAGERS' || nom.genre === 'INTERVENANTS');
  return nomme && f.absents >= MANQUENT_MIN && f.absents > f.lus * MANQUENT_PART;
};

/** Counts alone: what was refused, and whose, is read on the screen. */
export const composerCourriel = (r: Reception, a: readonly string[], extranet: string) => {
  const inconnus = r.ignores.length;
  const soucis = r.fichiers.filter(
    (f) => f.etat === 'REFUSE' || f.etat === 'EN_ATTENTE' || f.nombreRefuses > 0 || manquent(f),
  );
  const aVoir = soucis.length + inconnus;
  const suites = [
    ...(aVoir > 0 ? [nombre(aVoir, 'fichier à voir', 'fichiers à voir')] : []),
    // The files after the last one told were held back.
    ...(r.refus ? ['prise arrêtée avant la fin'] : []),
  ];
  const lignes = r.fichiers.map(
    (f) =>
      `- ${f.nom} : ${direEtat(f)}${
        f.lus > 0
          ? ` (${nombre(f.lus, 'lue', 'lues')}, ${nombre(f.crees, 'créée', 'créées')}, ${nombre(f.modifies, 'modifiée', 'modifiées')}, ${nombre(f.absents, 'absente', 'absentes')}, ${nombre(f.nombreRefuses, 'refusée', 'refusées')})`
          : ''
      }`,
  );
  return {
    a,
    sujet: `Télégestion : fichiers de Millésime, ${suites.length === 0 ? 'tout est pris' : suites.join(', ')}`,
    texte: `${[...lignes, ...(inconnus > 0 ? [`- ${nombre(inconnus, 'fichier au nom inconnu, laissé', 'fichiers au nom inconnu, laissés')} dans le dossier`] : []), ...(r.refus ? [r.refus.message] : []), '', `Le détail : ${extranet}/service/#millesime`].join('\n')}\n`,
    cle: `${r.instant}:reception`,
  };
};
