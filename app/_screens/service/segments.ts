import type { Marque } from '#shared/contrats/disponibilite';

export type Segment = { marque: Marque; de: number; longueur: number };

/** A day's minutes as runs of one mark, to be drawn. */
export const segments = (minutes: string): Segment[] => {
  const suite: Segment[] = [];
  for (const [i, m] of [...minutes].entries()) {
    const dernier = suite.at(-1);
    if (dernier?.marque === m) dernier.longueur += 1;
    else suite.push({ marque: m as Marque, de: i, longueur: 1 });
  }
  return suite;
};
