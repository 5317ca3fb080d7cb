import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a process holds once everything that could be collected has been, in bytes; `instantane`: the file that says what, where it is asked for. */
export type Releve = { tas: number; rss: number; instantane?: string };

// Nothing in the product: what collects and says is put before each process by its environment.
const COLLECTER = `
import { setFlagsFromString, writeHeapSnapshot } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { writeFileSync } from 'node:fs';
setFlagsFromString('--expose_gc');
const collecter = runInNewContext('gc');
let rang = 0;
process.on('SIGUSR2', async () => {
  // What a collection finds dead lets go of what it held at a later turn, and only another collection takes that: each request by
  // \`fetch\` holds its signal so.
  for (let fois = 0; fois < 5; fois += 1) {
    collecter();
    await new Promise((suite) => setTimeout(suite, 200));
  }
  collecter();
  const { heapUsed: tas, rss } = process.memoryUsage();
  const fichier = process.env.ENDURANCE_DOSSIER + '/' + process.pid;
  rang += 1;
  const instantane = process.env.ENDURANCE_INSTANTANES ? writeHeapSnapshot(fichier + '-' + rang + '.heapsnapshot') : undefined;
  writeFileSync(fichier + '.json', JSON.stringify({ tas, rss, instantane }));
});`;

/** The environment of a process that can be weighed, and of its children. */
export const pesable = (dossier: string, instantanes: boolean): Record<string, string> => ({
  ENDURANCE_DOSSIER: dossier,
  ...(instantanes ? { ENDURANCE_INSTANTANES: 'oui' } : {}),
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(COLLECTER)}`,
});

export const peser = async (
  dossier: string,
  processus: Readonly<Record<string, number>>,
): Promise<Record<string, Releve>> => {
  const releves: Record<string, Releve> = {};
  for (const [nom, pid] of Object.entries(processus)) {
    const fichier = join(dossier, `${pid}.json`);
    writeFileSync(fichier, '');
    process.kill(pid, 'SIGUSR2');
    const limite = Date.now() + 60_000;
    while (Date.now() < limite && (!existsSync(fichier) || readFileSync(fichier, 'utf8') === ''))
      await new Promise((suite) => setTimeout(suite, 50));
    const texte = readFileSync(fichier, 'utf8');
    if (texte !== '') releves[nom] = JSON.parse(texte) as Releve;
  }
  return releves;
};
