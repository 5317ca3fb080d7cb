import { createHash } from 'node:crypto';
import type { Somme } from '#shared/contrats/inventaire';
import { ligneDuType, type TypeDocument, typesOu } from '#shared/documents/registre';

/** The types that are counted as they are received: what files bring, what a PC writes, punches. */
export const TYPES_COMPTES: readonly TypeDocument[] = typesOu((l) => l.inventaire === true || l.saisie !== undefined);
export const COMPTES: ReadonlySet<string> = new Set(TYPES_COMPTES);

/** Those of which a file is the only source: all of them are counted by sums. */
export const PAR_FICHIERS: ReadonlySet<string> = new Set(
  TYPES_COMPTES.filter((t) => {
    const { ecrivains } = ligneDuType(t);
    return !ecrivains.includes('POSTE') && !ecrivains.includes('TELEPHONIE');
  }),
);

/** Who has typed what a file takes over. */
const REPRISE = 'REPRISE';

/** What a file brought, among what has several sources. */
export const estImporte = (type: string, doc: object): boolean =>
  PAR_FICHIERS.has(type) ||
  (type === 'pointage' ? 'source' in doc && doc.source === REPRISE : 'poste' in doc && doc.poste === REPRISE);

/** A sum that is being made. */
export type Cumul = { nombre: number; mots: Uint32Array };

export const cumulDe = (s?: Somme): Cumul => ({
  nombre: s?.nombre ?? 0,
  mots: Uint32Array.from([0, 8, 16, 24], (i) => (s ? Number.parseInt(s.empreinte.slice(i, i + 8), 16) : 0)),
});

const empreinte = (id: string): Buffer => createHash('sha256').update(id).digest();

/** `signe`: 1 for one that comes, -1 for one that goes. */
export const cumuler = (c: Cumul, id: string, signe: 1 | -1 = 1): void => {
  const h = empreinte(id);
  c.nombre += signe;
  for (let i = 0; i < 4; i += 1) c.mots[i] = (c.mots[i] ?? 0) + signe * h.readUInt32BE(i * 4);
};

export const enSomme = ({ nombre, mots }: Cumul): Somme => ({
  nombre,
  empreinte: Array.from(mots, (m) => m.toString(16).padStart(8, '0')).join(''),
});

export const sommeDe = (ids: Iterable<string>): Somme => {
  const c = cumulDe();
  for (const id of ids) cumuler(c, id);
  return enSomme(c);
};

export const memeSomme = (a: Somme | undefined, b: Somme | undefined): boolean =>
  (a?.nombre ?? 0) === (b?.nombre ?? 0) && (a === undefined || b === undefined || a.empreinte === b.empreinte);
