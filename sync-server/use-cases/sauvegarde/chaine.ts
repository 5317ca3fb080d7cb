import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Instant } from '#shared/temps/types';
import { empreinteFichier } from '../../adapters/archive/dossier';
import { lireEnteteDe } from '../../adapters/sauvegarde/coffre';
import type { Entete } from '../../adapters/sauvegarde/entete';
import { refusDe } from './sauvegarder';

/** A file of backup in a folder, by its header: it is read in full only once it is chosen. */
export type Maillon = { chemin: string; entete: Entete };

export const EXTENSION = '.tgs';

/** The backups of a folder; what is not one is left aside. */
export const listerSauvegardes = async (dossier: string): Promise<Maillon[]> => {
  const noms = (await readdir(dossier)).filter((n) => n.endsWith(EXTENSION)).sort();
  const maillons: Maillon[] = [];
  for (const nom of noms) {
    const chemin = join(dossier, nom);
    const lu = await lireEnteteDe(chemin).catch(() => undefined);
    if (lu) maillons.push({ chemin, entete: lu.entete });
  }
  return maillons;
};

/** Of several copies of one file, damaged ones maybe, that which the next file follows. */
const celuiDe = async (candidats: readonly Maillon[], precedent: string | undefined): Promise<Maillon | undefined> => {
  if (candidats.length > 1) for (const m of candidats) if ((await empreinteFichier(m.chemin)) === precedent) return m;
  return candidats[0];
};

/** The files of one generation up to `dernier`, from the whole backup on. */
const remonter = async (connus: readonly Maillon[], dernier: Maillon): Promise<Resultat<Maillon[]>> => {
  const { serie, rang } = dernier.entete;
  const chaine: Maillon[] = [dernier];
  let suivant = dernier;
  for (let r = rang - 1; r >= 0; r -= 1) {
    const candidats = connus.filter((x) => x.entete.serie === serie && x.entete.rang === r);
    const m = await celuiDe(candidats, suivant.entete.precedent);
    if (!m)
      return refuser(
        'CHAINE_ROMPUE',
        r === 0
          ? `La sauvegarde complète dont dépend ${dernier.chemin} n’est pas dans le même dossier : remettez-l’y.`
          : `Il manque l’incrément n° ${r} de cette série : remettez-le dans le dossier, ou restaurez jusqu’à un instant plus ancien par --jusqu-a.`,
      );
    chaine.unshift(m);
    suivant = m;
  }
  return { ok: true, valeur: chaine };
};

/**
 * What is to be read, in order, to find again the state of a file, or the last one of a folder; `jusqua`: the last one that was
 * made at that moment or before.
 */
export const choisirChaine = async (source: string, jusqua: Instant | undefined): Promise<Resultat<Maillon[]>> => {
  try {
    const estDossier = (await stat(source)).isDirectory();
    const connus = await listerSauvegardes(estDossier ? source : dirname(source));
    const tri = connus.sort((a, b) =>
      a.entete.instant < b.entete.instant
        ? -1
        : a.entete.instant > b.entete.instant
          ? 1
          : a.entete.rang - b.entete.rang,
    );
    if (estDossier) {
      const dernier = tri.findLast((m) => jusqua === undefined || m.entete.instant <= jusqua);
      if (dernier) return await remonter(tri, dernier);
      const premier = tri[0];
      return premier
        ? refuser(
            'TROP_TOT',
            `La première sauvegarde de « ${source} » est du ${premier.entete.instant} : donnez un instant plus récent à --jusqu-a.`,
          )
        : refuser('AUCUNE_SAUVEGARDE', `« ${source} » ne contient aucune sauvegarde (fichiers ${EXTENSION}).`);
    }
    const { entete } = await lireEnteteDe(source);
    const lui = { chemin: source, entete };
    if (jusqua === undefined || entete.instant <= jusqua) return await remonter(connus, lui);
    const avant = tri.findLast((m) => m.entete.serie === entete.serie && m.entete.instant <= jusqua);
    return avant
      ? await remonter(connus, avant)
      : refuser(
          'TROP_TOT',
          `Cette série commence après l’instant demandé : donnez le dossier d’une série plus ancienne, ou un instant plus récent à --jusqu-a.`,
        );
  } catch (e) {
    return refusDe(e, source);
  }
};
