import { POSTE_REPRISE } from '#shared/contrats/saisie-commune';
import type { Somme } from '#shared/contrats/store/inventaire';
import { ligneDuType, type TypeDocument, typesOu } from '#shared/documents/registre';

/** The types that are counted as they are received: what files bring, what a PC writes, punches. */
export const TYPES_COMPTES: readonly TypeDocument[] = typesOu((l) => l.inventaire === true || l.saisie !== undefined);
export const COMPTES: ReadonlySet<string> = new Set(TYPES_COMPTES);

/** Those of which a file is the only source: one that none brought is one too many. */
export const PAR_FICHIERS: ReadonlySet<string> = new Set(
  TYPES_COMPTES.filter((t) => {
    const { ecrivains } = ligneDuType(t);
    return !ecrivains.includes('POSTE') && !ecrivains.includes('TELEPHONIE');
  }),
);

/** What a file brought, among what has several sources. */
export const estImporte = (type: string, doc: object): boolean =>
  PAR_FICHIERS.has(type) ||
  (type === 'pointage' ? 'source' in doc && doc.source === 'REPRISE' : 'poste' in doc && doc.poste === POSTE_REPRISE);

/** The sum of a backup, while it is being made. */
export type Cumul = { nombre: number; a: number; b: number };

export const cumulDe = (): Cumul => ({ nombre: 0, a: 0, b: 0 });

/** The last mixing of MurmurHash3: each bit of what comes bears on each bit of what goes. */
const brasser = (h: number): number => {
  const x = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  const y = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (y ^ (y >>> 16)) >>> 0;
};

/** Sixty-four bits of an id: what is lost is lost by accident, and a month of ids is hashed in some milliseconds. */
const empreinte = (id: string): [a: number, b: number] => {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < id.length; i += 1) {
    const c = id.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x5bd1e995) + a;
  }
  return [brasser(a ^ id.length), brasser(b)];
};

export const cumuler = (c: Cumul, id: string): void => {
  const [a, b] = empreinte(id);
  c.nombre += 1;
  c.a = (c.a + a) >>> 0;
  c.b = (c.b + b) >>> 0;
};

export const enSomme = ({ nombre, a, b }: Cumul): Somme => ({
  nombre,
  empreinte: [a, b].map((x) => x.toString(16).padStart(8, '0')).join(''),
});

export const memeSomme = (a: Somme | undefined, b: Somme | undefined): boolean =>
  (a?.nombre ?? 0) === (b?.nombre ?? 0) && (a === undefined || b === undefined || a.empreinte === b.empreinte);
