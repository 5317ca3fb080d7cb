import type { Saisie } from './xml';

/** A key as it is heard, in seconds since the call was answered. */
export type Tonalite = { touche: string; a: number };

const PAUSES: Readonly<Record<string, number>> = { w: 0.5, W: 1 };
const TOUCHE_S = 0.5;

/** The keys of `send_digits`, each at its second: `w` waits for half a second, `W` for one. */
export const tonalites = (envoi: string): Tonalite[] => {
  const liste: Tonalite[] = [];
  let a = 0;
  for (const c of envoi) {
    const pause = PAUSES[c];
    if (pause === undefined) liste.push({ touche: c, a });
    a += pause ?? TOUCHE_S;
  }
  return liste;
};

/**
 * What a question hears: the keys that come before it gives up, as many as it wants, up to a pause that ends the entry; and when it
 * goes on. '' = silence.
 */
export const suiteDeTouches = (
  toutes: readonly Tonalite[],
  saisie: Pick<Saisie, 'numDigits' | 'attente' | 'entreTouches'>,
  o: { depuis: number; parole: number },
): { touches: string; a: number } => {
  const limite = o.depuis + o.parole + saisie.attente;
  const suivantes = toutes.filter((t) => t.a > o.depuis);
  const [premiere] = suivantes;
  if (!premiere || premiere.a > limite) return { touches: '', a: limite };
  const prises = [premiere];
  for (const t of suivantes.slice(1)) {
    const derniere = prises.at(-1) ?? premiere;
    if (prises.length >= saisie.numDigits || t.a - derniere.a > saisie.entreTouches) break;
    prises.push(t);
  }
  const derniere = prises.at(-1) ?? premiere;
  const pause = prises.length >= saisie.numDigits ? 0 : saisie.entreTouches;
  return { touches: prises.map((t) => t.touche).join(''), a: derniere.a + pause };
};
