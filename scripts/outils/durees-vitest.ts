import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

/** What each file of a run took, imports and hooks included (vitest's own report counts the tests alone), in the file that DUREES names. */
export default class DureesVitest implements Reporter {
  onTestRunEnd: NonNullable<Reporter['onTestRunEnd']> = (modules) => {
    const fichier = process.env.DUREES;
    if (fichier === undefined) return;
    const durees = modules.map((m) => {
      const { collectDuration, duration } = m.diagnostic();
      return { fichier: m.relativeModuleId, secondes: (collectDuration + duration) / 1000 };
    });
    writeFileSync(fichier, JSON.stringify(durees));
  };
}
