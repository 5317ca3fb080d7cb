import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type ContexteCli, optionRequise } from './contexte';

/** The simulator belongs to the telephony, which shares nothing with this part but the store: it runs by itself. */
export const executer = async (c: ContexteCli): Promise<number> => {
  const de = optionRequise(c, 'de');
  const touches = optionRequise(c, 'touches');
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const principal = fileURLToPath(new URL('../../telephony/simulator/main.ts', import.meta.url));
  const enfant = spawn(
    process.execPath,
    ['--import', tsx, principal, `--de=${de}`, `--touches=${touches}`, ...(c.json ? ['--json'] : [])],
    { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DATA_DIR: c.config.DATA_DIR } },
  );
  return new Promise((fini) => {
    enfant.on('error', () => fini(1));
    enfant.on('exit', (code) => fini(code ?? 1));
  });
};
