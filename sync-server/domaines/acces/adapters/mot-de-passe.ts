import { hash, verify } from '@node-rs/argon2';

// OWASP's first choice: Argon2id (2; the library's enum does not survive isolated modules), 19 MiB, two passes, one lane.
const REGLAGE = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hacherMotDePasse = (motDePasse: string): Promise<string> => hash(motDePasse, REGLAGE);

let leurre: Promise<string> | undefined;

/**
 * True where the password is that of the hash. Without a hash (unknown or disabled account) the same work is done
 * on a decoy, so that the time of the answer does not tell which accounts exist.
 */
export const verifierMotDePasse = async (empreinte: string | undefined, motDePasse: string): Promise<boolean> => {
  leurre ??= hacherMotDePasse('leurre');
  const juste = await verify(empreinte ?? (await leurre), motDePasse).catch(() => false);
  return juste && empreinte !== undefined;
};
