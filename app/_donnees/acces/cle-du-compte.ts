import type { Session } from '#shared/contrats/acces/compte';
import { seulSurMoitie, tenirMoitie } from '../base/moitie';
import { ecrireTrousseau, lireTrousseau } from '../base/stockage';
import { creerTrousseau, ITERATIONS, ouvrirParServeur, renouveler, type Trousseau } from '../chiffrement/cles';

// The ring that this PC keeps of an account, and the key that it holds, as one signs in.

type Cles = { trousseau: Trousseau; cle: CryptoKey };

/** A tab that erases meanwhile takes the ring and its half together, or neither. */
const ranger = <T extends Cles | undefined>(identifiant: string, faire: () => Promise<T>): Promise<T> =>
  seulSurMoitie(async () => {
    const cles = await faire();
    if (cles) ecrireTrousseau(identifiant, cles.trousseau);
    return cles;
  });

const reprendre = async (
  ancien: Trousseau,
  { identifiant, partCle }: Session,
  motDePasse: string | undefined,
  change: boolean,
): Promise<Cles | undefined> => {
  if (motDePasse !== undefined)
    return renouveler(ancien, partCle, motDePasse, await tenirMoitie(identifiant), ITERATIONS, change);
  const cle = await ouvrirParServeur(ancien, partCle);
  return cle && { trousseau: ancien, cle };
};

/** The key of the ring that is there, wrapped by this password from now on; undefined where there is none, or nothing opens it. */
export const reprendreCle = async (
  session: Session,
  motDePasse: string | undefined,
  change: boolean,
): Promise<CryptoKey | undefined> => {
  const { identifiant } = session;
  const repris = await ranger(identifiant, async () => {
    const ancien = lireTrousseau(identifiant);
    return ancien && reprendre(ancien, session, motDePasse, change);
  });
  return repris?.cle;
};

/** Of a new ring, in the place of any that was there. */
export const creerCle = async (
  { identifiant, partCle }: Session,
  motDePasse: string | undefined,
): Promise<CryptoKey> => {
  const neuf = await ranger(identifiant, async () =>
    creerTrousseau(partCle, motDePasse, await tenirMoitie(identifiant)),
  );
  return neuf.cle;
};
