import { type Maillon, maillonSchema } from '#shared/contrats/exploitation/audit';
import type { Divergence } from '#shared/contrats/exploitation/divergence';
import { empreinteDe } from './chaine';

// [FL-3] Both sides of a cut went on with the chain: of two links of one number one stays in it, and the other is kept as a divergence.
// Links of the side that lost then follow what is kept. That is no tampering, and is told for what it is.

/** The link that a divergence keeps, whole; nothing where it is of something else, or was touched. */
export const maillonGarde = ({ document, corps }: Divergence): Maillon | undefined => {
  const lu = document.startsWith('audit:') ? maillonSchema.safeParse(corps).data : undefined;
  return lu && lu.empreinte === empreinteDe(lu) ? lu : undefined;
};

export const cleMaillon = ({ numero, empreinte }: { numero: number; empreinte: string }): string =>
  `${numero}:${empreinte}`;

const REGLE = /^\S+ audit (\d+:[0-9a-f]{64})$/;

/** What the log says of one that a person has settled: which link it was. */
export const objetRegle = (cle: string, m: Maillon): string => `${cle} audit ${cleMaillon(m)}`;

/** The links that were settled, as those of the log say. */
export const reglesDans = (maillons: readonly Partial<Maillon>[]): string[] =>
  maillons.flatMap((m) =>
    (Array.isArray(m.entrees) ? m.entrees : []).flatMap((e) =>
      e.action === 'DIVERGENCE' ? (REGLE.exec(e.objet)?.[1] ?? []) : [],
    ),
  );
