import type { Role, Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { aLeDroit, antennesDe, tientToutesAntennes } from '#shared/droits/droits';
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
      .filter((c) => tientToutesAntennes(session) || tientToutesAntennes(c) || c.antennes.some((a) => siennes.has(a)))
      .map((c) => [c.identifiant, c.nom]),
  );
};

/** Names of those who may write in some of these antennas, by login. */
export const nomsDesAuteurs = async (
  magasin: Magasin,
  antennes: readonly Antenne[],
): Promise<ReadonlyMap<string, string>> =>
  new Map(Object.entries(await lireAuteurs(magasin, { role: 'GESTIONNAIRE', antennes: [...antennes] })));

export type AuteursFiges = {
  nom: (identifiant: string) => string | undefined;
  role: (identifiant: string) => Role | undefined;
};

/** Who wrote, as what is frozen for ten years has them: the login too where two accounts bear one name. Undefined: no account has that login. */
export const lireAuteursFiges = async (magasin: Magasin): Promise<AuteursFiges> => {
  const comptes = new Map((await plageType(magasin, 'compte', {})).map((c) => [c.identifiant, c]));
  const portes = new Map<string, number>();
  for (const { nom } of comptes.values()) portes.set(nom, (portes.get(nom) ?? 0) + 1);
  return {
    nom: (identifiant) => {
      const nom = comptes.get(identifiant)?.nom;
      return nom !== undefined && (portes.get(nom) ?? 0) > 1 ? `${nom} (${identifiant})` : nom;
    },
    role: (identifiant) => comptes.get(identifiant)?.role,
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
