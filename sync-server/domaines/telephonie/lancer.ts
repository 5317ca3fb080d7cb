import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { lancementDe } from '../../../bin/programmes.mjs';

export type EtatTelephonie = { etat: 'prete' | 'demarrage' | 'arretee'; adresse?: string; relances: number };

export type Telephonie = { etat: () => EtatTelephonie; pid: () => number | undefined; arreter: () => Promise<void> };

type Options = {
  /** On top of our own environment. */
  env: Record<string, string | undefined>;
  surPrete: (adresse: string) => void;
  surMort: (code: number | null) => void;
  /** Entry point; tests give another. */
  principal?: string;
};

const PRETE = /^SVI prêt : (\S+)/;
const RELANCE_MAX_MS = 30_000;
const ARRET_MAX_MS = 10_000;
/** A process that held so long is well again: its next death is restarted at once. */
const STABLE_MS = 60_000;

/** The SVI's worker in a process of its own, so that calls go on whatever happens here; started again should it die. */
export const demarrerTelephonie = (o: Options): Telephonie => {
  let enfant: ChildProcess | undefined;
  let adresse: string | undefined;
  let relances = 0;
  let echecs = 0;
  let arret = false;
  let minuteur: NodeJS.Timeout | undefined;

  const lancer = (): void => {
    const debut = Date.now();
    const p = spawn(process.execPath, lancementDe(o.principal ?? 'telephony/main.ts'), {
      env: { ...process.env, ...o.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    enfant = p;
    createInterface({ input: p.stdout }).on('line', (ligne) => {
      const lue = PRETE.exec(ligne)?.[1];
      if (lue === undefined) return;
      adresse = lue;
      o.surPrete(lue);
    });
    p.once('exit', (code) => {
      enfant = undefined;
      adresse = undefined;
      if (arret) return;
      o.surMort(code);
      relances++;
      echecs = Date.now() - debut > STABLE_MS ? 0 : echecs + 1;
      minuteur = setTimeout(lancer, Math.min(RELANCE_MAX_MS, 200 * 2 ** echecs));
    });
  };
  lancer();

  return {
    etat: () => ({
      etat: adresse !== undefined ? 'prete' : enfant ? 'demarrage' : 'arretee',
      ...(adresse === undefined ? {} : { adresse }),
      relances,
    }),
    pid: () => enfant?.pid,
    arreter: async () => {
      arret = true;
      clearTimeout(minuteur);
      const p = enfant;
      if (!p) return;
      const mort = new Promise<void>((ok) => p.once('exit', () => ok()));
      p.kill('SIGTERM');
      const dernier = setTimeout(() => p.kill('SIGKILL'), ARRET_MAX_MS);
      await mort;
      clearTimeout(dernier);
    },
  };
};
