import type { EntreeAudit } from '#shared/contrats/exploitation/audit';
import { ajouter, aSonTour } from '../../store/ecrire';
import { lireUn, type Magasin } from '../../store/lire';
import { estTracee } from './lire';
import { tracer } from './tracer';

type Demande<T> = {
  doc: T;
  /** What is there already is what is asked. */
  memes: (la: T) => boolean;
  /** Of the document as it is there: the same each time. */
  trace: (la: T) => EntreeAudit;
};

/**
 * Writes what a person asks, and traces it, each once: asked again where the answer was lost, or where all stopped between the two,
 * what is there is given, and what is missing of its trace is made. Undefined where something else is under that id: nothing is written.
 */
export const ecrireUneFois = <T extends { _id: string }>(
  m: Magasin,
  base: string,
  { doc, memes, trace }: Demande<T>,
): Promise<{ doc: T; deja: boolean } | undefined> =>
  // Asked again while the first goes on: it would find the document, and not yet its trace.
  aSonTour(m, `une fois ${base} ${doc._id}`, async () => {
    if ('ecrit' in (await ajouter(m, base, doc))) {
      await tracer(m, trace(doc));
      return { doc, deja: false };
    }
    const la = await lireUn<T & { _rev: string }>(m, base, doc._id);
    if (!la || !memes(la)) return undefined;
    if (!(await estTracee(m, trace(la)))) await tracer(m, trace(la));
    return { doc: la, deja: true };
  });
