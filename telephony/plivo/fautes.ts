import type { Logger } from 'pino';

const cleDe = (e: unknown): string => {
  const { code } = (typeof e === 'object' && e !== null ? e : {}) as { code?: unknown };
  return typeof code === 'string' ? code : e instanceof Error ? e.message : String(e);
};

/**
 * Something done again and again, whose fault is said when it comes, when it becomes another one, and when it ends: a full
 * disk lasts for hours, and must not fill what room is left with one line a second. Never throws.
 */
export const direLesChangements = (log: Logger, quoi: string, faire: () => Promise<void>): (() => Promise<void>) => {
  let dite: string | undefined;
  return async () => {
    try {
      await faire();
      if (dite !== undefined) log.info(`${quoi} : à nouveau fait`);
      dite = undefined;
    } catch (e) {
      const cle = cleDe(e);
      if (cle !== dite) log.error({ err: e }, quoi);
      dite = cle;
    }
  };
};
