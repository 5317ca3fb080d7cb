import type { EntreeAudit } from '#shared/contrats/exploitation/audit';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { DocumentDe, TypeDocument } from '#shared/documents/registre';
import { ajouter, aSonTour } from '../../store/ecrire';
import type { Magasin } from '../../store/lire';
import { lireType } from '../../store/types';
import { estTracee } from './lire';
import { tracer } from './tracer';

type Demande<D> = {
  doc: D;
  /** What is there already is what is asked. */
  memes: (la: D) => boolean;
  /** Of the document as it is there: the same each time. */
  trace: (la: D) => EntreeAudit;
};

/**
 * Writes in tg-central what a person asks, and traces it, each once: asked again where the answer was lost, or where all stopped between
 * the two, what is there is given, and what is missing of its trace is made. Undefined where something else is under that id: nothing
 * is written.
 */
export const ecrireUneFois = <T extends TypeDocument>(
  m: Magasin,
  type: T,
  { doc, memes, trace }: Demande<DocumentDe<T>>,
): Promise<{ doc: DocumentDe<T>; deja: boolean } | undefined> =>
  // Asked again while the first goes on: it would find the document, and not yet its trace.
  aSonTour(m, `une fois ${doc._id}`, async () => {
    if ('ecrit' in (await ajouter(m, BASE_CENTRALE, doc))) {
      await tracer(m, trace(doc));
      return { doc, deja: false };
    }
    const la = await lireType(m, type, doc._id, { base: BASE_CENTRALE });
    if (!la || !memes(la)) return undefined;
    if (!(await estTracee(m, trace(la)))) await tracer(m, trace(la));
    return { doc: la, deja: true };
  });
