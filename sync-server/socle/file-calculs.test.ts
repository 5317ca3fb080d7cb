import { expect, test } from 'vitest';
import { ouvrirFile, regrouper } from './file-calculs';

/** A computation that ends when it is told to. */
const tache = () => {
  let finir: (v: string) => void = () => undefined;
  const faite = new Promise<string>((ok) => {
    finir = ok;
  });
  return { faite, finir };
};
const rien = (): void => undefined;

test('what is asked while the same waits is computed once; while it runs, once more: its answer is never older than the question', async () => {
  const demander = regrouper<string>(ouvrirFile(), 4);
  const [une, deux] = [tache(), tache()];
  const taches = [une, deux];
  let commencees = 0;
  const travail = () => taches[commencees++]?.faite ?? Promise.reject(new Error('une de trop'));
  const a = demander('EST 2026-10', travail, rien);
  // It has begun: what comes now is for the next one.
  await expect.poll(() => commencees).toBe(1);
  const autres = Array.from({ length: 50 }, () => demander('EST 2026-10', travail, rien));
  une.finir('avant');
  deux.finir('après');
  expect(await a).toBe('avant');
  expect(new Set(await Promise.all(autres))).toEqual(new Set(['après']));
  expect(commencees).toBe(2);
});

test('beyond a number of different questions, one more is refused; once they are answered, it is taken', async () => {
  const demander = regrouper<string>(ouvrirFile(), 2);
  const premiere = tache();
  let commencee = false;
  const courante = demander(
    'a',
    () => {
      commencee = true;
      return premiere.faite;
    },
    rien,
  );
  await expect.poll(() => commencee).toBe(true);
  const etapes: string[] = [];
  const suivantes = ['b', 'c'].map((cle) =>
    demander(
      cle,
      async (dire) => {
        dire(`étape de ${cle}`);
        return cle;
      },
      (e) => etapes.push(e),
    ),
  );
  expect(demander('d', async () => 'd', rien)).toBeUndefined();
  premiere.finir('a');
  expect(await Promise.all([courante, ...suivantes])).toEqual(['a', 'b', 'c']);
  expect(etapes).toEqual(['étape de b', 'étape de c']);
  expect(await demander('d', async () => 'd', rien)).toBe('d');
});

test('a computation that fails is told to who asked, and holds up no other', async () => {
  const demander = regrouper<string>(ouvrirFile(), 2);
  const ratee = demander('a', () => Promise.reject(new Error('magasin absent')), rien);
  const suivante = demander('b', async () => 'b', rien);
  await expect(ratee).rejects.toThrow('magasin absent');
  expect(await suivante).toBe('b');
});
