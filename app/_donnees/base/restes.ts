import { type ValeurSuivie, valeurSuivie } from '../../_commun/valeur-suivie';
import { effacerPoste } from './effacement';
import { effacerFichiers, nomsDesFichiers } from './fichiers';
import { seulSurMoitie } from './moitie';
import { compteDeMoitie, nomsDe } from './noms';
import { lireTrousseau } from './stockage';

// What should be gone from this PC and is not: the browser may refuse, a moment or for good, to let a file go. It is told, and tried again.

/** Accounts of which something is still here, that this page was to erase. */
const rates = new Set<string>();

/** Whether something stays that should be gone. */
export const restes: ValeurSuivie<boolean> = valeurSuivie(false);

export const PHRASE_RESTES =
  'Le navigateur n’a pas laissé effacer de ce poste un fichier d’un compte qui n’y est plus. Fermez les autres onglets de l’extranet, puis réessayez. S’il reste, et une fois envoyé tout ce qui attend sur ce poste, supprimez les données de ce site dans les réglages du navigateur.';

const noter = (identifiant: string, parti: boolean): boolean => {
  if (parti) rates.delete(identifiant);
  else rates.add(identifiant);
  restes.changer(() => rates.size > 0);
  return parti;
};

/** Wipes one account from this PC, where no screen of its own says what became of it: what could not go is told on all of them. */
export const effacerOuDire = async (identifiant: string): Promise<boolean> =>
  noter(identifiant, await effacerPoste(identifiant).catch(() => false));

/** Files of an account that has no ring here: whoever signs in meanwhile writes both under the same lock, and keeps them. */
const effacerSansTrousseau = (identifiant: string, estFichier: (nom: string) => boolean): Promise<boolean> =>
  seulSurMoitie(async () => lireTrousseau(identifiant) !== undefined || (await effacerFichiers(estFichier))).catch(
    () => false,
  );

/** Halves whose ring is gone, left by a page that could not erase them: nothing on this PC knows of them but their name. */
const orphelins = async (): Promise<string[]> =>
  (await nomsDesFichiers().catch(() => [])).flatMap((nom) => {
    const identifiant = compteDeMoitie(nom);
    return identifiant !== undefined && lireTrousseau(identifiant) === undefined ? [identifiant] : [];
  });

/** At the start of a page, and when she asks for it: all that should be gone, once more. Whether nothing stays. */
export const reprendreEffacements = async (): Promise<boolean> => {
  for (const identifiant of [...rates])
    noter(identifiant, await effacerSansTrousseau(identifiant, nomsDe(identifiant).estFichier));
  for (const identifiant of await orphelins())
    noter(identifiant, await effacerSansTrousseau(identifiant, (nom) => compteDeMoitie(nom) === identifiant));
  return rates.size === 0;
};
