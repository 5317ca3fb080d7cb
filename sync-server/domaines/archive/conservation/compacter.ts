import { type AccesMagasin, statutErreur } from '../../../ports/documents';

const PERIODE_MS = 50;

/** [RE] Makes every body that was deleted or replaced unreachable, in all our databases; ends when it is done. */
export const compacter = async (m: AccesMagasin): Promise<void> => {
  const bases = (await m.nano.db.list()).filter((b) => b.startsWith('tg-'));
  for (const db of bases) {
    await m.nano.request({ db, path: '_compact', method: 'post', body: {} });
    for (;;) {
      const etat = (await m.nano.request({ db, path: '' }).catch((e: unknown) => {
        // Dropped meanwhile.
        if (statutErreur(e) === 404) return {};
        throw e;
      })) as { compact_running?: boolean };
      if (etat.compact_running !== true) break;
      await new Promise((suite) => setTimeout(suite, PERIODE_MS));
    }
  }
};
