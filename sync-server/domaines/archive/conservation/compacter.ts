import type { AccesMagasin } from '../../../ports/documents';

const PERIODE_MS = 50;

/** [RE] Makes every body that was deleted or replaced unreachable, in all our databases; ends when it is done. */
export const compacter = async (m: AccesMagasin): Promise<void> => {
  const bases = (await m.bases()).filter((b) => b.startsWith('tg-'));
  for (const db of bases) {
    await m.compacter(db);
    // One that is dropped meanwhile is done.
    while ((await m.infos(db))?.compactage === true) await new Promise((suite) => setTimeout(suite, PERIODE_MS));
  }
};
