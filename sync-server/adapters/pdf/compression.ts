import { zlibSync } from 'fflate';

type Reference = { buffer: unknown; data: { Filter?: string }; finalize: () => void };
type AvecReferences = { ref: (data: object) => Reference };

/** Streams of a few bytes gain nothing. */
const PETIT = 128;

/** The colour profile is one and the same buffer in each document. */
const deflates = new WeakMap<object, Uint8Array>();

const deflater = (morceaux: readonly Uint8Array[]): Uint8Array => {
  const seul = morceaux.length === 1 ? morceaux[0] : undefined;
  const connu = seul && deflates.get(seul);
  if (connu) return connu;
  const octets = zlibSync(Buffer.concat(morceaux), { level: 6 });
  if (seul) deflates.set(seul, octets);
  return octets;
};

/**
 * Streams deflated by fflate and not by the runtime's zlib, whose output changes with its version and its processor: the
 * same statement made again on another machine must have the same bytes [CL-2]. The document is opened uncompressed and
 * without a first page, so that each stream passes here; what has a filter already, or must stay readable (XMP), is left.
 */
export const deflaterPareillement = (document: object): void => {
  const d = document as AvecReferences;
  const ref = d.ref.bind(document);
  d.ref = (data) => {
    const r = ref(data);
    const finir = r.finalize.bind(r);
    r.finalize = () => {
      const lisible = (r.data as { Type?: string }).Type === 'Metadata';
      if (Array.isArray(r.buffer) && r.buffer.length > 0 && !r.data.Filter && !lisible) {
        const morceaux = r.buffer as Uint8Array[];
        if (morceaux.reduce((n, m) => n + m.length, 0) >= PETIT) {
          r.buffer = [deflater(morceaux)];
          r.data.Filter = 'FlateDecode';
        }
      }
      finir();
    };
    return r;
  };
};
