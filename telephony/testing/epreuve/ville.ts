import type { DonneesAnnuaire } from '../../annuaire/annuaire';
import { donneesDe, intervenantLocal, usagerLocal } from '../atelier';

// Who calls and who is called in the long runs. Every first name is one of a kind: what the SVI says of an usager is
// enough to know whom it means. Numbers are of the ranges that are kept for fiction.

/**
 * These callers mistype more in a minute than Paris in a day. Below its limits each worker answers a wrong code with the same words,
 * which is looked at; what is done beyond is tried where bursts are.
 */
export const SANS_RAFALE = { RAFALE_CODES_MAX: '1000', RAFALE_MASQUES_MAX: '10000' } as const;

type Usager = { id: string; prenom: string; code: string; numero: string };

const deux = (n: number): string => String(n).padStart(2, '0');

/** Codes that are not in sequence, as the service gives them out. */
export const CODES_AIDES: readonly string[] = Array.from({ length: 20 }, (_, n) => String(10_243 + n * 4_391));

const usager = (n: number, numero: string): Usager => ({
  id: `U${deux(n)}`,
  prenom: `Prénom${'abcdefghijklmnopqrstuvwxyz'[n] ?? ''}`,
  code: String(204_817 + n * 23_457),
  numero,
});

/** One usager to a number, and couples, two to a number. */
export const SEULS: readonly Usager[] = Array.from({ length: 12 }, (_, n) => usager(n, `+331990001${deux(n)}`));
export const COUPLES: readonly (readonly Usager[])[] = Array.from({ length: 6 }, (_, n) =>
  [0, 1].map((m) => usager(12 + 2 * n + m, `+331990002${deux(n)}`)),
);
export const USAGERS: readonly Usager[] = [...SEULS, ...COUPLES.flat()];

export const idIntervenant = (code: string): string => `I${CODES_AIDES.indexOf(code)}`;

export const annuaireDeLaVille = (): DonneesAnnuaire =>
  donneesDe(
    USAGERS.map((u) => usagerLocal(u.id, u.prenom, { telephones: [u.numero], codeUsager: u.code })),
    CODES_AIDES.map((code) => intervenantLocal(idIntervenant(code), code)),
  );
