import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { antennesDe } from '#shared/droits/droits';
import { ecrireCompte, lireCompte } from '../base/stockage';
import { sceller } from '../chiffrement/chiffrement';

// What this PC remembers of the account that signed in last: enough to unlock it without the server.

export const noterCompte = async (session: Session, antenne: Antenne, cle: CryptoKey, vuLe: string): Promise<void> => {
  const joursSansContact = lireCompte()?.joursSansContact ?? PARAMETRES.joursSansContact.defaut;
  // The server's share is not part of what is kept: it would unwrap the key that seals it.
  const profil = await sceller(cle, { ...session, partCle: '' });
  ecrireCompte({ identifiant: session.identifiant, antenne, vuLe, joursSansContact, profil });
};

/** The antenna that opens first: the last one shown here, while it is still hers; none where the account keeps nothing on a PC. */
export const antenneAOuvrir = (session: Session): Antenne | undefined => {
  const possibles = antennesDe(session);
  const connu = lireCompte();
  const derniere = connu?.identifiant === session.identifiant ? possibles.find((a) => a === connu.antenne) : undefined;
  return derniere ?? possibles[0];
};
