import type { Compte } from '#shared/contrats/acces/compte';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import type { Parametres } from '#shared/contrats/exploitation/parametre';
import { codesAntennes, libelleAntenne } from '#shared/domain/antenne/registre';
import { antennesDe } from '#shared/droits/droits';
import type { Magasin } from '../../store/lire';
import { ENTREES, tracer } from '../audit';
import { type Acte, changerCompte } from './comptes';

/** Antennas whose digest an account receives: those that it chose, as far as they are still its own. */
export const digestDe = (c: Compte): Antenne[] => antennesDe(c).filter((a) => c.digest?.includes(a));

const abonnes = (comptes: readonly Compte[], antenne: Antenne): string[] =>
  comptes.flatMap((c) => (c.actif && c.courriel !== undefined && digestDe(c).includes(antenne) ? [c.courriel] : []));

/** Whom the mails of an antenna go to: the addresses that are set for it, and those who asked for it; each once. */
export const destinatairesDuDigest = (
  antenne: Antenne,
  { destinatairesDigest }: Pick<Parametres, 'destinatairesDigest'>,
  comptes: readonly Compte[],
): string[] => [...new Set([...(destinatairesDigest[antenne] ?? []), ...abonnes(comptes, antenne)])];

/** One asks for the digests of one's own antennas, at the address of one's account; no antenna: for none any more. */
export const abonnerDigest = async (
  m: Magasin,
  acte: Acte,
  voulues: readonly Antenne[],
): Promise<Resultat<Antenne[]>> => {
  const antennes = codesAntennes().filter((a) => voulues.includes(a));
  let refus: ReturnType<typeof refuser> | undefined;
  const fait = await changerCompte(m, acte.auteur, (c) => {
    const autre = antennes.find((a) => !antennesDe(c).includes(a));
    refus =
      autre !== undefined
        ? refuser('ANTENNE', `L’antenne ${libelleAntenne(autre)} n’est pas l’une des vôtres.`)
        : antennes.length > 0 && c.courriel === undefined
          ? refuser('COURRIEL', 'Votre compte n’a pas d’adresse : demandez à un administrateur de l’inscrire.')
          : undefined;
    return refus ? c : { ...c, digest: antennes };
  });
  if (refus) return refus;
  if (!fait) return refuser('COMPTE_INCONNU', 'Ce compte n’existe plus. Reconnectez-vous.');
  const demande = ENTREES.COMPTE.ecrire.digest({ identifiant: acte.auteur, antennes });
  await tracer(m, { instant: acte.horloge(), auteur: acte.auteur, ...demande });
  return { ok: true, valeur: antennes };
};
