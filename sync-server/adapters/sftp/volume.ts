import { pluriel } from '#shared/mots/nombres';
import type { Boite, FichierADeposer, FichierVu, ResultatDepot, SurPlace } from '../../ports/depot-distant';

/** What a deposit needs of the other side: the same steps on a folder and by SFTP. Paths are relative to its root. */
export type Volume = {
  /** Undefined: absent. */
  taille: (chemin: string) => Promise<number | undefined>;
  empreinte: (chemin: string) => Promise<string>;
  /** When it was written, by the clock of where it is. */
  ecritMs: (chemin: string) => Promise<number>;
  /** From a local file, or from a text. */
  ecrire: (chemin: string, source: { fichier: string } | { texte: string }) => Promise<void>;
  /** Replaces what is there, at once. */
  renommer: (de: string, vers: string) => Promise<void>;
  /** Nothing is said where it is absent. */
  effacer: (chemin: string) => Promise<void>;
  lister: (dossier: string) => Promise<FichierVu[]>;
  lire: (chemin: string) => Promise<Uint8Array>;
};

/** A failure in words, and whether waiting can change it. */
export class EchecDepot extends Error {
  constructor(
    message: string,
    readonly definitif = false,
  ) {
    super(message);
  }
}

export const nommerBoite = (boite: Boite): string => (boite === '.' ? 'la racine du dépôt' : `${boite}/`);

/** A box that does not exist is empty; the root is the depot itself. */
export const listerBoite = async (v: Volume, boite: Boite): Promise<FichierVu[]> => {
  if (boite === '.' && (await v.taille('.')) === undefined)
    throw new EchecDepot('le dossier n’existe pas : vérifiez le réglage, ou le montage');
  return v.lister(boite);
};

/** The line that `sha256sum -c` checks. */
const ligneEmpreinte = (f: FichierADeposer): string => `${f.empreinte}  ${f.nom}\n`;

/** Whether what is in place was written since it was asked for: by ages, since their clock need not be ours. */
const ecritDepuis = async (v: Volume, nom: string, temoin: string, depuisMs: () => number): Promise<boolean> => {
  await v.ecrire(temoin, { texte: '' });
  const age = (await v.ecritMs(temoin)) - (await v.ecritMs(nom));
  await v.effacer(temoin);
  return age < depuisMs();
};

/**
 * Whole or absent: under a temporary name, its size checked, then renamed; the checksum last, in the same way. Taken up again
 * after a cut, it finishes what was begun, and does not deposit a second time what is there; unless a person asked for it once more,
 * and what is there was before.
 */
export const deposerSur = async (
  v: Volume,
  f: FichierADeposer,
  { remplacer, depuisMs }: SurPlace,
): Promise<ResultatDepot> => {
  const temporaire = `.${f.nom}.tmp`;
  const somme = `${f.nom}.sha256`;
  const place = await v.taille(f.nom);
  const memes =
    place === f.octets &&
    (await v.empreinte(f.nom)) === f.empreinte &&
    (depuisMs === undefined || (await ecritDepuis(v, f.nom, `.${somme}.tmp`, depuisMs)));
  if (memes && (await v.taille(somme)) !== undefined) return { ok: true, deja: true };
  if (!memes) {
    if (place !== undefined && !remplacer)
      throw new EchecDepot(
        `un autre fichier ${f.nom} est déjà là : il n’est pas remplacé. Voyez avec le destinataire, puis renvoyez`,
        true,
      );
    // What a full disk kept of it would only fill it more; a line that is cut leaves it to the next attempt.
    await v.ecrire(temporaire, { fichier: f.chemin }).catch(async (e: unknown) => {
      await v.effacer(temporaire).catch(() => undefined);
      throw e;
    });
    const ecrits = await v.taille(temporaire);
    if (ecrits !== f.octets) {
      await v.effacer(temporaire).catch(() => undefined);
      throw new EchecDepot(`le fichier n’est arrivé qu’en partie (${pluriel(ecrits ?? 0, 'octet')} sur ${f.octets})`);
    }
    // The former checksum would be that of another file.
    await v.effacer(somme);
    await v.renommer(temporaire, f.nom);
  }
  await v.ecrire(`.${somme}.tmp`, { texte: ligneEmpreinte(f) });
  await v.renommer(`.${somme}.tmp`, somme);
  return { ok: true, deja: false };
};
