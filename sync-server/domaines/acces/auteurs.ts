import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { aLeDroit, antennesDe } from '#shared/droits/droits';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';

/** Those whose writings a session may read: accounts of its antennas, and those that write in all. Names, and nothing else. */
export const lireAuteurs = async (
  magasin: Magasin,
  session: Pick<Session, 'role' | 'antennes'>,
): Promise<Record<string, string>> => {
  const siennes = new Set<Antenne>(session.antennes);
  const comptes = await plageType(magasin, 'compte', {});
  return Object.fromEntries(
    comptes
      .filter((c) => session.role === 'CENTRAL' || c.role === 'CENTRAL' || c.antennes.some((a) => siennes.has(a)))
      .map((c) => [c.identifiant, c.nom]),
  );
};

/** Names of those who may write in some of these antennas, by login. */
export const nomsDesAuteurs = async (
  magasin: Magasin,
  antennes: readonly Antenne[],
): Promise<ReadonlyMap<string, string>> =>
  new Map(Object.entries(await lireAuteurs(magasin, { role: 'GESTIONNAIRE', antennes: [...antennes] })));

/** Who wrote, as a paper of ten years names them: the login too where two accounts bear one name. Undefined: no account has that login. */
export const lireNomAuteur = async (magasin: Magasin): Promise<(identifiant: string) => string | undefined> => {
  const noms = new Map(Object.entries(await lireAuteurs(magasin, { role: 'CENTRAL', antennes: [] })));
  const portes = new Map<string, number>();
  for (const nom of noms.values()) portes.set(nom, (portes.get(nom) ?? 0) + 1);
  return (identifiant) => {
    const nom = noms.get(identifiant);
    return nom !== undefined && (portes.get(nom) ?? 0) > 1 ? `${nom} (${identifiant})` : nom;
  };
};

/** Logins of those to whom a thing of each of these antennas may be handed over: active, and writing there. */
export const lireCollegues = async (
  magasin: Magasin,
  antennes: readonly Antenne[],
): Promise<Partial<Record<Antenne, string[]>>> => {
  const comptes = await plageType(magasin, 'compte', {});
  const ecrivent = comptes.filter((c) => c.actif && aLeDroit(c, 'saisir'));
  return Object.fromEntries(
    antennes.map((a) => [a, ecrivent.flatMap((c) => (antennesDe(c).includes(a) ? [c.identifiant] : []))]),
  );
};
