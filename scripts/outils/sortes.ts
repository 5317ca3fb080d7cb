import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a suite names that starts processes, replaces a module or what is of the whole process (its mode, its clock, its
 * globals): it has a worker of its own. The others keep nothing in their modules, and share them.
 */
const ISOLEE =
  /'node:child_process'|\b(ouvrirMagasinDEssai|ouvrirMagasin|ouvrirBancCli|demarrerServiceEssai|demarrerTelephonie|ouvrirAutoriteLocale|servir|mentionner)\(|testing\/(processus|serveur-sshd|preflight)'|sftp\/testing\/banc'|\bvi\.(mock|doMock|hoisted|stubGlobal|stubEnv|useFakeTimers)\(/;

export const estIsolee = (source: string): boolean => ISOLEE.test(source);

/** The suites of these folders that have a worker of their own, by what they say themselves. */
export const suitesIsolees = (racine: string, dossiers: readonly string[]): string[] =>
  dossiers
    .flatMap((d) => readdirSync(join(racine, d), { recursive: true, encoding: 'utf8' }).map((f) => `${d}/${f}`))
    .filter((f) => /\.test\.tsx?$/.test(f) && estIsolee(readFileSync(join(racine, f), 'utf8')))
    .sort();
