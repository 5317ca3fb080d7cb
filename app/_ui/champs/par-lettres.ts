import { aplatir } from '../mots/aplatir';
import { motsDistincts } from '../mots/mots';

/**
 * Which of the labels answer to what is typed, accents and case aside: those that begin so, then those of which each word typed begins
 * a word (`rem mo` finds RÉMY Monique), then those that hold it, whatever the blanks (the figures of a number).
 */
export const parLettres = <O extends { label: string }>(options: readonly O[], texte: string): O[] => {
  const cherche = aplatir(texte);
  if (cherche === '') return [...options];
  const mots = cherche.split(' ');
  const serre = mots.join('');
  const rang = (label: string): number => {
    const plat = aplatir(label);
    if (plat.startsWith(cherche)) return 0;
    if (motsDistincts(mots, plat.split(' '))) return 1;
    return plat.replaceAll(' ', '').includes(serre) ? 2 : 3;
  };
  return options
    .map((o) => ({ o, r: rang(o.label) }))
    .filter(({ r }) => r < 3)
    .toSorted((a, b) => a.r - b.r)
    .map(({ o }) => o);
};
