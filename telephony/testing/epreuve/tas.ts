import { rm } from 'node:fs/promises';
import { creerAlea } from '#shared/testing/alea';
import { attendreQue, dossierDEssai } from '../atelier';
import { demarrerSvi, lancerMagasin } from '../processus';
import { clientLeger, passerEnFile } from './client-leger';
import { toutEstRegle } from './sante';
import { annuaireDeLaVille, CODES_AIDES, COUPLES, SEULS, USAGERS } from './ville';

/** Heap of the worker once it has taken that many calls, after a forced collection. */
export type Tas = { appels: number; octets: number; appelsParSeconde: number };

// Nothing in the product: what collects and says is put before the worker by whoever starts it.
const COLLECTER = `process.on('SIGUSR2', () => {
  gc();
  gc();
  process.stderr.write(JSON.stringify({ tas: process.memoryUsage().heapUsed }) + '\\n');
});`;
const execArgv = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(COLLECTER)}`];

const SIMULTANES = 40;

/** A day's calls: mostly known numbers; couples, withheld numbers, key 9, hang-ups, and wrong codes from anywhere. */
const tirerAppel = (n: number): { de: string; touches: string[] } => {
  const alea = creerAlea(n);
  const code = alea.parmi(CODES_AIDES) ?? '';
  const sens = alea.choix(['1', '2']);
  const lieu = alea.fraction();
  if (lieu < 0.7) return { de: alea.parmi(SEULS)?.numero ?? '', touches: [code, sens] };
  if (lieu < 0.8) return { de: alea.parmi(COUPLES)?.[0]?.numero ?? '', touches: [code, '0', sens] };
  if (lieu < 0.9) return { de: 'anonymous', touches: [code, alea.parmi(USAGERS)?.code ?? '', sens] };
  if (lieu < 0.94) return { de: alea.parmi(SEULS)?.numero ?? '', touches: [code, sens, '9', '2'] };
  if (lieu < 0.98) return { de: alea.parmi(SEULS)?.numero ?? '', touches: [code] };
  return { de: `3363998${String(n % 10_000).padStart(4, '0')}`, touches: ['00000', '00000', '00000'] };
};

/**
 * Drives the worker through calls, CouchDB there, and weighs it at each step, once every call has ended and the journal
 * is drained.
 */
export const peser = async (paliers: readonly number[], dire: (t: Tas) => void = () => undefined): Promise<Tas[]> => {
  const dossier = await dossierDEssai(annuaireDeLaVille());
  let surTas: (octets: number) => void = () => undefined;
  const surErreur = (ligne: string): void => {
    const lu = /^\{"tas":(\d+)\}$/.exec(ligne)?.[1];
    if (lu !== undefined) surTas(Number(lu));
  };
  const svi = demarrerSvi(dossier, { JOURNAL_NIVEAU: 'error', ECHEC_DELAI_S: '1' }, { execArgv, surErreur });
  const magasin = await lancerMagasin(dossier);
  try {
    const url = await svi.pret;
    const client = clientLeger(url);
    const tas: Tas[] = [];
    let passes = 0;
    for (const palier of paliers) {
      const debut = performance.now();
      const avant = passes;
      await passerEnFile(client, url, SIMULTANES, () => {
        if (passes === palier) return undefined;
        passes += 1;
        return { id: `tas-${passes}`, ...tirerAppel(passes) };
      });
      const appelsParSeconde = ((passes - avant) * 1000) / (performance.now() - debut);
      await attendreQue(() => toutEstRegle(url), 'tout est transmis', 300_000);
      const pesee = new Promise<number>((r) => {
        surTas = r;
      });
      process.kill(svi.pid, 'SIGUSR2');
      const mesure = { appels: palier, octets: await pesee, appelsParSeconde };
      dire(mesure);
      tas.push(mesure);
    }
    client.fermer();
    return tas;
  } finally {
    await svi.tuer('SIGTERM');
    await magasin.tuer('SIGTERM');
    await rm(dossier, { recursive: true });
  }
};
