import type { FichierLuGarde as Vu } from '#shared/contrats/dossiers/imports';
import type { Destination, FichierEcarte } from '#shared/contrats/financement/envoi';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Boite as BoiteDistante, FichierVu } from '../../../ports/depot-distant';
import type { Horloge } from '../../../ports/horloge';
import { remplacer } from '../../../store/ecrire';
import type { Magasin } from '../../../store/lire';
import { plageSure, plageType } from '../../../store/types';

/** `reception`: our own intake folder, where others lay files too. `illisible`: what could not be brought from there, and was told. */
type Boite = BoiteDistante | 'reception' | 'illisible';

// We leave their files where they are: that folder is theirs. What was read is known by its name, size and date. It cannot be
// derived again: an old refusal read a second time would undo what was sent since.
const prefixe = (d: Destination, b: Boite): string => `fichier-lu:${d}:${b}:`;

const lireVus = (m: Magasin, d: Destination, b: Boite, lire = plageType) =>
  lire(m, 'fichier-lu', {}, { de: `${d}:${b}:`, avant: `${d}:${b};` });

export const dejaVus = async (m: Magasin, d: Destination, b: Boite): Promise<(f: FichierVu) => boolean> => {
  const connus = new Map((await lireVus(m, d, b, plageSure)).map((v) => [v.nom, v]));
  return (f) => {
    const v = connus.get(f.nom);
    return v !== undefined && v.octets === f.octets && v.modifieLe === f.modifieLe;
  };
};

/** What was put aside, the last first. */
export const lireEcartes = async (m: Magasin, d: Destination, b: Boite): Promise<FichierEcarte[]> =>
  (await lireVus(m, d, b))
    .flatMap(({ nom, instant, raison }) => (raison === undefined ? [] : [{ nom, instant, raison }]))
    .sort((x, y) => (x.instant < y.instant ? 1 : -1));

/** Never followed, wherever it lies. Undefined: it is no link. */
export const direLien = ({ nom, lien }: Pick<FichierVu, 'nom' | 'lien'>): string | undefined => {
  if (lien === undefined) return undefined;
  return lien === 'DOSSIER'
    ? `${nom} est un lien vers un dossier : il n’est pas suivi, et rien n’en est pris, pas plus que d’un dossier. Déposez ici les fichiers eux-mêmes, et retirez ce lien.`
    : `${nom} est un lien, et non un fichier : il n’est pas suivi, et rien n’en est pris. Déposez le fichier lui-même à sa place.`;
};

export const noterVu = async (
  p: { magasin: Magasin; horloge: Horloge },
  o: { destination: Destination; boite: Boite; vu: FichierVu; raison: string | undefined },
): Promise<void> => {
  const id = `${prefixe(o.destination, o.boite)}${o.vu.nom}`;
  const doc: Vu = {
    _id: id,
    type: 'fichier-lu',
    nom: o.vu.nom,
    octets: o.vu.octets,
    modifieLe: o.vu.modifieLe,
    instant: p.horloge(),
    ...(o.raison === undefined ? {} : { raison: o.raison }),
  };
  await remplacer(p.magasin, BASE_CENTRALE, doc);
};
