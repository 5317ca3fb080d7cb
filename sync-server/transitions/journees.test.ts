import { expect, test } from 'vitest';
import { jouer } from './testing/journee/jouer';
import { jouerRetour } from './testing/journee/retour';

/** `npm run epreuve` plays more of them. */
const GRAINES = Number(process.env.JOURNEES ?? 24);
const SUPPLEMENT = 60;
const DELAI_MS = 60_000 + (GRAINES + SUPPLEMENT) * 10_000;

test(
  '[FL-1] [FL-2] [FL-3] whatever copy lags, in the end what is derived is what is rebuilt, no conflict is left, nothing is lost',
  async () => {
    const fautes: string[] = [];
    let corriges = 0;
    // As many as are asked for; and as many more as it takes, within reason, for the second look to have had something to put right.
    for (let graine = 1; graine <= GRAINES || (corriges === 0 && graine <= GRAINES + SUPPLEMENT); graine++) {
      const bilan = await jouer(graine);
      corriges += bilan.corriges.length;
      fautes.push(...bilan.ecarts.map((e) => `graine ${graine} : ${e}`));
    }
    expect(fautes).toEqual([]);
    expect(corriges).toBeGreaterThan(0);
  },
  DELAI_MS,
);

test('[FL-2] without a lag, the second look finds nothing but alerts that another process left', async () => {
  for (let graine = 1; graine <= 3; graine++) {
    const { ecarts, corriges } = await jouer(graine, { calme: true, longueur: 40 });
    expect([ecarts, corriges.filter((type) => type !== 'alerte')]).toEqual([[], []]);
  }
});

test('[FL-1] [FL-2] a node that was away comes back and catches up while aides leave: each visit is whole, none is in conflict', async () => {
  expect(await jouerRetour(1)).toEqual({ completes: 36, moities: 0, conflits: 0, ecarts: 0 });
});
