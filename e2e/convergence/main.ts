import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Bilan, jouer } from './partie';
import { brancher } from './reseau';
import { ouvrirService } from './service';

// `tsx e2e/convergence/main.ts [--graines 150] [--du-jour 8] [--premiere 1]`, or `--graine N` to play one seed again, alone.
// `--du-jour N` plays N seeds more, that change with the date and are printed: each day tries games that no other has.

const { values } = parseArgs({
  options: {
    graines: { type: 'string', default: '150' },
    premiere: { type: 'string', default: '1' },
    graine: { type: 'string' },
    'du-jour': { type: 'string', default: '0' },
    liste: { type: 'string' },
  },
});
const suite = (de: number, combien: number): number[] => Array.from({ length: combien }, (_, n) => de + n);
/** The first seed of a day: its date, far from the seeds that are always played. */
const graineDuJour = Number(new Date().toISOString().slice(0, 10).replaceAll('-', '')) * 100;
const duJour = values.graine === undefined ? suite(graineDuJour, Number(values['du-jour'])) : [];
const graines =
  values.graine === undefined
    ? [...suite(Number(values.premiere), Number(values.graines)), ...duJour]
    : [Number(values.graine)];
/** The reference machine has two cores: one game on each. */
const OUVRIERS = Math.min(2, graines.length);

type Fait = { graine: number; bilan: Bilan };

/** A game that breaks is a seed that fails: it is named, like the others. */
const echec = (e: unknown): Bilan => ({
  saisies: 0,
  morts: 0,
  pannes: 0,
  conflits: 0,
  ecarts: [e instanceof Error ? (e.stack ?? e.message) : String(e)],
});

const jouerTout = async (surFait: (f: Fait) => void, siennes: readonly number[]): Promise<void> => {
  brancher();
  const service = await ouvrirService();
  try {
    for (const graine of siennes) surFait({ graine, bilan: await jouer(service, graine).catch(echec) });
  } finally {
    await service.fermer();
  }
};

const faits: Fait[] = [];
const noter = (f: Fait): void => {
  faits.push(f);
  if (f.bilan.ecarts.length > 0) {
    console.log(`✗ graine ${f.graine} (rejouer : npm run convergence -- --graine ${f.graine})`);
    for (const e of f.bilan.ecarts.slice(0, 10)) console.log(`  ${e}`);
  }
  if (faits.length % 50 === 0) console.log(`… ${faits.length} graines`);
};

const conclure = (debut: number, codes: readonly number[]): void => {
  const somme = (quoi: 'saisies' | 'morts' | 'pannes' | 'conflits'): number =>
    faits.reduce((n, f) => n + f.bilan[quoi], 0);
  const fautives = faits.filter((f) => f.bilan.ecarts.length > 0);
  console.log(
    `${faits.length} graines jouées, ${faits.length - fautives.length} convergent : ${somme('saisies')} saisies, ` +
      `${somme('morts')} morts de poste, ${somme('pannes')} pannes, ${somme('conflits')} conflits tranchés (${Math.round((Date.now() - debut) / 1000)} s)`,
  );
  if (faits.length < graines.length || fautives.length > 0 || codes.some((c) => c !== 0)) process.exitCode = 1;
};

if (values.liste !== undefined) {
  await jouerTout((f) => process.send?.(f), values.liste.split(',').map(Number));
  process.disconnect?.();
} else {
  const debut = Date.now();
  if (duJour.length > 0) console.log(`graines du jour : ${duJour.join(', ')}`);
  const codes = await Promise.all(
    Array.from({ length: OUVRIERS }, (_, n) => {
      const siennes = graines.filter((_, rang) => rang % OUVRIERS === n);
      const enfant = fork(fileURLToPath(import.meta.url), ['--liste', siennes.join(',')]);
      enfant.on('message', (f) => noter(f as Fait));
      return new Promise<number>((fini) => enfant.on('exit', (code) => fini(code ?? 1)));
    }),
  );
  conclure(debut, codes);
}
