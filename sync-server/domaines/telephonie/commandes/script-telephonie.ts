import { spawn } from 'node:child_process';
import { lancementDe } from '../../../../bin/programmes.mjs';
import type { ContexteCli } from '../../../socle/cli/contexte';

/** Its public address is ours only where the two have one. */
const propres = ({ config }: ContexteCli): Record<string, string> => ({
  DATA_DIR: config.DATA_DIR,
  ...(config.SVI_ORIGIN === undefined ? {} : { PUBLIC_ORIGIN: config.SVI_ORIGIN }),
});

/** The telephony shares nothing with this part but the store: its commands run by themselves; the exit code of one. */
export const lancerScriptTelephonie = (c: ContexteCli, script: string, args: readonly string[]): Promise<number> => {
  const enfant = spawn(process.execPath, [...lancementDe(script), ...args, ...(c.json ? ['--json'] : [])], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...c.env, ...propres(c) },
  });
  return new Promise((fini) => {
    enfant.on('error', () => fini(1));
    enfant.on('exit', (code) => fini(code ?? 1));
  });
};
